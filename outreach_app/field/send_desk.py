"""The link of one window: sends by itself, and shows it (L11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from outreach_app import identity
from outreach_app.casework import Laptop, locked
from outreach_app.casework.link_log import LinkLog, Waiting
from outreach_app.casework.purge import take_told
from outreach_app.casework.syncing import Finished, Syncing, Told
from outreach_app.field.link_watch import LinkWatch
from outreach_app.field.send_page import SendPage
from outreach_app.i18n import tr
from outreach_app.ui.buttons import button
from sync.blob_sender import BlobProgress
from sync.engine import Progress
from sync.errors import Stopped
from sync.runner import Failed, Started

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

_TICK_MS = 1000
_SOON_MS = 15_000
"""What was just written is sent so much later, so that several entries go together."""


class SendDesk(QObject):
    """Sends for one window.

    Attributes:
        log: what happened on the link.
        save_to_usb: opens the way by stick; None where there is none.
    """

    _told = Signal(object)

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window, self.log = window, LinkLog()
        self.save_to_usb: Callable[[], object] | None = None
        doors = window.doors
        self._clock = doors.clock
        self._syncing = Syncing(self._told.emit, doors.jitter, doors.knock)
        self._told.connect(self._take)
        self._soon, self._tick = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._syncing.now)
        self._tick.timeout.connect(self._show)
        self._tick.start(_TICK_MS)
        self._seen_unsent = 0
        self.watch = LinkWatch(self)
        self.watch.came_up.connect(self._came_up)
        self._syncing.start()

    @property
    def busy(self) -> bool:
        """Tell whether an exchange is under way."""
        return self.log.running

    def open(self, laptop: Laptop) -> None:
        """Send for an unlocked laptop from now on."""
        post = self._window.doors.post
        self.log = LinkLog(running=True)
        self._syncing.take(lambda report, stop: laptop.exchange(post, report, stop))

    def open_locked(self) -> None:
        """Send what was sealed before the lock, without any key."""
        doors = self._window.doors
        card = identity.office_card(doors.profile)
        self._syncing.take(locked.job(doors.profile.outbox_folder, doors.post, card))

    def let_go(self) -> None:
        """Hold nothing of the laptop any more; cuts the exchange in hand."""
        self._soon.stop()
        self._syncing.let_go()

    def close(self) -> None:
        """Join the thread."""
        self._soon.stop()
        self._tick.stop()
        self._syncing.stop()

    def nudge(self, unsent: int) -> None:
        """Send a little later when there is more than before and nothing speaks against it."""
        grown, self._seen_unsent = unsent > self._seen_unsent, unsent
        if grown and not (self.busy or self.log.problem or self.log.held):
            self._soon.start(_SOON_MS)

    def _came_up(self) -> None:
        """Try at once: not against an officer's Stop, nor before the time the office named."""
        if self._window.laptop is None or self.log.may_try(self._clock.monotonic_s()):
            self._syncing.now()

    # The panel ------------------------------------------------------------------------------

    def show(self) -> None:
        """L11."""
        window = self._window
        page = SendPage(window.files.ways_on)
        others = [button(tr("Back"), window.show_home, "Escape")]
        if self.busy:
            others.append(button(tr("Stop sending"), self.hold))
        if self.save_to_usb is not None:
            others.append(button(tr("Save to USB"), self.save_to_usb))
        others.append(button(tr("Balance of the batch"), window.balances.show))
        standing = window.open_laptop.sync_state().standing
        if standing == "revoked":
            others.append(button(tr("What to do"), window.identity.show))
        primary = button(tr("Send now"), self.send, "Ctrl+R", primary=True)
        if standing == "frozen":  # nothing is taken in: there is something else to do
            primary = button(tr("What to do"), window.identity.show, "Ctrl+Return", primary=True)
        primary.setEnabled(not self.busy)
        window.show_page(page, self.show, others, primary)
        self._show()

    def send(self) -> None:
        """Send now, and show it."""
        if not self.busy:
            self.log.running, self.log.held, self.log.problem = True, False, None
            self._syncing.now()
        self.show()

    def hold(self) -> None:
        """Stop at once; everything stays stored."""
        self._syncing.hold()

    def _show(self) -> None:
        window = self._window
        if window.laptop is None or not isinstance(window.page, SendPage):
            return
        laptop, at_s = window.laptop, self._clock.monotonic_s()
        now, now_ms = laptop.place.now(), self._clock.now_ms()
        window.page.show_state(laptop.sync_state(), self.log, at_s, now, now_ms)

    # What the runner tells ------------------------------------------------------------------

    def _take(self, told: Told) -> None:
        window = self._window
        if window.laptop is None:
            window.refresh_status()
            return
        was_busy = self.busy
        self._note(told, window.laptop)
        if isinstance(window.page, SendPage) and was_busy != self.busy:
            self.show()
        self._show()
        window.refresh_status()
        window.identity.notice()
        if isinstance(told, Finished) and (gone := take_told(window.laptop.place)):
            text = tr("Old files purged from this laptop: {n}. The office has all of them.", n=gone)
            window.frame.banner.show_text(text, "info")
        if isinstance(told, Finished) and told.synced.applied.published:
            window.day.published()

    def _note(self, told: Told, laptop: Laptop) -> None:
        state, at_s = laptop.sync_state(), self._clock.monotonic_s()
        places = state.places
        waiting = Waiting(state.unsent_entries, places.unsent_bytes, places.unsent)
        if isinstance(told, Started):
            self.log.started(waiting, at_s)
        elif isinstance(told, Progress):
            self.log.moved(waiting, told.bytes_up + told.bytes_down, at_s)
        elif isinstance(told, BlobProgress):
            self.log.scanned(told)
        elif isinstance(told, Failed) and isinstance(told.error, Stopped):
            self.log.stopped(told.again_s, at_s)
        elif isinstance(told, Failed):
            self.log.failed(told.error, told.again_s, at_s)
        else:
            self.log.done()
