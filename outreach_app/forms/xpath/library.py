"""Every function that an expression may call, by name."""

from outreach_app.forms.xpath import (
    calls_core,
    calls_dates,
    calls_geo,
    calls_nodes,
    calls_numbers,
    calls_texts,
)
from outreach_app.forms.xpath.scope import CALLS

_ = (calls_core, calls_dates, calls_geo, calls_nodes, calls_numbers, calls_texts)

__all__ = ["CALLS"]
