"""Nobody at the keyboard, or the laptop slept: the curtain falls, then it locks (decisions B21)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from outreach_app.clock import Clock

CURTAIN_S, LOCK_S = 120, 300
"""Usual times; both are settings of the laptop."""

_TICK_MS = 1000
_SLEPT_MS = 20_000
"""A jump of the clock between two ticks by more than this: the laptop slept."""

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Watches the whole application.

    Signals:
        quiet: nobody touched anything for `curtain_s`.
        gone: nobody did for `lock_s`, or the laptop slept.

    Attributes:
        curtain_s: seconds; `lock_s` seconds from the same moment.
    """

    quiet = Signal()
    gone = Signal()

    def __init__(self, parent: QObject, clock: Clock) -> None:
        super().__init__(parent)
        self._clock = clock
        self.curtain_s, self.lock_s = CURTAIN_S, LOCK_S
        self._touched_s, self._seen_ms = clock.monotonic_s(), clock.now_ms()
        self._exempt_until_s = 0.0
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(_TICK_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See that somebody is there; nothing is ever held back."""
        del watched
        if event.type() in _SIGNS:
            self._touched_s = self._clock.monotonic_s()
        return False

    def exempt(self, seconds: float) -> None:
        """Leave the laptop open for a while, for a citizen who answers by himself."""
        self._exempt_until_s = self._clock.monotonic_s() + seconds

    def tick(self) -> None:
        """Look at the clocks; called every second."""
        now_s, now_ms = self._clock.monotonic_s(), self._clock.now_ms()
        slept, self._seen_ms = now_ms - self._seen_ms > _SLEPT_MS, now_ms
        if slept:
            self.gone.emit()
        elif now_s < self._exempt_until_s:
            self._touched_s = now_s
        elif now_s - self._touched_s >= self.lock_s:
            self.gone.emit()
        elif now_s - self._touched_s >= self.curtain_s:
            self.quiet.emit()
