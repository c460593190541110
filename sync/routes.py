"""The exchange and blobs as ASGI routes; mount into any Starlette or FastAPI application."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync.blob_office import BlobEnd
from sync.errors import (
    DeviceUnknown,
    LinkProblem,
    OfficeBusy,
    RequestRefused,
    SyncError,
    TooLarge,
)
from sync.message import MAX_MESSAGE_BYTES
from sync.office import OfficeEnd

PATH, BLOB_PATH = "/v1/exchange", "/v1/blob"
MEDIA_TYPE = "application/vnd.outreach.exchange"
_SHORT_BYTES = 64


def exchange_routes(office: OfficeEnd) -> list[Route]:
    """Return the routes of the exchange; mount them below `/sync`."""
    return [_route(PATH, office.handle)]


def blob_routes(office: BlobEnd) -> list[Route]:
    """Return the route of blobs, beside the exchange."""
    return [_route(BLOB_PATH, office.handle, office.cut_short)]


def _route(
    path: str,
    handle: Callable[[bytes], bytes],
    cut_short: Callable[[bytes], None] = lambda _: None,
) -> Route:
    async def endpoint(request: Request) -> Response:
        parts: list[bytes] = []
        try:
            await _read(request, parts)
            answer = await run_in_threadpool(handle, b"".join(parts))
        except SyncError as error:
            return refusal(error)
        except ClientDisconnect:
            await run_in_threadpool(cut_short, b"".join(parts))
            return Response(status_code=400)  # nobody is there to read it; a cut is no fault
        # The answer to a short question is known by its bytes and needs no type.
        return Response(answer, media_type=MEDIA_TYPE if len(answer) > _SHORT_BYTES else None)

    return Route(path, endpoint, methods=["POST"])


def refusal(error: SyncError) -> Response:
    """Return the answer that says why not; it is not signed and changes nothing at a device."""
    problem = {"code": error.code, "reason": error.reason}
    return JSONResponse(problem, _status(error), _headers(error))


async def _read(request: Request, parts: list[bytes]) -> None:
    """Read the body into `parts`, no further than the limit whatever its header claims."""
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_MESSAGE_BYTES:
            raise TooLarge("a request is too large")
        parts.append(part)


def _headers(error: SyncError) -> dict[str, str]:
    after_s = error.facts.get("after_s", 0)
    return {"Retry-After": str(after_s)} if isinstance(error, OfficeBusy) and after_s else {}


def _status(error: SyncError) -> int:
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, OfficeBusy):
        return 503
    if isinstance(error, DeviceUnknown):
        return 404
    if isinstance(error, LinkProblem):
        return 502
    return 400 if isinstance(error, RequestRefused) else 422
