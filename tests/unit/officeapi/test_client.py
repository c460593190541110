"""The client at a real office, and at servers that are none."""

import traceback

import msgspec
import pytest

from outreach_app import resources
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.client import FormRefused, OfficeClient
from outreach_app.officeapi.publishing_client import PublishingClient

PASSPHRASE = "kopi pagi liwa"


def test_health_needs_no_session(client):
    assert client.health().name == "Kantor Latihan"
    assert not client.signed_in


def test_signing_in_and_out(client):
    session = client.sign_in("budi", PASSPHRASE)
    assert (session.name, session.role) == ("Budi", "kepala")
    assert client.batches() == ()
    client.sign_out()
    with pytest.raises(UserProblem) as caught:
        client.batches()
    assert caught.value.code == "OFFICE_005"


def test_problems_of_the_office_keep_their_code_and_facts(client):
    client.sign_in("budi", PASSPHRASE)
    with pytest.raises(UserProblem) as caught:
        client.case("LB-26-D001-00001-X")
    assert caught.value.code == "OFFICE_007"
    assert caught.value.facts == {"what": "LB-26-D001-00001-X"}
    assert "tidak mengenal" in caught.value.text("id")


@pytest.mark.parametrize("typed", ["", "/", "../batches", "a/b?c=d#e", "LB 26 D001", "%2e%2e", "é"])
def test_whatever_is_typed_as_a_number_reaches_no_other_call(client, typed):
    client.sign_in("budi", PASSPHRASE)
    with pytest.raises(UserProblem) as caught:
        client.case(typed)
    assert caught.value.code == "OFFICE_007"


def test_every_call_reaches_the_office(client):
    client.sign_in("budi", PASSPHRASE)
    assert client.worklist() == m.Worklist(
        unbalanced=0, held=0, documents_missing=0, undecided=0, pending=0, ready=0
    )
    code = client.new_enrolment_code("Tim 1")
    answer = client.enrol(
        m.EnrolRequest(
            code=code.code, signing_key=b"s" * 32, sealing_key=b"x" * 32, laptop_name="Laptop 1"
        )
    )
    assert answer.device in {row.device for row in client.devices()}
    assert client.revoke(answer.device, "hilang").standing == "revoked"
    notice = pm.PublishShort(kind="notice", title={"id": "Libur"}, text={"id": "Tutup."})
    published = PublishingClient(client).publish_short(notice)
    assert published.publication_id in {row.name for row in client.publications()}
    assert client.add_clerk(
        m.NewClerk(clerk="sari", name="Sari", role="petugas_meja", passphrase="sawah luas")
    ) == m.Clerk(clerk="sari", name="Sari", role="petugas_meja")
    text = resources.text("services/fees.toml")
    fees = m.PublishResource(name="fees", version="2", text=text)
    assert client.publish_resource(fees).version == "2"
    for missing in (
        lambda: client.batch("D001.x"),
        lambda: client.reply("D001.x"),
        lambda: client.undo("x"),
        lambda: client.form("x", "1"),
        lambda: client.decide(
            m.Decide(decision_id="k", number="n", instance_id="i", state="siap_wawancara")
        ),
    ):
        with pytest.raises(UserProblem) as caught:
            missing()
        assert caught.value.code == "OFFICE_007"


def test_a_refused_form_names_sheet_row_and_column(client):
    client.sign_in("budi", PASSPHRASE)
    form = (
        "| survey |\n|  | type | name | label | relevant |\n|  | text | a | A | 1 > > ( |\n"
        "| settings |\n|  | form_id | version |\n|  | uji | 1 |\n"
    )
    with pytest.raises(FormRefused) as caught:
        client.publish_form(m.PublishForm(name="uji.md", data=form.encode()))
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("survey", 2, "relevant")
    assert problem.text_id
    assert problem.text_en


def test_an_office_that_is_away_is_said_so():
    gone = OfficeClient("http://127.0.0.1:1")
    with pytest.raises(EnvironmentProblem) as caught:
        gone.health()
    assert (caught.value.code, caught.value.retry) == ("OFFICE_001", True)
    gone.close()


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b"<html>Log in to the hotspot</html>", "OFFICE_002"),
        (200, b'{"name": 5}', "OFFICE_002"),
        (302, b"", "OFFICE_002"),
        (404, b"not here", "OFFICE_002"),
        (500, b"Internal Server Error", "OFFICE_034"),
        (502, b"<html>Bad gateway</html>", "OFFICE_034"),
    ],
)
def test_what_is_no_office_is_not_believed(odd, status, body, code):
    odd.status, odd.body = status, body
    client = OfficeClient(odd.url)
    with pytest.raises(EnvironmentProblem) as caught:
        client.health()
    assert caught.value.code == code
    client.close()


def test_a_redirect_is_not_followed_and_takes_no_token_along(odd, office_url):
    odd.status, odd.headers = 302, {"Location": f"{odd.url}/elsewhere"}
    client = OfficeClient(office_url)
    client.sign_in("budi", PASSPHRASE)
    client.base_url = odd.url
    with pytest.raises(EnvironmentProblem):
        client.worklist()
    assert [path for path, _ in odd.asked] == ["/api/worklist"]
    client.close()


@pytest.mark.parametrize(("asked", "waits"), [("2", [2, 2]), ("600", [5, 5]), ("", [5, 5])])
def test_a_busy_office_is_asked_again_when_it_said(odd, asked, waits):
    odd.status, odd.headers = 503, {"Retry-After": asked} if asked else {}
    odd.body = msgspec.json.encode(m.Problem(code="OFFICE_009", retry=True))
    waited = []
    client = OfficeClient(odd.url, wait=waited.append)
    with pytest.raises(EnvironmentProblem) as caught:
        client.health()
    assert (caught.value.code, caught.value.retry) == ("OFFICE_009", True)
    assert (waited, len(odd.asked)) == (waits, 3)
    client.close()


def test_an_office_that_was_busy_answers_the_second_call(odd):
    odd.status, odd.headers = 503, {"Retry-After": "1"}
    odd.body = msgspec.json.encode(m.Problem(code="OFFICE_009", retry=True))

    def wait(_seconds):
        odd.status, odd.body = (
            200,
            msgspec.json.encode(m.Health(name="Kantor", office_id="00", now_ms=5)),
        )

    client = OfficeClient(odd.url, wait=wait)
    assert client.health().name == "Kantor"
    client.close()


def test_nobody_else_is_asked_again(odd):
    odd.status, odd.headers = 503, {"Retry-After": "1"}
    odd.body = b"<html>Service unavailable</html>"
    client = OfficeClient(odd.url, wait=lambda _: pytest.fail("not our office"))
    with pytest.raises(EnvironmentProblem):
        client.health()
    assert len(odd.asked) == 1
    client.close()


def test_token_and_passphrase_are_in_no_message(client, office_url):
    token = client.sign_in("budi", PASSPHRASE).token
    assert token not in repr(client)
    client.base_url = "http://127.0.0.1:1"
    for act in (client.batches, lambda: client.sign_in("budi", PASSPHRASE)):
        with pytest.raises(EnvironmentProblem) as caught:
            act()
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
        assert token not in told
        assert PASSPHRASE not in told


def test_a_netrc_file_is_not_sent(odd, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login x password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client = OfficeClient(odd.url)
    with pytest.raises(EnvironmentProblem):
        client.health()
    assert "Authorization" not in odd.asked[0][1]
    client.close()
