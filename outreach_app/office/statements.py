"""Statements on drafts and topics: numbered, moderated, grouped, answered; nobody's identity.

Policy drafts and discussion topics are one mechanism: a publication that is open for statements.
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
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.participation_tables import statement_choice, statement_group
from outreach_app.office.publishing import publish_text, today
from outreach_app.office.statement_sources import Received, received
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi import publishing_messages as pm


def drafts(office: Office) -> sm.DraftList:
    """Return every policy draft and topic with its statements counted."""
    with office.ledger.reading() as tx:
        found = [id_ for kind in pub.CONSULTED for id_ in sorted(text_versions.editions(tx, kind))]
        rows = [_view(office, tx, draft).draft for draft in found]
    return sm.DraftList(drafts=tuple(rows))


def view(office: Office, draft: str) -> sm.Statements:
    """Return a draft's statements without anybody's identity, and the groups.

    Raises:
        UserProblem: OFFICE_007 no such draft.
    """
    with office.ledger.reading() as tx:
        return _view(office, tx, draft)


def sort_statement(
    office: Office, draft: str, wanted: sm.SortStatement, by: SignedIn
) -> sm.Statements:
    """Put a statement into a group, reword it, or leave it out.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such statement on this draft;
            PUBLISH_042 there is no such reason.
    """
    require(by.role, Action.PUBLISH)
    if wanted.left_out and wanted.left_out not in rules.reasons():
        raise UserProblem("PUBLISH_042", reason=wanted.left_out)
    with office.ledger.transaction() as tx:
        kind = _draft(office, tx, draft).kind
        if wanted.number not in {one.number for one in received(tx, draft, kind)}:
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

    While it is open, what was answered so far is published and the rest counted as waiting; after
    that nothing may wait.

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
    said = [rules.Said(one.order, one.text, one.group) for one in answered(seen)]
    waiting = len(kept) - len(said)
    if waiting and (not said or seen.draft.open_to < today(office).isoformat()):
        raise UserProblem("PUBLISH_041", count=waiting)
    moderated = rules.Moderated([s.left_out for s in seen.statements if s.left_out], waiting)
    body = _response(office, seen.draft, groups, said, moderated)
    return publish_text(office, pm.PublishText(body=body), by)


def _response(
    office: Office,
    draft: sm.DraftRow,
    groups: list[rules.Group],
    said: list[rules.Said],
    moderated: rules.Moderated,
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
        text={spoken: rules.response(groups, said, spoken, moderated) for spoken in LANGUAGES},
        valid_from=today(office).isoformat(),
        published_on="",
        replies_to=draft.draft,
    )


def response_id(draft: str) -> str:
    """Return the id of the answer to a draft."""
    return f"jawaban-{draft}"[:60].rstrip("-")


def _view(office: Office, tx: LedgerTransaction, draft: str) -> sm.Statements:
    row = _draft(office, tx, draft)
    seen = sm.Statements(
        draft=row, statements=tuple(_statements(tx, row)), groups=tuple(_groups(tx, draft))
    )
    counted = msgspec.structs.replace(
        row,
        received=len(seen.statements),
        answered=len(answered(seen)) if row.response else 0,
        withheld=sum(bool(one.left_out) for one in seen.statements),
    )
    return msgspec.structs.replace(seen, draft=counted)


def _draft(office: Office, tx: LedgerTransaction, draft: str) -> sm.DraftRow:
    editions = [text_versions.edition(row) for row in text_versions.rows(tx, draft)]
    shown = pub.current(editions, today(office)) if draft else None
    if shown is None or shown.body.consultation is None:
        raise UserProblem("OFFICE_007", what=draft)
    responses = text_versions.rows(tx, response_id(draft))
    return sm.DraftRow(
        draft=draft,
        kind=shown.body.kind,
        title=shown.body.title,
        open_from=shown.body.consultation.open_from,
        open_to=shown.body.consultation.open_to,
        received=0,
        answered=0,
        response=response_id(draft) if responses else "",
    )


def answered(seen: sm.Statements) -> list[sm.Statement]:
    """Return the statements that are not withheld and stand in a group with its answer."""
    groups = {g.group for g in seen.groups if all(g.answer.get(spoken) for spoken in LANGUAGES)}
    return [one for one in seen.statements if one.group in groups and not one.left_out]


def _statements(tx: LedgerTransaction, draft: sm.DraftRow) -> list[sm.Statement]:
    query = select(statement_choice).where(statement_choice.c.draft == draft.draft)
    chosen = {row.number: row for row in tx.connection.execute(query)}
    return [
        _statement(order, one, chosen.get(one.number), draft)
        for order, one in enumerate(received(tx, draft.draft, draft.kind), 1)
    ]


def _statement(order: int, one: Received, choice: object, draft: sm.DraftRow) -> sm.Statement:
    own = str(getattr(choice, "text", ""))
    return sm.Statement(
        order=order,
        number=one.number,
        on=one.on,
        stance=one.stance,
        part=rules.redacted(one.part, *one.names),
        text=rules.redacted(own or one.text, *one.names),
        group=int(getattr(choice, "group", 0)),
        left_out=str(getattr(choice, "left_out", "")),
        outside=not draft.open_from <= one.on <= draft.open_to,
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
