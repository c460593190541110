"""Which version holds, what a text may hold, and what comes with the product."""

from datetime import date

import msgspec
import pytest

from outreach_app import resources
from outreach_app.domain import bundled, markdown, publication_source
from outreach_app.domain import publications as pub
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.entries import APPLICATION
from outreach_app.domain.publications import Edition, Standing
from outreach_app.domain.services import Catalogue
from outreach_app.errors import UserProblem

TODAY = date(2026, 11, 24)


def text(**changes):
    facts = {
        "publication_id": "uji",
        "version": 1,
        "kind": "notice",
        "audience": "officers",
        "title": {"id": "Judul", "en": "Title"},
        "text": {"id": "Isi", "en": "Text"},
        "valid_from": "2026-11-01",
        "published_on": "2026-11-01",
    }
    return pe.PublicationPublished(**(facts | changes))


def edition(version, valid_from, valid_to="", withdrawn_on=""):
    return Edition(text(version=version, valid_from=valid_from, valid_to=valid_to), withdrawn_on)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "withdrawn", "standing"),
    [
        ("2026-11-24", "2026-11-24", "", Standing.IN_FORCE),
        ("2026-11-25", "", "", Standing.UPCOMING),
        ("2026-11-01", "2026-11-23", "", Standing.EXPIRED),
        ("2026-11-01", "2026-11-23", "2026-11-20", Standing.WITHDRAWN),
    ],
)
def test_both_ends_belong_to_the_time_of_force(valid_from, valid_to, withdrawn, standing):
    assert edition(1, valid_from, valid_to, withdrawn).standing(TODAY) is standing


def test_a_version_of_tomorrow_does_not_hide_todays():
    today, tomorrow = edition(1, "2026-11-01"), edition(2, "2026-11-25")
    assert pub.current([tomorrow, today], TODAY) is today
    assert pub.current([tomorrow, today], date(2026, 11, 25)) is tomorrow


def test_an_expired_version_is_shown_not_hidden_and_a_withdrawn_one_does_not_bring_back_another():
    expired = edition(2, "2026-11-01", "2026-11-20")
    assert pub.current([edition(1, "2026-10-01"), expired], TODAY) is expired
    gone = [edition(n, "2026-10-01", withdrawn_on="2026-11-22") for n in (1, 2)]
    assert pub.current(gone, TODAY) is gone[1]
    assert pub.current([], TODAY) is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("<script>alert(1)</script>", "PUBLISH_021"),
        ("a < b <b>tebal", "PUBLISH_021"),
        ("<!-- tersembunyi -->", "PUBLISH_021"),
        ("![x](https://luar.example/pelacak.png)", "PUBLISH_022"),
        ("![x][y]", "PUBLISH_022"),
        ("[buka](file:///etc/passwd)", "PUBLISH_023"),
        ("[buka](javascript:alert)", "PUBLISH_023"),
        ("[y]: http://luar.example", "PUBLISH_023"),
        ("terbalik \u202egnp.exe", "PUBLISH_024"),
    ],
)
def test_what_could_load_run_or_mislead_is_refused_with_its_line(line, code):
    found = list(markdown.faults(f"Baris satu\n\n{line}\n"))
    assert (code, 3) in [(fault.code, fault.line) for fault in found]


@pytest.mark.parametrize(
    "line",
    ["a < b dan c > d", "`<b>` adalah kode", "[situs](https://imigrasi.go.id)", "[1708](tel:1708)"],
)
def test_what_is_harmless_passes(line):
    assert list(markdown.faults(line)) == []


def test_a_long_text_is_refused_as_a_whole():
    (fault,) = markdown.faults("x" * (markdown.MAX_BYTES + 1))
    assert (fault.code, fault.line) == ("PUBLISH_020", 0)


def test_words_are_found_without_their_marks():
    source = (
        "## Judul\n\n- **tebal** dan [situs](https://a.example)\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert markdown.plain(source).split() == (
        ["Judul", "tebal", "dan", "situs", "a", "b", "1", "2"]
    )
    assert markdown.excerpt("satu dua tiga empat", 9) == "satu dua …"


@pytest.mark.parametrize(
    ("changes", "code", "part"),
    [
        ({"publication_id": "Judul Saya"}, "PUBLISH_001", "publication_id"),
        ({"kind": "x"}, "PUBLISH_002", "kind"),
        ({"audience": "x"}, "PUBLISH_003", "audience"),
        ({"kind": "policy_card"}, "PUBLISH_004", "legal_basis"),
        ({"valid_from": "1-11-2026"}, "PUBLISH_005", "valid_from"),
        ({"valid_to": "2026-10-01"}, "PUBLISH_006", "valid_to"),
        ({"title": {"id": "a"}}, "PUBLISH_007", "title.en"),
        ({"title": {"id": "a" * 121, "en": "a"}}, "PUBLISH_008", "title.id"),
        ({"text": {"id": "a", "en": " "}}, "PUBLISH_009", "text.en"),
        ({"kind": "training_module"}, "PUBLISH_010", "quiz"),
        ({"kind": "policy_draft"}, "PUBLISH_011", "open_from"),
        ({"kind": "training_module", "training": pe.Training(quiz="b")}, "PUBLISH_012", "quiz"),
        (
            {"kind": "training_module", "training": pe.Training(quiz="a", pass_percent=0)},
            "PUBLISH_013",
            "pass_percent",
        ),
        (
            {"kind": "training_module", "training": pe.Training(quiz="a", renew="x")},
            "PUBLISH_014",
            "renew",
        ),
    ],
)
def test_each_problem_names_its_field(changes, code, part):
    found = pub.problems(text(**changes), ["a"])
    assert (code, part) in [(one.code, one.part) for one in found]
    assert pub.problems(text(), ["a"]) == []
    for one in found:
        assert "{" not in one.words("id") + one.words("en")


def test_what_comes_with_the_product_passes_the_desks_own_check():
    forms = list(resources.tables("forms"))
    bodies = publication_source.bundled("2026-11-24")
    assert {b.publication_id: pub.problems(b, forms) for b in bodies} == {
        b.publication_id: [] for b in bodies
    }
    for body in bodies:
        assert body.sources, body.publication_id
        assert body.text["id"] != body.text["en"]
        assert "disetujui" not in body.text["id"].lower()


def test_every_application_has_its_card():
    carded = {
        service
        for body in publication_source.bundled("2026-11-24")
        if body.kind == pub.POLICY_CARD
        for service in body.services
    }
    catalogue = Catalogue.load(bundled.text("services"))
    codes = {code for code, one in catalogue.services.items() if one.kind == APPLICATION}
    assert codes - carded == set()


def test_a_file_is_read_as_it_is_written():
    source = publication_source.read('\ufeff+++\nid = "x"\nvalid_to = 2026-12-01\n+++\n# A\r\n')
    assert (source.head, source.text) == ({"id": "x", "valid_to": "2026-12-01"}, "# A\n")
    assert publication_source.read("hanya teks").text == "hanya teks\n"
    for broken in ('+++\nid = "x"\n', "+++\nid = \n+++\n"):
        with pytest.raises(UserProblem) as caught:
            publication_source.read(broken)
        assert caught.value.code == "PUBLISH_030"


def test_a_later_field_does_not_disturb_an_earlier_reader():
    raw = msgspec.json.decode(msgspec.json.encode(text()))
    assert (
        msgspec.json.decode(msgspec.json.encode(raw | {"new": 1}), type=pe.PublicationPublished)
        == text()
    )
