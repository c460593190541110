"""A fault of ours answers 500 and leaves its kind and place in the log, never what it was about.

An exception's text may hold a name or a NIK, from a driver or a decoder; servers print it whole.
"""

from __future__ import annotations

import logging
import traceback

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)


class QuietFaults:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; catch what nobody below did."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text stays here
            _LOG.error("%s at %s", type(error).__name__, place_of(error))
            if not begun:
                await PlainTextResponse("fault", 500)(scope, receive, send)


def place_of(error: BaseException) -> str:
    """Return file and line where an exception was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
