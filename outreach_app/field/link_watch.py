"""Tells when a network comes up, where the system says so; elsewhere the runner's knocking does.

Qt asks NetworkManager, ConnMan or Windows. Where none of them answers, nothing is claimed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

_ONLINE = QNetworkInformation.Reachability.Online


class LinkWatch(QObject):
    """Emits `came_up` when the machine gets a way out, or leaves a log-in page behind.

    Attributes:
        works: the system tells of its network.
    """

    came_up = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        wanted = QNetworkInformation.Feature.Reachability
        self.works = QNetworkInformation.loadBackendByFeatures(wanted)
        info = QNetworkInformation.instance()
        if self.works and info is not None:
            info.reachabilityChanged.connect(self.changed)
            info.isBehindCaptivePortalChanged.connect(self.portal_changed)

    def changed(self, reachability: QNetworkInformation.Reachability) -> None:
        """Take the system's word; only a way out is news."""
        if reachability == _ONLINE:
            self.came_up.emit()

    def portal_changed(self, behind: bool) -> None:
        """Take the system's word on a log-in page."""
        if not behind:
            self.came_up.emit()
