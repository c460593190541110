"""The laptop, unlocked: every use case of the field, without a window.

Windows and the village-day driver call only this. Methods may be called from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from outreach_app.casework import (
    citizen_offers,
    days,
    intake,
    link,
    locked,
    register,
    scans,
)
from outreach_app.casework.courier import StickDesk
from outreach_app.casework.materials import in_force
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.plans import PlanDesk
from outreach_app.casework.rules import load_rules
from outreach_app.casework.tickets import QueueView, TicketDesk, view
from outreach_app.casework.to_tell import TellingDesk
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.entries import APPLICATION, Account
from outreach_app.domain.publications import NOTICE, Edition
from outreach_app.domain.regions import Pekon, pekon_list
from outreach_app.domain.services import Service
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.identity import Officer
from outreach_app.store import Store
from outreach_app.store.cases import CaseMove
from outreach_app.store.rows import Day, Record
from sync.blob_sender import BlobPost
from sync.engine import Post, Progress, Stop
from sync.runner import Step


@dataclass(frozen=True, slots=True)
class Today:
    """What the first screen shows.

    Attributes:
        day: None until a day is opened.
        finished: files of the day.
        resumable: drafts left open, the newest first.
    """

    day: Day | None
    queue: QueueView
    finished: int
    resumable: tuple[register.Row, ...]
    notices: tuple[Edition, ...]


class Laptop:
    """An unlocked laptop.

    Attributes:
        tickets: the queue of the day.
        plans: the schedule, and slots given ahead.
        telling: who must hear of another appointment.
        stick: sending and fetching by USB stick.
        officer: who unlocked it.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._syncing = threading.Lock()
        self.officer: Officer = place.unlocked.officer
        self.tickets = TicketDesk(place)
        self.plans = PlanDesk(place)
        self.telling = TellingDesk(place)
        self.stick = StickDesk(place, self._syncing)

    @property
    def place(self) -> Workplace:
        """Return store thread, clock and rules, for the rooms beside this one."""
        return self._place

    @property
    def device(self) -> str:
        """Return `D007`."""
        return self._place.device

    def today(self) -> Today:
        """Return the state of the day."""

        def job(store: Store) -> Today:
            day = store.days.current()
            finished = store.records.of_day(day.day_id) if day else ()
            return Today(
                day,
                view(store),
                len(finished),
                register.drafts(store),
                in_force(self._place, store, NOTICE),
            )

        return self._place.run(job)

    def services(self, *kinds: str) -> tuple[Service, ...]:
        """Return what an officer may open today, applications when no kind is named.

        Forms that citizens fill in themselves are not among them.
        """
        rules = self._place.rules
        offered = rules.catalogue.offered(self._place.today(), kinds or (APPLICATION,))
        return tuple(one for one in offered if one.form not in citizen_offers.sealed_forms())

    def has_forms(self) -> bool:
        """Tell whether any form has reached this laptop."""
        return bool(self._place.run(lambda store: store.forms.all()))

    def pekon_list(self) -> tuple[Pekon, ...]:
        """Return every pekon and kelurahan."""
        return pekon_list()

    def open_day(
        self,
        pekon: str,
        officers: tuple[str, ...] = (),
        spare_slip_from: int = 0,
        opening: days.Opening | None = None,
    ) -> Day:
        """Open an outreach day; see `days.open_day`."""
        return days.open_day(self._place, pekon, officers, spare_slip_from, opening)

    def reopen_day(self, day_id: str, reason: str) -> Day:
        """Open a closed day again; see `days.reopen_day`."""
        return days.reopen_day(self._place, day_id, reason)

    def manifest_preview(self) -> days.Manifest:
        """Return what closing the day now would declare; entry number 0, nothing is written."""

        def job(store: Store) -> days.Manifest:
            day = days.current_day(store)
            return days.Manifest(days.draft_manifest(store, day), 0, "")

        return self._place.run(job)

    def close_day(self, note: str = "", accounts: tuple[Account, ...] = ()) -> days.Manifest:
        """Close the open day with its manifest; see `days.close_day`."""
        return days.close_day(self._place, note, accounts)

    def start_file(
        self, service: str, ticket: str | None = None, language: Language = "id"
    ) -> OpenFile:
        """Open a new file; see `intake.start`."""
        return intake.start(self._place, service, ticket, language)

    def resume(self, draft_id: str) -> OpenFile:
        """Open a draft where it was left."""
        return intake.resume(self._place, draft_id)

    def correct(self, number: str) -> OpenFile:
        """Open a finished file for a new revision."""
        return intake.correct(self._place, number)

    def search(self, text: str) -> tuple[register.Row, ...]:
        """Return files and drafts; everything, newest first, when `text` is empty."""
        return self._place.run(lambda store: register.search(store, text))

    def file(self, number: str) -> Record:
        """Return the newest revision of a file.

        Raises:
            UserProblem: CASEWORK_008 no such file.
        """
        record = self._place.run(lambda store: store.records.get(number))
        if record is None:
            raise UserProblem("CASEWORK_008", number=number)
        return record

    def way(self, number: str) -> tuple[CaseMove, ...]:
        """Return every word of the office on a case, oldest first."""
        return tuple(self._place.run(lambda store: store.cases.of(number)))

    def sync_state(self) -> link.SyncState:
        """Return where everything stands."""
        return link.state(self._place)

    def sync_now(self, post: Post, report: Callable[[Progress], None] | None = None) -> link.Synced:
        """Exchange with the office; a second caller waits for the first to end.

        Raises:
            EnvironmentProblem: SYNC_…; everything stays stored.
        """
        with self._syncing:
            synced = link.sync_now(self._place, post, report)
            if self._send_scans(post, None, Stop()):
                link.sync_now(self._place, post)
        self._place.rules = self._place.run(load_rules)
        return synced

    def exchange(
        self, post: Post, report: Callable[[Step], None] | None, stop: Stop
    ) -> link.Synced:
        """Do `sync_now` for a runner, which wants the error as `sync` says it.

        Raises:
            SyncError: what stopped it; everything stays stored.
        """
        with self._syncing:
            synced = link.exchange(self._place, post, report, stop)
            if self._send_scans(post, report, stop) and not stop.asked:
                link.exchange(self._place, post, stop=stop)
        self._place.rules = self._place.run(load_rules)
        if not stop.asked:
            return synced
        return replace(synced, outcome=replace(synced.outcome, stopped=True))

    def _send_scans(self, post: object, report: Callable[[Step], None] | None, stop: Stop) -> bool:
        """Send scans of papers after the entries, by a way that can carry them.

        Tell whether any arrived: the office then has counted anew.
        """
        if stop.asked or not isinstance(post, BlobPost):
            return False
        before = self._place.run(lambda store: len(store.scans.waiting()))
        folder = self._place.scans_folder
        return before > scans.send_scans(self._place, folder, post, report, stop)

    def seal_outbox(self, folder: Path) -> None:
        """Seal what is not sent, so that it can be sent while the laptop is locked."""
        locked.seal(self._place, folder)

    def lock(self) -> None:
        """Close the database and let go of the keys; nothing can be called after that."""
        self._place.thread.close()
        # Pages and files may be remembered a little longer; the keys may not.
        self._place.unlocked = self._place.unlocked.without_keys()
