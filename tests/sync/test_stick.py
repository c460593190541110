"""Files on a stick: pulled at any moment, full, write-protected, linked, misnamed (R19)."""

import errno
import os
import signal
from pathlib import Path

import pytest

from sync import stick
from sync.courier_errors import CopyDiffers, CourierRefused, StickFull, StickNotWritable, Why
from sync.courier_file import MAX_FILE_BYTES
from sync.errors import SyncError

NAME = "D007-KIRIM-000001-000040-AB12CD.outreach"
DATA = os.urandom(300_000)


def killed_at(step, work, folder):
    """Run `work` in a child that dies by SIGKILL before its system call number `step`.

    Returns whether it died.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def dying(real):
            def call(*args, **kwargs):
                nonlocal count
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1
                return real(*args, **kwargs)

            return call

        for name in ("open", "write", "fsync", "replace", "close", "mkdir"):
            setattr(os, name, dying(getattr(os, name)))
        try:
            work(folder)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def broken_after_kills(work, tmp_path):
    """Return the steps after which a courier file under its final name is not whole."""
    broken, step = [], 0
    while True:
        folder = tmp_path / f"{work.__name__}-{step}"
        folder.mkdir()
        died = killed_at(step, work, folder)
        for path in stick.listed(folder):
            if stick.read(path) != DATA:
                broken.append(step)
        if not died:
            return step, broken
        step += 1


def whole(folder):
    stick.write(folder, NAME, DATA)


def straight(folder):
    """The known-bad twin: no temporary name."""
    stick._write_through(folder / NAME, DATA)


def test_a_stick_pulled_at_any_write_holds_the_whole_file_or_none(tmp_path):
    steps, broken = broken_after_kills(whole, tmp_path)
    assert steps >= 9
    assert broken == []


def test_a_writer_without_a_temporary_name_is_caught(tmp_path):
    _, broken = broken_after_kills(straight, tmp_path)
    assert broken


def calls_of(work, folder, monkeypatch):
    """Return the order of what reaches the disk."""
    seen = []

    def noting(name, real):
        def call(*args, **kwargs):
            kind = name
            if name == "fsync":
                kind += " folder" if Path(f"/proc/self/fd/{args[0]}").resolve().is_dir() else ""
            seen.append(kind)
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patched:
        for name in ("write", "fsync", "replace"):
            patched.setattr(os, name, noting(name, getattr(os, name)))
        work(folder)
    return seen


def durable(seen):
    """Tell whether the bytes were flushed before the name, and the name after."""
    if "replace" not in seen:
        return False
    at = seen.index("replace")
    return seen[at - 1] == "fsync" and seen[at + 1 :] == ["fsync folder"]


def test_bytes_are_flushed_before_the_name_and_the_name_after(tmp_path, monkeypatch):
    assert durable(calls_of(whole, tmp_path, monkeypatch))


def test_a_writer_that_does_not_flush_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(stick, "_flush_folder", lambda folder: None)
    assert not durable(calls_of(whole, tmp_path, monkeypatch))


def test_leftovers_of_a_pulled_stick_are_never_listed_and_only_ours_are_swept(tmp_path):
    folder = stick.home(tmp_path)
    folder.mkdir()
    for device in ("D007", "D003"):
        (folder / f"~{device}-KIRIM-1-2-AAAAAA.TMP").write_bytes(b"half")
    assert stick.listed(tmp_path) == []
    stick.sweep(folder, "D007")
    assert [p.name for p in folder.iterdir()] == ["~D003-KIRIM-1-2-AAAAAA.TMP"]


def test_a_full_stick_is_said_with_what_is_needed_and_nothing_is_moved(tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 100})
    monkeypatch.setattr(stick.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StickFull) as full:
        stick.write(tmp_path, NAME, DATA)
    assert full.value.facts["need_mb"] == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, StickFull), (errno.EROFS, StickNotWritable), (errno.EIO, SyncError)],
)
def test_what_the_system_refuses_becomes_a_reason_and_leaves_nothing(
    tmp_path, monkeypatch, number, kind
):
    def refuses(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", refuses)
        with pytest.raises(kind):
            stick.write(tmp_path, NAME, DATA)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_reads_back_differently_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(stick, "_read_medium", lambda _: DATA[:-1] + b"?")
    with pytest.raises(CopyDiffers):
        stick.write(tmp_path, NAME, DATA)


def test_a_former_file_of_that_name_stays_whole_when_the_new_one_does_not_fit(
    tmp_path, monkeypatch
):
    path = stick.write(tmp_path, NAME, b"former")

    def refuses(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", refuses)
        with pytest.raises(StickFull):
            stick.write(tmp_path, NAME, DATA)
    assert path.read_bytes() == b"former"


@pytest.mark.parametrize("name", ["CON", "../x.outreach", "a.outreach", "D007 1.outreach", "D.txt"])
def test_names_that_a_stick_cannot_hold_are_never_written(tmp_path, name):
    with pytest.raises(ValueError, match="not a name"):
        stick.write(tmp_path, name, b"x")


def test_links_folders_and_giants_are_not_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"of somebody else")
    link = tmp_path / "D001-KIRIM-0-0-AAAAAA.outreach"
    link.symlink_to(secret)
    folder = tmp_path / "D002-KIRIM-0-0-AAAAAA.outreach"
    folder.mkdir()
    giant = tmp_path / "D003-KIRIM-0-0-AAAAAA.outreach"
    with giant.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    expected = {link: Why.NO_PLAIN_FILE, folder: Why.NO_PLAIN_FILE, giant: Why.TOO_LARGE}
    for path, why in expected.items():
        with pytest.raises(CourierRefused) as caught:
            stick.read(path)
        assert caught.value.why is why
