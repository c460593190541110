"""Published texts, as the desk asks the office for them."""

from __future__ import annotations

from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi import training_messages as tm
from outreach_app.officeapi.client import OfficeClient, step


class PublishingClient:
    """Typed calls about texts; see `OfficeClient` for what they raise."""

    def __init__(self, client: OfficeClient) -> None:
        self._call = client.call

    def texts(self) -> tuple[pm.TextVersion, ...]:
        """Return every text in the version shown today."""
        return self._call("GET", "/api/texts", pm.TextList).texts

    def history(self, publication_id: str) -> tuple[pm.TextVersion, ...]:
        """Return all versions of a text, the newest first."""
        path = f"/api/texts/{step(publication_id)}"
        return self._call("GET", path, pm.TextHistory).versions

    def publish(self, body: PublicationPublished, *, check_only: bool = False) -> pm.TextChecked:
        """Publish or check a text."""
        wanted = pm.PublishText(body=body, check_only=check_only)
        return self._call("POST", "/api/texts", pm.TextChecked, wanted)

    def publish_short(self, wanted: pm.PublishShort) -> pm.TextChecked:
        """Publish a notice or a frequent answer in one step."""
        return self._call("POST", "/api/short-texts", pm.TextChecked, wanted)

    def withdraw(self, publication_id: str, reason: str) -> tuple[pm.TextVersion, ...]:
        """Take a text back."""
        path = f"/api/texts/{step(publication_id)}/withdraw"
        wanted = pm.WithdrawText(reason=reason)
        return self._call("POST", path, pm.TextHistory, wanted).versions

    def training(self) -> tm.TrainingOverview:
        """Return who is current, and the events."""
        return self._call("GET", "/api/training", tm.TrainingOverview)

    def tell_laptops(self) -> int:
        """Tell every laptop who passed what; return how many passes."""
        return self._call("POST", "/api/training/tell", tm.TrainingTold).passes
