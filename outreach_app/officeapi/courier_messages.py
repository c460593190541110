"""Messages of the courier: files of laptops brought in by hand, and what goes back."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages import Message


class CourierUpload(Message, frozen=True, kw_only=True):
    """A courier file as it stands on the stick.

    Attributes:
        name: of the file, for the list only.
        data: its bytes.
    """

    name: str
    data: bytes


class CourierSeen(Message, frozen=True, kw_only=True):
    """One file, and what became of it.

    Attributes:
        device: `D007`; empty when the file does not say.
        first: number of the first entry inside, 0 when it holds none.
        last: of the last.
        taken: it was taken in, now or before.
        new: entries that were new.
        scans: scans of papers of which it holds bytes.
        file: number of the one file that it carries, empty for a batch.
        code: of the text that says what became of it; COURIER_030 for taken in.
        facts: values for that text.
    """

    name: str
    device: str = ""
    first: int = 0
    last: int = 0
    taken: bool = False
    new: int = 0
    scans: int = 0
    file: str = ""
    code: str = ""
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class CourierTaken(Message, frozen=True, kw_only=True):
    """What became of an upload, and the file for the way back.

    Attributes:
        reply_name: file name for the stick; empty when there is nothing to give back.
        reply: its bytes.
    """

    seen: CourierSeen
    reply_name: str = ""
    reply: bytes = b""


class CourierReply(Message, frozen=True, kw_only=True):
    """The newest answers for one laptop, as a file."""

    device: str
    name: str
    data: bytes


class CourierLaptop(Message, frozen=True, kw_only=True):
    """A laptop that sends by stick.

    Attributes:
        number: entries 1 to this number are here.
        arrived_ms: when its newest file came.
        waiting: entries of the office that the newest file did not know yet.
    """

    device: str
    number: int
    arrived_ms: int
    waiting: int


class CourierLaptops(Message, frozen=True, kw_only=True):
    """Laptops that send by stick, by number."""

    laptops: tuple[CourierLaptop, ...]
