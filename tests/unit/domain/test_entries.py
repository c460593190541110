"""Bodies of entries: canonical bytes, and tolerance towards later versions."""

import msgspec
import pytest

from outreach_app.domain import entries as e


def test_a_body_comes_back_as_it_was_written() -> None:
    body = e.TicketChanged(day_id="D007-2026-11-24-1", ticket="A-014", state="dipanggil")
    assert e.decode(e.encode(body), e.TicketChanged) == body
    assert e.encode(body) == (
        b'{"day_id":"D007-2026-11-24-1","ticket":"A-014","state":"dipanggil"}'
    )


def test_answers_are_carried_byte_for_byte() -> None:
    data = b'{"number":"x","answers":{"b":"1","a":"\xc3\xa9"}}'

    class Carried(e.Body, frozen=True, kw_only=True):
        number: str
        answers: msgspec.Raw

    assert bytes(e.decode(data, Carried).answers) == b'{"b":"1","a":"\xc3\xa9"}'


def test_fields_of_a_later_version_are_passed_over() -> None:
    data = b'{"number":"x","reason":"y","later":[1]}'
    assert e.decode(data, e.RecordCancelled) == e.RecordCancelled(number="x", reason="y")


@pytest.mark.parametrize("data", [b"{}", b'{"number":1,"reason":"y"}', b"[]"])
def test_another_shape_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        e.decode(data, e.RecordCancelled)
