"""The server starts on a real address, says when it cannot, and ends when told."""

import socket
import threading

import httpx
import pytest

from outreach_app.errors import EnvironmentProblem
from outreach_app.office.serve import OfficeServer


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


def test_the_same_port_can_be_used_again_at_once(office):
    server = OfficeServer(office)
    url = server.start()
    httpx.get(f"{url}/api/health", trust_env=False)
    server.stop()
    again = OfficeServer(office, port=int(url.rpartition(":")[2]))
    assert again.start() == url
    again.stop()
