"""What fuzzing found once is tried again in every run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

_CORPUS = Path(__file__).parents[2] / "fuzz" / "corpus"


@pytest.mark.parametrize("name", TARGETS)
def test_no_find_ever_comes_back(name: str) -> None:
    files = sorted((_CORPUS / name).iterdir())
    assert files
    for file in files:
        begun = time.perf_counter()
        TARGETS[name](file.read_bytes())
        assert time.perf_counter() - begun < 20, f"{file.name} hangs"


def test_a_target_tells_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The known bad twin: a function that lets an exception out is caught."""
    from outreach_app.forms.xpath.scope import CALLS, Known

    monkeypatch.setitem(CALLS, "pi", Known(0, 0, lambda: lambda _: 1 // 0))
    with pytest.raises(ZeroDivisionError):
        TARGETS["xpath"](b"1 + pi()")
