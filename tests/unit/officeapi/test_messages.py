"""Messages survive the wire, and readers ignore what they do not know."""

import msgspec
import pytest

from outreach_app.office.api import CALLS
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.citizen_messages import ThreadOpened


def test_bytes_and_answers_survive_the_wire():
    answer = m.EnrolAnswer(
        certificate=b"\x00\xff", office_card=b"card", device="D007", unit="", follows=(b"a", b"b")
    )
    assert msgspec.json.decode(msgspec.json.encode(answer), type=m.EnrolAnswer) == answer


def test_a_newer_office_may_say_more():
    told = msgspec.json.decode(b'{"name":"K","office_id":"00","now_ms":1,"new":[]}', type=m.Health)
    assert told.name == "K"


@pytest.mark.parametrize("kind", sorted({c.answer for c in CALLS}, key=lambda k: k.__name__))
def test_no_answer_but_the_session_carries_a_secret(kind):
    secret = {"token", "passphrase", "signing_seed", "check_code"}
    told_on_purpose = (m.Session, ThreadOpened)  # a caller is read the code, once
    assert not secret & set(kind.__struct_fields__) or kind in told_on_purpose
