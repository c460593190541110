"""Messages about the tables of rules in force."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class RuleTable(Message, frozen=True, kw_only=True):
    """A table in force.

    Attributes:
        name: `calendar`, `fees`, `services`, `documents`, `machines`, `alert`, `complaints` or
            `satisfaction`.
        text: TOML, or CSV of the calendar.
        legal_basis: as given when it was published; empty for what the product came with.
        published_ms: milliseconds UTC; 0 when it was never published, only came with the product.
        reached: laptops that have it.
        waiting: laptops that do not have it yet.
    """

    name: str
    version: str
    text: str
    legal_basis: str = ""
    reason: str = ""
    clerk: str = ""
    published_ms: int = 0
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class RuleTables(Message, frozen=True, kw_only=True):
    """All tables in force."""

    tables: tuple[RuleTable, ...]


class PublishRules(Message, frozen=True, kw_only=True):
    """Replace a table by a later text.

    Attributes:
        version: a new name for it, as laptops show it.
        instead_of: version that the clerk compared with; it must still be in force.
        legal_basis: decree or regulation that asks for the change.
        reason: in words, as the audit reads it.
    """

    name: str
    version: str
    text: str
    instead_of: str
    legal_basis: str
    reason: str
