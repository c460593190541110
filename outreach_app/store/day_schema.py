"""Tables of planned days and slots, and what days and tickets know since there are plans."""

from __future__ import annotations

from outreach_app.domain import entries as e
from outreach_app.store.columns import INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

days = Migrations("days")


class _OfDay(e.Body, frozen=True, kw_only=True):
    """What migration reads of an entry: its day, whatever else the body says."""

    day_id: str = ""


@days()
def v1_plans(db: Database) -> None:
    """Plans as published, days that were accounted for, slots given here."""
    plan = columns(TEXT, "day_id state pekon date body") | columns(INTEGER, "version seen")
    create(db, "day_plans", plan, "day_id")
    db.table("day_plans").create_index(["date"])
    held = columns(TEXT, "day_id kind pekon date") | columns(INTEGER, "applications served")
    create(db, "held_days", held, "day_id")
    slot = columns(TEXT, "slot day_id service contact")
    slot |= columns(INTEGER, "session serial cancelled given_ms")
    create(db, "slots", slot, "slot")
    db.table("slots").create_index(["day_id"])


@days()
def v1_days_know_more(db: Database) -> None:
    """A day knows its plan's kind and ticket giver, a ticket its session and moments."""
    day = db.table("days")
    for name in ("kind", "ticket_giver"):
        day.add_column(name, str, not_null_default="")
    day.add_column("stock", str, not_null_default="{}")
    ticket = db.table("tickets")
    ticket.add_column("session", int, not_null_default=0)
    moment = columns(TEXT, "day_id ticket state start_id") | columns(
        INTEGER, "id since_start_ms at_ms"
    )
    create(db, "ticket_moments", moment, "id")
    db.table("ticket_moments").create_index(["day_id", "ticket"])


@days()
def v2_slots_have_codes(db: Database) -> None:
    """A slot has a check code, so that its holder can ask whether the day was moved."""
    db.table("slots").add_column("check_code", str, not_null_default="")


@days()
def v3_days_know_their_feed(db: Database) -> None:
    """A day knows of which own feed its two numbers are."""
    day = db.table("days")
    for name in ("feed", "manifest_feed"):
        day.add_column(name, int, not_null_default=0)
    rows = db.execute(
        "SELECT feed, number, kind, body FROM own_entries WHERE kind IN (?, ?)"
        " AND body IS NOT NULL ORDER BY feed, number",
        (e.DAY_OPENED, e.DAY_CLOSED),
    ).fetchall()
    for feed, number, kind, body in rows:  # the same numbers in two feeds: the newer one holds
        if kind == e.DAY_OPENED:
            this = (feed, e.decode(body, _OfDay).day_id, number)
            db.execute("UPDATE days SET feed = ? WHERE day_id = ? AND first_entry = ?", this)
        else:
            this = (feed, e.decode(body, _OfDay).day_id, number)
            query = "UPDATE days SET manifest_feed = ? WHERE day_id = ? AND manifest_entry = ?"
            db.execute(query, this)
