"""Errors a person can act on.

    OutreachError
    ├── UserProblem         the person can mend it: a wrong passphrase, a missing answer
    └── EnvironmentProblem  disk, network, printer, server; `retry`: trying again may help

Everything else is a bug and reaches the exception hook. Codes are numbered by area (`STORE_002`);
their texts (what happened, what is safe, what to do next) stand in
`resources/translations/{id,en}/errors_*.po`.
"""

from __future__ import annotations

from outreach_app.i18n import Language, translate


class OutreachError(Exception):
    """A problem with a code of the catalogue and the facts its text names.

    Attributes:
        code: e.g. `IDENTITY_001`.
        facts: values for the `{names}` in the text; never a full NIK or a passphrase.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def text(self, language: Language) -> str:
        """Return the message for a person."""
        return translate(language, self.code, **self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.text('en')}"


class UserProblem(OutreachError):
    """The person at the screen can mend it."""


class EnvironmentProblem(OutreachError):
    """Disk, network, printer or server.

    Attributes:
        retry: trying the same again later may succeed.
    """

    def __init__(self, code: str, *, retry: bool, **facts: object) -> None:
        super().__init__(code, **facts)
        self.retry = retry
