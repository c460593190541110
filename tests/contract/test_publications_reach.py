"""A text goes from the desk to a laptop, is read there offline, and the reading comes back."""

from outreach_app.casework import materials
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.publications import Standing
from outreach_app.office.projection import project_all
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.practice import office_day


def test_published_read_offline_withdrawn(practice):
    office, laptop, post, _ = practice
    client = OfficeClient(office.url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    desk = PublishingClient(client)
    notice = pm.PublishShort(
        kind="notice", title={"id": "Jalan longsor"}, text={"id": "Lewat Suoh."}
    )
    published = desk.publish_short(notice).publication_id
    assert desk.history(published)[0].waiting == (laptop.device,)
    laptop.sync_now(post)
    place = laptop.place
    (found,) = materials.listed(place, "longsor")
    assert found.standing is Standing.IN_FORCE
    assert "Jalan longsor" in [one.title("id") for one in laptop.today().notices]
    assert materials.read(place, found, 1.0, finished=False) is False
    assert materials.read(place, found, 42.0, finished=True) is True
    desk.withdraw(published, "Jalan sudah dibuka.")
    laptop.sync_now(post)
    gone = materials.material(place, published)
    assert (gone.standing, gone.edition.withdrawn_reason) == (
        Standing.WITHDRAWN,
        "Jalan sudah dibuka.",
    )
    assert "Jalan longsor" not in [one.title("id") for one in laptop.today().notices]
    project_all(office.office)
    with office.office.ledger.reading() as tx:
        entries = tx.entries_after(place.unlocked.certificate.feed_id, 0, 100)
    assert [one.kind for one in entries[1:]] == [pe.PUBLICATION_READ], "after the recovery code"
    laptop.sync_now(post)
    assert desk.history(published)[0].reached == (laptop.device,)
