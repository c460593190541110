"""Kecamatan and pekon of Lampung Barat."""

from collections import Counter

import pytest

from outreach_app.domain import regions


def test_there_are_131_pekon_and_5_kelurahan_in_15_kecamatan() -> None:
    levels = Counter(p.level for p in regions.pekon_list())
    assert levels == {"pekon": 131, "kelurahan": 5}
    assert len(regions.kecamatan()) == len(regions.districts()) == 15
    sizes = Counter(p.kecamatan for p in regions.pekon_list())
    assert (sizes["Balik Bukit"], sizes["Sumber Jaya"], sizes["Sekincau"]) == (12, 6, 5)


def test_every_pekon_has_a_postal_code_and_a_code_of_its_level() -> None:
    for place in regions.pekon_list():
        assert len(place.postal) == 5
        assert place.code.split(".")[3][0] == ("1" if place.level == "kelurahan" else "2")
        assert regions.kecamatan()[place.kecamatan_code] == place.kecamatan


def test_names_repeat_and_labels_do_not() -> None:
    names = Counter(p.name for p in regions.pekon_list())
    twice = {name for name, count in names.items() if count > 1}
    assert twice >= {"Gunung Sugih", "Sukarame", "Sukaraja", "Pagar Dewa", "Suka Mulya", "Sidodadi"}
    for attribute in ("label", "full_label"):
        labels = [getattr(p, attribute) for p in regions.pekon_list()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("18.04.04.2002", "Pekon Kubu Perahu, Kecamatan Balik Bukit"),
        ("18.04.04.1001", "Kelurahan Pasar Liwa, Kecamatan Balik Bukit"),
        ("18.04.10.2005", "Pekon Balak, Kecamatan Batu Brak"),
        ("18.13.01.2001", "18.13.01.2001"),
    ],
)
def test_the_kecamatan_is_always_shown(code: str, label: str) -> None:
    assert regions.label_of(code) == label


def test_a_code_outside_is_none_of_ours() -> None:
    assert regions.pekon("18.04.04.2002") is not None
    assert regions.pekon("LUAR") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fajarbulan", "Pajar Bulan, Way Tenong"),
        ("Pajar Agung", "Fajar Agung, Belalau"),
        ("suka raja", "Sukaraja, Batu Brak"),
        ("sukarame belalau", "Sukarame, Belalau"),
        ("Belalau - Sukarame", "Sukarame, Belalau"),
        ("suoh", "Suoh, Bandar Negeri Suoh"),
        ("18.04.04.2002", "Kubu Perahu, Balik Bukit"),
        ("KUBU", "Kubu Perahu, Balik Bukit"),
    ],
)
def test_search_forgives_spelling(text: str, first: str) -> None:
    assert regions.search(text)[0].label == first


def test_a_kecamatan_finds_all_its_pekon() -> None:
    found = [p for p in regions.search("balikbukit") if p.kecamatan == "Balik Bukit"]
    assert len(found) == 12


def test_every_pekon_is_found_by_its_own_name_and_district() -> None:
    for place in regions.pekon_list():
        assert place in regions.search(place.name)[:2]
        assert regions.search(place.label)[0] == place


def test_what_is_nowhere_finds_nothing_and_no_text_lists_all() -> None:
    assert regions.search("Jakarta") == ()
    assert len(regions.search("")) == 136
