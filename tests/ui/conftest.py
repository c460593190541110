"""The field window on the real parts."""

import pytest
from PySide6.QtCore import Qt

from outreach_app import i18n
from outreach_app.field.main import doors_of
from outreach_app.field.window import FieldWindow
from outreach_app.practice import office_day
from outreach_app.ui import theme


@pytest.fixture
def field_window(practice, qtbot, qapp):
    """A window of the practice laptop, locked."""
    office, laptop, _, profile = practice
    laptop.lock()
    theme.apply(qapp)
    i18n.use("id")
    made = FieldWindow(doors_of(profile, office.url, "latihan"))
    made.resize(1366, 697)
    qtbot.addWidget(made)
    made.show()
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
