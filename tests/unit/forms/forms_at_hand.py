"""Small XForms for tests, and a way to open them."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from outreach_app.clock import WIB
from outreach_app.forms import Client, Form, Session, load

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:ev="http://www.w3.org/2001/xml-events"
 xmlns:entities="http://www.opendatakit.org/xforms/entities"><h:head><h:title>x</h:title>
 <model>{itext}<instance><data id="x" version="1">{nodes}</data></instance>{more}</model></h:head>
 <h:body>{body}</h:body></h:html>"""


def xform(nodes: str, more: str = "", body: str = "", itext: str = "") -> str:
    """Return an XForm; `more` stands in the model after the primary instance."""
    return _FORM.format(nodes=nodes, more=more, body=body, itext=itext)


def opened(
    form: Form | str,
    values: dict[str, Any] | None = None,
    *,
    client: Client | None = None,
    lookup: dict[str, str] | None = None,
    now: datetime = NOW,
    first: int = 1,
) -> Session:
    """Return an open file; ids are numbers from `first`."""
    ids = count(first)
    return Session(
        load(form) if isinstance(form, str) else form,
        today=now.date(),
        now=now,
        new_id=lambda: str(next(ids)),
        lookup=lookup or {},
        values=values,
        client=client,
    )
