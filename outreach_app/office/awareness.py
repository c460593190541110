"""Legal awareness from the records of all laptops: sessions, and the trend of problems."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from sqlalchemy import select

from outreach_app.domain import awareness as rules
from outreach_app.office.filed_records import filed
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import day
from outreach_app.officeapi import participation_messages as sm

QUIZ, PROBLEM = "kuis_sadar_hukum", "catatan_masalah"


def sessions(tx: LedgerTransaction) -> list[rules.Effect]:
    """Return every session's quiz before and after; a session is an outreach day."""
    return rules.effects(
        rules.Taken(
            event=record.day_id or record.on.isoformat(),
            phase=record.said("phase"),
            score=record.whole("score"),
            best=record.whole("best"),
            number=record.number,
        )
        for record in filed(tx, (QUIZ,))
    )


def problems(tx: LedgerTransaction) -> list[rules.Cell]:
    """Return the problems by kind and month, small numbers hidden."""
    return rules.trend(
        rules.Noted(
            pekon=record.said("today_pekon") or record.pekon,
            kind=record.said("problem_kind"),
            month=record.on.isoformat()[:7],
            count=record.whole("problem_count"),
            number=record.number,
        )
        for record in filed(tx, (PROBLEM,))
    )


def overview(office: Office) -> sm.Awareness:
    """Return both for the desk."""
    with office.ledger.reading() as tx:
        effects, cells = sessions(tx), problems(tx)
        days = _days(tx)
    return sm.Awareness(
        sessions=tuple(_session(one, *days.get(one.event, ("", ""))) for one in effects),
        together=_together(effects),
        problems=tuple(
            sm.ProblemCell(
                kind=cell.kind,
                month=cell.month,
                shown=dict(cell.shown),
                hidden=cell.hidden,
                total=-1 if cell.total is None else cell.total,
            )
            for cell in cells
        ),
        least=rules.LEAST,
    )


def _days(tx: LedgerTransaction) -> dict[str, tuple[str, str]]:
    query = select(day.c.day_id, day.c.date, day.c.pekon)
    return {id_: (on, pekon) for id_, on, pekon in tx.connection.execute(query)}


def _together(effects: Sequence[rules.Effect]) -> str:
    points = [one.points for one in effects if one.points is not None]
    return f"{fmean(points):+.1f}" if points else ""


def _session(one: rules.Effect, on: str, pekon: str) -> sm.SessionEffect:
    return sm.SessionEffect(
        event=one.event,
        before_n=one.before.n,
        before_percent=one.before.percent,
        after_n=one.after.n,
        after_percent=one.after.percent,
        points="" if one.points is None else f"{one.points:+.1f}",
        numbers=one.before.numbers + one.after.numbers,
        on=on,
        pekon=pekon,
    )
