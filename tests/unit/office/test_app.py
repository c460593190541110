"""The API over HTTP: sessions, permissions, problems in two languages, and its description."""

import httpx
import msgspec
import pytest

from outreach_app.office.api import CALLS
from outreach_app.office.app import MAX_BODY_BYTES
from outreach_app.office.clerks import add_clerk
from outreach_app.office.serve import OfficeServer
from outreach_app.officeapi import messages as m

OPEN = {("GET", "/api/health"), ("POST", "/api/enrol"), ("POST", "/api/session")}


@pytest.fixture
def http(office):
    server = OfficeServer(office)
    with httpx.Client(base_url=server.start(), trust_env=False) as client:
        yield client
    server.stop()


def sign_in(http, clerk="budi", passphrase="kopi pagi liwa"):
    answer = http.post("/api/session", json={"clerk": clerk, "passphrase": passphrase})
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def problem(answer):
    return msgspec.json.decode(answer.content, type=m.Problem)


def url(call):
    return call.path.replace("{", "").replace("}", "")


def test_the_office_says_who_it_is(http, office):
    told = http.get("/api/health").json()
    assert told["name"] == "Kantor Latihan"
    assert told["office_id"] == office.keys.office_id.hex()


def test_every_call_but_three_needs_a_session(http):
    for call in CALLS:
        answer = http.request(call.method, url(call), content=b"{}")
        if (call.method, call.path) in OPEN:
            assert not call.session
        else:
            assert (answer.status_code, problem(answer).code) == (401, "OFFICE_005"), call.path


OF_ONESELF = {("DELETE", "/api/session"), ("POST", "/api/own-passphrase")}


def test_every_call_with_a_session_but_about_oneself_names_its_permission():
    for call in CALLS:
        oneself = (call.method, call.path) in OF_ONESELF
        assert (call.action is not None) == (call.session and not oneself)


def test_every_call_refuses_a_role_without_its_permission(http, office, head):
    for role in ("petugas_meja", "penerbit", "auditor"):
        add_clerk(
            office, m.NewClerk(clerk=role, name=role, role=role, passphrase="sawah luas"), head
        )
        headers = sign_in(http, role, "sawah luas")
        may = http.post("/api/session", json={"clerk": role, "passphrase": "sawah luas"}).json()[
            "may"
        ]
        refused = 0
        for call in CALLS:
            if call.action is not None and call.action not in may:
                answer = http.request(call.method, url(call), headers=headers, content=b"{}")
                assert (answer.status_code, problem(answer).code) == (403, "OFFICE_006"), call.path
                refused += 1
        assert refused > 0


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer 00", "Basic YnVkaTprb3Bp"])
def test_a_wrong_token_opens_nothing(http, header):
    answer = http.get("/api/batches", headers={"Authorization": header})
    assert problem(answer).code == "OFFICE_005"


def test_problems_come_with_both_texts_and_facts(http):
    answer = http.get("/api/cases/LB-26-D009-00001-X", headers=sign_in(http))
    told = problem(answer)
    assert (answer.status_code, told.code) == (404, "OFFICE_007")
    assert told.facts == {"what": "LB-26-D009-00001-X"}
    assert "Kantor tidak mengenal LB-26-D009-00001-X" in told.text_id
    assert "does not know LB-26-D009-00001-X" in told.text_en
    assert not told.retry


@pytest.mark.parametrize("body", [b"", b"[]", b'{"clerk": 5}', b"\xff\xfe", b'{"clerk":"x"}'])
def test_a_request_that_is_none_is_refused_in_words(http, body):
    answer = http.post("/api/session", content=body)
    assert (answer.status_code, problem(answer).code) == (400, "OFFICE_008")


def test_a_request_without_end_is_cut_off(http):
    answer = http.post("/api/session", content=b" " * (MAX_BODY_BYTES + 1))
    assert (answer.status_code, problem(answer).code) == (413, "OFFICE_027")


def test_too_many_tries_say_when_to_come_back(http):
    for _ in range(5):
        http.post("/api/session", json={"clerk": "budi", "passphrase": "salah salah"})
    answer = http.post("/api/session", json={"clerk": "budi", "passphrase": "kopi pagi liwa"})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300


def test_a_busy_ledger_asks_to_come_back(http, office, monkeypatch):
    headers = sign_in(http)
    monkeypatch.setattr("outreach_app.office.engine.BUSY_TIMEOUT_S", 0.05)
    with office.ledger.transaction():
        answer = http.delete("/api/session", headers=headers)
    assert (answer.status_code, problem(answer).code) == (503, "OFFICE_009")
    assert int(answer.headers["Retry-After"]) > 0
    assert problem(answer).retry
    assert http.get("/api/batches", headers=headers).status_code == 200


def test_the_description_names_every_call_and_every_message(http):
    told = http.get("/api/openapi.json").json()
    assert {
        (method.upper(), path) for path, calls in told["paths"].items() for method in calls
    } == {(call.method, call.path) for call in CALLS}
    schemas = told["components"]["schemas"]
    assert {"CaseView", "Problem", "Decide"} <= set(schemas)
    assert set(schemas["Problem"]["properties"]) == set(m.Problem.__struct_fields__)


def test_the_page_for_people_needs_nothing_from_elsewhere(http):
    page = http.get("/api/docs").text
    assert "Send the waiting decisions" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
