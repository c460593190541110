"""The clerk's desk and an enrolling laptop speak to the office through this, and nothing else.

One client is one person's session; it may be used from one thread at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

import msgspec
import requests
from requests.auth import AuthBase

from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.officeapi import messages as m
from sync.errors import WrongOfficeKey
from sync.pinned import pinned_session

TIMEOUT_S = (5.0, 30.0)
"""Connecting, and waiting for the next bytes."""
BUSY = "OFFICE_009"
BUSY_TRIES = 3
"""Calls made to a busy office before the clerk is told."""
LONGEST_WAIT_S = 5
"""Between two of them, whatever the office asks for: somebody sits at the screen."""

M = TypeVar("M", bound=m.Message)


class FormRefused(UserProblem):
    """A spreadsheet was not published.

    Attributes:
        problems: what to mend, in the order of the spreadsheet.
    """

    def __init__(self, problem: m.Problem) -> None:
        super().__init__(problem.code, **problem.facts)
        self.problems = problem.form_problems


class _Bearer(AuthBase):
    """Sends the token; also keeps `requests` from sending what a netrc file holds."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class OfficeClient:
    """Typed calls to one office.

    Every method raises `EnvironmentProblem` when the office cannot be reached (OFFICE_001), is no
    office (OFFICE_002), is busy (OFFICE_009) or failed (OFFICE_034), and `UserProblem` with the
    office's code when it refused. Neither ever holds the token or a passphrase.

    Args:
        base_url: e.g. `http://127.0.0.1:8420`.
        session: of `requests`; a new one when None.
        is_ours: tells of an office's signing key whether it is the right one; over HTTPS nobody
            else is spoken to. Without it HTTPS is as the machine trusts it.
        wait: sleeps for seconds before a busy office is asked again.
    """

    def __init__(
        self,
        base_url: str,
        session: requests.Session | None = None,
        is_ours: Callable[[bytes], bool] | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        pinned = pinned_session(is_ours) if is_ours else None
        self._session = session or pinned or requests.Session()
        self._wait = wait
        self._token = ""

    def __repr__(self) -> str:
        return f"OfficeClient({self.base_url!r})"

    @property
    def signed_in(self) -> bool:
        """Tell whether a token is held; the office may have ended the session meanwhile."""
        return bool(self._token)

    def close(self) -> None:
        """Close the connection; the session at the office stays."""
        self._session.close()

    def health(self) -> m.Health:
        """Return the office's name and clock."""
        return self.call("GET", "/api/health", m.Health)

    def enrol(self, wanted: m.EnrolRequest) -> m.EnrolAnswer:
        """Enrol a laptop; the same request may be sent again."""
        return self.call("POST", "/api/enrol", m.EnrolAnswer, wanted)

    def sign_in(self, clerk: str, passphrase: str) -> m.Session:
        """Start a session; later calls use it."""
        wanted = m.SignIn(clerk=clerk, passphrase=passphrase)
        session = self.call("POST", "/api/session", m.Session, wanted)
        self._token = session.token
        return session

    def sign_out(self) -> None:
        """End the session."""
        if self._token:
            self.call("DELETE", "/api/session", m.Done)
        self._token = ""

    def worklist(self) -> m.Worklist:
        """Return what waits."""
        return self.call("GET", "/api/worklist", m.Worklist)

    def batches(self) -> tuple[m.BatchRow, ...]:
        """Return the batches, those that need somebody first."""
        return self.call("GET", "/api/batches", m.BatchList).batches

    def batch(self, batch_id: str) -> m.BatchDetail:
        """Return a batch with its files."""
        return self.call("GET", f"/api/batches/{step(batch_id)}", m.BatchDetail)

    def reply(self, batch_id: str) -> tuple[m.Decision, ...]:
        """Send a batch's waiting decisions to its laptop ("Balas"); return them."""
        path = f"/api/batches/{step(batch_id)}/reply"
        return self.call("POST", path, m.Replied).decisions

    def case(self, number: str) -> m.CaseView:
        """Return a file."""
        return self.call("GET", f"/api/cases/{step(number)}", m.CaseView)

    def decide(self, wanted: m.Decide) -> m.Decision:
        """Decide on a file; the same request may be sent again."""
        return self.call("POST", "/api/decisions", m.Decision, wanted)

    def undo(self, decision_id: str) -> m.Decision:
        """Take back a decision that still waits."""
        return self.call("DELETE", f"/api/decisions/{step(decision_id)}", m.Decision)

    def publications(self) -> tuple[m.Publication, ...]:
        """Return what was published, newest first."""
        return self.call("GET", "/api/publications", m.PublicationList).publications

    def publish_form(self, wanted: m.PublishForm) -> m.Publication:
        """Publish or check a spreadsheet.

        Raises:
            FormRefused: with what to mend.
        """
        return self.call("POST", "/api/forms", m.Publication, wanted)

    def form(self, form_id: str, version: str) -> m.FormSource:
        """Return a published form version."""
        return self.call("GET", f"/api/forms/{step(form_id)}/{step(version)}", m.FormSource)

    def publish_resource(self, wanted: m.PublishResource) -> m.Publication:
        """Publish services, fees, documents or the calendar."""
        return self.call("POST", "/api/resources", m.Publication, wanted)

    def devices(self) -> tuple[m.DeviceRow, ...]:
        """Return the laptops."""
        return self.call("GET", "/api/devices", m.DeviceList).devices

    def revoke(self, device: str, reason: str) -> m.DeviceRow:
        """Take a laptop's permission away."""
        path = f"/api/devices/{step(device)}/revoke"
        return self.call("POST", path, m.DeviceRow, m.Revoke(reason=reason))

    def new_enrolment_code(self, unit: str = "", valid_hours: int = 48) -> m.EnrolmentCode:
        """Make a code that enrols one laptop."""
        wanted = m.NewCode(unit=unit, valid_hours=valid_hours)
        return self.call("POST", "/api/enrolment-codes", m.EnrolmentCode, wanted)

    def add_clerk(self, wanted: m.NewClerk) -> m.Clerk:
        """Add a clerk's account."""
        return self.call("POST", "/api/clerks", m.Clerk, wanted)

    def call(self, method: str, path: str, kind: type[M], body: m.Message | None = None) -> M:
        """Make one call; for the small clients of areas (`officeapi.<area>_client`).

        An office that is busy wrote nothing, so it is asked again after the time that it names.
        """
        data = None if body is None else msgspec.json.encode(body)
        for _ in range(BUSY_TRIES - 1):
            answer = self._asked(method, path, data)
            if (wait_s := _busy_s(answer)) is None:
                break
            self._wait(wait_s)
        else:
            answer = self._asked(method, path, data)
        if answer.status_code != requests.codes.ok:
            raise _problem(answer)
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.DecodeError:
            raise EnvironmentProblem("OFFICE_002", retry=False) from None

    def _asked(self, method: str, path: str, data: bytes | None) -> requests.Response:
        try:
            return self._session.request(
                method,
                self.base_url + path,
                data=data,
                headers={"Content-Type": "application/json", "Accept": "application/json"},
                auth=_Bearer(self._token),
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
        except WrongOfficeKey:
            raise EnvironmentProblem("SYNC_003", retry=False) from None
        except requests.RequestException:
            # Without the cause: its text may hold the request.
            raise EnvironmentProblem("OFFICE_001", retry=True) from None


def _busy_s(answer: requests.Response) -> float | None:
    """Return for how long to wait before a busy office is asked again; None: it is not busy."""
    if answer.status_code != requests.codes.service_unavailable:
        return None
    if _problem(answer).code != BUSY:
        return None
    asked = answer.headers.get("Retry-After", "")
    return min(int(asked) if asked.isdigit() else LONGEST_WAIT_S, LONGEST_WAIT_S)


def _problem(answer: requests.Response) -> UserProblem | EnvironmentProblem:
    try:
        problem = msgspec.json.decode(answer.content, type=m.Problem)
    except msgspec.DecodeError:
        if answer.status_code >= requests.codes.server_error:
            return EnvironmentProblem("OFFICE_034", retry=True)
        return EnvironmentProblem("OFFICE_002", retry=False)
    if problem.form_problems:
        return FormRefused(problem)
    if problem.retry:
        return EnvironmentProblem(problem.code, retry=True, **problem.facts)
    return UserProblem(problem.code, **problem.facts)


def step(text: str) -> str:
    """Return `text` as one step of a path."""
    return quote(text, safe="")
