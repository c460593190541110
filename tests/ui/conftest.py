"""Files in hand without a laptop, and the field window on the real parts."""

from __future__ import annotations

import os
import threading
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from outreach_app import i18n, resources
from outreach_app.clock import WIB
from outreach_app.desk.batch_pages import BatchesPage
from outreach_app.desk.window import DeskWindow
from outreach_app.field.main import doors_of
from outreach_app.field.window import FieldWindow
from outreach_app.forms import Form
from outreach_app.forms.publish import compile_workbook
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.ui import theme
from outreach_app.ui.loose_file import LooseFile

NOW = datetime(2026, 11, 24, 10, 42, 7, tzinfo=WIB)


@pytest.fixture(autouse=True)
def no_window_outlives_its_test(qapp):
    """Delete what was shown; else every later change of theme dresses all that ever was."""
    yield
    for left in QApplication.topLevelWidgets():
        if type(left).__module__.startswith("outreach_app."):
            left.deleteLater()
    # The loop that would do it runs only within waits.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@cache
def _compiled(text: str) -> Form:
    return compile_workbook(text.strip().encode(), "form.md").form


@cache
def _own(name: str) -> Form:
    return compile_workbook(resources.data(f"forms/{name}.xlsx"), f"{name}.xlsx").form


def _loose(form: Form) -> LooseFile:
    numbers = iter(range(10**6))
    lists = {"wilayah.csv": resources.text("forms/wilayah.csv")}
    return LooseFile(form, lists, NOW, lambda: f"uuid:{next(numbers)}")


@pytest.fixture
def file_of(qapp):
    """Give a file of a form in Markdown, or of one of our own by its name."""
    theme.apply(qapp)
    i18n.use("id")
    yield lambda form: _loose(_compiled(form) if "|" in form else _own(form))
    theme.apply(qapp)
    i18n.use("id")


@pytest.fixture
def every_question(file_of):
    """A file of a form that holds every kind of question."""
    text = (Path(__file__).parent / "every_question.md").read_text(encoding="utf-8")
    return file_of(text)


@pytest.fixture
def shown(qtbot, qapp):
    """Show a window as large as a cheap laptop's screen, in Indonesian and the light theme."""
    theme.apply(qapp)
    i18n.use("id")

    def show(window):
        window.resize(1366, 697)
        qtbot.addWidget(window)
        window.show()
        return window

    return show


@pytest.fixture
def field_window(practice, shown):
    """A window of the practice laptop, locked."""
    office, laptop, _, profile = practice
    laptop.lock()
    made = shown(FieldWindow(doors_of(profile, office.url, "latihan")))
    yield made
    made.close()


@pytest.fixture
def enter(field_window, qtbot):
    """Sign the practice officer in."""

    def signed_in():
        page = field_window.page
        qtbot.keyClicks(page.passphrase, office_day.OFFICER_PASSPHRASE)
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: field_window.laptop is not None and not field_window.sending.busy,
            timeout=10_000,
        )
        return field_window.laptop

    return signed_in


@pytest.fixture
def desk_window(practice, shown):
    """Show a clerk's window of the practice office; nobody is signed in."""
    return lambda: shown(DeskWindow(OfficeClient(practice[0].url)))


@pytest.fixture
def clerk_window(desk_window, reach):
    """Sign a clerk in: show the window and give it back once the batches are there."""

    def opened():
        made = desk_window()
        made._sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        reach(made, BatchesPage)
        return made

    return opened


@pytest.fixture
def reach(qtbot):
    """Wait until a window shows a page of a kind and give the page."""

    def reached(window, kind):
        qtbot.waitUntil(lambda: isinstance(window.page, kind) and not window.busy, timeout=10_000)
        return window.page

    return reached


@pytest.fixture
def receiver():
    """A port that says the same lines over and over until the test is done."""
    pty = pytest.importorskip("pty", reason="pseudo terminals are a Unix thing")
    master, slave = pty.openpty()
    done, threads = threading.Event(), []

    def play(*lines):
        def loop():
            while not done.is_set():
                for line in lines:
                    os.write(master, line)
                done.wait(0.05)

        threads.append(threading.Thread(target=loop, daemon=True))
        threads[-1].start()
        return os.ttyname(slave)

    yield play
    done.set()
    for thread in threads:
        thread.join(2)
    os.close(master)
    os.close(slave)


@pytest.fixture
def both_windows(practice, desk_window, shown):
    """Show a field window and a clerk's beside each other, nobody signed in; give both."""
    office, _, _, profile = practice
    field = shown(FieldWindow(doors_of(profile, office.url, "latihan")))
    yield field, desk_window()
    field.laptop = None
    field.close()


@pytest.fixture
def clerk_enters(qtbot):
    """Sign the practice clerk in at a desk window and wait for what may be done."""

    def entered(desk):
        desk.page.clerk.setText(office_day.CLERK)
        desk.page.passphrase.setText(office_day.CLERK_PASSPHRASE)
        desk.page._enter()
        qtbot.waitUntil(lambda: bool(desk.may) and not desk.busy, timeout=10_000)

    return entered
