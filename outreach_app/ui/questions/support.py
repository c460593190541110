"""What of XLSForm runs on this desktop, and how; the README's table is written from it."""

from __future__ import annotations

SUPPORTED, DEGRADED, REFUSED = "supported", "degraded", "refused"

TYPES: dict[str, tuple[str, str]] = {
    "text": (SUPPORTED, "a line; a NIK is counted while typed and read in groups"),
    "integer": (SUPPORTED, "a line; a comma is a point"),
    "decimal": (SUPPORTED, "a line; a comma is a point"),
    "range": (SUPPORTED, "a handle; nothing is chosen until it was touched"),
    "select_one": (SUPPORTED, "buttons with digits to twelve, then a type-ahead"),
    "select_multiple": (SUPPORTED, "boxes to twelve, then a list with a line that narrows it"),
    "select_one_from_file": (SUPPORTED, "as select_one"),
    "select_multiple_from_file": (SUPPORTED, "as select_multiple"),
    "rank": (SUPPORTED, "a list; Alt+arrows or buttons move a line"),
    "note": (SUPPORTED, "text; with the appearance `warn` a soft warning that is recorded"),
    "date": (SUPPORTED, "typed in any usual way, said in words; a calendar beside it"),
    "time": (SUPPORTED, "typed `0930`, `9.30` or `9:30`"),
    "dateTime": (SUPPORTED, "a day and a time"),
    "acknowledge": (SUPPORTED, "one box"),
    "calculate": (SUPPORTED, "not drawn"),
    "hidden": (SUPPORTED, "not drawn"),
    "begin_group": (SUPPORTED, "top level: a section; inside: a headed block"),
    "begin_repeat": (SUPPORTED, "cards with a one-line summary"),
    "geopoint": (DEGRADED, "typed, or read from a GPS receiver (NMEA); no map"),
    "geotrace": (DEGRADED, "a list of points"),
    "geoshape": (DEGRADED, "a list of points, closed by itself"),
    "start-geopoint": (DEGRADED, "as a GPS receiver tells it, else blank; the officer is told"),
    "barcode": (DEGRADED, "typed, or by a reader that types; its Enter does not go on"),
    "background-geopoint": (DEGRADED, "as start-geopoint, when its question is answered"),
    "image": (SUPPORTED, "only with `paper-KK` and the like; `max-pixels`; grey, without EXIF"),
    "file": (SUPPORTED, "only with `paper-KK` and the like; a picture or the first page of a PDF"),
    "start": (SUPPORTED, "filled in, not drawn"),
    "end": (SUPPORTED, "filled in, not drawn"),
    "today": (SUPPORTED, "filled in, not drawn"),
    "deviceid": (SUPPORTED, "`outreach:D007`; another one after a new enrolment"),
    "username": (SUPPORTED, "the officer's id; blank in citizen mode"),
    "email": (DEGRADED, "blank"),
    "phonenumber": (DEGRADED, "blank"),
    "simserial": (DEGRADED, "blank"),
    "subscriberid": (DEGRADED, "blank"),
    "audit": (REFUSED, "a log of the officer outside the sealed file"),
    "csv-external": (SUPPORTED, "a list in a file beside the form"),
    "xml-external": (SUPPORTED, "a list in a file beside the form"),
    "audio": (REFUSED, "a voice"),
    "background-audio": (REFUSED, "a voice"),
    "video": (REFUSED, "a face and a voice"),
    "osm": (REFUSED, "another program"),
    "select_one_external": (REFUSED, "rewrite as select_one_from_file"),
}

LOOKS: dict[str, tuple[str, str]] = {
    "multiline": (SUPPORTED, "a box of several lines; parameter `rows`"),
    "numbers": (SUPPORTED, "digits in a face of even width"),
    "url": (DEGRADED, "a line; nothing is opened"),
    "masked": (SUPPORTED, "dots until asked for; dots when read back"),
    "thousands-sep": (SUPPORTED, "for reading only"),
    "counter": (SUPPORTED, "two buttons"),
    "month-year": (SUPPORTED, "typed `08-1990`"),
    "year": (SUPPORTED, "typed `1990`"),
    "no-calendar": (SUPPORTED, "the line alone"),
    "minimal": (SUPPORTED, "a box that opens; digits choose"),
    "search": (SUPPORTED, "a type-ahead"),
    "autocomplete": (SUPPORTED, "a type-ahead"),
    "quick": (SUPPORTED, "choosing goes on"),
    "columns": (SUPPORTED, "as many beside one another as fit"),
    "columns-3": (SUPPORTED, "any number; fewer where they do not fit"),
    "columns-pack": (SUPPORTED, "as many in a row as fit"),
    "no-buttons": (SUPPORTED, "without circles and boxes"),
    "likert": (SUPPORTED, "one row of even width"),
    "table-list": (SUPPORTED, "a table of marks (`label`, `list-nolabel`)"),
    "field-list": (SUPPORTED, "every section is one page anyway"),
    "hidden-answer": (SUPPORTED, "a code is not shown, only how long it is"),
    "vertical": (SUPPORTED, "an upright handle"),
    "no-ticks": (SUPPORTED, "without ticks"),
    "picker": (SUPPORTED, "a box of numbers"),
    "rating": (SUPPORTED, "stars"),
    "w4": (SUPPORTED, "`w1` to `w12`: columns of a group, or a part's share of them"),
    "map": (DEGRADED, "the plain control"),
    "placement-map": (DEGRADED, "the plain control"),
    "image-map": (DEGRADED, "the plain control"),
    "maps": (DEGRADED, "the plain control"),
    "horizontal": (DEGRADED, "as the choices fit"),
    "horizontal-compact": (DEGRADED, "as the choices fit"),
    "compact": (DEGRADED, "as the choices fit"),
    "quickcompact": (DEGRADED, "as the choices fit"),
    "summary": (DEGRADED, "passed over"),
    "islamic": (DEGRADED, "Gregorian; so are the other calendars"),
    "paper-KK": (SUPPORTED, "a copy of that paper, by its code; only papers without a portrait"),
    "annotate": (DEGRADED, "nothing is drawn on a copy"),
    "signature": (REFUSED, "a drawn signature"),
    "draw": (REFUSED, "may be a signature"),
    "new-front": (REFUSED, "a face; so are `front`, `selfie`, `face`"),
    "printer:org.x": (REFUSED, "another program"),
    "ex:org.reader.FINGER": (REFUSED, "another program; fingerprint readers come this way"),
}


def table() -> str:
    """Return both tables as Markdown."""
    lines = ["| XLSForm | standing | here |", "| --- | --- | --- |"]
    for name, (standing, words) in (TYPES | LOOKS).items():
        shown = {"ex:org.reader.FINGER": "ex:…", "columns-3": "columns-N", "w4": "w1 … w12"}
        shown |= {"printer:org.x": "printer:…", "paper-KK": "paper-CODE"}
        lines.append(f"| {shown.get(name, name)} | {standing} | {words} |")
    return "\n".join(lines)
