"""The tables of the laptop's database, as migrations.

A migration that was in a release is never edited: the next change is a new function below. Every
release keeps its database in `tests/golden/`, and a test upgrades all of them.
"""

from __future__ import annotations

from outreach_app.errors import EnvironmentProblem
from outreach_app.store.balances_schema import balances
from outreach_app.store.cases_schema import cases
from outreach_app.store.citizen_schema import citizen
from outreach_app.store.columns import BLOB, INTEGER, TEXT, columns, create
from outreach_app.store.day_schema import days
from outreach_app.store.engine import Database, Migrations
from outreach_app.store.entities_schema import entities
from outreach_app.store.forms_schema import form_versions
from outreach_app.store.materials_schema import materials
from outreach_app.store.removal_schema import removals
from outreach_app.store.scans_schema import scans
from outreach_app.store.settlement_schema import settlements
from outreach_app.store.told_schema import told
from outreach_app.store.trust_schema import trust

laptop = Migrations("laptop")

AREAS: tuple[Migrations, ...] = (
    balances,
    cases,
    citizen,
    days,
    entities,
    form_versions,
    materials,
    removals,
    scans,
    settlements,
    told,
    trust,
)
"""Sets of areas that keep their own (`store/<area>_schema.py`); they may come in any order."""


def migrate(db: Database) -> None:
    """Bring the database to this version.

    Raises:
        EnvironmentProblem: STORE_003, a newer version of the program wrote it; untouched then.
    """
    sets = (laptop, *AREAS)
    for one in sets:
        ours = [migration.name for migration in one.pending(Database(memory=True))]
        if unknown := [m.name for m in one.applied(db) if m.name not in ours]:
            raise EnvironmentProblem("STORE_003", retry=False, newer=unknown[-1])
    for one in sets:
        if one.pending(db):
            one.apply(db)


@laptop()
def v1_feeds(db: Database) -> None:
    """Own feed, receipts, and the office's feeds (sync.storage.DeviceStorage)."""
    own = columns(INTEGER, "id head_number office_epoch acknowledged safe clock_offset_s")
    own |= columns(BLOB, "feed_id head_hash") | {"standing": TEXT}
    create(db, "own_feeds", own, "id")
    db.table("own_feeds").create_index(["feed_id"], unique=True)
    receipt = columns(INTEGER, "id feed number") | {"receipt": BLOB}
    create(db, "receipts", receipt, "id", of="own_feeds")
    office = columns(INTEGER, "id head_number applied") | columns(BLOB, "feed_id head_hash")
    create(db, "office_feeds", office, "id")
    db.table("office_feeds").create_index(["feed_id"], unique=True)
    entry = columns(INTEGER, "feed number time_ms clock_offset_s") | columns(TEXT, "author kind")
    entry |= columns(BLOB, "previous salt body commitment hash")
    for name, of in (("own_entries", "own_feeds"), ("office_entries", "office_feeds")):
        create(db, name, entry, ("feed", "number"), nullable=("salt", "body"), of=of)


@laptop()
def v1_files(db: Database) -> None:
    """Drafts, finished files with their search index, slips, and the counter of local numbers."""
    form = "officer service form_id form_version day_id pekon ticket language answers number "
    draft = columns(TEXT, form + "draft_id at_path deprecated_id")
    draft |= columns(INTEGER, "created_ms updated_ms")
    create(db, "drafts", draft, "draft_id")
    record = columns(INTEGER, "id feed entry_number finished_ms newest cancel_feed cancel_entry")
    record |= columns(TEXT, form + "instance_id deprecated_id head check_code name nik warnings")
    record |= columns(TEXT, "documents_missing intake_state intake_reason intake_facts cancelled")
    record |= columns(TEXT, "decision_id decision_state decision_reason decision_paths")
    record |= columns(TEXT, "decision_due decision_clerk")
    create(db, "records", record, "id", of="own_feeds")
    db.table("records").create_index(["instance_id"], unique=True)
    for column in ("number", "day_id", "nik"):
        db.table("records").create_index([column])
    db.execute(
        "CREATE VIRTUAL TABLE records_search USING fts5"
        "(words, nik, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    # Deleted words leave no trace in the index pages (decisions A12).
    db.execute("INSERT INTO records_search(records_search, rank) VALUES ('secure-delete', 1)")
    slip = columns(INTEGER, "id copy printed_ms") | columns(TEXT, "number day_id size")
    create(db, "slips", slip, "id")
    for column in ("number", "day_id"):
        db.table("slips").create_index([column])
    create(db, "serials", {"name": TEXT, "last": INTEGER}, "name")


@laptop()
def v1_days(db: Database) -> None:
    """Outreach days and their queue."""
    day = columns(TEXT, "day_id pekon date officers")
    day |= columns(INTEGER, "opened_ms first_entry closed_ms manifest_entry")
    create(db, "days", day, "day_id")
    ticket = columns(TEXT, "day_id ticket lane service state draft_id")
    ticket |= columns(INTEGER, "number issued_ms called_ms called_times")
    create(db, "tickets", ticket, ("day_id", "ticket"))
    db.table("tickets").create_index(["day_id", "lane", "number"], unique=True)


@laptop()
def v1_publications(db: Database) -> None:
    """What the office published, and this laptop's settings."""
    form = {"id": INTEGER} | columns(TEXT, "form_id form_version xform attachments")
    create(db, "forms", form, "id")
    db.table("forms").create_index(["form_id", "form_version"], unique=True)
    create(db, "resources", columns(TEXT, "name version text"), "name")
    notice = "notice_id title_id title_en text_id text_en valid_from valid_to"
    create(db, "notices", columns(TEXT, notice), "notice_id")
    create(db, "settings", columns(TEXT, "key value"), "key")
