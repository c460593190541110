"""The fifteen service areas, each driven through the real code during a practice day."""

from outreach_app.practice.areas.all_areas import AREAS
from outreach_app.practice.areas.area import Area, Scene

__all__ = ["AREAS", "Area", "Scene"]
