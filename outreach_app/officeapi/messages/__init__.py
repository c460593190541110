"""The contract between the clerk's desk (and a laptop that enrols) and the office.

Typed messages, JSON on the wire; bytes travel as base64, times as milliseconds UTC, dates as
ISO text. A reader ignores fields it does not know. Paths: `outreach_app.officeapi.client`.
The areas that came later keep theirs beside this package, as `<area>_messages.py`.
"""

from outreach_app.officeapi.messages.base import Done, FormProblem, Health, Message, Problem
from outreach_app.officeapi.messages.batches import (
    BatchDetail,
    BatchList,
    BatchRow,
    FormBalance,
    RecordRow,
    Side,
)
from outreach_app.officeapi.messages.clerks import Clerk, NewClerk, Session, SignIn
from outreach_app.officeapi.messages.enrolment import (
    EnrolAnswer,
    EnrolmentCode,
    EnrolRequest,
    NewCode,
)
from outreach_app.officeapi.messages.files import (
    CaseView,
    Decide,
    Decision,
    HistoryLine,
    Replied,
    Revision,
)
from outreach_app.officeapi.messages.laptops import (
    DeviceList,
    DeviceRow,
    GaveBack,
    RecoveryCode,
    Revoke,
)
from outreach_app.officeapi.messages.publications import (
    FormSource,
    Publication,
    PublicationList,
    PublishForm,
    PublishResource,
)
from outreach_app.officeapi.messages.worklist import Worklist

__all__ = [
    "BatchDetail",
    "BatchList",
    "BatchRow",
    "CaseView",
    "Clerk",
    "Decide",
    "Decision",
    "DeviceList",
    "DeviceRow",
    "Done",
    "EnrolAnswer",
    "EnrolRequest",
    "EnrolmentCode",
    "FormBalance",
    "FormProblem",
    "FormSource",
    "GaveBack",
    "Health",
    "HistoryLine",
    "Message",
    "NewClerk",
    "NewCode",
    "Problem",
    "Publication",
    "PublicationList",
    "PublishForm",
    "PublishResource",
    "RecordRow",
    "RecoveryCode",
    "Replied",
    "Revision",
    "Revoke",
    "Session",
    "Side",
    "SignIn",
    "Worklist",
]
