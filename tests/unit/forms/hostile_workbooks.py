"""Spreadsheets made to hurt: 60 of them, each with the reason it must be refused with, or `fine`.

As a program: compiles every one in this process under a limit of time and memory each, and prints
what became of it; `--careless` is the known bad twin, without the looks taken beforehand;
`--port=N` is where the file that reads from a host finds one; `--credulous` reads its XML as a
parser does that fetches what it is told to.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

Row = tuple[str, ...]
_HEAD: Row = ("type", "name", "label", "relevant", "calculation", "constraint", "repeat_count")
_SETTINGS: list[Row] = [("form_id", "version"), ("x", "1")]


def book(rows: list[Row], *, choices: list[Row] | None = None, head: Row = _HEAD) -> bytes:
    """Return a workbook with these rows of survey."""
    made = openpyxl.Workbook(write_only=True)
    for title, lines in (
        ("survey", [head, *rows]), ("choices", choices or []), ("settings", _SETTINGS),
    ):  # fmt: skip
        sheet = made.create_sheet(title)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return the workbook with one part rewritten; a part that is not there is added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            target.writestr(
                name, text.replace(old.encode(), new.encode()) if name == part else text
            )
        if part not in source.namelist():
            target.writestr(part, new)
    return out.getvalue()


def zipped(name: str, size: int) -> bytes:
    """Return a zip whose one part swells to `size` bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target, target.open(name, "w") as part:
        for _ in range(size // 1_000_000):
            part.write(b"<" * 1_000_000)
    return out.getvalue()


OUTSIDE = "/tmp/outreach-part-that-leads-outside"
_ONE: Row = ("text", "a", "A")
_SHEET, _STYLES, _BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_PORT = next((int(w[7:]) for w in sys.argv if w.startswith("--port=")), 9)
_NET = f'<!DOCTYPE x SYSTEM "http://127.0.0.1:{_PORT}/x.dtd">'


def _calculated(*sources: str) -> bytes:
    rows = [("calculate", f"c{n}", "", "", s) for n, s in enumerate(sources)]
    return book([_ONE, *rows])


def packages() -> Iterator[tuple[str, bytes, str, str]]:
    """Yield (what, file, its name, code) of what is wrong with the file itself."""
    good = book([_ONE])
    yield "good", good, "a.xlsx", "fine"
    yield "zip bomb", zipped(_BOOK, 300_000_000), "a.xlsx", "FORMS_023"
    yield "zip bomb in a picture", zipped("xl/media/image1.png", 200_000_000), "a.xlsx", "FORMS_023"
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as target:
        for number in range(3_000):
            target.writestr(f"xl/media/{number}.png", b"")
    yield "3000 parts", many.getvalue(), "a.xlsx", "FORMS_023"
    for title, declared in (("laughs", _LAUGHS), ("outside", _OUTSIDE), ("net", _NET)):
        for part, root in ((_SHEET, "<worksheet"), (_STYLES, "<styleSheet"), (_BOOK, "<workbook ")):
            yield (
                f"{title} in {part}", changed(good, part, root, f"{declared}{root}"), "a.xlsx",
                "FORMS_006",
            )  # fmt: skip
    yield "macros", changed(good, "xl/vbaProject.bin", "", "x"), "a.xlsm", "FORMS_026"
    yield "macros in disguise", changed(good, "xl/vbaProject.bin", "", "x"), "a.xlsx", "FORMS_026"
    slip = changed(good, f"../../../../../..{OUTSIDE}", "", "x")
    yield "a part that leads outside", slip, "a.xlsx", "fine"
    yield "empty", b"", "a.xlsx", "FORMS_006"
    yield "text", b"type,name,label\ntext,a,A\n", "a.xlsx", "FORMS_006"
    yield "pdf", b"%PDF-1.7\n%%EOF", "a.xlsx", "FORMS_006"
    yield "old excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "a.xlsx", "FORMS_006"
    yield "cut off", good[: len(good) // 2], "a.xlsx", "FORMS_006"
    yield "a byte turned", good[:60] + b"\xff" * 40 + good[100:], "a.xlsx", "FORMS_006"
    yield "a zip of something", zipped("readme.txt", 1_000_000), "a.xlsx", "FORMS_006"
    yield "not markdown", b"\xff\xfe\x00", "a.md", "FORMS_006"
    yield "no survey", changed(good, _BOOK, "survey", "umfrage"), "a.xlsx", "FORMS_025"
    broken = changed(good, _SHEET, "</worksheet>", "<")
    yield "a sheet that breaks off", broken, "a.xlsx", "FORMS_006"
    yield (
        "row a million",
        changed(good, _SHEET, '<row r="2"', '<row r="1048576"'),
        "a.xlsx",
        "FORMS_023",
    )


def sheets() -> Iterator[tuple[str, bytes, str, str]]:
    """Yield what is wrong with the rows."""
    good = book([_ONE], choices=[("list_name", "name", "label")])
    for what, sheet, rows, cells in (
        ("25,000 rows", _SHEET, 25_000, 3),
        ("25,000 choices", _SHEET.replace("1", "2"), 25_000, 3),
        ("300,000 cells", _SHEET, 1_500, 200),
    ):
        row = "<row>" + '<c t="inlineStr"><is><t>x</t></is></c>' * cells + "</row>"
        grown = changed(good, sheet, "</sheetData>", row * rows + "</sheetData>")
        yield what, grown, "a.xlsx", "FORMS_023"
    yield "formula", book([("text", "a", "=1+1")]), "a.xlsx", "FORMS_027"
    yield (
        "formula that calls",
        book([("text", "a", '=WEBSERVICE("http://x")')]),
        ("a.xlsx"),
        "FORMS_027",
    )
    yield "formula in choices", book([_ONE], choices=[("=1", "a", "b")]), "a.xlsx", "FORMS_027"
    deep: list[Row] = [("begin group", f"g{n}", "G") for n in range(10_000)]
    yield "10,000 nested groups", book(deep), "a.xlsx", "FORMS_017"
    shut = [("end group",)] * 60
    yield "60 nested groups", book([*deep[:60], _ONE, *shut]), "a.xlsx", "FORMS_017"
    yield "a group left open", book([deep[0], _ONE]), "a.xlsx", "FORMS_016"
    yield "a group shut twice", book([_ONE, ("end group",)]), "a.xlsx", "FORMS_016"
    yield "circle of two", _calculated("${c1}", "${c0}"), "a.xlsx", "FORMS_005"
    yield "circle of one", _calculated("${c0} + 1"), "a.xlsx", "FORMS_005"
    ring = [f"${{c{(n + 1) % 300}}}" for n in range(300)]
    yield "circle of 300", _calculated(*ring), "a.xlsx", "FORMS_005"
    yield "shown by itself", book([("text", "a", "A", "${a} = 1")]), "a.xlsx", "FORMS_005"
    cards: list[Row] = [("begin repeat", "r", "R", "", "", "", "1000000000"), _ONE, ("end repeat",)]
    yield "a billion cards", book(cards), "a.xlsx", "fine"
    yield "brackets", _calculated("(" * 5_000 + "1" + ")" * 5_000), "a.xlsx", "FORMS_017"
    yield "a long sum", _calculated("+".join("1" * 9_000)), "a.xlsx", "FORMS_017"
    yield "minus", _calculated("-" * 9_000 + "1"), "a.xlsx", "FORMS_017"
    yield "not not", _calculated("not(" * 3_000 + "1" + ")" * 3_000), "a.xlsx", "FORMS_017"
    yield "if in if", _calculated("if(1,2," * 2_000 + "3" + ")" * 2_000), "a.xlsx", "FORMS_017"
    yield "predicates", _calculated("/data/a[" * 2_000 + "1" + "]" * 2_000), "a.xlsx", "FORMS_017"
    yield "25,000 characters", _calculated("1" * 25_000), "a.xlsx", "FORMS_017"
    yield "everything of everything", _calculated("count(//*[//*[//*]])"), "a.xlsx", "FORMS_005"
    yield (
        "a pattern of (a+)+",
        book([("text", "a", "A", "", "", "regex(., '^(a+)+$')")]),
        ("a.xlsx"),
        "fine",
    )
    yield (
        "a pattern of many counts",
        book([("text", "a", "A", "", "", "regex(., '((a{1,999}){1,999}){1,999}')")]),
        "a.xlsx",
        "fine",
    )
    yield "doubling", _calculated(*(f"concat(${{c{n + 1}}}, ${{c{n + 1}}})" for n in range(40)),
                                  "'x'"), "a.xlsx", "fine"  # fmt: skip
    yield "an unknown function", _calculated("system('x')"), "a.xlsx", "FORMS_002"
    yield "an unknown question", _calculated("${nobody}"), "a.xlsx", "FORMS_004"
    yield "an axis that is none", _calculated("up::x"), "a.xlsx", "FORMS_001"
    yield "fingerprints", book([("text", "a", "A", "", "", "", "", "ex:finger()")], head=(
        *_HEAD, "appearance",
    )), "a.xlsx", "FORMS_037"  # fmt: skip
    yield "a voice", book([("audio", "a", "A")]), "a.xlsx", "FORMS_033"
    yield "a name with a colon", book([("text", "a:b:c", "A")]), "a.xlsx", "FORMS_016"
    yield "a name twice", book([_ONE, _ONE]), "a.xlsx", "FORMS_016"
    yield "a name of 5,000", book([("text", "a" * 5_000, "A")]), "a.xlsx", "fine"
    yield "a type that is none", book([("telepathy", "a", "A")]), "a.xlsx", "FORMS_016"
    yield "a list that is none", book([("select_one nobody", "a", "A")]), "a.xlsx", "FORMS_016"
    yield "markup in a label", book([("text", "a", "<script>&x;]]></label>")]), "a.xlsx", "fine"


def _believe(cases: list[tuple[str, bytes, str, str]]) -> None:
    """Read the sheets with a parser that loads what a DTD names; prints the passwords it read."""
    from xml.sax import ContentHandler, handler, make_parser

    class Said(ContentHandler):
        def __init__(self) -> None:
            super().__init__()
            self.text = ""

        def characters(self, content: str) -> None:
            self.text += content

    for what, data, _, _ in cases:
        if what not in ("outside in xl/workbook.xml", "net in xl/workbook.xml"):
            continue
        said, parser = Said(), make_parser()
        parser.setFeature(handler.feature_external_ges, True)
        parser.setContentHandler(said)
        try:
            text = zipfile.ZipFile(io.BytesIO(data)).read(_BOOK)
            parser.parse(io.BytesIO(text.replace(b"</sheets>", b"</sheets>&a;", 1)))
        except Exception:  # noqa: BLE001 - the twin only has to try
            pass
        print(said.text)


SECONDS, MEMORY = 2, 300_000_000


def main() -> None:
    """Print `{what: [wanted, found]}`."""
    import resource
    import signal

    from outreach_app.forms import FormRefused, workbook
    from outreach_app.forms.publish import compile_workbook

    if "--careless" in sys.argv:
        workbook._refuse_package = lambda data: None
        workbook.MAX_ROWS = workbook.MAX_UNPACKED = workbook.MAX_CELLS = workbook.MAX_DEPTH = 10**9
    cases = [*packages(), *sheets()]

    def late(*_: object) -> None:
        raise TimeoutError

    if "--credulous" in sys.argv:
        _believe(cases)
        return
    signal.signal(signal.SIGPROF, late)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    told = {}
    for what, data, name, wanted in cases:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            compile_workbook(data, name)
            found = "fine"
        except FormRefused as refused:
            found = refused.problems[0].code
        except (TimeoutError, MemoryError) as error:
            found = type(error).__name__
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        told[what] = [wanted, found]
    with Path("/proc/self/status").open() as status:  # since this process began, unlike ru_maxrss
        peak = next(line for line in status if line.startswith("VmHWM"))
    print(json.dumps({"told": told, "peak_kb": int(peak.split()[1])}))


if __name__ == "__main__":
    main()
