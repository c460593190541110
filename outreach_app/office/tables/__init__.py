"""The tables of the ledger; nothing here that PostgreSQL or SQLite cannot do.

Three kinds, and only the first cannot be made again:

- what came and what the office wrote: `device`, `device_feed`, `entry`, `evidence`, `refusal`,
  `office_feed`, `office_entry`, `decision`, `laptop`, `enrolment_code`, `contact`;
- who may work here: `clerk`, `session`, `failed_sign_in`;
- projections, which `office.projection.rebuild` makes again from the feeds: `progress`, `day`,
  `manifest`, `revision`, `case_file`, `event`, `publication`, `form`, `resource`.

Bytes are raw, times milliseconds UTC, lists and dictionaries JSON text.
"""

from outreach_app.office.tables.columns import metadata
from outreach_app.office.tables.feeds import (
    device,
    device_feed,
    entry,
    evidence,
    office_entry,
    office_feed,
    refusal,
)
from outreach_app.office.tables.projections import (
    case_file,
    day,
    event,
    form,
    manifest,
    progress,
    publication,
    resource,
    revision,
)
from outreach_app.office.tables.work import (
    clerk,
    contact,
    decision,
    enrolment_code,
    failed_sign_in,
    laptop,
    session,
)

__all__ = [
    "case_file",
    "clerk",
    "contact",
    "day",
    "decision",
    "device",
    "device_feed",
    "enrolment_code",
    "entry",
    "event",
    "evidence",
    "failed_sign_in",
    "form",
    "laptop",
    "manifest",
    "metadata",
    "office_entry",
    "office_feed",
    "progress",
    "publication",
    "refusal",
    "resource",
    "revision",
    "session",
]
