"""Withdrawing a form version: laptops carry its drafts over to the newest one (decisions C31)."""

from __future__ import annotations

from sqlalchemy import select

from outreach_app.domain import entries as e
from outreach_app.domain.form_entries import FORM_WITHDRAWN, FormWithdrawn
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publications import publish
from outreach_app.office.tables import publication
from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m


def withdraw(office: Office, wanted: fm.WithdrawForm, by: SignedIn) -> m.Publication:
    """Withdraw a published version.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 it was never published; OFFICE_035 a reason
            is missing; OFFICE_036 it is withdrawn already; OFFICE_037 it is the only version.
    """
    require(by.role, Action.PUBLISH)
    if not wanted.reason.strip():
        raise UserProblem("OFFICE_035")
    with office.ledger.reading() as tx:
        published = _versions(tx, e.FORM_PUBLISHED, wanted.form_id)
        gone = _versions(tx, FORM_WITHDRAWN, wanted.form_id)
    facts = {"form": wanted.form_id, "version": wanted.form_version}
    if wanted.form_version not in published:
        raise UserProblem("OFFICE_007", what=f"{wanted.form_id} {wanted.form_version}")
    if wanted.form_version in gone:
        raise UserProblem("OFFICE_036", **facts)
    if published - gone == {wanted.form_version}:
        raise UserProblem("OFFICE_037", **facts)
    body = FormWithdrawn(
        form_id=wanted.form_id, form_version=wanted.form_version, reason=wanted.reason.strip()
    )
    return publish(office, FORM_WITHDRAWN, body, by)


def _versions(tx: LedgerTransaction, kind: str, form_id: str) -> set[str]:
    query = select(publication.c.version).where(
        (publication.c.kind == kind) & (publication.c.name == form_id)
    )
    return {row.version for row in tx.connection.execute(query)}
