"""Enrolled laptops, as the desk lists them."""

from __future__ import annotations

from outreach_app.officeapi.messages.base import Message


class GaveBack(Message, frozen=True, kw_only=True):
    """What a laptop gave back after the office was restored.

    Attributes:
        restored_ms: the office's newest epoch.
        done: it called since and gave back all that it holds.
        entries: that came back, of all restores.
        unproved: runs that could not be proved to be the office's; kept out.
    """

    restored_ms: int
    done: bool = False
    entries: int = 0
    unproved: int = 0


class RecoveryCode(Message, frozen=True, kw_only=True):
    """A one-time recovery code that was made; the code itself is nowhere.

    Attributes:
        told: who was told it.
        used_ms: 0 while the laptop has not told that it was used.
    """

    number: int
    made_ms: int
    made_by: str
    told: str
    reason: str
    used_ms: int = 0
    used_by: str = ""


class DeviceRow(Message, frozen=True, kw_only=True):
    """One enrolled laptop.

    Attributes:
        standing: `active`, `frozen` (a fork: two stories) or `revoked`.
        last_contact_ms: 0 when it never called.
        silent_days: whole days since then (since enrolment if it never called).
        stored: entries of its feed at the office.
        held_entries: entries that wait for a clerk because of a fork or a revocation.
        unreadable: entries that are stored and that this office could not take in.
        unsent: entries that waited on the laptop when it called last, None before that.
        clock_offset_s: office minus laptop, None when unknown.
        gave_back: after a restore of the office; None when there was none.
        open_day: day without manifest, empty when none.
        recovery: codes that were made to open it, newest first.
    """

    device: str
    name: str
    unit: str
    feed_id: bytes
    standing: str
    enrolled_ms: int
    last_contact_ms: int
    silent_days: int
    stored: int
    held_entries: int = 0
    unreadable: int = 0
    unsent: int | None = None
    clock_offset_s: int | None = None
    gave_back: GaveBack | None = None
    open_day: str = ""
    recovery: tuple[RecoveryCode, ...] = ()


class DeviceList(Message, frozen=True, kw_only=True):
    """Laptops by number."""

    devices: tuple[DeviceRow, ...]


class Revoke(Message, frozen=True, kw_only=True):
    """Take a laptop's permission away; what it still sends is stored and held."""

    reason: str
