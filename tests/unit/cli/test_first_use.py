"""First use in a terminal: an office with wrapped keys, a laptop enrolled by a code."""

import argparse
import secrets

import pytest

from outreach_app import identity
from outreach_app.cli import field, office
from outreach_app.clock import SystemClock
from outreach_app.errors import UserProblem
from outreach_app.identity import CHEAP
from outreach_app.office.clerks import sign_in
from outreach_app.office.setup import open_office
from outreach_app.officeapi import messages as m
from outreach_app.practice import office_day
from outreach_app.settings import Profile

SENTENCE = "empat ekor kucing di atap"


@pytest.fixture
def answers(monkeypatch):
    """Answer questions in their order; what was told comes by capsys."""

    def will(*, typed=(), secret=()):
        for module, queue in (("builtins.input", iter(typed)), ("getpass.getpass", iter(secret))):
            monkeypatch.setattr(module, lambda _prompt, queue=queue: next(queue))

    return will


def options(folder):
    parser = argparse.ArgumentParser()
    office.add_arguments(parser)
    return parser.parse_args(["--folder", str(folder), "--clerk", "maria"])


def test_a_new_office_asks_twice_and_wraps_its_keys(answers, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv(office.PASSPHRASE, raising=False)
    first = ["pendek", "kopi pagi liwa", "kopi pgi liwa", "kopi pagi liwa", "kopi pagi liwa"]
    answers(secret=[*first, "kunci kantor ini", "kunci kantor ini"])
    office._made(options(tmp_path / "office")).close()
    told = capsys.readouterr().err
    assert "OFFICE_020" in told
    assert "not the same" in told
    with pytest.raises(UserProblem, match="OFFICE_031"):
        again(tmp_path, "")
    opened = again(tmp_path, "kunci kantor ini")
    who = m.SignIn(clerk="maria", passphrase="kopi pagi liwa")
    assert sign_in(opened, who, "here").role == "kepala"
    opened.close()


def again(tmp_path, passphrase):
    return open_office(
        tmp_path / "office", clock=SystemClock(), random=secrets.token_bytes, passphrase=passphrase
    )


@pytest.mark.parametrize("said", ["", "dari layanan"])
def test_a_service_names_the_passphrase_of_the_keys(answers, tmp_path, monkeypatch, said):
    monkeypatch.setenv(office.PASSPHRASE, said)
    answers(secret=["kopi pagi liwa", "kopi pagi liwa"])
    office._made(options(tmp_path / "office")).close()
    again(tmp_path, said).close()


def test_a_laptop_is_enrolled_and_a_mistyped_code_is_asked_again(
    practice, answers, tmp_path, monkeypatch, capsys
):
    url = practice[0].url
    monkeypatch.setattr(identity, "calibrated", lambda _seconds: CHEAP)
    code = office_day.new_code(url)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    answers(
        typed=["", "Wayan Sari", "Laptop 3", wrong, code], secret=["pendek", SENTENCE, SENTENCE]
    )
    profile = Profile(tmp_path / "new").create()
    field._enrol(profile, url)
    told = capsys.readouterr().err
    assert "IDENTITY_004" in told
    assert told.count("(") >= 2, "the code was refused in words"
    assert identity.unlock(profile, "wayan-sari", SENTENCE).officer.initials == "WS"
    assert identity.enrolled(profile)
