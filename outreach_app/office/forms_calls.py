"""The office's calls about checking and withdrawing forms."""

from __future__ import annotations

from outreach_app.office import form_publishing, form_withdrawal
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m

CALLS = (
    Call(
        "POST",
        "/api/forms/check",
        "Compile a spreadsheet to look at it",
        lambda a: form_publishing.check_form(a.office, a.read(m.PublishForm), a.clerk),
        fm.CheckedForm,
        m.PublishForm,
        action=Action.PUBLISH,
    ),
    Call(
        "POST",
        "/api/forms/withdraw",
        "Withdraw a form version, with a reason",
        lambda a: form_withdrawal.withdraw(a.office, a.read(fm.WithdrawForm), a.clerk),
        m.Publication,
        fm.WithdrawForm,
        action=Action.PUBLISH,
    ),
)
