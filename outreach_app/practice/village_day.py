"""A whole outreach day without a window, on the same casework as the windows.

Tickets, files, slips, manifest, sync, a clerk's decisions, sync again, and the balance on both
sides. `balanced` is true only if every number and every decision agrees.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from outreach_app.casework import Laptop
from outreach_app.casework.balance import day_balance
from outreach_app.casework.days import Manifest, Opening
from outreach_app.casework.slips import slip_pdf, slip_printed
from outreach_app.documents.slip import SIZES
from outreach_app.domain import entries as e
from outreach_app.domain.machines import INVITED
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.practice.answers import fill
from outreach_app.practice.areas.area import Area, Scene
from outreach_app.practice.day_report import Report
from outreach_app.practice.office_day import PracticeOffice
from outreach_app.practice.people import People, Person
from outreach_app.practice.scans import allow_scans, take_scans
from outreach_app.store.rows import Record
from sync.engine import Post

T = TypeVar("T")
PEKON = "18.04.04.2002"
_ABSENT = 2
_STOCK = {"kertas": 2, "cadangan": 50, "bbm": 10}


class Way(Protocol):
    """How a laptop's entries reach the office and the office's reach the laptop."""

    def carry(self) -> tuple[int, int]:
        """Bring everything both ways; return bytes to the office and back."""

    def figures(self) -> dict[str, int]:
        """Return what the way did, in numbers."""


class VillageDay:
    """Drives one laptop and one clerk through a day.

    Attributes:
        scans: of how many files a paper is scanned; the clerk then switches scans on.

    Args:
        laptop: unlocked.
        post: the laptop's way to the office.
        clerk: signed in.
        seed: of people and decisions.
        slips: folder for the slips as PDF.
        way: to the office and back when it is another than `post`.
        areas: service areas to drive beside the day.
        here: the office itself when it runs in this process.
    """

    def __init__(
        self,
        laptop: Laptop,
        post: Post,
        clerk: OfficeClient,
        seed: int,
        slips: Path,
        way: Way | None = None,
        areas: Iterable[Area] = (),
        here: PracticeOffice | None = None,
    ) -> None:
        self._laptop, self._post, self._clerk, self._slips = laptop, post, clerk, slips
        self._way, self._areas = way, tuple(areas)
        self._scene = Scene(laptop, clerk, PEKON, random.Random(f"areas {seed}"))
        if here is not None:
            self._scene.office = here.office
            self._scene.registry = here.registry
        self._random = random.Random(seed)
        self._seed = seed
        self.scans = 0
        self.report = Report(seed)

    def run(self, applications: int) -> Report:
        """Run the day and return its report."""
        today = self._laptop.place.today()
        self._each(lambda area: area.before(self._scene))
        if self.scans:
            allow_scans(self._clerk)
        self._timed("sync_first", self._sync)
        self._each(lambda area: area.opening(self._scene))
        opening = Opening(plan=self._scene.plan_id, stock=_STOCK)
        officers = (self._laptop.officer.initials,)
        day = self._laptop.open_day(PEKON, officers, spare_slip_from=421, opening=opening)
        people = People(self._seed, today, PEKON).draw(applications)
        waiting = self._timed("tickets", lambda: self._issue(people))
        self._timed("capture", lambda: self._serve_all(waiting))
        self._each(lambda area: area.during(self._scene))
        if self.scans:
            self.report.counts["scans"] = take_scans(self._laptop, self.scans, self._seed)
        manifest = self._laptop.close_day(accounts=self._scene.accounts)
        self._timed("sync_up", self._sync)
        batch_id = f"{self._laptop.device}.{day.day_id}"
        self._timed("decide", lambda: self._decide(batch_id))
        self._scene.batch_id = batch_id
        self._each(lambda area: area.after(self._scene))
        self._timed("sync_down", self._sync)
        self._each(lambda area: area.at_last(self._scene))
        self._check(batch_id, manifest)
        self.report.areas = {n: dict(self._scene.counts[n]) for n in sorted(self._scene.counts)}
        return self.report

    def _each(self, do: Callable[[Area], object]) -> None:
        for area in self._areas:
            do(area)

    def _timed(self, stage: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = work()
        self.report.stages_s[stage] = time.perf_counter() - start
        return result

    def _sync(self) -> None:
        if self._way is not None:
            up, down = self._way.carry()
            self.report.link = self._way.figures()
        else:
            outcome = self._laptop.sync_now(self._post).outcome
            up, down = outcome.bytes_up, outcome.bytes_down
        self.report.bytes_up += up
        self.report.bytes_down += down

    def _issue(self, people: list[Person]) -> dict[str, Person]:
        desk, today = self._laptop.tickets, self._laptop.place.today()
        waiting = {desk.issue(p.lane_on(today), p.service).ticket: p for p in people}
        for _ in range(_ABSENT):
            desk.issue("A")
        self.report.counts["tickets"] = len(waiting) + _ABSENT
        return waiting

    def _serve_all(self, waiting: dict[str, Person]) -> None:
        desk = self._laptop.tickets
        while ticket := desk.call_next():
            person = waiting.get(ticket.ticket)
            if person is None:
                desk.absent(ticket.ticket)
                continue
            desk.serve(ticket.ticket)
            self._serve(person, ticket.ticket)

    def _serve(self, person: Person, ticket: str) -> None:
        today = self._laptop.place.today()
        start = time.perf_counter()
        file = self._laptop.start_file(person.service, ticket)
        fill(file, person, today, missing_papers=self._random.random() < 0.1)
        check = file.check("id")
        reason = "Sudah dibandingkan, orang yang sama datang lagi" if check.similar else ""
        finished = file.finish(similar_reason=reason)
        self.report.capture_s.append(time.perf_counter() - start)
        size = self._random.choice(SIZES)
        pdf = slip_pdf(self._laptop.place, finished.number, size)
        (self._slips / f"{finished.number}-{size}.pdf").write_bytes(pdf)
        slip_printed(self._laptop.place, finished.number, size)

    def _decide(self, batch_id: str) -> None:
        detail = self._clerk.batch(batch_id)
        calendar = self._laptop.place.rules.calendar
        due = calendar.deadline(self._laptop.place.today(), 30).isoformat()
        wanted = [one for row in detail.records if (one := self._decision(row, due))]
        done = SettlementClient(self._clerk).decide_many(tuple(wanted))
        self.report.differences += [f"{r.number}: not decided: {r.code}" for r in done.refused]
        replied = self._clerk.reply(batch_id)
        self.report.counts["decided"] = len(replied)

    def _decision(self, row: m.RecordRow, due: str) -> m.Decide | None:
        if row.intake == e.REJECTED or row.kind != e.APPLICATION:
            return None
        bap = self._laptop.place.rules.service(row.service).standard_starts == "BAP"
        state = "siap_bap" if bap else e.READY
        if row.intake == e.HELD or row.documents_missing:
            state = e.RETURNED
        elif self._random.random() < 0.15:
            state = self._random.choice((e.RETURNED, e.DECLINED))
        reasons = {
            e.RETURNED: "Bawa dokumen yang belum ada.",
            e.DECLINED: "Data tidak sesuai dengan dokumen kependudukan.",
        }
        return m.Decide(
            decision_id=str(UUID(int=self._random.getrandbits(128), version=4)),
            number=row.number,
            instance_id=row.instance_id,
            state=state,
            reason=reasons.get(state, ""),
            due=due if state == e.RETURNED else "",
        )

    def _check(self, batch_id: str, manifest: Manifest) -> None:
        detail = self._clerk.batch(batch_id)
        self._count(detail)
        differ = self.report.differences
        if not detail.row.balanced:
            differ.append(f"the office does not balance: missing {detail.missing_numbers}")
        rows = {row.number: row for row in detail.records}
        numbers = manifest.body.numbers
        if sorted(rows) != sorted(numbers):
            differ.append(f"numbers differ: {sorted(set(rows) ^ set(numbers))}")
        for number in numbers:
            if number in rows:
                self._compare(number, self._laptop.file(number))
        state = self._laptop.sync_state()
        if state.unsent_entries:
            differ.append(f"{state.unsent_entries} entries are not acknowledged")
        if detail.table is not None and self.scans:
            self.report.counts["scans arrived"] = detail.table.scans.received
        both = day_balance(self._laptop.place, manifest.body.day_id)
        found = both.differences if both else ()
        differ += [f"the tables differ: {one.code} {one.facts}" for one in found]
        declared = detail.declared
        if declared is None or declared.head != manifest.body.head:
            differ.append("the manifest's head is not the office's")
        if declared and (declared.tickets, declared.slips) != (
            manifest.body.tickets,
            manifest.body.slips,
        ):
            differ.append("tickets or slips differ")

    def _count(self, detail: m.BatchDetail) -> None:
        total = detail.row.balance
        made = Counter(row.case_state for row in detail.records)
        self.report.counts |= {
            "finished": len(self.report.capture_s),
            "declared": total.declared or 0,
            "received": total.received,
            "accepted": total.accepted,
            "held": total.held,
            "rejected": total.rejected,
            "missing": total.missing,
            "slips": len(list(self._slips.glob("*.pdf"))),
            "ready": sum(made[state] for state in INVITED),
            "returned": made[e.RETURNED],
            "declined": made[e.DECLINED],
        }

    def _compare(self, number: str, here: Record) -> None:
        case = self._clerk.case(number)
        newest = next(r for r in case.revisions if r.newest)
        sent = [d for d in case.decisions if d.standing == "terkirim"]
        there = sent[-1] if sent else None
        pairs = (
            ("revision", here.instance_id, newest.instance_id),
            ("head", here.head, newest.head),
            ("intake", here.intake_state, newest.intake),
            ("decision", here.decision_state, there.state if there else ""),
            ("reason", here.decision_reason, there.reason if there else ""),
            ("due", here.decision_due, there.due if there else ""),
            ("answers", here.answers, _text(newest)),
        )
        for what, ours, theirs in pairs:
            if ours != theirs:
                self.report.differences.append(f"{number}: {what} differs: {ours!r} / {theirs!r}")


def _text(revision: m.Revision) -> str:
    return bytes(revision.answers).decode()
