"""What figures were counted from, in words: a day by date and place, a text by its title.

Files, complaints and records stand by their number, as on slips and pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.entries import decode
from outreach_app.domain.regions import pekon
from outreach_app.i18n import LANGUAGES
from outreach_app.i18n import day as shown
from outreach_app.office.day_tables import day_plan
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.publishing_tables import text_version
from outreach_app.office.tables import day
from outreach_app.officeapi.audit_messages import Section

Words = dict[str, str]
"""By language."""


def names(tx: LedgerTransaction, sections: Iterable[Section]) -> dict[str, Words]:
    """Return words for records behind figures, and days of groups, unknown by their id."""
    ids = {one for s in sections for f in s.figures for one in (f.group, *f.trace, *f.among)}
    days, texts = _days(tx), _texts(tx)
    return {one: words for one in sorted(ids) if (words := _words(one, days, texts))}


def _words(one: str, days: dict[str, str], texts: dict[str, Words]) -> Words | None:
    first, _, last = one.partition("/")
    if first in days:
        told = " · ".join(filter(None, (days[first], last)))
        return dict.fromkeys(LANGUAGES, told)
    if one in texts:
        return texts[one]
    if last in texts:  # who is current in a module
        return {language: f"{first} · {title}" for language, title in texts[last].items()}
    return dict.fromkeys(LANGUAGES, _place(one)) if pekon(one) else None


def _days(tx: LedgerTransaction) -> dict[str, str]:
    held = tx.connection.execute(select(day.c.day_id, day.c.date, day.c.pekon)).all()
    found = {id_: f"{_date(on)} · {_place(where)}" for id_, on, where in held}
    for id_, body in tx.connection.execute(select(day_plan.c.day_id, day_plan.c.body)):
        plan = decode(body, DayPlanned)
        found.setdefault(id_, f"{_date(plan.date)} · {_place(plan.pekon)}")
    return found


def _place(code: str) -> str:
    found = pekon(code)
    return found.label if found else code


def _date(iso: str) -> str:
    return shown(date.fromisoformat(iso))


def _texts(tx: LedgerTransaction) -> dict[str, Words]:
    """Return titles by `publication/version`, and the newest by publication."""
    query = select(text_version).order_by(text_version.c.version)
    found: dict[str, Words] = {}
    for row in tx.connection.execute(query):
        title = decode(row.body, pe.PublicationPublished).title
        both: Words = {language: title.get(language) or title["id"] for language in LANGUAGES}
        found[f"{row.publication_id}/{row.version}"] = found[row.publication_id] = both
    return found
