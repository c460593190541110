"""Names of files in a form never lead out of its folder (R29); most after ASVS 5.3.2."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from outreach_app.forms.media import file_name

_OUT = (
    "../a.png", "..\\a.png", "../../../../etc/passwd", "/etc/passwd", "\\\\server\\share\\a.png",
    "C:\\a.png", "C:a.png", "file:///etc/passwd", "http://x/a.png", "data:text/html,x",
    "jr://images/../a.png", "jr://images//a.png", "jr://images/a/b.png", "jr://other/a.png",
    "jr://images/..", "jr://images/", "jr:/images/a.png", "JR://images/a.png", "jr://a.png",
    "images/a.png", "./a.png", "~/a.png", ".", "..", "", " ", "/", "\\", ":", "a.png:stream",
)  # fmt: skip
_RESERVED = (
    "CON", "con", "Con.png", "PRN.txt", "aux", "NUL", "nul.tar.gz", "COM1", "com9.png", "LPT1.csv",
)  # fmt: skip
_ODD = (
    "a\x00.png", "\x00", "a\nb.png", "a\x1b[0m.png", "a.png\r", "gpj.\u202eexe", "\u200fa.png",
    "a\u2066.png", "x" * 201, "x" * 300 + ".png", "a.png.", "a.png ", "a. ", "...",
)  # fmt: skip
_GOOD = (
    "a.png",
    "jr://images/a.png",
    "KK 2.jpg",
    "pekon-é.csv",
    ".hidden",
    "a..b.png",
    "CONTOH.png",
)


@pytest.mark.parametrize("name", [*_OUT, *_RESERVED, *_ODD], ids=ascii)
def test_a_name_that_leads_elsewhere_or_misleads_is_none(name: str) -> None:
    found = file_name(name)
    assert found is None or found == name.strip() != name  # blanks around it are nobody's


@pytest.mark.parametrize("name", _GOOD)
def test_a_plain_name_is_itself(name: str) -> None:
    assert file_name(name) == name.rpartition("/")[2]


def test_whatever_passes_stays_in_the_folder(tmp_path: Path) -> None:
    """The known bad twin, which only joins folder and name, would have written elsewhere."""
    careless = []
    for name in (*_OUT, *_RESERVED, *_ODD, *_GOOD):
        found = file_name(name)
        if found is not None:
            assert PurePosixPath(found).name == PureWindowsPath(found).name == found
            assert (tmp_path / found).resolve().parent == tmp_path.resolve()
        if "\x00" not in name and not (tmp_path / name).resolve().is_relative_to(tmp_path):
            careless.append(name)
    assert len(careless) >= 3
