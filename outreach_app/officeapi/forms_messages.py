"""What the desk and the office say about form versions."""

from __future__ import annotations

from msgspec import field

from outreach_app.officeapi.messages import FormProblem, Message


class CheckedForm(Message, frozen=True, kw_only=True):
    """A spreadsheet that could be published: enough to look at it as officers will.

    Attributes:
        attachments: file name -> text.
        warnings: for the author; none of them stops the form.
        published: this version is published already, with the same content.
    """

    form_id: str
    form_version: str
    xform: str
    attachments: dict[str, str] = field(default_factory=dict)
    warnings: tuple[FormProblem, ...] = ()
    published: bool = False


class WithdrawForm(Message, frozen=True, kw_only=True):
    """Withdraw a version; its drafts go over to the newest one.

    Attributes:
        reason: one sentence, shown to the officers.
    """

    form_id: str
    form_version: str
    reason: str
