"""Links as they are in the field: hotspots, proxies, TLS, a busy office; small real servers."""

import datetime
import random
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from sync import errors, tls
from sync.client import Transport
from sync.keys import OfficeKeys
from sync.routes import MEDIA_TYPE

NOW_MS = 1_795_500_000_000
YEAR_MS = 366 * 86_400_000


@pytest.fixture
def serve(tmp_path):
    """Start a server that always answers (status, headers, body), plain or with TLS."""
    running = []

    def start(status, headers, body=b"", pem=None):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_CONNECT(self):
                self.send_error(status)

            def log_message(self, *args):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if pem:
            file = tmp_path / f"{len(running)}.pem"
            file.write_bytes(b"".join(pem))
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http{'s' if pem else ''}://127.0.0.1:{server.server_port}"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def chance():
    """Here too, since `sync-alone` has no tests/conftest.py."""
    return random.Random(20261124).randbytes


@pytest.fixture
def keys(chance):
    return OfficeKeys.generate(chance, NOW_MS)


def post(url, signing_key=b""):
    transport = Transport(url, signing_key)
    try:
        return transport.post(b"request")
    finally:
        transport.close()


ANSWER = (200, {"Content-Type": MEDIA_TYPE}, b"answer")


@pytest.mark.parametrize(
    "reply",
    [
        (200, {"Content-Type": "text/html; charset=utf-8"}, b"<form>"),
        (302, {"Location": "http://10.0.0.1/login"}, b""),
        (511, {"Content-Type": "text/html"}, b"<form>"),
        (403, {"Content-Type": "text/html"}, b"<form>"),
    ],
)
def test_a_captive_portal_is_named(serve, reply):
    with pytest.raises(errors.CaptivePortal) as portal:
        post(serve(*reply))
    assert (portal.value.code, portal.value.retry) == ("SYNC_020", True)


def test_a_busy_office_names_its_seconds(serve):
    with pytest.raises(errors.OfficeBusy) as busy:
        post(serve(503, {"Retry-After": "90"}))
    assert busy.value.facts["after_s"] == 90


def test_a_retry_after_date_is_measured_by_the_answers_own_date(serve):
    headers = {
        "Date": "Tue, 24 Nov 2020 09:00:00 GMT",  # the laptop's clock is years away
        "Retry-After": "Tue, 24 Nov 2020 09:02:00 GMT",
    }
    with pytest.raises(errors.OfficeBusy) as busy:
        post(serve(503, headers))
    # http.server writes a Date of its own first; `requests` joins both, so it may not be readable.
    assert busy.value.facts["after_s"] in (0, 120)


def test_a_broken_office_and_a_stranger_are_two_things(serve):
    with pytest.raises(errors.OfficeFault):
        post(serve(502, {"Content-Type": "text/html"}, b"<h1>Bad gateway</h1>"))
    with pytest.raises(errors.NotAnAnswer) as stranger:
        post(serve(200, {"Content-Type": "application/json"}, b"{}"))
    assert stranger.value.code == "SYNC_004"


def test_a_proxy_that_wants_an_account_or_is_away_is_named(serve, monkeypatch, keys):
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    proxy = serve(407, {"Proxy-Authenticate": "Basic"})
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.setenv("https_proxy", proxy)
    for url in ("http://kantor.example", "https://kantor.example"):
        with pytest.raises(errors.ProxyProblem):
            post(url, keys.card.signing_key)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        with pytest.raises(errors.ProxyProblem):
            post("http://kantor.example")


@pytest.mark.parametrize("years", [-40, 0, 40])
def test_the_pinned_office_is_spoken_to_whatever_the_certificates_dates(serve, keys, years):
    url = serve(*ANSWER, pem=tls.issue(keys, now_ms=NOW_MS + years * YEAR_MS))
    assert post(url, keys.card.signing_key) == b"answer"


def test_the_library_alone_refuses_that_certificate(serve, keys):
    """The known-bad twin: without the pin the dates and the unknown authority stop the sync."""
    with pytest.raises(errors.TlsProblem):
        post(serve(*ANSWER, pem=tls.issue(keys, now_ms=NOW_MS)))


def test_another_office_gets_not_one_byte(serve, keys, chance):
    other = OfficeKeys.generate(chance, NOW_MS)
    url = serve(*ANSWER, pem=tls.issue(other, now_ms=NOW_MS))
    with pytest.raises(errors.WrongOfficeKey):
        post(url, keys.card.signing_key)


def test_a_certificate_that_only_names_our_office_is_not_enough(serve, keys, chance):
    """A stranger writes our key into his certificate, signed with his own."""
    other = OfficeKeys.generate(chance, NOW_MS)
    private, certificate = tls.issue(other, now_ms=NOW_MS)
    read = x509.load_pem_x509_certificate(certificate)
    key = serialization.load_pem_private_key(private, None)
    forged = (
        x509.CertificateBuilder(
            read.issuer,
            read.subject,
            key.public_key(),
            read.serial_number,
            read.not_valid_before_utc.replace(tzinfo=None),
            read.not_valid_after_utc.replace(tzinfo=None) + datetime.timedelta(1),
        )
        .add_extension(
            x509.AuthorityKeyIdentifier(keys.card.signing_key, None, None), critical=False
        )
        .sign(
            serialization.load_der_private_key(_ed25519(other.signing_seed), None),
            None,
        )
    )
    url = serve(*ANSWER, pem=(private, forged.public_bytes(serialization.Encoding.PEM)))
    with pytest.raises(errors.WrongOfficeKey):
        post(url, keys.card.signing_key)


def _ed25519(seed):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def test_no_tls_where_tls_was_expected_is_named(serve, keys):
    url = serve(*ANSWER).replace("http://", "https://")
    with pytest.raises(errors.TlsProblem):
        post(url, keys.card.signing_key)


def test_a_name_that_nobody_knows_is_a_link_that_is_away():
    with pytest.raises(errors.OfficeUnreachable):
        post("http://kantor.invalid:9")
