"""Messages about the alert level; the table travels as it is published."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class AlertView(Message, frozen=True, kw_only=True):
    """The table of levels and periods.

    Attributes:
        text: TOML, as `domain.alert.Alert.load` reads it.
        reached: laptops that have it; `waiting`: that do not.
    """

    text: str
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class SetAlert(Message, frozen=True, kw_only=True):
    """Set a level from an ISO date on; everybody sees basis and reason."""

    level: str
    valid_from: str
    legal_basis: str
    reason_id: str
    reason_en: str
