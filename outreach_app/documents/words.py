"""The sentences of a slip, once for all sizes."""

from __future__ import annotations

from outreach_app.documents.facts import SlipFacts
from outreach_app.i18n import clock_time, day, money, translate


class Words:
    """Texts of a slip in its language."""

    def __init__(self, facts: SlipFacts) -> None:
        self._facts = facts

    def _(self, source: str, **values: object) -> str:
        return translate(self._facts.language, source, **values)

    @property
    def _phone(self) -> str:
        return self._facts.office_phone or self._("the office")

    @property
    def title(self) -> str:
        """Return the title; never a promise."""
        return self._("PRE-APPLICATION RECEIPT")

    @property
    def not_a(self) -> str:
        """Return what it is not."""
        return self._("(not a proof of payment, not a passport)")

    @property
    def code(self) -> str:
        """Return the check code in two groups, as it is read aloud."""
        code = self._facts.check_code
        return self._("Check code {code}", code=f"{code[:4]} {code[4:]}")

    @property
    def scan(self) -> str:
        """Return how to look up the status."""
        if not self._facts.status_host:
            return self._("For the status ask: {phone}", phone=self._phone)
        return self._("Scan to see the status. Without a smartphone: {phone}", phone=self._phone)

    def pairs(self) -> list[tuple[str, str]]:
        """Return label and value of the facts of the file."""
        f = self._facts
        found = [
            (self._("Name"), f.name),
            ("NIK", f.nik_masked),
            (self._("Service"), f.service),
            (self._("Time"), f"{day(f.at.date())} {clock_time(f.at)} WIB"),
            (self._("Place"), f.place),
            (self._("Officer"), f.officer),
            (self._("Ticket"), f.ticket),
        ]
        return [(label, value) for label, value in found if value]

    @property
    def seen(self) -> str:
        """Return the heading of papers seen."""
        return self._("SEEN")

    @property
    def missing(self) -> str:
        """Return the heading of papers that are not there yet, with the day."""
        due = day(self._facts.due) if self._facts.due else ""
        return self._("NOT THERE YET, bring no later than {due}", due=due)

    def fee(self) -> list[str]:
        """Return what it costs and how it is paid."""
        f = self._facts
        if f.fee_idr is None:
            line = self._("FEE: ask the office.")
        elif f.fee_idr == 0:
            line = self._("FEE ({basis}): free of charge.", basis=f.fee_basis)
        else:
            line = self._("FEE ({basis}): {amount}.", basis=f.fee_basis, amount=money(f.fee_idr))
        pay = self._("Pay only with a billing code from the office.")
        return [line, pay, self._("OFFICERS TAKE NO MONEY.")]

    def following(self) -> list[str]:
        """Return what happens next, in order."""
        complete = self._("Complete what is not there yet.")
        steps = [complete] if self._facts.documents_missing else []
        if not self._facts.next_steps:
            return [*steps, self._("Wait for the date of interview and photo at the office.")]
        return steps + [step for step in self._facts.next_steps if step != complete]

    def provided(self) -> list[str]:
        """Return the line of what shall be ready, when there is consent to say it."""
        if not self._facts.provide:
            return []
        return [self._("Please provide: {needs}.", needs=", ".join(self._facts.provide))]

    @property
    def large_title(self) -> str:
        """Return the title without capitals."""
        return self._("Pre-application receipt")

    @property
    def spaced_code(self) -> str:
        """Return the check code alone, in two groups."""
        code = self._facts.check_code
        return f"{code[:4]} {code[4:]}"

    @property
    def by_phone(self) -> str:
        """Return whom to call."""
        return self._("Tel. {phone}", phone=self._phone)

    def large_missing(self) -> list[str]:
        """Return what is not there yet, one idea a line."""
        f = self._facts
        if not f.documents_missing:
            return []
        due = [self._("No later than {date}", date=day(f.due))] if f.due else []
        return [self._("Not there yet:"), *f.documents_missing, *due]

    def aloud(self) -> list[str]:
        """Return the five sentences that an officer reads to somebody who cannot read the slip."""
        f = self._facts
        keep = "Your number is {number}. Keep this paper; do not laminate it."
        papers = self._("All papers are here.")
        if f.documents_missing:
            missing, due = ", ".join(f.documents_missing), day(f.due) if f.due else ""
            papers = self._("Bring no later than {due}: {papers}.", due=due, papers=missing)
        steps = " ".join(self.following())
        ask = "To ask or to complain: {phone}; say number and check code."
        return [
            self._(keep, number=f.number),
            papers,
            self._("Nobody here takes money; pay only with a code from the office."),
            self._("What follows: {steps}", steps=steps),
            self._(ask, phone=self._phone),
        ]

    @property
    def following_title(self) -> str:
        """Return the heading of the next steps."""
        return self._("NEXT")

    def closing(self) -> list[str]:
        """Return complaint channel, data protection and how to keep the slip."""
        return [
            self._("Complaints: {phone}, or SMS 1708 (LAPOR!).", phone=self._phone),
            self._(
                "Your data serve this application only (UU 27/2022). You may see and correct it."
            ),
            self._("Photograph this slip. Do NOT laminate it."),
        ]

    @property
    def trace(self) -> str:
        """Return the line that ties the paper to the feed (decisions A13)."""
        f = self._facts
        return self._(
            "Form {form} - entry {entry} - {head}",
            form=f.form_version,
            entry=f.entry_number,
            head=f.head,
        )

    @property
    def reprint(self) -> str:
        """Return the line of a reprint, empty on the first print."""
        f = self._facts
        if not f.copy or f.printed_at is None:
            return ""
        when = f"{day(f.printed_at.date())} {clock_time(f.printed_at)}"
        return self._(
            "REPRINT no. {copy} - {when} - {officer}", copy=f.copy, when=when, officer=f.officer
        )
