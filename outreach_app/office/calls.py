"""One call of the office's API: what is asked, who may, and what does it.

`outreach_app.office.api` lists every call; an area keeps its own in `<area>_calls.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from outreach_app.office.access import Action
from outreach_app.office.clerks import SignedIn
from outreach_app.office.office import Office
from outreach_app.officeapi import messages as m

B = TypeVar("B", bound=m.Message)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call, read and permitted.

    Attributes:
        by: who asks; None for the calls that need no session.
        path: values of the path's `{names}`.
        token: of the session, empty without one.
        source: address of the asking machine.
    """

    office: Office
    by: SignedIn | None
    path: Mapping[str, str]
    body: m.Message | None
    token: str
    source: str

    @property
    def clerk(self) -> SignedIn:
        """Return who asks; the table saw to it that there is somebody."""
        if self.by is None:
            raise RuntimeError("this call needs a session")
        return self.by

    def read(self, kind: type[B]) -> B:
        """Return the body; the table saw to it that it is of this kind."""
        if not isinstance(self.body, kind):
            raise RuntimeError("this call needs a body")
        return self.body


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the table.

    Attributes:
        action: what the role must permit; None: `session` alone decides.
        session: a clerk must have signed in.
    """

    method: str
    path: str
    summary: str
    does: Callable[[Asked], m.Message]
    answer: type[m.Message]
    body: type[m.Message] | None = None
    action: Action | None = None
    session: bool = True
