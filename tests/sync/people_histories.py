"""R10, what people do: keys that rotate, permissions taken away, laptops enrolled again, documents.

The model of it: an office opens with its newest key or two; what came after a permission was taken
away counts for nothing; a laptop that is enrolled again emits what the office did not have of its
branch; a document that was let go is whole at the office.
"""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st
from hypothesis.stateful import rule

from sync.announcement import KeyAnnouncement, newest
from sync.blob import seal_blob
from sync.blob_office import BlobEnd
from sync.blob_sender import BlobSender
from sync.errors import AnswerCutShort, LinkProblem, SyncError
from sync.keys import OfficeKeys
from sync.storage import Standing
from tests.sync.histories import LAPTOPS, Histories, faults, which
from tests.sync.history_parts import Documents, Known, MemoryBlobs, Mortal
from tests.sync.world import NOW, Laptop

MOST_KEYS, MOST_LAPTOPS = 5, 6
DOCUMENT_BYTES = 3_000


class PeopleHistories(Histories):
    """See the module; the class attributes make the known-bad twins."""

    picks = staticmethod(newest)
    remembers = True
    lets_go = False

    def __init__(self):
        super().__init__()
        world = self.world
        root = Ed25519PrivateKey.from_private_bytes(world.bytes(32))
        self.root_sign = root.sign
        world.office_keys = replace(
            world.office_keys, root_key=root.public_key().public_bytes_raw()
        )
        self.first = world.office_keys.card
        self.announced = []
        self.enrolled = LAPTOPS
        self.documents = [Documents() for _ in range(LAPTOPS)]
        self.folder, self.pieces, self.piece_answers = MemoryBlobs(), [], []

    # ---- keys

    def card(self, who):
        """The newest key that the root announced, as far as this laptop was told."""
        laptop = self.world.laptops[who]
        told = [
            KeyAnnouncement.decode(entry.body)
            for everyone, _ in self.feeds
            for entry in laptop.storage.incoming_after(everyone, 0, 10**6)
            if entry.body in self.announced
        ]
        return self.picks(self.first, told)

    def say(self, announcement):
        everyone, _ = self.feeds[-1]
        self.world.tell(everyone, announcement)
        self.said[everyone].append(announcement)

    @rule()
    def rotate(self):
        """A new key; the office destroys all others, or all but one."""
        if len(self.announced) >= MOST_KEYS:
            return
        keys = self.world.office_keys
        seed, kept = self.world.bytes(32), 1 + len(self.announced) % 2
        public = OfficeKeys(bytes(16), 1, bytes(32), (seed,)).card.sealing_key
        said = KeyAnnouncement(keys.office_id, len(self.announced) + 1, public, NOW, NOW + 1)
        self.announced.append(said.signed(self.root_sign).encode())
        self.world.office_keys = replace(keys, sealing_seeds=(*keys.sealing_seeds, seed)[-kept:])
        self.say(self.announced[-1])

    @rule(pick=st.integers(0, MOST_KEYS))
    def announced_again(self, pick):
        """An old announcement comes once more, as it does after a restore; it is still true."""
        if self.announced:
            self.say(self.announced[pick % len(self.announced)])

    # ---- permission

    @rule(who=which)
    def revoke(self, who):
        known, feed_id = self.known[who], self.world.laptops[who].feed_id
        if known.closed_at is not None:
            return
        with self.world.office.transaction() as tx:
            feed = tx.lock_feed(feed_id)
            tx.set_feed(feed_id, replace(feed, revoked_at=feed.head.number))
        known.closed_at = len(self.stored(who))
        known.heard = {feed: len(bodies) for feed, bodies in self.said.items()}

    def after_restore(self):
        """The clerk takes permissions away once more, the root says its newest word."""
        for who, known in enumerate(self.known):
            if known.closed_at is not None:
                known.closed_at, former = None, known.heard
                self.revoke(who)
                known.heard = former
        if self.announced:
            self.say(self.announced[-1])

    def check_permission(self, who, stored):
        known, laptop = self.known[who], self.world.laptops[who]
        assert not known.former & {entry.body for entry in stored}, "doubled by enrolling again"
        gone = self.documents[who].gone
        assert all(map(self.folder.whole, gone)), "believed a document"
        if known.closed_at is None:
            return
        assert len(stored) <= known.closed_at, "taken in after its permission was taken away"
        for feed in self.said:
            here = laptop.storage.incoming_after(feed, 0, 10**6)
            assert len(here) <= known.heard.get(feed, 0), "told after that"

    @rule(who=which)
    def enrol_again(self, who):
        """New keys, a new feed; what the office does not have of the former one goes again."""
        if self.enrolled >= MOST_LAPTOPS:
            return
        self.enrolled += 1
        world, former, known = self.world, self.world.laptops[who], self.known[who]
        stored, mine = self.stored(who), former.storage.entries_after(0, 10**6)
        after = sum(there == here for there, here in zip(stored, mine, strict=False))
        bodies = [entry.body for entry in mine]
        new = world.laptops[who] = Laptop(world, 10 + self.enrolled)
        new.write(*bodies[after if self.remembers else 0 :])
        self.mortal[who] = Mortal(new.storage)
        self.feeds[-1][1][who], self.said[new.own] = new.own, []
        if self.device_backup and self.device_backup[0] == who:
            self.device_backup = None
        had = known.former | set(bodies[:after])
        written = [(e.hash, e.body) for e in new.storage.entries_after(0, 10**6)]
        self.known[who] = Known(written, former=had)

    def stored(self, who):
        return self.world.office.entries_after(self.world.laptops[who].feed_id, 0, 10**6)

    # ---- documents

    @rule(who=which)
    def scan(self, who):
        """A document with the entry that refers to it."""
        ref, sealed = seal_blob(self.world.bytes(DOCUMENT_BYTES), self.world.bytes(32))
        self.documents[who].add(sealed)
        laptop = self.world.laptops[who]
        laptop.write(ref.blob_id)
        self.known[who].written.append((laptop.storage.head().hash, ref.blob_id))

    @rule(who=which, wrong=faults)
    def bring_documents(self, who, wrong):
        self.bring(who, wrong)

    def bring(self, who, wrong):
        laptop, documents = self.world.laptops[who], self.documents[who]
        link = DocumentLink(self, wrong)
        sender = BlobSender(documents, laptop.feed_id, laptop.keys, self.card(who), link)
        try:
            sender.run_once()
        except LinkProblem:
            if self.lets_go:
                documents.done(documents.waits[0])
        except SyncError:
            pass  # an answer to another piece is not believed

    # ---- the end

    def teardown(self):
        super().teardown()
        for who, known in enumerate(self.known):
            self.bring(who, [])
            assert not self.documents[who].waits, "lost a document"
            self.check(who)
            if known.closed_at is not None and not known.set_back:
                self.check_held(who)

    def check_held(self, who):
        """All that it wrote is there or held, unless it was told of no key that still opens."""
        laptop, office = self.world.laptops[who], self.world.office
        if self.card(who).sealing_key_id not in self.world.office_keys.sealing_by_id:
            return
        assert laptop.storage.standing() is Standing.REVOKED, "not told that its permission is gone"
        there = {e.hash for e in (*self.stored(who), *office.held_entries(laptop.feed_id))}
        assert there == {hash_ for hash_, _ in self.known[who].written}, "lost, not held"


class DocumentLink:
    """The route of documents, with the faults of this run."""

    def __init__(self, machine, wrong):
        self.machine, self.wrong = machine, list(wrong)

    def post_blob(self, piece):
        machine = self.machine
        fault = self.wrong.pop(0) if self.wrong else ""
        if fault == "lose request":
            raise AnswerCutShort(fault)
        world = machine.world
        end = BlobEnd(world.office, machine.folder, lambda: world.office_keys, lambda: NOW)
        for old in machine.pieces[-3:] if fault == "replay first" else ():
            end.handle(old)
        if fault == "old answer" and machine.piece_answers:
            return machine.piece_answers[len(machine.pieces) % len(machine.piece_answers)]
        machine.pieces.append(piece)
        answer = end.handle(piece)
        if fault == "twice":
            answer = end.handle(piece)
        if fault == "lose answer":
            raise AnswerCutShort(fault)
        machine.piece_answers.append(answer)
        return answer
