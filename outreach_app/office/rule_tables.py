"""The tables of rules in force, and replacing one by a later text with its legal basis."""

from __future__ import annotations

from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.domain import bundled, rule_tables
from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.contacts import who_has
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publications import publish
from outreach_app.office.tables import publication, resource
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import rule_messages as rm


def listed(office: Office) -> rm.RuleTables:
    """Return the tables in force, in the order of `bundled.NAMES`."""
    with office.ledger.reading() as tx:
        found = [_table(tx, name) for name in bundled.NAMES]
    return rm.RuleTables(tables=tuple(found))


def publish_rules(office: Office, wanted: rm.PublishRules, by: SignedIn) -> m.Publication:
    """Replace a table.

    Raises:
        UserProblem: OFFICE_006 not allowed; RULES_001 another version came into force meanwhile;
            RULES_002 version, legal basis or reason is missing, or the version is not new;
            RULES_003 a version in force is changed; OFFICE_025 the text is not in order.
    """
    require(by.role, Action.PUBLISH)
    said = (wanted.version, wanted.legal_basis, wanted.reason)
    if not all(text.strip() for text in said) or wanted.version == wanted.instead_of:
        raise UserProblem("RULES_002")
    _check(wanted)
    _keeps(office, wanted)
    kind = e.CALENDAR_PUBLISHED if wanted.name == rule_tables.CALENDAR else e.SERVICES_PUBLISHED
    body = e.ResourcePublished(
        name=wanted.name,
        version=wanted.version.strip(),
        text=wanted.text,
        legal_basis=wanted.legal_basis.strip(),
        reason=wanted.reason.strip(),
    )
    return publish(office, kind, body, by, lambda tx: _still(tx, wanted))


def _check(wanted: rm.PublishRules) -> None:
    if wanted.name not in rule_tables.READERS:
        raise UserProblem("OFFICE_025", name=wanted.name, why="?")
    for fault in rule_tables.faults(wanted.name, wanted.text, "id"):
        raise UserProblem("OFFICE_025", name=wanted.name, why=f"{fault.line}: {fault.text}")


def _keeps(office: Office, wanted: rm.PublishRules) -> None:
    """Refuse a later text that changes what was in force: old records keep their rule."""
    with office.ledger.reading() as tx:
        query = select(resource.c.text).where(resource.c.name == wanted.name)
        former = tx.connection.scalar(query) or bundled.text(wanted.name)
    today = office_date(office.clock.now_ms())
    for since in rule_tables.versions_changed(wanted.name, former, wanted.text, today):
        raise UserProblem("RULES_003", day=since.strftime("%d-%m-%Y"))


def _still(tx: LedgerTransaction, wanted: rm.PublishRules) -> None:
    query = select(resource.c.version).where(resource.c.name == wanted.name)
    if (tx.connection.scalar(query) or bundled.version()) != wanted.instead_of:
        raise UserProblem("RULES_001")


def _table(tx: LedgerTransaction, name: str) -> rm.RuleTable:
    kinds = (e.SERVICES_PUBLISHED, e.CALENDAR_PUBLISHED)
    query = (
        select(publication)
        .where(publication.c.name == name, publication.c.kind.in_(kinds))
        .order_by(publication.c.published_ms.desc(), publication.c.entry_number.desc())
    )
    row = tx.connection.execute(query).first()
    if row is None:  # an office that is older than this table
        return rm.RuleTable(name=name, version=bundled.version(), text=bundled.text(name))
    entry = tx.office_entries_after(row.feed_id, row.entry_number - 1, 1)[0]
    body = e.decode(entry.body or b"", e.ResourcePublished)
    reached, waiting = who_has(tx, row.feed_id, row.entry_number)
    return rm.RuleTable(
        name=name,
        version=body.version,
        text=body.text,
        legal_basis=body.legal_basis,
        reason=body.reason,
        clerk=row.clerk,
        published_ms=row.published_ms,
        reached=reached,
        waiting=waiting,
    )
