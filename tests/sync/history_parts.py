"""Parts of the histories of R10: who dies, what is known, links, lanes and documents."""

from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

import sync.engine
from sync.blob import blob_id
from sync.errors import AnswerCutShort
from sync.flights import Flight, Flights
from sync.pace import Pace
from sync.storage import WaitingBlob


class Killed(BaseException):
    """The process ended here."""


class Mortal:
    """A storage whose process is killed before its n-th call from now."""

    def __init__(self, storage):
        self._storage, self.left = storage, None

    def __getattr__(self, name):
        value = getattr(self._storage, name)
        if not callable(value):
            return value

        def call(*args, **named):
            if self.left is not None:
                self.left -= 1
                if self.left < 0:
                    raise Killed
            return value(*args, **named)

        return call


@dataclass
class Known:
    """The model of one laptop.

    Attributes:
        written: (hash, body) in order, of the branch it is on.
        told: marks that receipts which truly reached it named, epoch -> number.
        set_back: it was brought back to an older state, so its feed may fork.
        closed_at: number at the office when its permission was taken away.
        heard: office feed -> entries here when its permission was taken away.
        former: bodies that the office had of it when it was enrolled again.
    """

    written: list = field(default_factory=list)
    told: dict = field(default_factory=dict)
    set_back: bool = False
    closed_at: int | None = None
    heard: dict = field(default_factory=dict)
    former: set = field(default_factory=set)


class Link:
    """Posts to the office with the faults of this run, and keeps what truly arrived back."""

    def __init__(self, machine, who, wrong):
        self.machine, self.who, self.wrong = machine, who, list(wrong)

    def post(self, request):
        machine = self.machine
        fault = self.wrong.pop(0) if self.wrong else ""
        if fault == "lose request":
            raise AnswerCutShort(fault)
        if fault == "replay first":
            for old in machine.requests[-3:]:
                machine.handle(old)
        if fault == "old answer" and machine.answers:
            return machine.answers[len(machine.requests) % len(machine.answers)]
        machine.requests.append(request)
        answer = machine.handle(request)
        if fault == "twice":
            answer = machine.handle(request)
        if answer is None or fault == "lose answer":
            raise AnswerCutShort(fault)
        machine.answers.append(answer)
        machine.note(self.who, request, answer)
        return answer


class DrawnFlights(Flights):
    """Lanes without threads: which request under way reaches the office next was drawn."""

    order = ()

    def start(self, request, last, *, asks):
        self._flights.append(Flight(request, last, asks, None))

    def next_landed(self):
        turn = self.order.pop(0) if self.order else 0
        flight = self._flights.pop(turn % len(self._flights))
        flight._future = Future()
        try:
            flight._future.set_result(self._timed(flight.request))
        except Exception as error:  # noqa: BLE001 - given to whoever asks for the reply
            flight._future.set_exception(error)
        flight.alone = not self._flights
        return flight


@contextmanager
def lanes_in_order(order):
    """Let two lanes overtake each other as `order` says."""
    drawn = type("Drawn", (DrawnFlights,), {"order": list(order)})
    honest, sync.engine.Flights = sync.engine.Flights, drawn
    try:
        yield
    finally:
        sync.engine.Flights = honest


class OneEach(Pace):
    """The smallest link there is: every entry is a segment of its own."""

    segment_bytes = property(lambda self: 40, lambda self, _value: None)

    def level(self, raw_bytes):
        return 3


class MemoryBlobs:
    """A `BlobStorage` that no disk slows down."""

    def __init__(self):
        self.parts = {}

    def have(self, blob):
        return len(self.parts.get(blob, b""))

    def whole(self, blob):
        return blob in self.parts and blob_id(self.parts[blob]) == blob

    def extend(self, blob, size, offset, data):
        here = self.parts.get(blob, b"")
        if not self.whole(blob) and offset <= len(here) < offset + len(data):
            self.parts[blob] = here[:offset] + data
            if len(self.parts[blob]) == size and not self.whole(blob):
                del self.parts[blob]
        return self.have(blob)


class Documents:
    """A `BlobQueue` of one laptop."""

    def __init__(self):
        self.sealed, self.waits, self.gone = {}, [], []

    def add(self, sealed):
        blob = blob_id(sealed)
        self.sealed[blob] = sealed
        self.waits.append(blob)

    def waiting(self):
        return [WaitingBlob(blob, len(self.sealed[blob]), 0) for blob in self.waits]

    def read(self, blob, offset, size):
        return self.sealed[blob][offset : offset + size]

    def heard(self, blob, have):
        pass

    def done(self, blob):
        self.waits.remove(blob)
        self.gone.append(blob)

    def lost(self, blob, why):
        raise AssertionError(f"nothing was damaged: {why}")
