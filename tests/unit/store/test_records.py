"""Finished files: revisions, places, what the office said, and finding them again."""

import pytest

from outreach_app.domain.entries import CaseDecided
from outreach_app.store.rows import Place


def decided(record, state="siap_wawancara", **facts):
    return CaseDecided(
        decision_id="c-1",
        number=record.number,
        instance_id=record.instance_id,
        state=state,
        clerk="rina",
        **facts,
    )


@pytest.fixture
def finish(store, append, record):
    """Finish a file: entry and row, as casework does."""

    def do(**facts):
        with store.transaction():
            entry = append(body=b"0123456789")
            row = record(entry_number=entry.number, head=entry.hash.hex(), **facts)
            store.records.add(row)
        return row

    return do


def test_record_comes_back_as_it_was(store, finish):
    row = finish(
        warnings=("/data/nik",), documents_missing=("KK",), intake_facts={"sebab": "KK buram"}
    )
    assert store.records.get(row.number) == row
    assert store.records.by_instance("uuid:1") == row
    assert store.records.of_day(row.day_id) == [row]
    assert store.records.with_nik(row.nik) == [row]


def test_correction_becomes_the_newest_and_keeps_the_former(store, finish):
    first = finish()
    second = finish(instance_id="uuid:2", deprecated_id="uuid:1", name="Fajar Bulan Baru")
    assert store.records.get(first.number) == second
    assert store.records.revisions(first.number) == [first, second]
    assert store.records.of_day(first.day_id) == [second]
    assert store.records.search("baru") == store.records.search("fajar") == [second]


def test_file_moves_through_its_places(store, finish, acknowledge, append):
    row = finish()
    assert store.records.place_of(row.number) is Place.UNSENT
    acknowledge(1)
    assert store.records.place_of(row.number) is Place.AT_OFFICE
    store.records.judge(row.number, row.instance_id, "ditahan", "INTAKE_003", {"kk": "buram"})
    assert store.records.place_of(row.number) is Place.HELD
    assert store.records.get(row.number).intake_facts == {"kk": "buram"}
    store.records.judge(row.number, row.instance_id, "diterima")
    assert store.records.place_of(row.number) is Place.AT_OFFICE
    store.records.decide(decided(row, "perlu_dilengkapi", reason="KK", paths=("/data/kk",)))
    assert store.records.place_of(row.number) is Place.DECIDED
    assert store.records.get(row.number).decision_paths == ("/data/kk",)
    with store.transaction():
        entry = append(kind="record.cancelled")
        store.records.cancel(row.number, "dobel", entry.number)
    assert store.records.place_of(row.number) is Place.UNSENT
    acknowledge(2)
    assert store.records.place_of(row.number) is Place.CANCELLED
    assert store.records.get(row.number).cancelled == "dobel"


def test_every_file_is_counted_in_exactly_one_place(store, finish, acknowledge, draft):
    rows = [finish(number=f"N-{n}", instance_id=f"uuid:{n}") for n in range(6)]
    store.drafts.save(draft())
    acknowledge(4)
    store.records.judge("N-1", "uuid:1", "ditolak", "X")
    store.records.judge("N-2", "uuid:2", "ditahan", "Y")
    store.records.decide(decided(rows[3]))
    counts = store.records.counts()
    assert (counts.drafts, counts.unsent, counts.at_office) == (1, 2, 1)
    assert (counts.rejected, counts.held, counts.decided, counts.cancelled) == (1, 1, 1, 0)
    assert counts.unsent_bytes == 20
    assert store.records.unsent_count() == 2
    assert len(store.records.places()) == 6


def test_receipt_of_a_restored_office_makes_files_unsent_again(store, finish, acknowledge):
    finish()
    acknowledge(1, epoch=1)
    acknowledge(0, epoch=2)
    assert store.records.unsent_count() == 1


def test_word_on_an_unknown_file_is_passed_over(store, record):
    assert not store.records.judge("N", "uuid:x", "diterima")
    assert not store.records.decide(decided(record()))
    assert not store.records.cancel("N", "x", 1)


def test_files_of_a_former_feed_keep_their_place_after_a_new_enrolment(
    store, finish, acknowledge, append
):
    sent, unsent = finish(), finish(number="N-2", instance_id="uuid:2")
    acknowledge(1)
    store.feed.begin(b"g" * 32)
    assert store.records.place_of(sent.number) is Place.AT_OFFICE
    assert store.records.place_of(unsent.number) is Place.UNSENT
    with store.transaction():
        entry = append()
        store.records.emitted_again("uuid:2", entry.number, entry.hash.hex())
    acknowledge(1)
    assert store.records.unsent_count() == 0


@pytest.mark.parametrize(
    "typed",
    [
        "pajar bulan",
        "Fajar Bulan",
        "bulan pajar",
        "fajarbulan",
        "PAJ",
        "9901",
        "1804041708909901",
        "1804 0417 0890 9901",
        "LB-26-D007-00042-K",
        "lb26d00700042k",
        "00042",
        "42",
        "42-k",
        "d007 42",
        "A-014",
        "a14",
        "A014",
        "14",
        "fajar 9901",
    ],
)
def test_search_finds_by_name_number_ticket_and_nik(store, finish, typed):
    row = finish()
    finish(number="LB-26-D007-00099-M", instance_id="uuid:9", name="Ngatiyem", nik="", ticket="")
    assert store.records.search(typed) == [row]


@pytest.mark.parametrize("typed", ["", "  ", "-", '"', "*", "bulan siti", "9902", "990", "zz"])
def test_search_finds_nothing_where_nothing_is(store, finish, typed):
    finish()
    assert store.records.search(typed) == []


@pytest.mark.parametrize(
    "typed",
    ["siti-aminah", 'a"b', "NIK: 12", "*", "a OR b", "NEAR(a b)", "words : x", "^x", "(", "{"],
)
def test_typed_signs_are_never_syntax(store, finish, typed):
    finish()
    store.records.search(typed)


def test_newest_file_comes_first_and_the_list_ends(store, finish):
    for number in range(5):
        finish(number=f"N-{number}", instance_id=f"uuid:{number}")
    assert [r.number for r in store.records.search("fajar", 3)] == ["N-4", "N-3", "N-2"]
