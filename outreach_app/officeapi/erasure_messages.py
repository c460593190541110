"""Messages about erasing a file on request."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class Erase(Message, frozen=True, kw_only=True):
    """A clerk erases a file.

    Attributes:
        erasure_id: unique; sent again it changes nothing.
        basis: key of `resources/services/erasure.toml`.
        asked_on: ISO day of the request.
        confirm: the file's number, typed once more.
    """

    erasure_id: str
    basis: str
    asked_on: str
    confirm: str


class Erased(Message, frozen=True, kw_only=True):
    """A file that was erased.

    Attributes:
        clean: sealed scans and traces in the database are gone, too.
        waiting: laptops that have not fetched it yet.
    """

    number: str
    basis: str
    asked_on: str
    clerk: str
    erased_ms: int
    clean: bool
    waiting: tuple[str, ...] = ()


class Erasures(Message, frozen=True, kw_only=True):
    """Every erasure, the newest first."""

    erasures: tuple[Erased, ...]
