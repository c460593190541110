"""The desk's calls about forms."""

from __future__ import annotations

from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient


class FormsClient:
    """Typed calls over a signed-in client; raises what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def check(self, wanted: m.PublishForm) -> fm.CheckedForm:
        """Compile a spreadsheet; publish nothing.

        Raises:
            FormRefused: with what to mend.
        """
        return self._client.call("POST", "/api/forms/check", fm.CheckedForm, wanted)

    def withdraw(self, wanted: fm.WithdrawForm) -> m.Publication:
        """Withdraw a version."""
        return self._client.call("POST", "/api/forms/withdraw", m.Publication, wanted)
