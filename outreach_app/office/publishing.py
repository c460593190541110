"""Publishing texts: checked, counted into versions, taken back; and who has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Row, select

from outreach_app.clock import office_date
from outreach_app.domain import publication_source
from outreach_app.domain import publications as pub
from outreach_app.domain import publishing_entries as pe
from outreach_app.errors import UserProblem
from outreach_app.i18n import LANGUAGES
from outreach_app.office import publications, text_versions
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.contacts import who_has
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.tables import form
from outreach_app.officeapi import publishing_messages as pm

SHORT_KINDS = (pub.NOTICE, pub.FREQUENT_ANSWER, pub.SCHEDULE)


def today(office: Office) -> date:
    """Return the office's date."""
    return office_date(office.clock.now_ms())


def publish_text(office: Office, wanted: pm.PublishText, by: SignedIn) -> pm.TextChecked:
    """Check a text and publish it as the next version; the same content again changes nothing.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.PUBLISH)
    body = msgspec.structs.replace(wanted.body, version=0, published_on=today(office).isoformat())
    with office.ledger.transaction() as tx:
        found = pub.problems(body, tx.connection.scalars(select(form.c.form_id).distinct()).all())
        if found or wanted.check_only:
            return pm.TextChecked(publication_id=body.publication_id, problems=_told(found))
        return _publish(office, tx, body, by)


def publish_short(office: Office, wanted: pm.PublishShort, by: SignedIn) -> pm.TextChecked:
    """Publish a notice or a frequent answer from a title and a text.

    Raises:
        UserProblem: OFFICE_006 not allowed; PUBLISH_031 of another kind.
    """
    if wanted.kind not in SHORT_KINDS:
        raise UserProblem("PUBLISH_031", kind=wanted.kind)
    now = today(office).isoformat()
    title, text = _both(wanted.title), _both(wanted.text)
    body = pe.PublicationPublished(
        publication_id=wanted.publication_id or short_id(wanted.kind, title["id"], now),
        version=0,
        kind=wanted.kind,
        audience=pub.PUBLIC if wanted.public else pub.OFFICERS,
        title=title,
        text=text,
        valid_from=wanted.valid_from or now,
        valid_to=wanted.valid_to,
        published_on=now,
        services=wanted.services,
    )
    return publish_text(office, pm.PublishText(body=body), by)


def _both(words: dict[str, str]) -> dict[str, str]:
    spare = next((text for text in words.values() if text.strip()), "")
    return {language: words.get(language, "").strip() or spare for language in LANGUAGES}


def short_id(kind: str, title: str, day: str) -> str:
    """Return an id made of kind, title and day, e.g. `notice-libur-natal-2026-12-01`."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return f"{kind.replace('_', '-')}-{words[:28].strip('-')}-{day}"


def publish_bundled(office: Office, by: SignedIn) -> int:
    """Publish the product's texts that this office never published; return how many."""
    require(by.role, Action.PUBLISH)
    with office.ledger.transaction() as tx:
        fresh = [
            body
            for body in publication_source.bundled(today(office).isoformat())
            if text_versions.newest_version(tx, body.publication_id) == 0
        ]
        for body in fresh:
            _publish(office, tx, body, by)
    return len(fresh)


def _publish(
    office: Office, tx: LedgerTransaction, body: pe.PublicationPublished, by: SignedIn
) -> pm.TextChecked:
    # Locked first, so that two clerks who publish at once get two versions.
    tx.lock_office_feed(office.feed_for(ALL))
    last = text_versions.rows(tx, body.publication_id)[-1:]
    if last and _same(text_versions.edition(last[0]), body):
        version = last[0].version
        return pm.TextChecked(publication_id=body.publication_id, version=version, unchanged=True)
    version = (last[0].version if last else 0) + 1
    numbered = msgspec.structs.replace(body, version=version)
    entry = office.write(tx, ALL, author=by.clerk, kind=pe.PUBLICATION_PUBLISHED, body=numbered)
    publications.take(tx, entry)
    return pm.TextChecked(publication_id=body.publication_id, version=version)


def _same(last: pub.Edition, body: pe.PublicationPublished) -> bool:
    if last.withdrawn_on:
        return False
    former = last.body
    alike = msgspec.structs.replace(body, version=former.version, published_on=former.published_on)
    return alike == former


def withdraw(office: Office, publication_id: str, reason: str, by: SignedIn) -> pm.TextHistory:
    """Take a text back in all its versions.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 never published; PUBLISH_032 no reason.
    """
    require(by.role, Action.PUBLISH)
    if not reason.strip():
        raise UserProblem("PUBLISH_032")
    with office.ledger.transaction() as tx:
        tx.lock_office_feed(office.feed_for(ALL))
        version = text_versions.newest_version(tx, publication_id)
        if version == 0:
            raise UserProblem("OFFICE_007", what=publication_id)
        if not text_versions.rows(tx, publication_id)[-1].withdrawn_on:
            body = pe.PublicationWithdrawn(
                publication_id=publication_id,
                version=version,
                withdrawn_on=today(office).isoformat(),
                reason=reason.strip(),
            )
            kind = pe.PUBLICATION_WITHDRAWN
            publications.take(tx, office.write(tx, ALL, author=by.clerk, kind=kind, body=body))
    return history(office, publication_id)


def texts(office: Office) -> pm.TextList:
    """Return every text in the version that readers are shown today, by kind and title."""
    with office.ledger.reading() as tx:
        found: dict[str, list[Row[Any]]] = {}
        for row in text_versions.rows(tx):
            found.setdefault(row.publication_id, []).append(row)
        shown = [one for rows in found.values() for one in _versions(office, tx, rows)]
    kept = [one for one in shown if one.current]
    order = {kind: at for at, kind in enumerate(pub.KINDS)}
    kept.sort(key=lambda one: (order[one.body.kind], one.body.title.get("id", "")))
    return pm.TextList(texts=tuple(kept))


def history(office: Office, publication_id: str) -> pm.TextHistory:
    """Return all versions of a text, the newest first.

    Raises:
        UserProblem: OFFICE_007 never published.
    """
    with office.ledger.reading() as tx:
        found = _versions(office, tx, text_versions.rows(tx, publication_id))
    if not publication_id or not found:
        raise UserProblem("OFFICE_007", what=publication_id)
    return pm.TextHistory(versions=tuple(reversed(found)))


def _versions(office: Office, tx: LedgerTransaction, rows: list[Row[Any]]) -> list[pm.TextVersion]:
    day = today(office)
    editions = [text_versions.edition(row) for row in rows]
    shown = pub.current(editions, day)
    return [
        _version(tx, row, one, one.standing(day), current=one is shown)
        for row, one in zip(rows, editions, strict=True)
    ]


def _version(
    tx: LedgerTransaction, row: Row[Any], one: pub.Edition, standing: str, *, current: bool
) -> pm.TextVersion:
    reached, waiting = who_has(tx, row.feed_id, row.entry_number)
    return pm.TextVersion(
        body=one.body,
        clerk=row.clerk,
        published_ms=row.published_ms,
        standing=standing,
        current=current,
        withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
        reached=reached,
        waiting=waiting,
    )


def _told(found: Iterable[pub.Problem]) -> tuple[pm.TextProblem, ...]:
    return tuple(
        pm.TextProblem(
            code=one.code,
            part=one.part,
            line=one.line,
            text_id=one.words("id"),
            text_en=one.words("en"),
        )
        for one in found
    )
