"""Sending by USB stick: what waits goes into files, what the office answers is read from files.

The same protocol as over a link, so nothing counts as arrived before the office's signed receipt
is back on this laptop.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from outreach_app.casework import contradictions, news, office_life
from outreach_app.casework.link_notes import note_stick
from outreach_app.casework.rules import load_rules
from outreach_app.casework.scans import ScanQueue
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.carried_entries import is_carried
from outreach_app.errors import EnvironmentProblem
from outreach_app.identity.carried_file import envelope_of
from outreach_app.store import device_storage
from sync import stick
from sync.blob_courier import BlobsByHand
from sync.courier import DeviceCourier, file_name
from sync.courier_errors import CourierRefused, StickFull, StickProblem, Why
from sync.courier_file import CourierFile, Way, decode_file
from sync.errors import OfficeFeedRewritten

WAITING, AT_OFFICE, OF_OTHERS, READABLE, READ, ONE_FILE = (
    f"COURIER_{n:03d}" for n in range(40, 46)
)
"""What a file is that is not refused: ours on its way, ours and receipted, another laptop's on
its way, a reply that can be read, a reply that was read, one file exported by itself."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file on a stick: what it is, and why it is not read if it is not.

    Attributes:
        device: `D007`; empty when the file cannot be read.
        to_office: its way; None when it cannot be read.
        first: number of the first entry inside, 0 when it holds none.
        code: of the text that says what it is, or why it is not for here.
        facts: values for that text.
        bad: it is damaged, foreign or unreadable.
        scans: scans of papers of which it holds bytes.
    """

    path: Path
    size: int
    device: str = ""
    to_office: bool | None = None
    first: int = 0
    last: int = 0
    code: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    bad: bool = False
    scans: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, read back and compared.

    Attributes:
        paths: files on the stick.
        entries: how many entries they hold.
        size: bytes of all files.
        scans: scans of papers that are on the stick to their end.
        scans_left: scans for which there was no space.
    """

    paths: tuple[Path, ...]
    entries: int
    size: int
    scans: int = 0
    scans_left: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What reading a stick brought.

    Attributes:
        seen: every file with what became of it.
        acknowledged: own entries that the office has newly receipted.
        applied: what was projected.
        read: how many replies were read.
        scans: scans of papers that the office has now.
    """

    seen: tuple[Seen, ...]
    acknowledged: int
    applied: news.Applied
    read: int
    scans: int = 0


class StickDesk:
    """Saves to and reads from sticks for one unlocked laptop; call from any thread.

    Args:
        place: of the laptop.
        busy: held while a link or a stick exchanges, one at a time.
    """

    def __init__(self, place: Workplace, busy: threading.Lock) -> None:
        self._place, self._busy = place, busy

    def look(self, folder: Path) -> tuple[Seen, ...]:
        """Return every courier file in `folder`, by name, changing nothing.

        Raises:
            EnvironmentProblem: COURIER_003 the folder cannot be read.
        """
        end = self._end()
        with _translated():
            return tuple(self._seen(end, path)[0] for path in stick.listed(folder))

    def need_bytes(self) -> int:
        """Return how much space saving now needs."""
        end = self._end()
        files = (*end.files(), *end.document_files())
        return sum(len(file.encode()) for file in files) + stick.SPARE_BYTES

    def save(self, folder: Path) -> Saved:
        """Write everything the office has not receipted to a drive or folder, verified.

        Entries go first and whole; scans of papers take the space that is left.

        Raises:
            EnvironmentProblem: COURIER_001 to 004; nothing was moved, everything stays here.
        """
        home = stick.home(folder)
        with self._busy, _translated():
            stick.sweep(home, self._place.device)
            end = self._end()
            made = [(file, file.encode()) for file in end.files()]
            whole = sum(len(data) for _, data in made)
            if stick.free_bytes(home) < whole + stick.SPARE_BYTES:
                raise StickFull("not enough space", need_mb=stick.need_mb(whole))
            questions, former = self._questions(home)
            paths = [stick.write(home, file_name(file), data) for file, data in made]
            for path in questions:
                stick.remove(path)
            scan_paths, size, left = self._save_scans(end, home)
            for path in former if not left else ():
                stick.remove(path)
        now_ms = self._place.clock.now_ms()
        self._place.run(lambda store: note_stick(store, now_ms))
        entries = sum(file.last - file.first + 1 for file, _ in made if file.first)
        scans = len(self._queue().waiting()) - left
        return Saved((*paths, *scan_paths), entries, whole + size, scans, left)

    def _save_scans(self, end: DeviceCourier, home: Path) -> tuple[list[Path], int, int]:
        """Write scans while there is space; return files, bytes, and scans that are not whole."""
        paths, size = list[Path](), 0
        written, cut = set[bytes](), set[bytes]()
        for file in end.document_files():
            data = file.encode()
            if stick.free_bytes(home) < len(data) + stick.SPARE_BYTES:
                cut |= file.documents
                break
            paths.append(stick.write(home, file_name(file), data))
            written, size = written | file.documents, size + len(data)
        waiting = {blob.blob_id for blob in self._queue().waiting()}
        return paths, size, len(waiting - (written - cut))

    def read(self, folder: Path) -> Fetched:
        """Read every reply for this laptop in `folder`; doing it again changes nothing.

        Raises:
            EnvironmentProblem: COURIER_003 the folder cannot be read.
        """
        end, risen, found, scans = self._end(), 0, list[Seen](), 0
        with self._busy, _translated():
            looked = [self._seen(end, path) for path in stick.listed(folder)]
            # The newest first: what older replies say of the same feeds is then known already.
            for seen, file in sorted(looked, key=lambda pair: -pair[0].last):
                if seen.code != READABLE or file is None:
                    found.append(seen)
                    continue
                try:
                    brought = end.take(file)
                except CourierRefused as error:
                    if isinstance(error.__cause__, OfficeFeedRewritten):
                        contradictions.note_rewritten(self._place, error.__cause__.feed_id)
                    found.append(replace(seen, code=error.why.value, bad=True))
                    continue
                risen, scans = risen + brought.risen, scans + brought.documents
                old = not (brought.risen or brought.received or brought.documents)
                found.append(replace(seen, code=Why.NOTHING_NEW.value if old else READ))
            applied = office_life.apply(self._place)
        self._place.rules = self._place.run(load_rules)
        found.sort(key=lambda seen: seen.path.name)
        read = sum(seen.code == READ for seen in found)
        return Fetched(tuple(found), risen, applied, read, scans)

    def tidy(self, folder: Path) -> int:
        """Remove own files that the office has receipted, and return how many.

        Other laptops' files, replies and whatever cannot be read stay.

        Raises:
            EnvironmentProblem: COURIER_001, COURIER_003.
        """
        done = [seen.path for seen in self.look(folder) if seen.code == AT_OFFICE]
        with _translated():
            for path in done:
                stick.remove(path)
        return len(done)

    def _questions(self, home: Path) -> tuple[list[Path], list[Path]]:
        """Return own files on a stick that only ask, and those with scans: written anew next."""
        looked = [self._seen(self._end(), path)[0] for path in stick.listed(home)]
        own = [seen for seen in looked if seen.code == WAITING and not seen.first]
        asking = [seen.path for seen in own if not seen.scans]
        return asking, [seen.path for seen in own if seen.scans]

    def _seen(self, end: DeviceCourier, path: Path) -> tuple[Seen, CourierFile | None]:
        seen = Seen(path, stick.size_of(path))
        try:
            if is_carried(data := stick.read(path)):
                device = f"D{envelope_of(data).device_number:03d}"
                return replace(seen, device=device, to_office=True, code=ONE_FILE), None
            file = decode_file(data)
        except CourierRefused as error:
            return replace(seen, code=error.why.value, facts=error.facts, bad=True), None
        except StickProblem as error:
            return replace(seen, code=error.code, facts=error.facts, bad=True), None
        seen = replace(
            seen,
            device=f"D{file.device_number:03d}",
            to_office=file.way is Way.TO_OFFICE,
            first=file.first,
            last=file.last,
            scans=len(file.documents) if file.way is Way.TO_OFFICE else 0,
        )
        code, bad = self._what(end, file)
        return replace(seen, code=code, bad=bad), file

    def _what(self, end: DeviceCourier, file: CourierFile) -> tuple[str, bool]:
        why = end.why_not(file)
        if why is None:
            return READABLE, False
        if why is Why.OTHER_OFFICE:
            return why.value, True
        if file.way is Way.BACK:
            return why.value, False
        if why is Why.OTHER_DEVICE:
            return OF_OTHERS, False
        if inside := file.documents:
            waiting = {blob.blob_id for blob in self._queue().waiting()}
            return (WAITING if inside & waiting else AT_OFFICE), False
        marks = self._place.run(lambda store: store.feed.marks())
        arrived = file.first and file.last <= marks.acknowledged
        return (AT_OFFICE if arrived else WAITING), False

    def _queue(self) -> ScanQueue:
        return ScanQueue(self._place, self._place.scans_folder)

    def _end(self) -> DeviceCourier:
        place, unlocked = self._place, self._place.unlocked
        feed_id, keys = unlocked.certificate.feed_id, unlocked.device_keys
        return DeviceCourier(
            device_storage(place.thread),
            place.unlocked.device_keys,
            office_life.office_card(place),
            device_number=place.device_number,
            now_ms=place.clock.now_ms,
            random=place.random,
            blobs=BlobsByHand(self._queue(), feed_id, keys, unlocked.office_card),
            certificate=unlocked.certificate,
        )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except StickProblem as error:
        raise EnvironmentProblem(error.code, retry=error.retry, **error.facts) from error
