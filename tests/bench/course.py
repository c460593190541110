"""One office on a real ledger behind HTTP and one laptop, for benches."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount

from outreach_app.clock import SystemClock
from outreach_app.domain import wire_dictionary
from outreach_app.domain.record_columns import NUMBER, ColumnCodec
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.ledger import Ledger
from outreach_app.store import Store, StoreThread, device_storage
from sync.engine import LANES, Engine, Post
from sync.entry import feed_start, next_entry, office_feed_start
from sync.keys import DeviceKeys, OfficeKeys, Random
from sync.office import OfficeEnd
from sync.pace import Pace
from sync.routes import exchange_routes
from sync.storage import Device
from tests.bench.loopback import Loopback

SEED = 1


class OfficeSide:
    """The office's end on a durable SQLite ledger; it judges nothing here."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.keys = OfficeKeys.generate(chance, 1)
        database = Database(sqlite_url(folder / "office.sqlite"))
        database.migrate()
        self.ledger = Ledger(database, SystemClock())
        dictionary = wire_dictionary.bundled()
        self.end = OfficeEnd(
            self.ledger,
            lambda: self.keys,
            SystemClock().now_ms,
            codecs={NUMBER: ColumnCodec()},
            dictionaries=lambda: {dictionary.dictionary_id: dictionary},
        )

    def enrol(self, device: Device) -> None:
        """Let a device in and start the feed for all."""
        with self.ledger.transaction() as tx:
            tx.add_device(device)
            tx.add_office_feed(office_feed_start(self.keys.office_id, 1, b""), b"")

    def app(self) -> Starlette:
        """Return the routes of the exchange."""
        return Starlette(routes=[Mount("/sync", routes=exchange_routes(self.end))])

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.database.close()


class Laptop:
    """A device on the laptop's encrypted store."""

    def __init__(self, folder: Path, office: OfficeKeys, chance: Random) -> None:
        self._office, self._chance = office, chance
        self.keys = DeviceKeys.generate(chance)
        feed_id = feed_start(office.office_id, self.keys.signing_key, 7)
        self._thread = StoreThread(folder / "laptop.sqlite", chance(32))
        self._thread.run(lambda store: store.feed.begin(feed_id))
        self.device = device_storage(self._thread)

    @property
    def enrolled(self) -> Device:
        """Return what the office knows of it."""
        keys = self.keys
        return Device(self.device.feed_id, 7, "u", keys.signing_key, keys.sealing_key, b"")

    def write(self, bodies: Sequence[bytes]) -> None:
        """Append records to the feed, in one transaction."""
        self._thread.run(lambda store: self._write(store, bodies))

    def _write(self, store: Store, bodies: Sequence[bytes]) -> None:
        head = store.feed.head()
        with store.transaction():
            for body in bodies:
                one = next_entry(
                    store.feed.feed_id,
                    head,
                    time_ms=SystemClock().now_ms(),
                    clock_offset_s=0,
                    author="ry",
                    kind="record.finished",
                    body=body,
                    salt=self._chance(16),
                )
                store.feed.append(one)
                head = one.head

    def close(self) -> None:
        """Close the store."""
        self._thread.close()

    def engine(self, post: Post, *, dictionary: bool = True, pace: Pace | None = None) -> Engine:
        """Return the engine as the application sets it up."""
        return Engine(
            self.device,
            self.keys,
            self._office.card,
            post,
            now_ms=SystemClock().now_ms,
            random=self._chance,
            codec=ColumnCodec(),
            dictionary=wire_dictionary.bundled() if dictionary else None,
            pace=pace,
            lanes=LANES,
        )


@contextmanager
def course() -> Iterator[tuple[OfficeSide, Laptop, int]]:
    """Open an office behind a real server, and a laptop; yield both and the server's port."""
    chance = random.Random(SEED).randbytes
    with tempfile.TemporaryDirectory() as folder:
        office = OfficeSide(Path(folder), chance)
        laptop = Laptop(Path(folder), office.keys, chance)
        office.enrol(laptop.enrolled)
        with Loopback(office.app()) as server:
            yield office, laptop, server.port
        laptop.close()
        office.close()
