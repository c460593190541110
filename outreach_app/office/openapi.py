"""The description of the API for other programs (OpenAPI 3.1) and a page for people.

Made from the same table as the routes. The page needs nothing from the internet.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from outreach_app.office.api import CALLS
from outreach_app.office.calls import Call
from outreach_app.officeapi import messages as m

_REF = "#/components/schemas/{name}"
_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    "<style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}"
    "td,th{{text-align:left;padding:.3rem 1rem .3rem 0;vertical-align:top}}</style>"
    '<h1>{title}</h1><p>Machine-readable: <a href="openapi.json">openapi.json</a></p>'
    "<table><tr><th>Call<th>Does<th>Sends<th>Answers<th>Permission</tr>{rows}</table></html>"
)


def add(app: FastAPI) -> None:
    """Add `/api/openapi.json` and `/api/docs` to the application."""
    described = description(app.title)

    async def schema(_request: Request) -> Response:
        return JSONResponse(described)

    async def page(_request: Request) -> Response:
        return HTMLResponse(_page(app.title))

    app.openapi = lambda: described  # type: ignore[method-assign]
    app.add_route("/api/openapi.json", schema)
    app.add_route("/api/docs", page)


def description(title: str) -> dict[str, Any]:
    """Return the OpenAPI document."""
    kinds = {call.answer for call in CALLS} | {call.body for call in CALLS if call.body}
    ordered = sorted(kinds | {m.Problem}, key=lambda kind: kind.__name__)
    _, schemas = msgspec.json.schema_components(ordered, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(call: Call) -> dict[str, Any]:
    told: dict[str, Any] = {
        "summary": call.summary,
        "operationId": f"{call.method.lower()}{re.sub(r'[^a-z]+', '_', call.path)}",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"{(\w+)}", call.path)
        ],
        "responses": {
            "200": {"description": "Done", "content": _content(call.answer)},
            "default": {"description": "Not done, and why", "content": _content(m.Problem)},
        },
    }
    if call.body is not None:
        told["requestBody"] = {"required": True, "content": _content(call.body)}
    if call.session:
        told["security"] = [{"session": []}]
    if call.action is not None:
        told["x-permission"] = call.action.value
    return told


def _content(kind: type[m.Message]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=kind.__name__)}}}


def _page(title: str) -> str:
    rows = "".join(
        f"<tr><td><code>{call.method} {escape(call.path)}</code><td>{escape(call.summary)}"
        f"<td>{call.body.__name__ if call.body else ''}<td>{call.answer.__name__}"
        f"<td>{call.action or ('session' if call.session else '')}</tr>"
        for call in CALLS
    )
    return _PAGE.format(title=escape(title), rows=rows)
