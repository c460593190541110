"""A real office on loopback, made once, and a server that answers whatever a test says."""

import random
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from outreach_app.clock import SetClock
from outreach_app.office.keyfile import Argon2Cost
from outreach_app.office.office import Rules
from outreach_app.office.serve import OfficeServer
from outreach_app.office.setup import create_office
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient

PASSPHRASE = "kopi pagi liwa"


@pytest.fixture(scope="module")
def office_url(tmp_path_factory):
    office = create_office(
        tmp_path_factory.mktemp("office"),
        clock=SetClock(1_795_500_000_000),
        random=random.Random(1).randbytes,
        name="Kantor Latihan",
        first_clerk=m.NewClerk(clerk="budi", name="Budi", role="kepala", passphrase=PASSPHRASE),
        rules=Rules(cost=Argon2Cost(memory_kib=8, passes=1, lanes=1), tries=1000),
    )
    server = OfficeServer(office)
    yield server.start()
    server.stop()
    office.close()


@pytest.fixture
def client(office_url):
    made = OfficeClient(office_url)
    yield made
    made.close()


class Answers:
    """What the odd server answers next, and what it was sent."""

    def __init__(self):
        self.status, self.headers, self.body = 200, {}, b""
        self.asked = []


@pytest.fixture
def odd():
    """A server that is no office: answers, and its URL in `answers.url`."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answers.asked.append((self.path, dict(self.headers)))
            self.send_response(answers.status)
            for name, value in answers.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answers.body)))
            self.end_headers()
            self.wfile.write(answers.body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, name="odd-server")
    thread.start()
    answers.url = f"http://127.0.0.1:{server.server_port}"
    yield answers
    server.shutdown()
    thread.join()
    server.server_close()
