"""What can be wrong with a form, said with sheet, row and column."""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach_app.i18n import Language, translate


class ExpressionError(Exception):
    """An expression cannot be understood.

    Attributes:
        code: `FORMS_…` of the catalogue.
        facts: values for its text.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing to mend in a spreadsheet.

    Attributes:
        row: as the spreadsheet counts, 0 when the file as a whole is meant.
        column: heading, e.g. `relevant`; empty when unknown.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    facts: dict[str, str] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Return what is wrong and what to do."""
        return translate(language, self.code, **self.facts)

    def line(self, language: Language) -> str:
        """Return the text after its place: `survey!12 relevant: …`."""
        place = f"{self.sheet}!{self.row} {self.column}".strip("! 0")
        return f"{place}: {self.text(language)}" if place else self.text(language)


class FormRefused(Exception):
    """A form is not published.

    Attributes:
        problems: everything found, in the order of the spreadsheet.
    """

    def __init__(self, problems: tuple[FormProblem, ...]) -> None:
        super().__init__("; ".join(p.line("en") for p in problems))
        self.problems = problems
