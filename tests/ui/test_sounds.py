"""Sounds and films in labels; a machine that lacks the libraries says so on the button."""

from __future__ import annotations

import io
import wave
from datetime import date

import pytest

from outreach_app import i18n
from outreach_app.forms import ItemView
from outreach_app.ui.questions import sounds
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.kinds import field_for


def tone() -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(8000)
        out.writeframes(bytes([128, 200] * 4000))
    return data.getvalue()


@pytest.fixture
def field(qtbot):
    i18n.use("id")

    held = []

    def shown(media, files):
        view = ItemView("/data/a", "a", "text", label="Nama", media=media)
        made = field_for(view, Around(date(2026, 11, 24), files.get))
        qtbot.addWidget(made)
        made.show()
        held.append(made)
        return made

    yield shown
    held.clear()


def test_a_question_without_a_sound_has_no_button(field):
    assert field({"image": "a.png"}, {})._sound is None


def test_a_sound_that_is_not_there_is_said(field):
    button = field({"audio": "a.wav"}, {})._sound
    assert button.isVisible()
    assert not button.isEnabled()
    assert button.text() == i18n.tr("A sound or film is missing here")


def test_a_machine_that_cannot_play_says_so(field, monkeypatch):
    monkeypatch.setattr(sounds, "can_play", lambda: False)
    button = field({"audio": "a.wav"}, {"a.wav": tone()})._sound
    assert (button.isEnabled(), button.text()) == (False, i18n.tr("This laptop cannot play sound"))
    button.press()
    assert not button.playing


@pytest.mark.skipif(not sounds.can_play(), reason="this machine lacks libpulse or the like")
def test_a_sound_is_played_on_demand_and_stopped(field, qtbot, qtlog):
    with qtlog.disabled():
        button = field({"audio": "a.wav"}, {"a.wav": tone()})._sound
        assert button.text() == i18n.tr("Listen")
        button.click()
        assert button.playing or button.text() == i18n.tr("Listen"), "a machine without a card"
        button.stop()
        assert (button.playing, button.text()) == (False, i18n.tr("Listen"))
