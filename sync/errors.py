"""What can go wrong between two ends, each with a code of its own.

    SyncError               base; `code`, `retry` on the class, `facts` on the object
    ├── LinkProblem         the network or the office's machine; trying again may help
    │   ├── OfficeUnreachable  SYNC_001      ├── AnswerCutShort   SYNC_002
    │   ├── WrongOfficeKey     SYNC_003      ├── NotAnAnswer      SYNC_004
    │   ├── OfficeBusy         SYNC_005      ├── CaptivePortal    SYNC_020 (a NotAnAnswer)
    │   ├── ProxyProblem       SYNC_021      ├── TlsProblem       SYNC_022
    │   └── OfficeFault        SYNC_023
    ├── Refused             what arrived is not acceptable; nothing of it was kept
    │   ├── SegmentRefused     SYNC_006      ├── RequestRefused   SYNC_007
    │   ├── AnswerRefused      SYNC_008      ├── ReceiptRefused   SYNC_009
    │   ├── KeyNotHere         SYNC_026 (seal it anew)
    │   ├── CodecFailed        SYNC_010 (ask for the plain codec)
    │   ├── BlobDamaged        SYNC_030
    │   └── BlobQuotaFull      SYNC_031
    ├── ChainBroken         SYNC_011, entries that do not follow one another
    │   └── OfficeFeedRewritten  SYNC_032, those of the office: two stories
    ├── FeedFrozen          SYNC_012, one number with two hashes: a copy of the laptop exists
    ├── DeviceRevoked       SYNC_013     ├── DeviceUnknown  SYNC_014
    ├── DeviceSetBack       SYNC_025, an older state of the device was restored
    ├── TooLarge            SYNC_015     └── Stopped        SYNC_024, somebody asked for it

The texts of the codes belong to the application
(`resources/translations/{id,en}/errors_sync.po`); a `reason` is one short English word group
for logs and for the audit, never a personal fact.
"""

from __future__ import annotations

from typing import ClassVar


def without_frames(error: Exception) -> Exception:
    """Return an error that holds its message and nothing of where it was raised.

    A frame holds keys and laptops; an error that is kept would keep them beyond a lock.
    """
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is not None and one.__traceback__ is not None:
            one.__traceback__ = None
            left += [one.__cause__, one.__context__]
    return error


class SyncError(Exception):
    """A problem of the exchange.

    Attributes:
        code: key of the text for a person.
        retry: the same may succeed later without anybody doing anything.
        facts: values that the text names.
    """

    code: ClassVar[str] = "SYNC_000"
    retry: ClassVar[bool] = False

    def __init__(self, reason: str = "", **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts: dict[str, object] = {"reason": reason, **facts}

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}" if self.reason else self.code


class LinkProblem(SyncError):
    """The way to the office; everything stays stored here."""

    retry = True


class OfficeUnreachable(LinkProblem):
    """No connection could be made."""

    code = "SYNC_001"


class AnswerCutShort(LinkProblem):
    """The request went out, no whole answer came back; the office may have acted."""

    code = "SYNC_002"


class AnswerTooSlow(AnswerCutShort):
    """The answer did not come in time; trying at once would only wait again."""


class WrongOfficeKey(LinkProblem):
    """The machine that answered does not hold the pinned key."""

    code = "SYNC_003"


class NotAnAnswer(LinkProblem):
    """Something answered that is not the office, for example a log-in page of a hotspot."""

    code = "SYNC_004"


class OfficeBusy(LinkProblem):
    """The office asks to come back later; `after_s` in the facts, 0 when it named no time."""

    code = "SYNC_005"


class CaptivePortal(NotAnAnswer):
    """A page or a redirect answered: the hotspot wants somebody to log in first."""

    code = "SYNC_020"


class ProxyProblem(LinkProblem):
    """The proxy of this network is away or wants an account."""

    code = "SYNC_021"


class TlsProblem(LinkProblem):
    """No secure connection could be made; nothing was sent."""

    code = "SYNC_022"


class OfficeFault(LinkProblem):
    """The office's machine answered with a fault of its own."""

    code = "SYNC_023"


class Refused(SyncError):
    """What arrived is not acceptable; nothing of it was kept."""


class SegmentRefused(Refused):
    """A run of entries was damaged, foreign or not signed by its owner."""

    code = "SYNC_006"


class KeyNotHere(SegmentRefused):
    """Sealed to a key that the office never had, lost, or destroyed; another one is asked for."""

    code = "SYNC_026"


class RequestRefused(Refused):
    """The office cannot accept the request."""

    code = "SYNC_007"


class AnswerRefused(Refused):
    """The answer is damaged, not for this request, or not signed by our office."""

    code = "SYNC_008"


class ReceiptRefused(Refused):
    """A receipt names a hash that is not ours."""

    code = "SYNC_009"


class CodecFailed(Refused):
    """The bodies could not be read back; the plain codec is asked for."""

    code = "SYNC_010"


class BlobDamaged(Refused):
    """A document's bytes are not those that were referred to."""

    code = "SYNC_030"


class BlobQuotaFull(Refused):
    """The office takes no more bytes of documents of this device for now."""

    code = "SYNC_031"


class ChainBroken(SyncError):
    """An entry does not follow the one before."""

    code = "SYNC_011"


class OfficeFeedRewritten(ChainBroken):
    """What the office says now does not follow what it said before; the device keeps that.

    Attributes:
        feed_id: of the office's feed.
    """

    code = "SYNC_032"

    def __init__(self, reason: str, feed_id: bytes) -> None:
        super().__init__(reason)
        self.feed_id = feed_id


class FeedFrozen(SyncError):
    """One number has two hashes; the office holds both branches."""

    code = "SYNC_012"


class DeviceRevoked(SyncError):
    """The office takes what this device writes and gives nothing back."""

    code = "SYNC_013"


class DeviceUnknown(SyncError):
    """The office does not know this feed."""

    code = "SYNC_014"


class DeviceSetBack(SyncError):
    """The device holds an older state of itself; it enrols again and emits anew (decisions A1)."""

    code = "SYNC_025"


class Stopped(SyncError):
    """Somebody asked to stop; what was acknowledged stays so."""

    code = "SYNC_024"


class TooLarge(SyncError):
    """More bytes than the limit."""

    code = "SYNC_015"
