"""R10: any history of laptops, office, links, kills, sticks and restores, against a small model.

Steps come from Hypothesis: write, tell, sync over a link that loses, repeats and replays, on one
lane or on two that overtake each other, kill a laptop or the office at any call of its storage,
carry files by stick in any order, bring either side back to an older state. The checker counts,
after every step and once more after everything was brought: 0 lost, 0 doubled, 0 believed without
a receipt, 0 unexplained. What people do to keys, permissions and documents is added in
`people_histories.py`. A history that failed is printed with its steps; the seed is fixed.
"""

import contextlib
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sync.courier import DeviceCourier
from sync.courier_errors import CourierRefused
from sync.courier_file import decode_file
from sync.entry import office_feed_start
from sync.errors import AnswerCutShort, SyncError
from sync.message import decode_answer
from sync.quiet import ASK_BYTES
from sync.receipt import Receipt
from sync.reference import PlainDevice, PlainOffice
from sync.storage import Standing
from tests.sync.history_parts import Killed, Known, Link, Mortal, OneEach, lanes_in_order
from tests.sync.world import NOW, World

LAPTOPS = 2
which = st.integers(0, LAPTOPS - 1)
FAULTS = ("", "", "lose request", "lose answer", "twice", "replay first", "old answer")
faults = st.lists(st.sampled_from(FAULTS), max_size=6)
turns = st.lists(st.integers(0, 1), max_size=8)


class Histories(RuleBasedStateMachine):
    """See the module; `office_class` and `believes` make the known-bad twins."""

    office_class = PlainOffice
    believes = False

    def __init__(self):
        super().__init__()
        with contextlib.redirect_stdout(None):  # its seed is always the same
            self.world = World(laptops=LAPTOPS, office=self.office_class(":memory:"))
        self.known = [Known() for _ in range(LAPTOPS)]
        self.mortal = [Mortal(laptop.storage) for laptop in self.world.laptops]
        self.epoch, self.said = 1, {self.world.all: []}
        self.said |= {laptop.own: [] for laptop in self.world.laptops}
        self.feeds = [(self.world.all, [laptop.own for laptop in self.world.laptops])]
        self.requests, self.answers, self.out, self.back = [], [], [], []
        self.backup = self.device_backup = None
        self.serial = 0

    def body(self):
        self.serial += 1
        return b"body %d" % self.serial

    def handle(self, request):
        """Return the office's answer, None when it refuses."""
        try:
            return self.world.end.handle(request)
        except SyncError:
            return None

    def note(self, who, request, answer):
        """Keep what a receipt that arrived says, if it is one for this history."""
        if len(request) == ASK_BYTES:
            return
        key = self.world.office_keys.card.signing_key
        self.heard(who, decode_answer(answer, request, key).receipt)

    def heard(self, who, receipt):
        told = self.known[who].told
        told[receipt.office_epoch] = max(told.get(receipt.office_epoch, 0), receipt.number)

    # ---- what happens

    @rule(who=which, count=st.integers(1, 4))
    def write(self, who, count):
        laptop, known = self.world.laptops[who], self.known[who]
        for _ in range(count):
            body = self.body()
            laptop.write(body)
            known.written.append((laptop.storage.head().hash, body))

    @rule(who=st.integers(-1, LAPTOPS - 1))
    def tell(self, who):
        everyone, own = self.feeds[-1]
        feed, body = everyone if who < 0 else own[who], self.body()
        self.world.tell(feed, body)
        self.said[feed].append(body)

    @rule(who=which, wrong=faults)
    def sync(self, who, wrong):
        self.run(who, wrong)

    @rule(who=which, wrong=faults, order=turns)
    def sync_on_two_lanes(self, who, wrong, order):
        """Each entry a segment of its own; one may overtake the other."""
        with lanes_in_order(order):
            self.run(who, wrong, lanes=2, pace=OneEach())

    @rule(who=which, wrong=faults, calls=st.integers(0, 25))
    def laptop_killed(self, who, wrong, calls):
        self.mortal[who].left = calls
        try:
            self.run(who, wrong)
        except Killed:
            pass
        finally:
            self.mortal[who].left = None

    @rule(who=which, at=st.integers(0, 6))
    def office_killed(self, who, at):
        """Between any two transactions, or inside one that rolls back then."""
        office = self.world.office
        honest, left = office.transaction, [at]

        def transaction():
            left[0] -= 1
            if left[0] < 0:
                raise AnswerCutShort("the office's process ended")
            return honest()

        office.transaction = transaction
        try:
            self.run(who, [])
        finally:
            del office.transaction

    @rule(who=which)
    def stick_out(self, who):
        self.out += [(who, file.encode()) for file in self.courier(who).files()]

    @rule(pick=st.integers(0, 10**6))
    def stick_in(self, pick):
        """Any file that was ever on a stick, as often as one likes."""
        if not self.out:
            return
        who, data = self.out[pick % len(self.out)]
        file = decode_file(data)
        try:
            taken = self.world.courier.take(file)
        except (CourierRefused, SyncError):
            return
        self.back.append((who, self.world.back(taken, file)))

    @rule(pick=st.integers(0, 10**6))
    def stick_home(self, pick):
        if not self.back:
            return
        who, file = self.back[pick % len(self.back)]
        laptop = self.world.laptops[who]
        before = laptop.storage.marks()
        try:
            self.courier(who).take(file)
        except (CourierRefused, SyncError):
            assert laptop.storage.marks() == before or self.known[who].set_back
            return
        key = self.world.office_keys.card.signing_key
        question, *answers = file.pieces
        for one in answers:
            self.heard(who, decode_answer(one, question, key).receipt)

    @rule()
    def office_backup(self):
        self.backup = self.copied(self.world.office), self.epoch

    @rule()
    def office_restored(self):
        """From its backup: a new epoch, and new feeds beside the old ones."""
        if self.backup is None or self.epoch >= 4:
            return
        world = self.world
        world.office = world.end.storage = self.copied(self.backup[0])
        self.epoch += 1
        world.office_keys = replace(world.office_keys, office_epoch=self.epoch)
        office_id = world.office_keys.office_id
        everyone = office_feed_start(office_id, self.epoch, b"")
        own = [office_feed_start(office_id, self.epoch, one.feed_id) for one in world.laptops]
        with world.office.transaction() as tx:
            tx.add_office_feed(everyone, b"")
            for laptop in world.laptops:
                tx.add_device(laptop.device)  # one that was enrolled since says hello
            for feed, laptop in zip(own, world.laptops, strict=True):
                tx.add_office_feed(feed, laptop.feed_id)
        self.feeds.append((everyone, own))
        self.said |= {feed: [] for feed in (everyone, *own)}
        self.after_restore()

    def after_restore(self):
        """Do what people do then; see `people_histories.py`."""

    @rule(who=which)
    def laptop_backup(self, who):
        self.device_backup = who, self.device_copy(who), list(self.known[who].written)

    @rule()
    def laptop_set_back(self):
        """An older state of a laptop's disk; from here on its feed may have two branches."""
        if self.device_backup is None:
            return
        who, copy, written = self.device_backup
        self.device_backup = None
        laptop, known = self.world.laptops[who], self.known[who]
        known.set_back, known.written = True, written
        laptop.storage = copy
        self.mortal[who] = Mortal(copy)

    # ---- what must hold

    @invariant()
    def nothing_is_lost_doubled_or_believed(self):
        for who in range(LAPTOPS):
            self.check(who)

    def check(self, who):
        laptop, known = self.world.laptops[who], self.known[who]
        marks = laptop.storage.marks()
        if not known.set_back:
            assert marks.acknowledged <= known.told.get(marks.office_epoch, 0), "believed"
        stored = self.world.office.entries_after(laptop.feed_id, 0, 10**6)
        numbers = [entry.number for entry in stored]
        assert numbers == list(range(1, len(stored) + 1)), "doubled, or a gap"
        self.check_permission(who, stored)
        if known.set_back:
            return
        pairs = [(entry.hash, entry.body) for entry in stored]
        assert pairs == known.written[: len(pairs)], "unexplained"
        if marks.office_epoch == self.epoch:
            held = self.world.office.held_entries(laptop.feed_id)
            assert len(stored) + len(held) >= marks.acknowledged, "lost"
        for feed, bodies in self.said.items():
            here = [e.body for e in laptop.storage.incoming_after(feed, 0, 10**6)]
            assert here == bodies[: len(here)], "unexplained from the office"

    def check_permission(self, who, stored):
        """Check what somebody may not do any more; see `people_histories.py`."""

    def teardown(self):
        for who, laptop in enumerate(self.world.laptops):
            for _ in range(3):
                self.run(who, [])
            self.check(who)
            if self.known[who].set_back:
                assert laptop.storage.standing() is not Standing.ACTIVE or self.whole(who)
            elif self.known[who].closed_at is None:
                assert self.whole(who), "lost"

    def whole(self, who):
        """Tell whether all of a laptop is at the office, and all that the office still has here."""
        laptop = self.world.laptops[who]
        there = self.world.office.entries_after(laptop.feed_id, 0, 10**6)
        sent = [(e.hash, e.body) for e in there] == self.known[who].written
        with self.world.office.transaction() as tx:
            feeds = [feed.feed_id for feed in tx.office_feeds(laptop.feed_id)]
        office = self.world.office
        return sent and all(
            set(office.office_entries_after(feed, 0, 10**6))
            <= set(laptop.storage.incoming_after(feed, 0, 10**6))
            for feed in feeds
        )

    # ---- means

    def card(self, who):
        """Return what a laptop knows of the office's keys."""
        return self.world.office_keys.card

    def courier(self, who):
        laptop, card = self.world.laptops[who], self.card(who)
        return DeviceCourier(
            laptop.storage,
            laptop.keys,
            card,
            device_number=laptop.number,
            now_ms=lambda: NOW,
            random=self.world.bytes,
        )

    def run(self, who, wrong, **more):
        laptop = self.world.laptops[who]
        engine = laptop.engine_of(
            self.mortal[who],
            Link(self, who, wrong),
            self.card(who),
            anew=lambda: self.card(who),
            **more,
        )
        try:
            engine.run_once()
        except SyncError:
            if self.believes and laptop.storage.head().number:
                head, card = laptop.storage.head(), self.world.office_keys.card
                said = Receipt(
                    card.office_id, self.epoch, laptop.feed_id, head.number, head.hash, 0
                )
                laptop.storage.record_receipt(said)

    def copied(self, office):
        copy = type(office)(":memory:")
        office._db.backup(copy._db)
        copy.devices = dict(office.devices)
        return copy

    def device_copy(self, who):
        laptop = self.world.laptops[who]
        copy = PlainDevice(":memory:", laptop.feed_id)
        laptop.storage._db.backup(copy._db)
        return copy
