"""Every call of the office's API in one table; the calls of an area stand in `<area>_calls.py`.

`outreach_app.office.app` makes routes of it, `outreach_app.officeapi.client` calls them.
"""

from __future__ import annotations

from outreach_app.office import (
    alert_calls,
    audit_calls,
    batches,
    carried_calls,
    case_calls,
    cases,
    citizen_calls,
    clerk_calls,
    clerks,
    clock_calls,
    courier_calls,
    days_calls,
    decisions,
    disclosure_calls,
    enrolment,
    erasure_calls,
    form_publishing,
    forms_calls,
    laptops,
    link_calls,
    participation_calls,
    publications,
    publishing_calls,
    record_calls,
    rule_calls,
    scans_calls,
    settlement_calls,
    worklist,
)
from outreach_app.office.access import Action
from outreach_app.office.calls import Asked, Call
from outreach_app.officeapi import messages as m


def _health(asked: Asked) -> m.Health:
    office = asked.office
    return m.Health(
        name=office.name, office_id=office.keys.office_id.hex(), now_ms=office.clock.now_ms()
    )


def _sign_out(asked: Asked) -> m.Done:
    clerks.sign_out(asked.office, asked.token)
    return m.Done()


_OWN = (
    Call("GET", "/api/health", "Is the office there?", _health, m.Health, session=False),
    Call(
        "POST",
        "/api/enrol",
        "Enrol a laptop with a code",
        lambda a: enrolment.enrol(a.office, a.read(m.EnrolRequest)),
        m.EnrolAnswer,
        m.EnrolRequest,
        session=False,
    ),
    Call(
        "POST",
        "/api/session",
        "Sign in",
        lambda a: clerks.sign_in(a.office, a.read(m.SignIn), a.source),
        m.Session,
        m.SignIn,
        session=False,
    ),
    Call("DELETE", "/api/session", "Sign out", _sign_out, m.Done),
    Call(
        "GET",
        "/api/worklist",
        "What waits",
        lambda a: worklist.worklist(a.office, a.clerk),
        m.Worklist,
        action=Action.READ_BATCHES,
    ),
    Call(
        "GET",
        "/api/batches",
        "Batches, those that need somebody first",
        lambda a: batches.batches(a.office),
        m.BatchList,
        action=Action.READ_BATCHES,
    ),
    Call(
        "GET",
        "/api/batches/{batch}",
        "One batch with its files and both sides",
        lambda a: batches.batch(a.office, a.path["batch"]),
        m.BatchDetail,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/batches/{batch}/reply",
        "Send the waiting decisions of a batch to its laptop",
        lambda a: decisions.reply(a.office, a.path["batch"], a.clerk),
        m.Replied,
        action=Action.REPLY,
    ),
    Call(
        "GET",
        "/api/cases/{number}",
        "One file with its revisions, decisions and history",
        lambda a: cases.case(a.office, a.path["number"], a.clerk),
        m.CaseView,
        action=Action.READ_CASES,
    ),
    Call(
        "POST",
        "/api/decisions",
        "Decide on a file",
        lambda a: decisions.decide(a.office, a.read(m.Decide), a.clerk),
        m.Decision,
        m.Decide,
        action=Action.DECIDE,
    ),
    Call(
        "DELETE",
        "/api/decisions/{decision}",
        "Take back a decision that still waits",
        lambda a: decisions.undo(a.office, a.path["decision"], a.clerk),
        m.Decision,
        action=Action.DECIDE,
    ),
    Call(
        "GET",
        "/api/publications",
        "What was published and who has it",
        lambda a: publications.listed(a.office),
        m.PublicationList,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/forms",
        "Publish or check a spreadsheet",
        lambda a: form_publishing.publish_form(a.office, a.read(m.PublishForm), a.clerk),
        m.Publication,
        m.PublishForm,
        action=Action.PUBLISH,
    ),
    Call(
        "GET",
        "/api/forms/{form}/{version}",
        "A published form version",
        lambda a: publications.form_source(a.office, a.path["form"], a.path["version"]),
        m.FormSource,
        action=Action.READ_CASES,
    ),
    Call(
        "POST",
        "/api/resources",
        "Publish services, fees, documents or the calendar",
        lambda a: publications.publish_resource(a.office, a.read(m.PublishResource), a.clerk),
        m.Publication,
        m.PublishResource,
        action=Action.PUBLISH,
    ),
    Call(
        "GET",
        "/api/devices",
        "Laptops",
        lambda a: laptops.laptops(a.office, a.clerk),
        m.DeviceList,
        action=Action.READ_DEVICES,
    ),
    Call(
        "POST",
        "/api/devices/{device}/revoke",
        "Take a laptop's permission away",
        lambda a: laptops.revoke(a.office, a.path["device"], a.read(m.Revoke).reason, a.clerk),
        m.DeviceRow,
        m.Revoke,
        action=Action.REVOKE,
    ),
    Call(
        "POST",
        "/api/enrolment-codes",
        "Make a code that enrols one laptop",
        lambda a: enrolment.new_code(a.office, a.read(m.NewCode), a.clerk),
        m.EnrolmentCode,
        m.NewCode,
        action=Action.ENROL,
    ),
)

CALLS: tuple[Call, ...] = (
    *_OWN,
    *clerk_calls.CALLS,
    *case_calls.CALLS,
    *citizen_calls.CALLS,
    *audit_calls.CALLS,
    *days_calls.CALLS,
    *record_calls.CALLS,
    *alert_calls.CALLS,
    *rule_calls.CALLS,
    *disclosure_calls.CALLS,
    *forms_calls.CALLS,
    *clock_calls.CALLS,
    *link_calls.CALLS,
    *publishing_calls.CALLS,
    *participation_calls.CALLS,
    *courier_calls.CALLS,
    *settlement_calls.CALLS,
    *carried_calls.CALLS,
    *scans_calls.CALLS,
    *erasure_calls.CALLS,
)
"""Every call; each area adds its own tuple here."""
