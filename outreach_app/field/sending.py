"""What is said about sending, everywhere in the same words: status sentence and sync panel (ux 5).

Pure texts from `SyncState` and `LinkLog`; no widget and no clock of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from outreach_app.casework.link import CITIZENS, FILES, SCANS, SyncState, problem_of
from outreach_app.casework.link_log import SLOW_BYTES_S, LinkLog
from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, language, number, tr, translate
from outreach_app.ui.problems import text_of
from sync.errors import (
    AnswerCutShort,
    OfficeBusy,
    OfficeFault,
    OfficeUnreachable,
    SyncError,
)

MANY_FILES, OLD_DAYS, VERY_OLD_DAYS = 100, 2, 5
"""Limits at which the sentence changes colour (ux section 5)."""

_PATIENCE = (OfficeUnreachable, AnswerCutShort, OfficeBusy, OfficeFault)
"""Troubles that end by themselves."""

_DAY_MS = 86_400_000
RESTORED_DAYS = 7
"""So long the panel says that the office was restored."""


def size_text(count: float) -> str:
    """Return bytes as `2,1 MB` or `14 KB`."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(1, round(count / 1000))} KB"


def contact_text(state: SyncState, now_ms: int = 0) -> str:
    """Return when the office was last reached, by the office's clock; `now_ms` the laptop's."""
    if not state.last_contact_ms:
        return tr("never")
    at = at_office(state.last_contact_ms, state.offset_s)
    days = (at_office(now_ms, state.offset_s).date() - at.date()).days if now_ms else -1
    named = {0: tr("today"), 1: tr("yesterday")}.get(days, day(at.date()))
    return f"{named} {clock_time(at)}"


def duration_text(seconds: float) -> str:
    """Return a span of time in its largest sensible unit."""
    if seconds < 90:
        return tr("{n} seconds", n=round(seconds))
    if seconds < 90 * 60:
        return tr("{n} minutes", n=round(seconds / 60))
    if seconds < 36 * 3600:
        return tr("{n} hours", n=round(seconds / 3600))
    return tr("{n} days", n=round(seconds / 86_400))


def clock_text(state: SyncState) -> str:
    """Return how the laptop's clock stands to the office's, as last learnt."""
    if not state.last_contact_ms:
        return tr("not compared with the office yet")
    off = duration_text(abs(state.offset_s))
    if state.clock_is_off:
        return tr("differs by {off}", off=off)
    return tr("agrees with the office (differs by {off})", off=off)


def waiting_text(state: SyncState) -> str:
    """Return what is not sent yet, by its sorts, with its size."""
    scans = state.waiting.get(SCANS, 0)
    if not state.unsent_entries:
        if not scans:
            return tr("nothing")
        return f"{tr('{n} scans', n=number(scans))} ({size_text(state.scan_bytes)})"
    sorts = (
        (state.places.unsent, tr("{n} files", n=number(state.places.unsent))),
        (
            state.waiting.get(CITIZENS, 0),
            tr("{n} reports and surveys", n=number(state.waiting.get(CITIZENS, 0))),
        ),
        (scans, tr("{n} scans", n=number(scans))),
    )
    parts = [text for count, text in sorts if count]
    rest = state.unsent_entries - sum(state.waiting.get(k, 0) for k in (FILES, CITIZENS))
    if rest > 0:
        parts.append(tr("{n} notes of the day", n=number(rest)))
    return f"{', '.join(parts)} ({size_text(state.places.unsent_bytes + state.scan_bytes)})"


def sentence(state: SyncState, now_ms: int = 0) -> tuple[str, str]:
    """Return the status sentence and its level, worst news first.

    Args:
        state: how things stand.
        now_ms: the laptop's clock, to tell how old the contact is; 0 leaves that out.
    """
    if state.standing == "revoked":
        return tr("The office has stopped this laptop. Files are safe. Phone the office."), "error"
    if state.standing == "frozen":
        if state.set_back:
            return tr("This laptop was set back. Files are safe. Phone the office."), "error"
        return tr("A copy of this laptop exists. Files are safe. Phone the office."), "error"
    last = tr("Office last reached: {when}", when=contact_text(state, now_ms))
    clock = tr("Clock {how}", how=clock_text(state)) if state.clock_is_off else ""
    if not state.unsent_entries:
        first = _scans_or_all(state)
        text = " · ".join(filter(None, (first, last, clock)))
        if clock or state.lost_scans:
            return text, "warn"
        return text, "" if state.waiting.get(SCANS) else "ok"
    size = size_text(state.places.unsent_bytes)
    if state.places.unsent:
        waiting = tr("Not sent yet: {n} files ({size})", n=number(state.places.unsent), size=size)
    else:
        waiting = tr(
            "Not sent yet: {n} notes of the day ({size})",
            n=number(state.unsent_entries),
            size=size,
        )
    return " · ".join(filter(None, (waiting, last, clock))), _level(state, now_ms)


def _scans_or_all(state: SyncState) -> str:
    if not (scans := state.waiting.get(SCANS, 0)):
        if state.lost_scans:
            return tr("Files with papers to scan again: {n}", n=number(len(state.lost_scans)))
        return tr("Everything has reached the office.")
    size = size_text(state.scan_bytes)
    return tr("Not sent yet: {n} scans ({size})", n=number(scans), size=size)


def _level(state: SyncState, now_ms: int) -> str:
    quiet_days = (now_ms - state.last_contact_ms) / _DAY_MS if now_ms else 0
    if state.last_contact_ms and quiet_days >= VERY_OLD_DAYS:
        return "error"
    old = bool(state.last_contact_ms) and quiet_days >= OLD_DAYS
    many = state.places.unsent >= MANY_FILES
    return "warn" if old or many or state.clock_is_off else ""


def headline(state: SyncState, log: LinkLog, now_s: float, now: datetime) -> tuple[str, str]:
    """Return what sending does now, and its level.

    Args:
        state: how things stand.
        log: what happened on the link.
        now_s: monotonic seconds.
        now: the office's time as this laptop knows it, for the next try.
    """
    if log.running:
        if not log.total_entries and not log.scans:
            return tr("Asking the office for news …"), "info"
        return _sending(log), "info"
    if log.problem is not None:
        return _trouble(state, log, now_s, now), "error" if log.again_s is None else "warn"
    if log.held:
        text = tr("You stopped sending. Everything is safe here. Go on with Send now.")
        return f"{text} {_next_try(log, now_s, now)}".strip(), "warn"
    if state.standing != "active":
        return sentence(state)
    if not state.unsent_entries and not state.waiting.get(SCANS):
        return _scans_or_all(state), "warn" if state.lost_scans else "ok"
    return tr("Waiting to be sent. It starts by itself when the office is there."), "info"


def _sending(log: LinkLog) -> str:
    done, total = log.bar
    sizes = {"bytes": size_text(done), "all": size_text(total)}
    if log.scans:
        return tr("Sending scans: {n} left, {bytes} of {all}", n=number(log.scans.left), **sizes)
    if log.total_files:
        return tr(
            "Sending file {done} of {total}, {bytes} of {all}",
            done=number(log.done_files),
            total=number(log.total_files),
            **sizes,
        )
    return tr(
        "Sending {done} of {total} entries, {bytes} of {all}",
        done=number(log.done_entries),
        total=number(log.total_entries),
        **sizes,
    )


def _trouble(state: SyncState, log: LinkLog, now_s: float, now: datetime) -> str:
    error = log.problem
    if isinstance(error, SyncError):
        error = problem_of(error, state.unsent_entries)
    text = text_of(error) if error is not None else ""
    return "\n".join(filter(None, (text, _next_try(log, now_s, now))))


def _next_try(log: LinkLog, now_s: float, now: datetime) -> str:
    if log.again_s is None:
        return ""
    wait_s = log.again_s - (now_s - log.failed_at_s)
    if wait_s < 60:
        return tr("Next try in less than a minute.")
    return tr("Next try by itself at {time}.", time=clock_time(now + timedelta(seconds=wait_s)))


def advice(state: SyncState, log: LinkLog) -> str:
    """Return what the officer may do now, in one or two sentences."""
    if state.standing == "revoked":
        return tr("Take in no new files. What waits can still be sent, or saved to USB.")
    if state.standing == "frozen":
        if state.set_back:
            return tr("Send nothing more from here. Ask the office for a code, enrol it again.")
        return tr("Send nothing more from here. A clerk chooses; then enrol this laptop again.")
    if log.running:
        return tr("You may go on serving and leave this page; sending goes on.")
    waits = state.unsent_entries or state.waiting.get(SCANS)
    if isinstance(log.problem, _PATIENCE) and waits:
        return tr("Nothing needs to be done. You may go on serving, or save to USB.")
    return ""


def notes(state: SyncState, now_ms: int) -> tuple[str, ...]:
    """Return what is to be known beside the link: lost scans, a changed office, a stick.

    Args:
        state: how things stand.
        now_ms: the laptop's clock.
    """
    found = []
    if state.lost_scans:
        text = tr(
            "Scans of these files are damaged or missing on this laptop and cannot be sent:"
            " {numbers}. The files are safe. Scan the papers again.",
            numbers=", ".join(state.lost_scans),
        )
        found.append(text)
    if state.contradicted_ms:
        when = _moment(state.contradicted_ms, state.offset_s)
        found.append(translate(language(), "CHECKPOINT_020", when=when))
    restored = state.office_restored_ms
    if restored and now_ms - restored < RESTORED_DAYS * _DAY_MS:
        text = tr(
            "The office was restored from its backup ({when}). What it lost is sent again from"
            " here by itself; nothing is doubled.",
            when=_moment(restored, state.offset_s),
        )
        found.append(text)
    if state.on_stick_ms:
        text = tr(
            "On a USB stick since {when}, waiting for the office's reply. Until it is read here"
            " everything counts as not sent.",
            when=_moment(state.on_stick_ms, state.offset_s),
        )
        found.append(text)
    return tuple(found)


def _moment(at_ms: int, offset_s: int) -> str:
    at = at_office(at_ms, offset_s)
    return f"{day(at.date())} {clock_time(at)}"


def pace_text(log: LinkLog, now_s: float) -> str:
    """Return rate and time left while it sends; a slow link is said."""
    if not log.running or not log.rate:
        return ""
    parts = [tr("{size} a second", size=size_text(log.rate))]
    left_s = log.left_s(now_s)
    done, total = log.bar
    if left_s is not None and done < total:
        parts.append(tr("about {time} left", time=duration_text(left_s)))
    if log.rate < SLOW_BYTES_S:
        parts.append(tr("The link is very slow; is a USB stick quicker?"))
    return " · ".join(parts)


def cuts_text(log: LinkLog) -> str:
    """Return how often the link broke and where it went on."""
    if not log.cuts:
        return ""
    return tr(
        "The link broke {n}x; it went on from {size}, nothing twice.",
        n=log.cuts,
        size=size_text(log.resumed_bytes),
    )
