"""The server starts on a real address, says when it cannot, and ends when told."""

import asyncio
import socket
import threading

import httpx
import pytest

from outreach_app.errors import EnvironmentProblem
from outreach_app.office.serve import OfficeServer, _bind
from outreach_app.office.server_key import server_pem
from outreach_app.officeapi.client import OfficeClient


def test_it_answers_between_start_and_stop(office):
    server = OfficeServer(office)
    url = server.start()
    assert httpx.get(f"{url}/api/health", trust_env=False).status_code == 200
    assert "office-server" in {thread.name for thread in threading.enumerate()}
    server.stop()
    assert "office-server" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{url}/api/health", trust_env=False)


def test_stopping_twice_is_harmless(office):
    server = OfficeServer(office)
    server.start()
    server.stop()
    server.stop()


def test_an_address_that_is_taken_is_named(office):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(EnvironmentProblem) as caught:
            OfficeServer(office, port=port).start()
    assert caught.value.code == "OFFICE_033"
    assert str(port) in caught.value.text("id")


def test_over_https_only_its_own_office_is_spoken_to(office, tmp_path):
    pem = server_pem(office, tmp_path)
    server = OfficeServer(office, pem=pem)
    url = server.start()
    assert url.startswith("https://")
    ours = OfficeClient(url, is_ours=office.keys.card.signing_key.__eq__)
    assert ours.health().name == office.name
    with pytest.raises(EnvironmentProblem) as other:
        OfficeClient(url, is_ours=lambda key: False).health()
    assert other.value.code == "SYNC_003"
    ours.close()
    server.stop()
    assert (pem.stat().st_mode & 0o777) == 0o600
    assert server_pem(office, tmp_path).read_bytes() == pem.read_bytes(), "made once"
    pem.write_text("damaged")
    assert b"BEGIN CERTIFICATE" in server_pem(office, tmp_path).read_bytes()


def test_the_same_port_can_be_used_again_at_once(office):
    server = OfficeServer(office)
    url = server.start()
    httpx.get(f"{url}/api/health", trust_env=False)
    server.stop()
    again = OfficeServer(office, port=int(url.rpartition(":")[2]))
    assert again.start() == url
    again.stop()


@pytest.mark.parametrize("bound", [lambda: _bind("127.0.0.1", 0), "twin"])
def test_small_answers_do_not_wait_for_more(bound):
    """Nagle's wait costs 40 ms at every answer; the twin listens as Python does by itself."""
    listening = socket.create_server(("127.0.0.1", 0)) if bound == "twin" else bound()
    assert asyncio.run(_no_delay(listening)) is (bound != "twin")


async def _no_delay(listening):
    told = asyncio.get_running_loop().create_future()

    def accepted(_reader, writer):
        raw = writer.get_extra_info("socket")
        told.set_result(bool(raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    async with await asyncio.start_server(accepted, sock=listening):
        with socket.create_connection(listening.getsockname()):
            return await told
