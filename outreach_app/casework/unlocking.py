"""The ways to an unlocked laptop: a passphrase, a code of the office, keys just enrolled."""

from __future__ import annotations

from collections.abc import Callable

from outreach_app import identity
from outreach_app.casework import locked, purge, recovering, removal
from outreach_app.casework.again import emit_again
from outreach_app.casework.laptop import Laptop
from outreach_app.casework.office_time import office_time
from outreach_app.casework.rules import load_rules
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import Clock
from outreach_app.identity import Tries
from outreach_app.settings import Profile
from outreach_app.store import StoreThread


def open_laptop(
    profile: Profile,
    officer_id: str,
    passphrase: str,
    *,
    clock: Clock,
    random: Callable[[int], bytes],
    tries: Tries | None = None,
) -> Laptop:
    """Unlock the laptop in `profile` for an officer.

    Raises:
        UserProblem: IDENTITY_001 wrong passphrase, and others of `identity.unlock`.
        EnvironmentProblem: STORE_… the database cannot be opened.
    """
    unlocked = identity.unlock(profile, officer_id, passphrase, tries)
    laptop = furnished(profile, unlocked, clock=clock, random=random)
    locked.take_in(laptop.place, profile.outbox_folder)
    return laptop


def recover_laptop(
    profile: Profile,
    officer_id: str,
    code: str,
    passphrase: str,
    *,
    clock: Clock,
    random: Callable[[int], bytes],
    tries: Tries,
) -> Laptop:
    """Open the laptop by a one-time code of the office; see `identity.recover`."""
    unlocked = identity.recover(
        profile, officer_id, code, passphrase, now_ms=clock.now_ms(), tries=tries, random=random
    )
    laptop = furnished(profile, unlocked, clock=clock, random=random)
    locked.take_in(laptop.place, profile.outbox_folder)
    return laptop


def furnished(
    profile: Profile,
    unlocked: identity.Unlocked,
    *,
    clock: Clock,
    random: Callable[[int], bytes],
) -> Laptop:
    """Return the laptop of keys that are already unlocked (right after enrolment)."""
    thread = StoreThread(profile.laptop_database, unlocked.database_key)
    try:
        thread.run(lambda store: store.feed.begin(unlocked.certificate.feed_id))
        rules = thread.run(load_rules)
        time = thread.run(lambda store: office_time(store, clock))
    except BaseException:
        thread.close()
        raise
    laptop = Laptop(
        Workplace(
            thread,
            unlocked,
            clock,
            random,
            rules,
            time,
            scans_folder=profile.scans_folder,
            slips_folder=profile.slips_folder,
        )
    )
    try:
        _catch_up(laptop.place, profile)
    except BaseException:
        laptop.lock()
        raise
    return laptop


def _catch_up(place: Workplace, profile: Profile) -> None:
    """Do what a stop, or a life under other keys, left to do."""
    emit_again(place)
    recovering.tell(place, profile)
    purge.purge(place)
    removal.clean(place)
