"""Verified feeds, audit samples and the evaluation, for the desk."""

from __future__ import annotations

from outreach_app.officeapi import audit_messages as am
from outreach_app.officeapi.client import OfficeClient, step


class AuditCalls:
    """Typed calls; they raise what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def verify(self) -> tuple[am.FeedVerified, ...]:
        """Walk every laptop's feed at the office."""
        return self.verified().feeds

    def verified(self) -> am.Verified:
        """Walk every feed at the office, its own too."""
        return self._client.call("GET", "/api/verify", am.Verified)

    def verified_whole(self) -> am.Verified:
        """Walk every feed from its first entry, whatever checkpoints say."""
        return self._client.call("GET", "/api/verify/whole", am.Verified)

    def checkpoint(self) -> am.Checkpointed:
        """Walk every feed and have the office sign those that are whole."""
        return self._client.call("POST", "/api/checkpoint", am.Checkpointed)

    def samples(self) -> tuple[am.Sample, ...]:
        """Return the audit samples, newest first."""
        return self.listed().samples

    def listed(self) -> am.SampleList:
        """Return the audit samples, and who may own findings."""
        return self._client.call("GET", "/api/audits", am.SampleList)

    def follow_up(self, sample_id: str, wanted: am.FollowUp) -> am.Sample:
        """Write down what becomes of a finding; the same request may be sent again."""
        path = f"/api/audits/{step(sample_id)}/findings"
        return self._client.call("POST", path, am.Sample, wanted)

    def draw(self, wanted: am.DrawSample) -> am.Sample:
        """Draw a sample; the same request gives the same sample."""
        return self._client.call("POST", "/api/audits", am.Sample, wanted)

    def answer(self, sample_id: str, wanted: am.AnswerItem) -> am.Sample:
        """Keep the checklist of one file."""
        return self._client.call("POST", f"/api/audits/{step(sample_id)}/items", am.Sample, wanted)

    def evaluation(self, since: str, until: str) -> am.Evaluation:
        """Return the evaluation of a period, ISO dates, both included."""
        path = f"/api/evaluation/{step(since)}/{step(until)}"
        return self._client.call("GET", path, am.Evaluation)
