"""A laptop that was enrolled again says in its new feed what it was, with the proof of that key."""

from __future__ import annotations

from outreach_app.domain.entries import Body

ENROLLED_AGAIN = "laptop.enrolled_again"


class EnrolledAgain(Body, frozen=True, kw_only=True):
    """The first entry of a new feed: an office restored from an older backup learns it anew.

    Attributes:
        former: feed id of the former enrolment.
        signing_key, sealing_key: the new public keys.
        proof: `officeapi.again.claim` signed with the former key.
    """

    former: bytes
    signing_key: bytes
    sealing_key: bytes
    proof: bytes
