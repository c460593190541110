"""Every area in the order in which a day meets them."""

from __future__ import annotations

from collections.abc import Callable

from outreach_app.practice.areas.agencies import Agencies, Special
from outreach_app.practice.areas.area import Area
from outreach_app.practice.areas.campaigns import Campaign
from outreach_app.practice.areas.citizens import Complaints, Questions, Survey
from outreach_app.practice.areas.continuity import Continuity
from outreach_app.practice.areas.lanes import Queue
from outreach_app.practice.areas.office import Audit, Cases
from outreach_app.practice.areas.outings import Outings
from outreach_app.practice.areas.publishing import Awareness, Notices, Participation, Training
from outreach_app.practice.areas.ways import Ways

AREAS: tuple[Callable[[], Area], ...] = (
    Outings,
    Campaign,
    Continuity,
    Notices,
    Training,
    Questions,
    Survey,
    Complaints,
    Participation,
    Awareness,
    Special,
    Queue,
    Ways,
    Cases,
    Agencies,
    Audit,
)
