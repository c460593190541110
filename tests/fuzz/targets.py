"""What is fuzzed of the form engine: any bytes in, no exception out but those that say why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count

from outreach_app.clock import WIB
from outreach_app.forms import Client, Session, load, tables
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.record_xml import from_xml
from outreach_app.forms.xpath import values
from outreach_app.forms.xpath.compiler import Dialect, compile_text
from outreach_app.forms.xpath.scope import Scope, Surroundings
from outreach_app.forms.xpath.trees import read_tree

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
_ANSWERS = ("", "1", "3", "-1.5", "a", "a b", "2026-11-24", "-5 104", "1000000000", "OK", "😀<&>")
_DOCUMENT = read_tree(
    '<data xml:lang="id" id="r"><a>1</a><b x="y">dua</b><c/><p><n>1</n><d>2026-11-24</d></p>'
    "<p><n>2,5</n><d>x</d></p><p><n/><d/></p><g>-5 104 0 0;-5 105 0 0;-6 105 0 0;-5 104 0 0</g>"
    "<t>10:30:00.000+07:00</t><!--k--><?pi x?></data>"
)
_ROWS = tables.rows("name,label,kec\n1,Liwa,a\n2,Krui,a\n1.0,Way Tenong,b\n")


def xpath(data: bytes) -> None:
    """Read `data` as an expression and evaluate it, as bare XPath and as in a form."""
    source = data.decode(errors="ignore")
    for dialect in (Dialect(), Dialect(in_form=False, namespaces={"h": "urn:h"}, late=True)):
        around = Surroundings(
            document=_DOCUMENT, lists={"v": _ROWS}, now=NOW, draw=lambda: 0.5,
            properties={"deviceid": "lb:D07"},
        )  # fmt: skip
        for node in (_DOCUMENT, _DOCUMENT.children[0], _DOCUMENT.children[0].children[3]):
            try:
                value = compile_text(source, dialect)(Scope(node, around.begin()))
            except ExpressionError:
                continue
            values.to_text(value), values.to_number(value), values.to_bool(value)


def form(data: bytes) -> None:
    """Read `data` as an XForm, fill it in, save it, read it back."""
    try:
        made = load(data.decode(errors="ignore"), strict=False)
    except ExpressionError:
        return
    ids = count()
    session = _opened(made, ids, None)
    for at, path in enumerate(sorted(session.paths())[:40]):
        if path not in session.paths():  # its card went with a count
            continue
        session.answer(path, _ANSWERS[(at + len(data)) % len(_ANSWERS)])
        session.losses(path, "0")
        session.state(path)
    for view in [view for page in session.pages() for view in page.items][:40]:
        if view.kind == "repeat" and not view.readonly:
            session.add(view.path)
    session.speak((*session.languages, "en")[-1])
    session.pages("id")
    session.problems("en")
    session.finish(NOW)
    record = session.record()
    _opened(made, ids, session.draft()).pages()
    again = from_xml(session.xml(), made.shapes)
    assert _opened(made, ids, again).record().keys() >= record.keys() - {"meta"}


def _opened(made: object, ids: count[int], kept: object) -> Session:
    return Session(
        made,  # type: ignore[arg-type]
        today=NOW.date(),
        now=NOW,
        new_id=lambda: str(next(ids)),
        lookup={"v.csv": "name,label\n1,a\n"},
        values=kept,  # type: ignore[arg-type]
        client=Client(draw=lambda: 0.5),
    )


TARGETS: dict[str, Callable[[bytes], None]] = {"xpath": xpath, "form": form}
