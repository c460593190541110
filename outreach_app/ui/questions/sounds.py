"""A sound or a film that a label speaks with, played on demand; never by itself.

Qt's own player comes with PySide6; where the system lacks what it stands on, the button says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtWidgets import QPushButton, QWidget

from outreach_app.i18n import tr
from outreach_app.ui import markup
from outreach_app.ui.questions.around import Around

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

_FILM_PX = 480, 270


def can_play() -> bool:
    """Tell whether this machine has what Qt's player stands on."""
    try:
        from PySide6 import QtMultimedia, QtMultimediaWidgets
    except ImportError:
        return False
    return bool(QtMultimedia and QtMultimediaWidgets)


def speaks(media: Mapping[str, str]) -> bool:
    """Tell whether a label comes with a sound or a film."""
    return "audio" in media or "video" in media


class SoundButton(QPushButton):
    """Plays what the label of a question comes with; pressed again, it stops.

    Args:
        around: where files beside the form are.
    """

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._player: QMediaPlayer | None = None
        self._film: QWidget | None = None
        self._buffer = QBuffer(self)
        self._name, self._is_film, self._label = "", False, ""
        self.setProperty("quiet", True)
        self.clicked.connect(self.press)
        self.hide()

    def offer(self, media: Mapping[str, str], label: str) -> None:
        """Show the button when `media` names a sound or a film, in the language of the moment."""
        name = media.get("audio") or media.get("video", "")
        if name != self._name:
            self.stop()
        self._name, self._label = name, markup.plain(label)
        self._is_film = bool(name) and "audio" not in media
        self.setVisible(bool(name))
        if name:
            self._say()

    @property
    def playing(self) -> bool:
        """Tell whether something plays."""
        return self._player is not None

    def press(self) -> None:
        """Play, or stop."""
        if self.playing:
            self.stop()
            return
        data = self._around.media(self._name)
        if data and can_play():
            self._play(data)
            self._say()

    def stop(self) -> None:
        """Stop playing."""
        player, self._player = self._player, None
        if player is not None:
            player.stop()
            player.deleteLater()
        film, self._film = self._film, None
        if film is not None:
            film.close()
            film.deleteLater()
        if self._name:
            self._say()

    def _play(self, data: bytes) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
        from PySide6.QtMultimediaWidgets import QVideoWidget

        player = QMediaPlayer(self)
        player.setAudioOutput(QAudioOutput(player))
        if self._is_film:
            film = QVideoWidget()
            film.resize(*_FILM_PX)
            film.setWindowTitle(self._label)
            film.show()
            player.setVideoOutput(film)
            self._film = film
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        player.setSourceDevice(self._buffer, QUrl(self._name))
        player.playbackStateChanged.connect(self._changed)
        player.errorOccurred.connect(self.stop)
        self._player = player
        player.play()

    def _changed(self) -> None:
        player = self._player
        if player is not None and player.playbackState() == player.PlaybackState.StoppedState:
            self.stop()

    def _say(self) -> None:
        there = bool(self._around.media(self._name))
        if not there:
            text = tr("A sound or film is missing here")
        elif not can_play():
            text = tr("This laptop cannot play sound")
        elif self.playing:
            text = tr("Stop")
        else:
            text = tr("Play film") if self._is_film else tr("Listen")
        self.setText(text)
        self.setEnabled(there and can_play())
        self.setAccessibleName(f"{text}: {self._label}")
