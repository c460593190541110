"""What every message is, and the answers that belong to no area."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every message."""


class Problem(Message, frozen=True, kw_only=True):
    """Why the office did not do what was asked.

    Attributes:
        code: of the error catalogue.
        facts: values for the `{names}` of the text.
        text_id: what happened, what is safe, what to do next, in Indonesian.
        text_en: the same in English.
        retry: trying the same again later may succeed.
        form_problems: what is wrong in a spreadsheet that was refused.
    """

    code: str
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    text_id: str = ""
    text_en: str = ""
    retry: bool = False
    form_problems: tuple[FormProblem, ...] = ()


class FormProblem(Message, frozen=True, kw_only=True):
    """One thing to mend in a spreadsheet.

    Attributes:
        sheet: e.g. `survey`; empty when the file as a whole is meant.
        row: as the spreadsheet counts, 0 when unknown.
        column: heading of the column, empty when unknown.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    text_id: str = ""
    text_en: str = ""


class Done(Message, frozen=True, kw_only=True):
    """It is done, and there is nothing more to say."""


class Health(Message, frozen=True, kw_only=True):
    """The office answers.

    Attributes:
        office_id: hex.
        now_ms: the office's clock.
    """

    name: str
    office_id: str
    now_ms: int
