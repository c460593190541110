"""Ready texts for the applicant's telephone, per state and language; never sent by us.

Source: `resources/services/messages.toml`; what a state tells stands in `machines.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from outreach_app import resources
from outreach_app.domain.machines import State, told
from outreach_app.i18n import Language, clock_time, day, long_day

_FILE = "services/messages.toml"


@dataclass(frozen=True, slots=True)
class Message:
    """A text, and the links that open it in the telephone's own program.

    Attributes:
        whatsapp: empty when no telephone is known; so is `sms`.
    """

    text: str
    whatsapp: str = ""
    sms: str = ""


def facts(
    language: Language, *, office: str, due: str = "", appointment: str = "", reason: str = ""
) -> dict[str, str]:
    """Return the facts of `machines.told` as people read them; ISO days become `28-12-2026`."""
    return {
        "office": office,
        "due": day(date.fromisoformat(due)) if due else "",
        "appointment": moment(appointment, language),
        "reason": reason,
    }


def message(
    state: State, language: Language, number: str, known: dict[str, str], phone: str = ""
) -> Message:
    """Return the ready text of a case.

    Args:
        state: of the case.
        language: of the applicant.
        number: local number.
        known: from `facts`.
        phone: as `+62812…`, empty when there is none.
    """
    table = resources.toml(_FILE)
    sentences = " ".join(told(state, language, **known))
    text = table["text"][language].format(office=known["office"], number=number, told=sentences)
    digits = phone.removeprefix("+")
    if not digits.isdigit():
        return Message(text)
    links = {
        name: str(form).format(phone=digits, text=quote(text, safe=""))
        for name, form in table["links"].items()
    }
    return Message(text, links["whatsapp"], links["sms"])


def moment(iso: str, language: Language) -> str:
    """Return `Senin 7 Desember 2026 09.00 WIB` for `2026-12-07T09:00`; empty stays empty."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return f"{long_day(at.date(), language)} {clock_time(at)} WIB"
