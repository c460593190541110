"""One office and its laptops on the reference storages, for the tests of sync."""

import contextlib
import json
import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sync.courier import DeviceCourier
from sync.courier_file import decode_file
from sync.courier_office import OfficeCourier
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
                    of_blobs, size = self.path.endswith(BLOB_PATH), self.headers["Content-Length"]
                    data = self.body(int(size))
                    if len(data) < int(size):
                        world.cut_short(data, of_blobs)
                        return
                    handle = world.documents if of_blobs else world.exchange
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

            def body(self, size):
                """Return the body, or what came of it."""
                data = b""
                with contextlib.suppress(OSError):
                    while more := self.rfile.read1(size - len(data)):
                        data += more
                return data

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


class Laptop:
    """Attributes: `keys`, `feed_id`, `device`, `storage`, `courier`, and `own`: the office's feed
    for it.
    """

    def __init__(self, world, number, path=":memory:"):
        self.world, self.number = world, number
        self.keys = DeviceKeys.generate(world.bytes)
        office_id = world.office_keys.office_id
        self.feed_id = feed_start(office_id, self.keys.signing_key, number)
        self.own = office_feed_start(office_id, 1, self.feed_id)
        self.storage = PlainDevice(path, self.feed_id)
        self.device = Device(
            self.feed_id, number, "u", self.keys.signing_key, self.keys.sealing_key, b""
        )
        with world.office.transaction() as tx:
            tx.add_device(self.device)
            tx.add_office_feed(self.own, self.feed_id)
        self.courier = DeviceCourier(
            self.storage,
            self.keys,
            world.office_keys.card,
            device_number=number,
            now_ms=lambda: NOW,
            random=world.bytes,
        )

    def engine_of(self, storage=None, post=None, office=None, **more):
        return Engine(
            storage or self.storage,
            self.keys,
            office or self.world.office_keys.card,
            post or self.world.link,
            now_ms=lambda: NOW,
            random=self.world.bytes,
            **more,
        )

    def write(self, *bodies, storage=None):
        storage = storage or self.storage
        for body in bodies:
            storage.append(
                next_entry(
                    self.feed_id,
                    storage.head(),
                    time_ms=NOW,
                    clock_offset_s=3,
                    author="rina",
                    kind="record.finished",
                    body=body,
                    salt=self.world.bytes(16),
                )
            )

    def told(self):
        return [e.body for e in self.storage.incoming_after(self.own, 0, 9999)]


class World:
    """Attributes: `office`, `end`, `laptops`, `link`, `all` (feed); and those of the first laptop:
    `device`, `keys`, `feed_id`, `own`, `engine`.
    """

    def __init__(
        self, laptops=1, seed=SEED, device_path=":memory:", codecs=None, office=None, **engine
    ):
        self.bytes = chance(seed)
        self.office_keys = OfficeKeys.generate(self.bytes, 1)
        self.office = office or PlainOffice(":memory:")
        self.end = OfficeEnd(
            self.office,
            lambda: self.office_keys,
            lambda: NOW,
            codecs=codecs,
            refusals_a_minute=10**9,
        )
        self.exchange = lambda request: self.end.handle(request)  # what Served does; tests wrap it
        self.documents = None
        self.cut_short = lambda _data, _of_blobs: None
        self.courier = OfficeCourier(self.end)
        self.link = Direct(self)
        self.all = office_feed_start(self.office_keys.office_id, 1, b"")
        with self.office.transaction() as tx:
            tx.add_office_feed(self.all, b"")
        self.laptops = [Laptop(self, n + 7, device_path) for n in range(laptops)]
        first = self.laptops[0]
        self.device, self.keys = first.storage, first.keys
        self.feed_id, self.own = first.feed_id, first.own
        self.engine = self.engine_of(**engine)

    def engine_of(self, device=None, post=None, **more):
        return self.laptops[0].engine_of(device or self.device, post, **more)

    def write(self, *bodies, device=None):
        self.laptops[0].write(*bodies, storage=device or self.device)

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

    def stored(self, laptop=None):
        feed_id = laptop.feed_id if laptop else self.feed_id
        return [e.body for e in self.office.entries_after(feed_id, 0, 100_000)]

    def back(self, taken, file):
        made = self.courier.reply(taken.question, file.file_id, file.device_number)
        return decode_file(made.encode())
