"""The population registry through its port, and the log of what left the office."""

import dataclasses
import subprocess
import sys

import pytest

from outreach_app.errors import UserProblem
from outreach_app.office.clerks import SignedIn
from outreach_app.office.connectors import registry_batch, registry_wire
from outreach_app.office.connectors.registry import Person, Verdict
from outreach_app.office.connectors.registry_http import HttpRegistry
from outreach_app.office.connectors.registry_simulator import RegistrySimulator, people_of
from outreach_app.office.connectors.settings import registry_of
from outreach_app.office.disclosures import ask_registry, batch_in, batch_out, listed, refer
from outreach_app.officeapi import disclosure_messages as dm

PEOPLE = """nik,kk,name,birth_date,birth_place,sex,standing
1804045708909901,1804042801159911,NGATIYEM,1990-08-17,Liwa,P,active
1804045708909902,1804042801159912,SUKARDI,1990-08-17,Liwa,P,deceased
1804045708909903,1804042801159913,TUMINI,1990-08-17,Liwa,P,duplicate
1804045708909904,1804042801159914,MURSIDI,1990-08-17,Liwa,P,inactive
"""
AUDITOR = SignedIn("ani", "Ani", "auditor")


@pytest.fixture(scope="module")
def registry():
    simulator = RegistrySimulator(people_of(PEOPLE))
    yield HttpRegistry(simulator.start(), {"USER_ID": "x", "PASSWORD": "y", "IP_USER": "z"})
    simulator.stop()


def person(nik="1804045708909901", name="Ngatiyem", **changes):
    return Person(**({"nik": nik, "name": name, "birth_date": "1990-08-17"} | changes))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (person(), Verdict("match")),
        (person(kk="1804042801159911", sex="P", birth_place="LIWA"), Verdict("match")),
        (person(name="Ngatiyam"), Verdict("mismatch", ("name",))),
        (person(birth_date="1990-08-18", sex="L"), Verdict("mismatch", ("birth_date", "sex"))),
        (person("1804045708909902"), Verdict("deceased")),
        (person("1804045708909903"), Verdict("duplicate")),
        (person("1804045708909904"), Verdict("inactive")),
        (person("1804045708909999"), Verdict("not_found")),
        (person("1804045708900000"), Verdict("bad_format")),
    ],
)
def test_the_registry_says_each_of_its_words_over_http(registry, asked, said):
    assert registry.verify(asked) == said


def test_a_registry_that_is_away_or_babbles_is_unavailable():
    assert HttpRegistry("http://127.0.0.1:9/x").verify(person()) == Verdict("unavailable")
    for body in (b"", b"[]", b'{"content":[]}', b'{"content":[{"RESPONSE_CODE":"99"}]}'):
        assert registry_wire.answer(body) == Verdict("unavailable")


def test_the_simulator_is_a_process_of_its_own(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    words = ["-m", "outreach_app.cli.main", "office", "registry", str(file), "--port", "0"]
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        assert HttpRegistry(url).verify(person()) == Verdict("match")
        process.terminate()


def test_an_office_without_an_agreement_asks_nobody(tmp_path):
    assert registry_of(tmp_path / "none.toml").verify(person()) == Verdict("unavailable")
    (tmp_path / "c.toml").write_text('[population_registry]\nurl = "http://127.0.0.1:9/x"\n')
    assert isinstance(registry_of(tmp_path / "c.toml"), HttpRegistry)


@pytest.fixture
def asking(office, registry):
    return dataclasses.replace(office, registry=registry)


@pytest.fixture
def file(laptop):
    day_id = laptop.open_day()
    made = laptop.finish(day_id, nik="1804045708909901")
    laptop.send()
    return made


def ask(file, name="d1", **changes):
    return dm.AskRegistry(
        **({"disclosure_id": name, "number": file.number, "purpose": "Cek identitas"} | changes)
    )


def test_every_question_is_logged_with_who_what_whom_and_why(asking, file, clerk):
    said = ask_registry(asking, ask(file), clerk)
    assert ask_registry(asking, ask(file), clerk) == said
    assert (said.result, said.differs) == ("match", ())
    (row,) = listed(asking, AUDITOR).disclosures
    assert (row.clerk, row.agency, row.kind, row.purpose) == (
        "sari",
        "DUKCAPIL",
        "registry",
        "Cek identitas",
    )
    assert row.fields == ("nik", "name")
    assert "1804045708909901" not in listed(asking, AUDITOR).csv
    assert listed(asking, AUDITOR).csv.count("\r\n") == 2


def test_the_line_stands_even_when_nothing_comes_back(office, file, clerk):
    class Dies:
        def verify(self, person):
            raise SystemError(person.nik[:0])

    with pytest.raises(SystemError):
        ask_registry(dataclasses.replace(office, registry=Dies()), ask(file), clerk)
    (row,) = listed(office, clerk).disclosures
    assert row.result == "sent"


def test_no_purpose_no_question(asking, file, clerk):
    with pytest.raises(UserProblem) as caught:
        ask_registry(asking, ask(file, purpose=" "), clerk)
    assert caught.value.code == "CASES_010"
    with pytest.raises(UserProblem) as caught:
        ask_registry(asking, ask(file), AUDITOR)
    assert caught.value.code == "OFFICE_006"
    assert listed(asking, clerk).disclosures == ()


def test_a_file_goes_out_and_its_answers_come_in(asking, file, clerk):
    out = batch_out(asking, dm.BatchAsked(numbers=(file.number,), purpose="Cek"), clerk).text
    assert out.splitlines()[0] == ",".join(registry_batch.ASKED)
    assert "1804045708909901" in out
    back = f"number,result,fields\r\n{file.number},mismatch,name birth_date\r\n"
    (row,) = batch_in(asking, dm.BatchFile(text=back), clerk).disclosures
    assert (row.kind, row.result, row.differs) == ("batch", "mismatch", ("name", "birth_date"))
    with pytest.raises(UserProblem) as caught:
        batch_in(asking, dm.BatchFile(text="number,result\nx,maybe\n"), clerk)
    assert (caught.value.code, caught.value.facts["line"]) == ("CASES_009", 2)


def test_a_referral_names_what_was_handed_and_hands_no_more(office, file, clerk):
    wanted = dm.Refer(
        disclosure_id="r1",
        number=file.number,
        agency="BP3MI",
        fields=("name", "phone"),
        purpose="Calon pekerja migran minta pendampingan",
    )
    assert refer(office, wanted, clerk) == refer(office, wanted, clerk)
    (row,) = listed(office, clerk).disclosures
    assert (row.kind, row.agency, row.basis) == ("referral", "BP3MI", "UU 18/2017")
    import msgspec

    greedy = msgspec.structs.replace(wanted, disclosure_id="r2", fields=("nik",))
    with pytest.raises(UserProblem) as caught:
        refer(office, greedy, clerk)
    assert caught.value.code == "CASES_012"
