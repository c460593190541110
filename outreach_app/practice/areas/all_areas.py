"""Every area in the order in which a day meets them."""

from __future__ import annotations

from collections.abc import Callable

from outreach_app.practice.areas.area import Area
from outreach_app.practice.areas.citizens import Complaints, Questions, Survey
from outreach_app.practice.areas.office import Audit, Cases, Queue
from outreach_app.practice.areas.publishing import Awareness, Notices, Participation, Training

AREAS: tuple[Callable[[], Area], ...] = (
    Questions,
    Survey,
    Complaints,
    Queue,
    Cases,
    Audit,
    Training,
    Notices,
    Participation,
    Awareness,
)
