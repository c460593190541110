"""One office and one enrolled device on the reference storages, for the tests of sync."""

import json
import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sync.engine import Engine
from sync.entry import feed_start, next_entry, office_feed_start
from sync.errors import AnswerCutShort, SyncError
from sync.keys import DeviceKeys, OfficeKeys
from sync.office import OfficeEnd, append_to_feed
from sync.reference import PlainDevice, PlainOffice
from sync.routes import BLOB_PATH, MEDIA_TYPE
from sync.storage import Device

NOW = 1_795_000_000_000
SEED = 20261124


def pytest_configure(config):
    """Name the marker here too, since `sync-alone` has no pyproject.toml."""
    config.addinivalue_line("markers", "nightly: long lanes")


def chance(seed=SEED):
    print(f"seed {seed}")
    return random.Random(seed).randbytes


class Direct:
    """Posts into the office's end; counts, and loses answers when told."""

    def __init__(self, world):
        self.lose_replies = 0
        self.through = lambda request: world.end.handle(request)
        self.sent, self.answers = [], []
        self._lock = threading.Lock()

    def post(self, request):
        with self._lock:
            self.sent.append(request)
        answer = self.through(request)
        with self._lock:
            self.answers.append(answer)
            if self.lose_replies:
                self.lose_replies -= 1
                raise AnswerCutShort("lost")
        return answer


class Served:
    """An office's end behind real HTTP on loopback."""

    def __init__(self, world):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_POST(self):
                try:
                    data = self.rfile.read(int(self.headers["Content-Length"]))
                    handle = world.documents if self.path.endswith(BLOB_PATH) else world.exchange
                    answer, status, kind = handle(data), 200, MEDIA_TYPE
                except SyncError as error:
                    told = {"code": error.code, "reason": error.reason}
                    answer, status, kind = json.dumps(told).encode(), 422, "application/json"
                except ValueError:
                    return  # cut before its heads were whole
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # cuts are what these tests are about

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class World:
    """Attributes: `office`, `end`, `device`, `keys`, `link`, `all` and `own` office feeds."""

    def __init__(self, seed=SEED, device_path=":memory:", **engine):
        self.bytes = chance(seed)
        self.office_keys = OfficeKeys.generate(self.bytes, 1)
        self.office = PlainOffice(":memory:")
        self.end = OfficeEnd(
            self.office, lambda: self.office_keys, lambda: NOW, refusals_a_minute=10**9
        )
        self.exchange = lambda request: self.end.handle(request)  # what Served does; tests wrap it
        self.documents = None
        self.link = Direct(self)
        self.keys = DeviceKeys.generate(self.bytes)
        office_id = self.office_keys.office_id
        self.feed_id = feed_start(office_id, self.keys.signing_key, 7)
        self.device = PlainDevice(device_path, self.feed_id)
        self.all = office_feed_start(office_id, 1, b"")
        self.own = office_feed_start(office_id, 1, self.feed_id)
        with self.office.transaction() as tx:
            tx.add_device(
                Device(self.feed_id, 7, "u", self.keys.signing_key, self.keys.sealing_key, b"")
            )
            tx.add_office_feed(self.all, b"")
            tx.add_office_feed(self.own, self.feed_id)
        self.engine = self.engine_of(**engine)

    def engine_of(self, device=None, post=None, **more):
        return Engine(
            device or self.device,
            self.keys,
            self.office_keys.card,
            post or self.link,
            now_ms=lambda: NOW,
            random=self.bytes,
            **more,
        )

    def write(self, *bodies, device=None):
        device = device or self.device
        for body in bodies:
            device.append(
                next_entry(
                    self.feed_id,
                    device.head(),
                    time_ms=NOW,
                    clock_offset_s=3,
                    author="rina",
                    kind="record.finished",
                    body=body,
                    salt=self.bytes(16),
                )
            )

    def tell(self, feed, *bodies):
        with self.office.transaction() as tx:
            for body in bodies:
                append_to_feed(
                    tx,
                    feed,
                    time_ms=NOW,
                    author="maria",
                    kind="case.decided",
                    body=body,
                    random=self.bytes,
                )

    def stored(self):
        return [e.body for e in self.office.entries_after(self.feed_id, 0, 100_000)]


@pytest.fixture
def new_world():
    """Return the class, to make worlds from."""
    return World


@pytest.fixture
def serve():
    """Put worlds behind HTTP until the test ends."""
    served = []

    def start(world):
        served.append(Served(world))
        return served[-1].port

    yield start
    for one in served:
        one.stop()
