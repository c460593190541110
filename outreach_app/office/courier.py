"""Courier files at the office: taken in like an exchange, answered with a file.

What a file brings goes through the same end as a link, so it is judged, receipted and refused in
the same way. The newest question of each laptop is kept: decisions made after its file came can
still go back by stick, as often as wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select

from outreach_app.clock import at_office
from outreach_app.domain.carried_entries import is_carried
from outreach_app.errors import UserProblem
from outreach_app.i18n import clock_time, day
from outreach_app.office import carried
from outreach_app.office.admitting import admit
from outreach_app.office.courier_tables import courier_file, courier_question
from outreach_app.office.decisions import release_due
from outreach_app.office.enrolment import device_name
from outreach_app.office.exchange import documents
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.projection import project
from outreach_app.office.returned import take_returned
from outreach_app.office.tables import device, device_feed, office_feed
from outreach_app.officeapi import courier_messages as c
from sync import stick
from sync.courier import file_name
from sync.courier_errors import CourierRefused, StickProblem, Why
from sync.courier_file import CourierFile, Way, decode_file
from sync.courier_office import OfficeCourier, TakenIn
from sync.message import Request, decode_request
from sync.office import OfficeEnd

TAKEN, SAME_FILE, SCANS_TAKEN = "COURIER_030", "COURIER_032", "COURIER_035"
_COMMAND = "office import"
"""Who took a file in when the command did."""


def courier(office: Office) -> OfficeCourier:
    """Return the office's end for files; call it from any thread."""

    def called(request: Request) -> None:
        # No contact is recorded: a file is old, its clock says nothing about skew.
        project(office, request.feed_id)
        release_due(office)

    def stored(feed_id: bytes) -> None:
        project(office, feed_id)
        take_returned(office, feed_id)

    return OfficeCourier(
        OfficeEnd(
            storage=office.ledger,
            keys=lambda: office.keys,
            now_ms=office.clock.now_ms,
            stored=stored,
            called=called,
            admit=lambda certificate: admit(office, certificate),
        ),
        documents(office),
    )


def take_in(office: Office, name: str, data: bytes, by: str) -> c.CourierTaken:
    """Take a file in and return what became of it with the file for the way back.

    Raises:
        OfficeBusy: try again.
    """
    try:
        if is_carried(data):
            return c.CourierTaken(seen=carried.take_in(office, name, data, by))
        file = decode_file(data)
    except CourierRefused as error:
        return c.CourierTaken(seen=c.CourierSeen(name=name, **_why(error)))
    serial = _serial(office, file)
    about: dict[str, Any] = {
        "name": name,
        "device": device_name(serial),
        "first": file.first,
        "last": file.last,
        "scans": len(file.documents),
    }
    end = courier(office)
    try:
        taken = end.take(file)
        before_ms = 0 if taken.old_key else _keep(office, file, taken, by)
        back = end.reply(taken.question, file.file_id, serial, taken.asks)
    except CourierRefused as error:
        seen = c.CourierSeen(**about, **_why(error))
        if error.why is not Why.EARLIER_FIRST:
            return c.CourierTaken(seen=seen)
        # A restored office lacks what the device thinks arrived: the reply tells from where on.
        back = end.reply(file.pieces[-1], file.file_id, serial)
        return c.CourierTaken(seen=seen, reply_name=file_name(back), reply=back.encode())
    code = TAKEN
    facts = {"new": str(taken.new), "number": str(taken.number)}
    if before_ms:
        code, facts["when"] = SAME_FILE, _minute(before_ms)
    elif file.documents:
        code, facts = SCANS_TAKEN, {"whole": str(taken.documents), "of": str(len(file.documents))}
    elif not taken.new and file.first:
        code = Why.NOTHING_NEW.value
    if taken.old_key:
        code = Why.OLD_KEY.value
    seen = c.CourierSeen(**about, taken=not taken.old_key, new=taken.new, code=code, facts=facts)
    return c.CourierTaken(seen=seen, reply_name=file_name(back), reply=back.encode())


def _serial(office: Office, file: CourierFile) -> int:
    """Return the laptop's number as it was enrolled; what the head of a file says is not signed."""
    query = select(device.c.device_number).where(device.c.feed_id == file.feed_id)
    with office.ledger.reading() as tx:
        return tx.connection.scalar(query) or file.device_number


def _why(error: CourierRefused) -> dict[str, Any]:
    facts = {name: str(value) for name, value in error.facts.items() if name != "reason"}
    return {"code": error.why.value, "facts": facts}


def _minute(time_ms: int) -> str:
    at = at_office(time_ms)
    return f"{day(at.date())} {clock_time(at)}"


def _keep(office: Office, file: CourierFile, taken: TakenIn, by: str) -> int:
    """Keep the question if it is the newest, and note the file; return when it came before."""
    request, _, _ = decode_request(taken.question)
    with office.ledger.transaction() as tx:
        tx.lock_feed(file.feed_id)
        former = _question(tx.connection, file.feed_id)
        if former is None or (former.head_number, former.asked_ms) <= (
            request.head.number,
            request.time_ms,
        ):
            _replace_question(tx, office, file, taken, request)
        here = select(courier_file.c.taken_ms).where(courier_file.c.file_id == file.file_id)
        if (before := tx.connection.scalar(here)) is not None:
            return int(before)
        tx.connection.execute(
            insert(courier_file).values(
                file_id=file.file_id,
                feed_id=file.feed_id,
                first=file.first,
                last=file.last,
                taken_ms=office.clock.now_ms(),
                taken_by=by,
            )
        )
        return 0


def _replace_question(
    tx: LedgerTransaction, office: Office, file: CourierFile, taken: TakenIn, request: Request
) -> None:
    this = courier_question.c.feed_id == file.feed_id
    tx.connection.execute(delete(courier_question).where(this))
    tx.connection.execute(
        insert(courier_question).values(
            feed_id=file.feed_id,
            file_id=file.file_id,
            question=taken.question,
            asks=msgspec.msgpack.encode(taken.asks),
            head_number=request.head.number,
            asked_ms=request.time_ms,
            arrived_ms=office.clock.now_ms(),
        )
    )


def _question(connection: Connection, feed_id: bytes) -> Row[Any] | None:
    query = select(courier_question).where(courier_question.c.feed_id == feed_id)
    return connection.execute(query).first()


def reply(office: Office, name: str) -> c.CourierReply:
    """Return the newest answers for a laptop as a file: receipt, judgements, decisions, news.

    Raises:
        UserProblem: COURIER_031 no file of that laptop ever came.
    """
    query = (
        select(courier_question, device.c.device_number)
        .join(device, device.c.feed_id == courier_question.c.feed_id)
        .order_by(courier_question.c.arrived_ms.desc())
    )
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
    row = next((one for one in rows if device_name(one.device_number) == name), None)
    if row is None:
        raise UserProblem("COURIER_031", device=name)
    asks = msgspec.msgpack.decode(row.asks, type=tuple[bytes, ...]) if row.asks else ()
    back = courier(office).reply(row.question, row.file_id, row.device_number, asks)
    return c.CourierReply(device=name, name=file_name(back), data=back.encode())


def laptops(office: Office) -> c.CourierLaptops:
    """Return the laptops that send by stick, with what waits for each."""
    query = (
        select(courier_question, device.c.device_number, device_feed.c.head_number.label("here"))
        .join(device, device.c.feed_id == courier_question.c.feed_id)
        .join(device_feed, device_feed.c.feed_id == courier_question.c.feed_id)
        .order_by(device.c.device_number)
    )
    with office.ledger.reading() as tx:
        return c.CourierLaptops(
            laptops=tuple(
                c.CourierLaptop(
                    device=device_name(row.device_number),
                    number=row.here,
                    arrived_ms=row.arrived_ms,
                    waiting=_waiting(tx.connection, row),
                )
                for row in tx.connection.execute(query)
            )
        )


def _waiting(connection: Connection, row: Row[Any]) -> int:
    request, _, _ = decode_request(row.question)
    query = select(office_feed.c.feed_id, office_feed.c.head_number).where(
        office_feed.c.audience.in_((row.feed_id, ALL))
    )
    known = {feed: head.number for feed, head in request.cursors.items()}
    return sum(max(0, head - known.get(feed, 0)) for feed, head in connection.execute(query))


@dataclass(frozen=True, slots=True)
class Imported:
    """One file of a folder.

    Attributes:
        seen: what became of it.
        reply: where its answer was written, None when there is none.
    """

    seen: c.CourierSeen
    reply: Path | None = None


def import_files(office: Office, paths: Iterable[Path]) -> list[Imported]:
    """Take in files and folders, earlier entries first; each answer is written beside its file.

    A laptop with several files gets one answer, to the newest.

    Raises:
        StickProblem: a folder cannot be read, or an answer cannot be written.
    """
    done: list[Imported] = []
    answers: dict[str, tuple[int, Path, c.CourierTaken]] = {}
    for at, (path, data) in enumerate(_in_order(paths)):
        if isinstance(data, c.CourierSeen):
            done.append(Imported(data))
            continue
        taken = take_in(office, path.name, data, _COMMAND)
        done.append(Imported(taken.seen))
        if taken.reply:
            answers[taken.seen.device] = (at, path, taken)
    for at, path, taken in answers.values():
        written = stick.write(path.parent, taken.reply_name, taken.reply)
        done[at] = Imported(done[at].seen, written)
    return done


def _in_order(paths: Iterable[Path]) -> list[tuple[Path, bytes | c.CourierSeen]]:
    """Return readable files of the way to the office, by laptop and entry, scans last."""
    found: list[tuple[tuple[bytes, int, bool], Path, bytes | c.CourierSeen]] = []
    for path in _flat(paths):
        try:
            data = stick.read(path)
            if is_carried(data):  # after the batches: they may have brought the same
                found.append(((b"\xff", 0, False), path, data))
                continue
            file = decode_file(data)
        except CourierRefused as error:
            found.append(((b"", 0, False), path, c.CourierSeen(name=path.name, **_why(error))))
        except StickProblem as error:
            seen = c.CourierSeen(name=path.name, code=error.code, facts={"need_mb": "1"})
            found.append(((b"", 0, False), path, seen))
        else:
            if file.way is Way.TO_OFFICE:
                order = (file.feed_id, file.last, bool(file.documents))
                found.append((order, path, data))
    return [(path, data) for _, path, data in sorted(found, key=lambda one: one[0])]


def _flat(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        yield from stick.listed(path) if path.is_dir() else (path,)
