"""What stands behind "More" in the field window; each area adds its own items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_app.i18n import language
from outreach_app.ui.menu_page import MenuItem

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


def items(window: FieldWindow) -> tuple[MenuItem, ...]:
    """Return the places of the field window beside the daily flow, group by group."""
    return tuple(item for group in _GROUPS for item in group(window))


def _outreach_days(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Outreach days",
            "Schedule",
            "Planned visits, slots, calendar, closed days.",
            window.schedule.show,
        ),
        MenuItem(
            "Outreach days",
            "Event attendance",
            "Speakers, who came, materials handed out.",
            lambda: window.files.start_service("KEHADIRAN"),
        ),
        MenuItem(
            "Outreach days",
            "Event evaluation",
            "Four questions after an event.",
            lambda: window.files.start_service("EVALUASI-KEGIATAN"),
        ),
        MenuItem(
            "Outreach days",
            "Health protocol",
            "The checklist before a day opens.",
            lambda: window.files.start_service("PROTOKOL-KESEHATAN"),
        ),
        MenuItem(
            "Outreach days",
            "Request for a visit",
            "A pekon or family asks for a visit.",
            lambda: window.files.start_service("KUNJUNGAN"),
        ),
        MenuItem(
            "Outreach days",
            "Coverage map",
            "Which pekon were visited in a year.",
            window.schedule.show_coverage,
        ),
    )


def _money_and_stock(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Money and stock",
            "Expense",
            "Write down what was spent.",
            lambda: window.files.start_service("PENGELUARAN"),
        ),
        MenuItem(
            "Money and stock",
            "Stock",
            "Write down what was used or added.",
            lambda: window.files.start_service("STOK"),
        ),
    )


def _citizens(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Citizens",
            "Complaint, question, survey",
            "The citizen fills it in; you do not see the answers.",
            window.citizens.show,
        ),
    )


def _materials(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Materials",
            "Read and learn",
            "Cards, notices, modules with a quiz, drafts.",
            window.materials.show,
        ),
        MenuItem(
            "Materials",
            "Training or seminar",
            "Speakers, attendance, place.",
            lambda: window.materials.record("PELATIHAN"),
        ),
        MenuItem(
            "Materials",
            "Evaluation of a training",
            "Without a name; four questions.",
            lambda: window.materials.record("EVALUASI"),
        ),
        MenuItem(
            "Materials",
            "Legal awareness quiz",
            "Before and after a session, without a name.",
            lambda: window.materials.record("KUIS-HUKUM"),
        ),
        MenuItem(
            "Materials",
            "Note a problem",
            "The kind of problem, without names.",
            lambda: window.materials.record("CATATAN-MASALAH"),
        ),
    )


def _files(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Files",
            "Other forms",
            "Requests for a visit, visa information.",
            window.files.show_other_forms,
        ),
        MenuItem(
            "Files",
            "To tell",
            "Appointments that moved; tick who was told.",
            window.telling.show,
            len(window.open_laptop.telling.listed(language())),
        ),
        MenuItem("Files", "Search", "Files and drafts of this laptop.", window.files.show_register),
    )


def _office(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Office", "Send", "Send to the office and fetch its replies.", window.sending.show
        ),
        MenuItem(
            "Office",
            "Balance of a batch",
            "Declared and arrived, laptop beside office.",
            window.balances.show,
        ),
        MenuItem("Office", "USB stick", "Save to a stick, read its replies.", window.sticks.show),
    )


def _laptop(window: FieldWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Laptop",
            "This laptop",
            "Copied, set back or stopped: what to do; enrol again.",
            window.identity.show,
        ),
        MenuItem(
            "Laptop",
            "Accounts",
            "Officers of this laptop; your passphrase.",
            window.accounts.show,
        ),
        MenuItem(
            "Laptop",
            "Ticket keeper",
            "Somebody else gives tickets here, and sees nothing else.",
            window.keepers.show,
        ),
        MenuItem("Laptop", "Curtain PIN", "Raises the privacy curtain.", window.curtain.show_pin),
    )


_GROUPS = (_outreach_days, _money_and_stock, _citizens, _materials, _files, _office, _laptop)
