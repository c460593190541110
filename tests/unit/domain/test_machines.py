"""State machines as data."""

import re

import pytest

from outreach_app.domain import bundled
from outreach_app.domain.entries import APPLICATION, VISIT_REQUEST
from outreach_app.domain.machines import Machine, Machines, State, told
from outreach_app.domain.services import Catalogue
from outreach_app.errors import UserProblem
from outreach_app.i18n import LANGUAGES

TEXT = bundled.text("machines")
MACHINES = Machines.load(TEXT)
ALL = list(MACHINES.machines.values())
PROMISES = {"disetujui", "approved", "terbit", "diterbitkan", "issued", "lunas", "paid", "dibayar"}


def states() -> list[tuple[str, State]]:
    return [(f"{m.name}.{name}", s) for m in ALL for name, s in m.states.items()]


def test_every_service_has_its_machine_and_its_start_event() -> None:
    for service in Catalogue.load(bundled.text("services")).services.values():
        if service.kind in (APPLICATION, VISIT_REQUEST):  # complaints and questions are threads
            assert service.standard_starts in MACHINES.get(service.machine).starts, service.code


@pytest.mark.parametrize(("name", "state"), states())
def test_words_for_the_applicant_are_short_and_promise_nothing(name: str, state: State) -> None:
    assert state.id != state.en
    for language in LANGUAGES:
        sentences = state.tell_id if language == "id" else state.tell_en
        assert 1 <= len(sentences) <= 4
        for sentence in sentences:
            assert sentence.endswith("."), name
            assert len(sentence.split()) <= 14, (name, sentence)
            words = set(re.findall(r"\w+", f"{sentence} {state.title(language)}".casefold()))
            assert not words & PROMISES, name


@pytest.mark.parametrize("machine", ALL, ids=lambda m: m.name)
def test_every_state_is_reached_and_everything_ends(machine: Machine) -> None:
    reached, waiting = set(), ["diterima"]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        ahead = {move.to for move in machine.moves if state in move.from_}
        waiting += [to for to in ahead if to not in reached]
    assert machine.states.keys() - reached <= {"ditahan", "ditolak"}
    assert any(machine.state(state).closed for state in reached)


def test_the_applicant_reads_only_what_is_known() -> None:
    state = MACHINES.get("application").state("siap_wawancara")
    known = told(state, "id", office="Kantor Imigrasi Kotabumi", appointment="")
    assert known == (
        "Datang ke Kantor Imigrasi Kotabumi untuk wawancara dan foto.",
        "Bawa slip dan dokumen asli.",
    )
    returned = MACHINES.get("application").state("perlu_dilengkapi")
    assert told(returned, "en", reason="Bring the birth certificate. ", due="28-12-2026") == (
        "Your file is not complete: Bring the birth certificate.",
        "Complete it no later than 28-12-2026.",
    )


def test_an_unknown_machine_is_named() -> None:
    with pytest.raises(UserProblem) as found:
        MACHINES.get("judi")
    assert found.value.code == "CASES_004"


def test_a_state_of_a_later_table_is_shown_by_its_name() -> None:
    assert MACHINES.get("application").state("diterjemahkan").title("id") == "diterjemahkan"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('to = "diambil"', 'to = "disimpan"', "application: the state disimpan is not there"),
        ('to = "diambil"', 'to = "siap_diambil"', "application: nothing leads to diambil"),
        ('clock = "own"', 'clock = "sand"', "sand is no clock"),
        ("{reason}", "{gaji}", "nobody fills in gaji"),
        ("closed = true", "closed = false", "is a dead end"),
        ('"applicant"]', '"calo"]', "nobody moves to ditarik"),
        ("[application.states.proses]\n", "[application.states.proses]\nlimit_days = 'x'\n", "app"),
        ("[shared.states.ditahan]", "[visit_request.states.ditahan]", "ditahan is missing"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_with_its_place(
    old: str, new: str, why: str
) -> None:
    assert old in TEXT
    with pytest.raises(ValueError, match=why):
        Machines.load(TEXT.replace(old, new))
