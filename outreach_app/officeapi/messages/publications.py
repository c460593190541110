"""What the office publishes in its broadcast feed."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages.base import Message


class PublishForm(Message, frozen=True, kw_only=True):
    """Publish a spreadsheet.

    Attributes:
        name: file name, for the messages.
        data: XLSX bytes.
        attachments: file name -> CSV text that the form looks up.
        check_only: say what is wrong, publish nothing.
    """

    name: str
    data: bytes
    attachments: dict[str, str] = msgspec.field(default_factory=dict)
    check_only: bool = False


class PublishResource(Message, frozen=True, kw_only=True):
    """Publish services, fees or a calendar: the whole text replaces the former.

    Attributes:
        name: `services`, `fees` or `calendar`.
        version: as laptops show it, e.g. a date.
    """

    name: str
    version: str
    text: str


class Publication(Message, frozen=True, kw_only=True):
    """Something published in the broadcast feed.

    Attributes:
        kind: `form.published`, `services.published`, `calendar.published`,
            `publication.published`, `publication.withdrawn`.
        name: form id, resource name or publication id.
        entry_number: in the broadcast feed; 0 for a check.
        reached: laptops that have it, as they said last.
        waiting: laptops that do not have it yet.
    """

    kind: str
    name: str
    version: str
    published_ms: int
    clerk: str
    entry_number: int
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class PublicationList(Message, frozen=True, kw_only=True):
    """Publications, newest first."""

    publications: tuple[Publication, ...]


class FormSource(Message, frozen=True, kw_only=True):
    """A published form version, to show answers with their labels."""

    form_id: str
    form_version: str
    xform: str
    attachments: dict[str, str] = msgspec.field(default_factory=dict)
