"""The laptop's database as rooms; made and used on one thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach_app.store.balances import BalanceRoom
from outreach_app.store.cases import CaseRoom
from outreach_app.store.citizen import SealedPool
from outreach_app.store.day_plans import PlanRoom
from outreach_app.store.days import DayRoom, TicketRoom
from outreach_app.store.draft_scans import DraftScanRoom
from outreach_app.store.drafts import DraftRoom
from outreach_app.store.engine import open_database, translated
from outreach_app.store.entities import EntityRoom
from outreach_app.store.feed import FeedRoom
from outreach_app.store.former_feeds import FormerFeeds
from outreach_app.store.keeping import KeepingRoom
from outreach_app.store.laptop_settings import SettingRoom
from outreach_app.store.materials import MaterialRoom
from outreach_app.store.news import NewsRoom
from outreach_app.store.numbers import NumberRoom
from outreach_app.store.own_feeds import OwnFeeds
from outreach_app.store.publications import FormRoom, ResourceRoom
from outreach_app.store.records import RecordRoom
from outreach_app.store.removals import RemovalRoom
from outreach_app.store.scans import ScanRoom
from outreach_app.store.schema import migrate
from outreach_app.store.settlements import SettlementRoom
from outreach_app.store.slips import SlipRoom
from outreach_app.store.thread_words import ThreadWordRoom
from outreach_app.store.told import ToldRoom
from outreach_app.store.trust import TrustRoom


class Store:
    """Everything a laptop keeps.

    Args:
        path: of the encrypted file.
        key: 32 raw bytes.
        create: False when the file must be there already.

    Raises:
        EnvironmentProblem: see `engine.open_database`; STORE_003 a newer program wrote it.
    """

    def __init__(self, path: Path, key: bytes, *, create: bool = True) -> None:
        self._closed = False
        db = self._db = open_database(path, key, create=create)
        try:
            with translated():
                migrate(db)
                self.feed = FeedRoom(db)
        except BaseException:
            db.close()
            raise
        self.news = NewsRoom(db)
        self.drafts = DraftRoom(db)
        self.records = RecordRoom(db, self.feed)
        self.cases = CaseRoom(db)
        self.told = ToldRoom(db)
        self.tickets = TicketRoom(db)
        self.days = DayRoom(db, self.feed)
        self.plans = PlanRoom(db)
        self.numbers = NumberRoom(db)
        self.forms = FormRoom(db)
        self.entities = EntityRoom(db)
        self.resources = ResourceRoom(db)
        self.materials = MaterialRoom(db)
        self.slips = SlipRoom(db)
        self.settings = SettingRoom(db)
        self.own_feeds = OwnFeeds(db)
        self.former_feeds = FormerFeeds(db)
        self.sealed_pool = SealedPool(db)
        self.thread_words = ThreadWordRoom(db)
        self.scans = ScanRoom(db)
        self.draft_scans = DraftScanRoom(db)
        self.settlements = SettlementRoom(db)
        self.balances = BalanceRoom(db)
        self.removals = RemovalRoom(db)
        self.keeping = KeepingRoom(db, self.feed)
        self.trust = TrustRoom(db)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Group changes: all or none; inside another transaction this joins it.

        Without one, every call of a room is durable when it returns.
        """
        with translated(), self._db.atomic():
            yield

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""
        return bool(self._db.conn.in_transaction)

    def check(self) -> list[str]:
        """Return what is wrong with the file, page by page; empty when it is whole."""
        with translated():
            found = self._db.execute("PRAGMA cipher_integrity_check").fetchall()
            if not found:  # else the second check would stop at the first bad page
                found = self._db.execute("PRAGMA integrity_check").fetchall()
        return [str(row[0]) for row in found if row[0] != "ok"]

    def close(self) -> None:
        """Move the log into the file, truncate it and close; again does nothing."""
        if self._closed:
            return
        self._closed = True
        with translated():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._db.close()
