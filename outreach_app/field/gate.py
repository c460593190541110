"""The way in and out: sign in (L1), curtain, lock."""

from __future__ import annotations

import gc
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework import Laptop, locked
from outreach_app.field import paper
from outreach_app.field.idle import CURTAIN_S, LOCK_S
from outreach_app.field.recovery_desk import RecoveryDesk
from outreach_app.field.sign_in import SignInPage
from outreach_app.i18n import number, tr
from outreach_app.ui import tasks

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

_LOG = logging.getLogger(__name__)
CURTAIN_AFTER, LOCK_AFTER = "curtain_after_s", "lock_after_s"
"""Settings of the laptop, in seconds."""


class Gate(QObject):
    """Opens and locks the laptop of one window.

    Attributes:
        recovery: the way in when everybody forgot.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window, self.recovery = window, RecoveryDesk(window)
        window.idle.quiet.connect(window.curtain.fall)
        window.idle.gone.connect(self._gone)

    def _gone(self) -> None:
        citizens = self._window.citizens
        if citizens.screen is not None:
            citizens.given_back(fitted=False)  # which locks
        else:
            self.lock()

    def show_sign_in(self) -> None:
        """L1; saved slips hold names, and power may have gone before the lock."""
        doors = self._window.doors
        paper.forget(doors.profile.slips_folder)
        page = SignInPage(doors.officers(), doors.practice)
        page.wanted.connect(self._unlock)
        page.forgotten.connect(self.recovery.show)
        self._window.show_page(page, self.show_sign_in)

    def locked_text(self) -> str:
        """Return what may be said while locked: that it is safe, and how much waits."""
        files, sent = locked.waiting(self._window.doors.profile.outbox_folder)
        text = tr("Locked. Data on this laptop are encrypted.")
        if not files:
            return text
        if sent:
            how = tr(
                "{n} files were sent while locked; sign in to see the office's answer.", n=files
            )
        else:
            how = tr("{n} files not sent yet, safe here.", n=number(files))
        return f"{text} {how}"

    def _unlock(self, officer_id: str, passphrase: str) -> None:
        window, page = self._window, self._window.page
        unlock = window.doors.unlock
        window.sending.let_go()  # the outbox is read now

        def refused(error: Exception) -> None:
            window.sending.open_locked()
            if isinstance(page, SignInPage):
                page.refused(error)

        tasks.run(self, lambda: unlock(officer_id, passphrase), self.signed_in, refused)

    def signed_in(self, laptop: Laptop) -> None:
        """Go on with an unlocked laptop."""
        window = self._window
        window.laptop = laptop
        laptop.place.locate = window.whereabouts.text
        window.curtain.down = False
        window.frame.banner.clear()
        settings = laptop.place.run(lambda store: store.settings.all())
        window.idle.curtain_s = int(settings.get(CURTAIN_AFTER, CURTAIN_S))
        window.idle.lock_s = int(settings.get(LOCK_AFTER, LOCK_S))
        window.sending.open(laptop)
        window.dress.worn_by(laptop.officer.officer_id)
        window.show_home()
        window.identity.notice()

    def curtain_or_lock(self) -> None:
        """Ctrl+L: once for the curtain, twice to lock."""
        if self._window.curtain.down:
            self.lock()
        else:
            self._window.curtain.fall()

    def lock(self) -> None:
        """Drop the keys; what was typed is stored and what is not sent is sealed first."""
        window = self._window
        if window.laptop is None:
            return
        window.commit()
        window.keepers.forget()
        laptop, window.laptop = window.laptop, None
        window.sending.let_go()
        window.whereabouts.stop()
        profile = window.doors.profile
        try:
            laptop.seal_outbox(profile.outbox_folder)
        except Exception as error:  # noqa: BLE001 - it locks whatever goes wrong
            # Nothing is lost by it: it is sent after the next sign-in instead.
            _LOG.warning("the outbox could not be sealed: %s", type(error).__name__)
            window.frame.banner.show_text(tr("Nothing can be sent while locked."), "warn")
        laptop.lock()
        paper.forget(profile.slips_folder)
        del laptop
        window.sending.open_locked()
        self.show_sign_in()
        gc.collect()  # pages hold their window in circles; the keys must go now
