"""Statements on policy drafts: numbered, grouped and answered; nobody's identity leaves this file.

Name and phone of a statement are read here only to take them out of its text.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, insert, select

from outreach_app.domain import publications as pub
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain import statements as rules
from outreach_app.errors import UserProblem
from outreach_app.i18n import LANGUAGES, translate
from outreach_app.office import text_versions
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.filed_records import FiledRecord, filed
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.participation_tables import statement_choice, statement_group
from outreach_app.office.publishing import publish_text, today
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi import publishing_messages as pm

FORM = "tanggapan_kebijakan"


def drafts(office: Office) -> sm.DraftList:
    """Return every policy draft with its statements counted."""
    with office.ledger.reading() as tx:
        found = text_versions.editions(tx, pub.POLICY_DRAFT)
        rows = [_draft(office, tx, draft) for draft in sorted(found)]
    return sm.DraftList(drafts=tuple(rows))


def view(office: Office, draft: str) -> sm.Statements:
    """Return a draft's statements without anybody's identity, and the groups.

    Raises:
        UserProblem: OFFICE_007 no such draft.
    """
    with office.ledger.reading() as tx:
        row = _draft(office, tx, draft)
        return sm.Statements(
            draft=row, statements=tuple(_statements(tx, draft)), groups=tuple(_groups(tx, draft))
        )


def sort_statement(
    office: Office, draft: str, wanted: sm.SortStatement, by: SignedIn
) -> sm.Statements:
    """Put a statement into a group, reword it, or leave it out.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such statement on this draft.
    """
    require(by.role, Action.PUBLISH)
    with office.ledger.transaction() as tx:
        if wanted.number not in {one.number for one in _records(tx, draft)}:
            raise UserProblem("OFFICE_007", what=wanted.number)
        here = statement_choice.c.number == wanted.number
        tx.connection.execute(delete(statement_choice).where(here))
        values = msgspec.structs.asdict(wanted) | {"draft": draft, "clerk": by.clerk}
        tx.connection.execute(insert(statement_choice).values(values))
    return view(office, draft)


def answer_group(
    office: Office, draft: str, wanted: sm.StatementGroup, by: SignedIn
) -> sm.Statements:
    """Name a group and answer it.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such draft.
    """
    require(by.role, Action.PUBLISH)
    with office.ledger.transaction() as tx:
        _draft(office, tx, draft)
        group = statement_group.c
        here = (group.draft == draft) & (group.group == wanted.group)
        tx.connection.execute(delete(statement_group).where(here))
        tx.connection.execute(
            insert(statement_group).values(
                draft=draft,
                group=wanted.group,
                title=msgspec.json.encode(wanted.title).decode(),
                answer=msgspec.json.encode(wanted.answer).decode(),
                clerk=by.clerk,
            )
        )
    return view(office, draft)


def publish_response(office: Office, draft: str, by: SignedIn) -> pm.TextChecked:
    """Publish what was said and what was answered, as a text.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such draft; PUBLISH_040 nothing was said;
            PUBLISH_041 statements or groups wait for a group or an answer.
    """
    require(by.role, Action.PUBLISH)
    seen = view(office, draft)
    kept = [one for one in seen.statements if not one.left_out]
    if not kept:
        raise UserProblem("PUBLISH_040")
    groups = [rules.Group(g.group, g.title, g.answer) for g in seen.groups]
    answered = {g.group for g in groups if all(g.answer.get(spoken) for spoken in LANGUAGES)}
    if waiting := [one.order for one in kept if one.group not in answered]:
        raise UserProblem("PUBLISH_041", count=len(waiting))
    said = [rules.Said(one.order, one.text, one.group) for one in kept]
    return publish_text(
        office, pm.PublishText(body=_response(office, seen.draft, groups, said)), by
    )


def _response(
    office: Office, draft: sm.DraftRow, groups: list[rules.Group], said: list[rules.Said]
) -> pe.PublicationPublished:
    titles = {
        spoken: translate(spoken, "Answer: {title}", title=draft.title.get(spoken, ""))
        for spoken in LANGUAGES
    }
    return pe.PublicationPublished(
        publication_id=response_id(draft.draft),
        version=0,
        kind=pub.POLICY_RESPONSE,
        audience=pub.PUBLIC,
        title={spoken: text[: pub.MAX_TITLE] for spoken, text in titles.items()},
        text={spoken: rules.response(groups, said, spoken) for spoken in LANGUAGES},
        valid_from=today(office).isoformat(),
        published_on="",
        replies_to=draft.draft,
    )


def response_id(draft: str) -> str:
    """Return the id of the answer to a draft."""
    return f"jawaban-{draft}"[:60].rstrip("-")


def _draft(office: Office, tx: LedgerTransaction, draft: str) -> sm.DraftRow:
    editions = text_versions.editions(tx, pub.POLICY_DRAFT).get(draft, [])
    shown = pub.current(editions, today(office))
    if shown is None or shown.body.consultation is None:
        raise UserProblem("OFFICE_007", what=draft)
    responses = text_versions.rows(tx, response_id(draft))
    said = _statements(tx, draft)
    return sm.DraftRow(
        draft=draft,
        title=shown.body.title,
        open_from=shown.body.consultation.open_from,
        open_to=shown.body.consultation.open_to,
        received=len(said),
        answered=sum(bool(one.group) for one in said) if responses else 0,
        response=response_id(draft) if responses else "",
    )


def _records(tx: LedgerTransaction, draft: str) -> list[FiledRecord]:
    found = [one for one in filed(tx, (FORM,)) if one.said("module") == draft]
    # By first arrival, so that a statement keeps its number when later ones come or one is mended.
    return sorted(found, key=lambda one: (one.first_ms, one.number))


def _statements(tx: LedgerTransaction, draft: str) -> list[sm.Statement]:
    query = select(statement_choice).where(statement_choice.c.draft == draft)
    chosen = {row.number: row for row in tx.connection.execute(query)}
    return [
        _statement(order, record, chosen.get(record.number))
        for order, record in enumerate(_records(tx, draft), 1)
    ]


def _statement(order: int, record: FiledRecord, choice: object) -> sm.Statement:
    names = (record.said("contact_name"), record.said("contact_phone"))
    own = str(getattr(choice, "text", ""))
    return sm.Statement(
        order=order,
        number=record.number,
        on=record.on.isoformat(),
        stance=record.said("stance"),
        part=rules.redacted(record.said("part"), *names),
        text=rules.redacted(own or record.said("told"), *names),
        group=int(getattr(choice, "group", 0)),
        left_out=str(getattr(choice, "left_out", "")),
    )


def _groups(tx: LedgerTransaction, draft: str) -> list[sm.StatementGroup]:
    group = statement_group.c
    query = select(statement_group).where(group.draft == draft).order_by(group.group)
    return [
        sm.StatementGroup(
            group=row.group,
            title=msgspec.json.decode(row.title, type=dict[str, str]),
            answer=msgspec.json.decode(row.answer, type=dict[str, str]),
        )
        for row in tx.connection.execute(query)
    ]
