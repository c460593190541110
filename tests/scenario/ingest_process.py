"""The office's end of the exchange as a process of its own, which a test kills."""

import random
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount

from outreach_app.clock import SystemClock
from outreach_app.domain.record_columns import NUMBER, ColumnCodec
from outreach_app.office.engine import Database
from outreach_app.office.ledger import Arrivals, Ledger
from sync.entry import office_feed_start
from sync.keys import OfficeKeys
from sync.office import OfficeEnd
from sync.routes import exchange_routes
from tests.bench.loopback import Loopback

SEED = 20261125


def keys():
    """The same at each start."""
    return OfficeKeys.generate(random.Random(SEED).randbytes, 1)


def opened(url):
    database = Database(url)
    database.migrate()
    return Ledger(database, SystemClock())


def enrol(ledger, devices):
    with ledger.transaction() as tx:
        for device in devices:
            tx.add_device(device)
        tx.add_office_feed(office_feed_start(keys().office_id, 1, b""), b"")


def app(ledger):
    own = keys()
    end = OfficeEnd(
        Arrivals(ledger), lambda: own, SystemClock().now_ms, codecs={NUMBER: ColumnCodec()}
    )
    return Starlette(routes=[Mount("/sync", routes=exchange_routes(end))])


def serve(url, pipe):
    """Answer until killed; tell the port."""
    with Loopback(app(opened(url))) as server:
        pipe.send(server.port)
        pipe.recv()


def laptop_in(folder: Path, number: int):
    from tests.bench.course import Laptop

    folder.mkdir()
    return Laptop(folder, keys(), random.Random(SEED + number).randbytes)
