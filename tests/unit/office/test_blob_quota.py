"""R39: one laptop cannot fill the office's disk with scans, and hinders no other."""

import pytest
from sqlalchemy import func, select

from outreach_app.domain.blob_limits import BlobLimits
from outreach_app.domain.scan_entries import SCAN_ADDED, ScanAdded
from outreach_app.office import blob_quota
from outreach_app.office.blob_quota_tables import blob_unreferred
from outreach_app.office.exchange import documents
from outreach_app.office.laptops import revoke
from sync.blob import seal_blob
from sync.blob_message import BlobState, Piece, decode_piece_answer
from sync.blob_office import BlobEnd
from sync.errors import BlobQuotaFull, TooLarge
from sync.storage import Evidence

LIMITS = BlobLimits(
    blob_bytes=30_000, day_bytes=100_000, unreferred_bytes=40_000, unreferred_days=3
)
DAY_S = 86_400


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(blob_quota, "limits", lambda: LIMITS)


@pytest.fixture
def end(office):
    return documents(office)


def scan_of(n, size=10_000):
    return seal_blob(n.to_bytes(4) * (size // 4), n.to_bytes(32))


def put(end, laptop, ref, data, at=0):
    piece = Piece(laptop.feed_id, end.keys().office_id, ref.blob_id, ref.size, at, data)
    sent = piece.encode(laptop.keys.sign)
    return decode_piece_answer(end.handle(sent), sent, end.keys().card.signing_key)


def tell(laptop, ref, number="T1801-26-D001-0001-4"):
    facts = {"blob_id": ref.blob_id.hex(), "key": ref.key, "size": ref.size}
    laptop.write(SCAN_ADDED, ScanAdded(number=number, paper="KK", **facts))


def flood(end, laptop, most=40):
    """Send scans that nothing refers to until the office has enough; return their bytes."""
    taken = 0
    for n in range(most):
        ref, sealed = scan_of(1000 + n)
        try:
            put(end, laptop, ref, sealed)
        except BlobQuotaFull:
            break
        taken += len(sealed)
    return taken


def on_disk(office):
    return sum(path.stat().st_size for path in office.blobs._folder.iterdir())


def test_a_flood_ends_at_the_allowance_and_hinders_nobody(office, end, laptop, another_laptop):
    assert flood(end, laptop) <= LIMITS.unreferred_bytes
    assert on_disk(office) <= LIMITS.unreferred_bytes
    for one in (laptop, another_laptop):  # what is told of is taken, of the flooding one, too
        ref, sealed = scan_of(one.head.number + len(one.device) + int(one.device[1:]))
        tell(one, ref)
        one.send()
        assert put(end, one, ref, sealed).state is BlobState.WHOLE


def test_twin_an_office_without_limits_takes_the_flood(office, laptop):
    open_end = BlobEnd(office.ledger, office.blobs, lambda: office.keys, office.clock.now_ms)
    assert flood(open_end, laptop) > LIMITS.unreferred_bytes
    assert on_disk(office) > LIMITS.unreferred_bytes


def test_the_bytes_of_a_day_are_bounded_and_the_next_day_is_new(end, laptop, clock):
    refs = [scan_of(n, 25_000) for n in range(5)]
    for ref, _ in refs:
        tell(laptop, ref)
    laptop.send()
    for ref, sealed in refs[:3]:
        put(end, laptop, ref, sealed)
    with pytest.raises(BlobQuotaFull):
        put(end, laptop, *refs[3])
    assert put(end, laptop, refs[3][0], b"").state is BlobState.PARTIAL, "a question is free"
    assert put(end, laptop, *refs[0]).state is BlobState.WHOLE, "and what is here already"
    clock.advance(DAY_S)
    assert put(end, laptop, *refs[3]).state is BlobState.WHOLE


def test_a_scan_that_is_too_large_is_not_begun(office, end, laptop):
    ref, sealed = scan_of(1, LIMITS.blob_bytes)
    tell(laptop, ref)
    laptop.send()
    with pytest.raises(TooLarge):
        put(end, laptop, ref, sealed[:100])
    assert on_disk(office) == 0


def test_an_early_scan_leaves_the_allowance_when_its_entry_comes(office, end, laptop, clock):
    early, forgotten = scan_of(1), scan_of(2)
    for one in (early, forgotten):
        assert put(end, laptop, *one).state is BlobState.WHOLE
    tell(laptop, early[0])
    laptop.send()
    with office.ledger.reading() as tx:
        assert tx.connection.scalar(select(func.count()).select_from(blob_unreferred)) == 1
    assert blob_quota.purge(office) == 0
    clock.advance(4 * DAY_S)
    assert blob_quota.purge(office) == 1
    assert office.blobs.whole(early[0].blob_id)
    assert not office.blobs.whole(forgotten[0].blob_id)


def test_of_a_revoked_laptop_only_what_held_entries_refer_to(office, end, laptop, head):
    revoke(office, laptop.device, "hilang", head)
    told, other = scan_of(1), scan_of(2)
    with pytest.raises(BlobQuotaFull):
        put(end, laptop, *told)
    tell(laptop, told[0])
    with office.ledger.arriving() as tx:
        evidence = Evidence(b"outer", laptop.unsent[0].hash, bytes(64))
        tx.store(laptop.feed_id, laptop.unsent, evidence, held=True)
    assert put(end, laptop, *told).state is BlobState.WHOLE
    with pytest.raises(BlobQuotaFull):
        put(end, laptop, *other)
