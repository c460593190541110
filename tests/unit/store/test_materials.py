"""Published texts on the laptop: versions, withdrawal, words, readings."""

from outreach_app.domain import publishing_entries as pe
from outreach_app.store.rows import Reading, TrainingPass


def text(publication_id="kartu", version=1, **changes):
    facts = {
        "publication_id": publication_id,
        "version": version,
        "kind": "notice",
        "audience": "officers",
        "title": {"id": "Paspor anak", "en": "Child passport"},
        "text": {"id": "Surat **pernyataan** orang tua.", "en": "A declaration."},
        "valid_from": "2026-11-01",
        "published_on": "2026-11-01",
    }
    return pe.PublicationPublished(**(facts | changes))


def test_versions_stay_and_the_newest_is_found(store):
    store.materials.put(text())
    store.materials.put(text(version=2, text={"id": "Akta kelahiran.", "en": "A certificate."}))
    assert [e.body.version for e in store.materials.versions("kartu")] == [1, 2]
    assert store.materials.search("akta kelah") == ["kartu"]
    assert store.materials.search("CERTIF") == ["kartu"]
    assert store.materials.search("pernyataan") == []
    assert store.materials.search('anak" OR "x') == []
    assert store.materials.search("  ") == []


def test_a_title_counts_more_than_a_text(store):
    store.materials.put(text("a", title={"id": "Umum"}, text={"id": "overstay disebut"}))
    store.materials.put(text("b", title={"id": "Overstay"}, text={"id": "denda"}))
    assert store.materials.search("overstay") == ["b", "a"]


def test_a_version_projected_again_changes_nothing(store):
    store.materials.put(text())
    said = pe.PublicationWithdrawn(
        publication_id="kartu", version=1, withdrawn_on="2026-11-20", reason="Berubah."
    )
    store.materials.withdraw(said)
    store.materials.put(text())
    store.materials.put(text(version=2))
    standing = [e.withdrawn_reason for e in store.materials.versions("kartu")]
    assert standing == ["Berubah.", ""]


def test_readings_and_passes_belong_to_an_officer(store):
    reading = Reading(
        publication_id="kartu", version=1, officer="rina", seconds=90, read_on="2026-11-24"
    )
    with store.transaction():
        store.materials.add_reading(reading)
    assert store.materials.readings("rina") == [reading]
    assert store.materials.readings("budi") == []
    passed = TrainingPass(officer="rina", publication_id="kartu", version=1, passed_on="2026-11-24")
    store.materials.add_pass(passed)
    store.materials.add_pass(
        TrainingPass(officer="rina", publication_id="kartu", version=1, passed_on="2026-12-01")
    )
    assert store.materials.passes("rina") == [passed]
