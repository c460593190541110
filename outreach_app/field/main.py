"""Starts the field window."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from outreach_app import identity
from outreach_app.casework import Laptop, furnished, open_laptop, recover_laptop
from outreach_app.clock import SystemClock
from outreach_app.field.doors import Doors
from outreach_app.field.window import FieldWindow
from outreach_app.officeapi.client import OfficeClient
from outreach_app.settings import Profile
from outreach_app.ui import theme
from sync.client import Transport
from sync.probe import reachable


def doors_of(
    profile: Profile,
    office_url: str,
    practice: str = "",
    desk: Callable[[], object] | None = None,
) -> Doors:
    """Return what the window needs for a laptop in `profile`."""
    clock = SystemClock()
    tries = identity.Tries(clock)

    def unlock(officer_id: str, passphrase: str) -> Laptop:
        return open_laptop(
            profile, officer_id, passphrase, clock=clock, random=secrets.token_bytes, tries=tries
        )

    def recover(officer_id: str, code: str, passphrase: str) -> Laptop:
        return recover_laptop(
            profile,
            officer_id,
            code,
            passphrase,
            clock=clock,
            random=secrets.token_bytes,
            tries=tries,
        )

    card = identity.office_card(profile)

    def enrol_again(unlocked: identity.Unlocked, code: str) -> identity.Unlocked:
        office = OfficeClient(office_url, is_ours=lambda key: key == card.signing_key)
        try:
            return identity.enrol_again(
                profile, unlocked, office, code=code, random=secrets.token_bytes
            )
        finally:
            office.close()

    return Doors(
        profile=profile,
        officers=lambda: identity.officers(profile),
        unlock=unlock,
        recover=recover,
        post=Transport(office_url, card.signing_key),
        knock=lambda: reachable(office_url),
        clock=clock,
        jitter=secrets.SystemRandom().random,
        enrol_again=enrol_again,
        furnish=lambda unlocked: furnished(
            profile, unlocked, clock=clock, random=secrets.token_bytes
        ),
        practice=practice,
        desk=desk,
    )


def run_field(
    profile: Profile,
    *,
    office_url: str,
    practice: str = "",
    desk: Callable[[], object] | None = None,
) -> int:
    """Show the field window until it is closed; return the exit code.

    Args:
        profile: of an enrolled laptop.
        office_url: address of the office.
        practice: accounts of a practice day, for the first page.
        desk: opens the clerk's window, on a practice day.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker
    theme.apply(app)
    window = FieldWindow(doors_of(profile, office_url, practice, desk))
    window.resize(1366, 697)
    window.show()
    return int(app.exec())
