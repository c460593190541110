"""A case goes its way at the office; each step is told to its laptop."""

import pytest

from outreach_app.domain import entries as e
from outreach_app.domain.case_entries import CASE_MOVED
from outreach_app.errors import UserProblem
from outreach_app.office.case_steps import sent_decisions, standing
from outreach_app.office.case_view import state_of
from outreach_app.office.cases import case
from outreach_app.office.clerks import SignedIn
from outreach_app.office.decisions import decide, reply
from outreach_app.office.files import file_of
from outreach_app.office.published import published
from outreach_app.officeapi import messages as m

HEAD = SignedIn("budi", "Budi", "kepala")


@pytest.fixture
def day_id(laptop):
    return laptop.open_day()


class Way:
    """Moves one case on, each move sent at once."""

    def __init__(self, office, day_id, file, by):
        self.office, self.batch, self.file, self.by = office, f"D001.{day_id}", file, by
        self.count = 0

    def to(self, state, by=None, **said):
        self.count += 1
        wanted = m.Decide(
            decision_id=f"k{self.count}",
            number=self.file.number,
            instance_id=self.file.instance_id,
            state=state,
            **said,
        )
        made = decide(self.office, wanted, by or self.by)
        reply(self.office, self.batch, self.by)
        return made

    def stands(self):
        with self.office.ledger.reading() as tx:
            number = self.file.number
            sent = sent_decisions(tx.connection, [number])[number]
            return standing(published(tx.connection), file_of(tx.connection, number), sent)


@pytest.fixture
def way(office, laptop, day_id, clerk):
    def begin(**changes):
        file = laptop.finish(day_id, **changes)
        laptop.send()
        return Way(office, day_id, file, clerk)

    return begin


def codes(*moves):
    found = []
    for move in moves:
        with pytest.raises(UserProblem) as caught:
            move()
        found.append(caught.value.code)
    return found


def test_a_passport_goes_from_the_file_to_the_counter(way, laptop):
    case_ = way()
    case_.to("siap_wawancara", appointment="2026-12-07T09:00")
    for state in ("wawancara_selesai", "proses", "siap_diambil", "diambil"):
        case_.to(state)
    (ready,) = laptop.told(e.CASE_DECIDED)
    assert (ready.state, ready.appointment) == ("siap_wawancara", "2026-12-07T09:00")
    moved = laptop.told(CASE_MOVED)
    assert [(one.from_state, one.state) for one in moved] == [
        ("siap_wawancara", "wawancara_selesai"),
        ("wawancara_selesai", "proses"),
        ("proses", "siap_diambil"),
        ("siap_diambil", "diambil"),
    ]
    # 30 days after 24 November is collective leave: Monday 28 December, by the bundled table.
    assert (moved[2].due, moved[2].calendar != "") == ("2026-12-28", True)
    assert case_.stands().possible("clerk") == ()


def test_a_lost_passport_is_examined_first(way):
    case_ = way(service="PAS-HILANG")
    assert codes(lambda: case_.to("siap_wawancara")) == ["DOMAIN_003"]
    case_.to("siap_bap", appointment="2026-12-07T09:00")
    case_.to("bap_selesai")
    assert codes(
        lambda: case_.to("ditangguhkan", reason="Lalai.", due="2027-06-01"),
        lambda: case_.to("ditangguhkan", HEAD, reason="Lalai."),
    ) == ["DOMAIN_003", "CASES_003"]
    case_.to("ditangguhkan", HEAD, reason="Lalai.", due="2027-06-01")
    # 1 June 2027 is a holiday; the printed day rolls.
    assert case_.stands().due == "2027-06-02"
    case_.to("siap_wawancara")


def test_an_appointment_is_on_a_day_on_which_the_office_is_open(way):
    case_ = way()
    assert codes(
        lambda: case_.to("siap_wawancara", appointment="2026-12-24T09:00"),
        lambda: case_.to("siap_wawancara", appointment="2026-11-23T09:00"),
        lambda: case_.to("siap_wawancara", appointment="besok"),
    ) == ["CASES_006", "CASES_005", "CASES_005"]


def test_what_is_not_completed_in_thirty_days_may_be_cancelled(way, clock):
    case_ = way()
    case_.to("perlu_dilengkapi", reason="Bawa akta lahir.")
    assert case_.stands().due == "2026-12-28"
    assert codes(lambda: case_.to("dibatalkan")) == ["CASES_002"]
    clock.advance(35 * 86_400)
    case_.to("dibatalkan")
    assert case_.stands().state == "dibatalkan"


def test_the_head_takes_a_wrong_step_back(way, office, clerk):
    case_ = way()
    case_.to("siap_wawancara")
    case_.to("wawancara_selesai")
    assert codes(lambda: case_.to("siap_wawancara", reason="Belum datang.")) == ["DOMAIN_003"]
    case_.to("siap_wawancara", HEAD, reason="Belum datang.")
    assert case_.stands().state == "siap_wawancara"
    history = case(office, case_.file.number, clerk).history
    assert [line.kind for line in history].count(e.CASE_DECIDED) == 3


def test_a_correction_before_the_interview_begins_anew_and_after_it_does_not(way, laptop, day_id):
    case_ = way()
    case_.to("perlu_dilengkapi", reason="Nama tidak sama.")
    number, first = case_.file.number, case_.file.instance_id
    case_.file = laptop.finish(day_id, number=number, deprecated_id=first)
    laptop.send()
    assert case_.stands().state == "diterima"
    case_.to("siap_wawancara")
    case_.to("wawancara_selesai")
    case_.file = laptop.finish(day_id, number=number, deprecated_id=case_.file.instance_id)
    laptop.send()
    assert case_.stands().state == "wawancara_selesai"


def test_a_home_visit_is_planned_and_made(way):
    case_ = way(service="KUNJUNGAN", kind="visit_request", form_id="kunjungan")
    assert codes(lambda: case_.to("dijadwalkan")) == ["CASES_001"]
    case_.to("dijadwalkan", appointment="2026-12-05T09:00")
    case_.to("dikunjungi")
    assert case_.stands().state == "dikunjungi"


def test_the_entry_says_on_whose_word_a_move_was_recorded(way, laptop, office, clerk):
    visit = way(service="KUNJUNGAN", kind="visit_request", form_id="kunjungan")
    visit.to("dijadwalkan", appointment="2026-12-07T09:00")
    offered = {
        one.state: one.on_word_of for one in state_of(office, visit.file.number, clerk).moves
    }
    assert (offered["dikunjungi"], offered["ditarik"]) == ("officer", "applicant")
    assert offered["tidak_dapat_dikunjungi"] == ""
    visit.to("dikunjungi")
    told = [(one.state, one.on_word_of) for one in laptop.told(CASE_MOVED)]
    assert told == [("dijadwalkan", ""), ("dikunjungi", "officer")]


def test_a_withdrawal_is_recorded_on_the_word_of_the_applicant(way, laptop):
    case_ = way()
    case_.to("ditarik", reason="Pemohon pindah ke kota lain.")
    (moved,) = laptop.told(CASE_MOVED)
    assert (moved.state, moved.on_word_of) == ("ditarik", "applicant")
