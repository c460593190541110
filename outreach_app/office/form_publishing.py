"""Publishing forms: a spreadsheet is compiled, and refused with sheet, row and column."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

import msgspec

from outreach_app import resources
from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.forms.apart import compile_apart
from outreach_app.forms.problems import FormProblem, FormRefused
from outreach_app.forms.publish import Published, compile_workbook
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.office import Office
from outreach_app.office.publications import form_row, publish
from outreach_app.office.published import papers_in_force
from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m

_FORMS = "forms"


class FormNotPublished(UserProblem):
    """A spreadsheet was refused.

    Attributes:
        problems: what to mend, in the order of the spreadsheet.
    """

    def __init__(self, name: str, problems: tuple[FormProblem, ...]) -> None:
        super().__init__("OFFICE_016", name=name, count=len(problems))
        self.problems = problems


def publish_form(office: Office, wanted: m.PublishForm, by: SignedIn) -> m.Publication:
    """Compile a spreadsheet and publish it, or only check it.

    Publishing a version that is published already, unchanged, changes nothing.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_017 this version was published with other
            content.
        FormNotPublished: OFFICE_016 with what to mend.
    """
    require(by.role, Action.PUBLISH)
    return _publish(office, _compiled(office, wanted), wanted, by)


def _publish(office: Office, made: Published, wanted: m.PublishForm, by: SignedIn) -> m.Publication:
    there = _is_there(office, made, wanted.attachments)
    if wanted.check_only or there:
        return m.Publication(
            kind=e.FORM_PUBLISHED,
            name=made.form_id,
            version=made.version,
            published_ms=0,
            clerk=by.clerk,
            entry_number=0,
        )
    body = e.FormPublished(
        form_id=made.form_id,
        form_version=made.version,
        xform=made.xml,
        attachments=wanted.attachments,
    )
    return publish(office, e.FORM_PUBLISHED, body, by)


def check_form(office: Office, wanted: m.PublishForm, by: SignedIn) -> fm.CheckedForm:
    """Compile a spreadsheet and return the form to look at; nothing is published.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_017 this version was published with other
            content.
        FormNotPublished: OFFICE_016 with what to mend.
    """
    require(by.role, Action.PUBLISH)
    made = _compiled(office, wanted)
    return fm.CheckedForm(
        form_id=made.form_id,
        form_version=made.version,
        xform=made.xml,
        attachments=wanted.attachments,
        warnings=tuple(told(warning) for warning in made.warnings),
        published=_is_there(office, made, wanted.attachments),
    )


def told(problem: FormProblem) -> m.FormProblem:
    """Return a problem or an advice in both languages, with its place."""
    return m.FormProblem(
        code=problem.code,
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
        text_id=problem.text("id"),
        text_en=problem.text("en"),
    )


def _compiled(office: Office, wanted: m.PublishForm) -> Published:
    with office.ledger.reading() as tx:
        papers = papers_in_force(tx.connection).scannable()
    try:
        return compile_apart(wanted.data, wanted.name, papers, wanted.attachments)
    except FormRefused as refused:
        raise FormNotPublished(wanted.name, refused.problems) from refused


def publish_bundled_forms(office: Office, by: SignedIn) -> None:
    """Publish the forms that come with the product."""
    for row in resources.tables(_FORMS).values():
        attachments = {
            str(name): resources.text(f"{_FORMS}/{name}") for name in row.get("attachments", ())
        }
        path = f"{_FORMS}/{row['workbook']}"
        wanted = m.PublishForm(
            name=PurePosixPath(path).name, data=resources.data(path), attachments=attachments
        )
        _publish(office, _bundled(wanted.name, wanted.data), wanted, by)


@cache
def _bundled(name: str, data: bytes) -> Published:
    """Compile a form of the product: it is trusted, so it needs no process of its own."""
    return compile_workbook(data, name)


def _is_there(office: Office, made: Published, attachments: dict[str, str]) -> bool:
    with office.ledger.reading() as tx:
        row = form_row(tx, made.form_id, made.version)
    if row is None:
        return False
    same = msgspec.json.decode(row.attachments, type=dict[str, str]) == attachments
    if row.xform != made.xml or not same:
        raise UserProblem("OFFICE_017", form=made.form_id, version=made.version)
    return True
