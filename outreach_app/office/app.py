"""The office's web application: API under /api, exchange with laptops under /sync.

Handlers run in the thread pool; a problem becomes JSON with its code and both texts. Nothing of a
request is logged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from outreach_app.domain.entries import without_nul
from outreach_app.errors import EnvironmentProblem, OutreachError, UserProblem
from outreach_app.office import access, clerks, decisions, openapi
from outreach_app.office.again import again
from outreach_app.office.api import CALLS
from outreach_app.office.calls import Asked, Call
from outreach_app.office.exchange import documents, exchange
from outreach_app.office.form_publishing import FormNotPublished
from outreach_app.office.form_publishing import told as form_problem
from outreach_app.office.office import Office
from outreach_app.office.quiet_faults import QuietFaults
from outreach_app.officeapi import messages as m
from sync.errors import OfficeBusy
from sync.routes import blob_routes, exchange_routes

MAX_BODY_BYTES = 12 * 2**20
"""A spreadsheet in base64 with its attachments."""

_STATUS = {
    "OFFICE_003": 401,
    "OFFICE_004": 429,
    "OFFICE_005": 401,
    "OFFICE_006": 403,
    "OFFICE_007": 404,
    "OFFICE_008": 400,
    "OFFICE_009": 503,
    "OFFICE_010": 409,
    "OFFICE_012": 409,
    "OFFICE_013": 409,
    "OFFICE_017": 409,
    "OFFICE_018": 409,
    "OFFICE_027": 413,
}
_OTHERWISE = 422


def create_app(office: Office) -> FastAPI:
    """Return the application of an open office."""
    app = FastAPI(title=office.name, version="1", docs_url=None, redoc_url=None, openapi_url=None)
    for call in CALLS:
        app.add_route(call.path, _endpoint(office, call), methods=[call.method])
    openapi.add(app)
    app.add_exception_handler(404, _no_such_path)
    app.add_middleware(QuietFaults)
    routes = exchange_routes(exchange(office))
    if (end := documents(office)) is not None:
        routes += blob_routes(end)
    app.router.routes.append(Mount("/sync", routes=routes))
    return app


async def _no_such_path(request: Request, _error: Exception) -> Response:
    return _refusal(UserProblem("OFFICE_007", what=request.url.path[:120]))


def _endpoint(office: Office, call: Call) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            data = await _body(request)
            answer = await run_in_threadpool(_answer, office, call, request, data)
        except OutreachError as problem:
            return _refusal(problem)
        except OfficeBusy as busy:
            wait_s = busy.facts.get("after_s", 5)
            return _refusal(EnvironmentProblem("OFFICE_009", retry=True, wait_s=wait_s))
        return Response(msgspec.json.encode(answer), media_type="application/json")

    return endpoint


def _answer(office: Office, call: Call, request: Request, data: bytes) -> m.Message:
    token = _token(request)
    by = clerks.signed_in(office, token) if call.session else None
    if by is not None and call.action is not None:
        access.require(by.role, call.action)
    body = _decoded(data, call.body) if call.body is not None else None
    if by is not None:
        again(lambda: decisions.release_due(office))
    source = request.client.host if request.client else ""
    asked = Asked(office, by, request.path_params, body, token, source)
    return again(lambda: call.does(asked))


async def _body(request: Request) -> bytes:
    pieces = bytearray()
    async for piece in request.stream():
        pieces += piece
        if len(pieces) > MAX_BODY_BYTES:
            raise UserProblem("OFFICE_027")
    return bytes(pieces)


def _decoded(data: bytes, kind: type[m.Message]) -> m.Message:
    try:
        return msgspec.json.decode(without_nul(data), type=kind)
    except msgspec.DecodeError as error:
        raise UserProblem("OFFICE_008") from error


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _refusal(problem: OutreachError) -> Response:
    told = m.Problem(
        code=problem.code,
        facts={name: str(value) for name, value in problem.facts.items()},
        text_id=problem.text("id"),
        text_en=problem.text("en"),
        retry=isinstance(problem, EnvironmentProblem) and problem.retry,
        form_problems=_form_problems(problem),
    )
    headers: dict[str, str] = {}
    if "wait_s" in problem.facts:
        headers["Retry-After"] = str(problem.facts["wait_s"])
    status = _STATUS.get(problem.code, _OTHERWISE)
    return Response(msgspec.json.encode(told), status, headers, "application/json")


def _form_problems(problem: OutreachError) -> tuple[m.FormProblem, ...]:
    found = problem.problems if isinstance(problem, FormNotPublished) else ()
    return tuple(form_problem(one) for one in found)
