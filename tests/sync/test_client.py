"""The way over HTTP, against a server of a few lines that misbehaves."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sync import errors
from sync.client import Transport
from sync.routes import MEDIA_TYPE


class Server:
    """Answers each request with the next of its replies."""

    def __init__(self, *replies):
        replies = list(replies)
        self.seen = seen = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                seen.append(self.rfile.read(int(self.headers["Content-Length"])))
                reply = replies.pop(0)
                if reply is None:  # the connection breaks after the office acted
                    self.connection.close()
                    return
                status, kind, body = reply
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve():
    started = []

    def start(*replies):
        started.append(Server(*replies))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def post(server, body=b"request"):
    transport = Transport(server.url)
    try:
        return transport.post(body)
    finally:
        transport.close()


def test_an_answer_comes_through(serve):
    server = serve((200, MEDIA_TYPE, b"answer"))
    assert post(server) == b"answer"
    assert server.seen == [b"request"]


def test_a_connection_that_broke_is_tried_once_more(serve):
    assert post(serve(None, (200, MEDIA_TYPE, b"answer"))) == b"answer"


def test_a_connection_that_breaks_twice_is_reported(serve):
    with pytest.raises(errors.AnswerCutShort):
        post(serve(None, None))


def test_a_hotspots_page_is_no_answer(serve):
    for reply in ((200, "text/html", b"<form>"), (302, "text/html", b""), (511, "text/html", b"")):
        with pytest.raises(errors.NotAnAnswer):
            post(serve(reply))


def test_what_the_office_refuses_keeps_its_reason(serve):
    body = b'{"code": "SYNC_006", "reason": "cannot be opened"}'
    with pytest.raises(errors.SegmentRefused) as refused:
        post(serve((422, "application/json", body)))
    assert refused.value.reason == "cannot be opened"
    assert not refused.value.retry


def test_nobody_there_is_unreachable():
    server = Server()
    server.stop()
    with pytest.raises(errors.OfficeUnreachable) as away:
        post(server)
    assert away.value.retry
