"""Data in, bytes out: receipt slips, queue tickets, the day's manifest. No I/O, no clock."""

from outreach_app.documents.facts import SlipFacts, TicketFacts
from outreach_app.documents.picture import picture

__all__ = ["SlipFacts", "TicketFacts", "picture"]
