"""A seminar is recorded at the desk with its speakers and evaluation; the figures know it."""

import dataclasses

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton

from outreach_app.desk.training_page import TrainingPage
from outreach_app.errors import UserProblem
from outreach_app.officeapi import record_messages as rm
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.officeapi.record_client import RecordClient
from outreach_app.practice.areas.area import fill_form
from outreach_app.ui.form_view import FormView

SPEAKER = "/data/narasumber_grup/narasumber"
ATTENDED = "/data/hadir_grup/hadir"


@dataclasses.dataclass
class Desk:
    window: object
    qtbot: object

    def record(self, start, service, fill):
        start(service)
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, FormView), timeout=10_000)
        fill(self.window.page._file)
        self.qtbot.waitUntil(lambda: self.primary() is not None, timeout=10_000)
        self.primary().click()
        self.qtbot.waitUntil(
            lambda: isinstance(self.window.page, TrainingPage) and not self.window.busy,
            timeout=10_000,
        )

    def primary(self):
        buttons = self.window.findChildren(QPushButton)
        return next((b for b in buttons if b.property("primary") and b.isVisible()), None)


@pytest.fixture
def desk(clerk_window, qtbot):
    return Desk(clerk_window(), qtbot)


def seminar(file):
    told = {"kode": "SEM-07", "jenis": "seminar", "judul": "Paspor anak", "tempat": "Liwa"}
    fill_form(file, told | {"tanggal": "2026-11-20", "hadir_lain": "12"})
    for at, name in enumerate(("Siti Aminah", "Hendra Saputra"), start=1):
        if at > 1:
            file.add(SPEAKER)
        file.answer(f"{SPEAKER}[{at}]/nama_narasumber", name)
    file.answer(f"{ATTENDED}[1]/petugas", "rina")


def opinion(file):
    points = dict.fromkeys(("materi", "narasumber", "tempat", "terapan"), "3")
    fill_form(file, points | {"kode": "SEM-07"})


def test_a_seminar_with_two_speakers_and_an_evaluation(desk):
    window = desk.window

    def start(service):
        window.records.start(service, window.texts.show_training)

    desk.record(start, "PELATIHAN", seminar)
    assert window.frame.banner.text.startswith("Tersimpan sebagai LB-")
    desk.record(start, "EVALUASI", opinion)
    (event,) = PublishingClient(window.client).training().events
    assert event.speakers == ("Siti Aminah", "Hendra Saputra")
    assert (event.officers, event.others, len(event.evaluations)) == (("rina",), 12, 1)
    assert event.number[6:10] == "K001"
    assert event.points["materi"] == "3.00"


def test_the_office_checks_the_form_and_writes_once(desk):
    client = desk.window.client
    version = next(p.version for p in client.publications() if p.name == "evaluasi_pelatihan")
    calls = RecordClient(client)
    empty = rm.WriteRecord(record_id="r1", service="EVALUASI", form_version=version, values={})
    with pytest.raises(UserProblem) as refused:
        calls.write(empty)
    assert refused.value.code == "AUDIT_002"
    with pytest.raises(UserProblem) as not_here:
        calls.write(msgspec.structs.replace(empty, service="PAS-BARU"))
    assert not_here.value.code == "OFFICE_007"
