"""Hostile spreadsheets are refused with a reason, within two seconds and 300 MB each (R27)."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outreach_app.forms import FormRefused
from outreach_app.forms.apart import compile_apart
from tests.unit.forms.hostile_workbooks import OUTSIDE, book

_MAKER = Path(__file__).with_name("hostile_workbooks.py")
_ONE = [("text", "a", "A")]


def _told(*words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(_MAKER), *words], capture_output=True, check=True, timeout=300
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def host() -> Iterator[socket.socket]:
    """A host that a file may name; whoever calls it waits in its line."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def _port(host: socket.socket) -> str:
    return f"--port={host.getsockname()[1]}"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_every_hostile_spreadsheet_is_refused_with_its_reason(host: socket.socket) -> None:
    found = _told(_port(host))
    assert len(found["told"]) >= 60
    assert {k: v for k, v in found["told"].items() if v[0] != v[1]} == {}
    assert found["peak_kb"] < 300_000
    assert "root:" not in json.dumps(found), "no file is read"
    assert not Path(OUTSIDE).exists(), "no file is written"
    host.settimeout(0.05)
    with pytest.raises(TimeoutError):
        host.accept()


@pytest.mark.skipif(sys.platform == "win32", reason="reads a file of Unix")
def test_a_parser_that_believes_what_it_reads_calls_the_host_and_reads_the_file(
    host: socket.socket,
) -> None:
    host.settimeout(20)
    words = [sys.executable, str(_MAKER), "--credulous", _port(host)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as twin:
        caller, _ = host.accept()
        caller.close()
        assert b"root:" in twin.communicate(timeout=30)[0]


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_without_the_looks_beforehand_the_limits_would_be_passed() -> None:
    found = _told("--careless")["told"]
    assert {found[k][1] for k in ("zip bomb in a picture", "25,000 rows", "300,000 cells")} & {
        "TimeoutError", "MemoryError", "fine",
    }  # fmt: skip


def test_a_form_compiled_apart_is_the_form() -> None:
    made = compile_apart(book(_ONE), "a.xlsx")
    assert (made.form_id, made.version, list(made.form.questions)) == ("x", "1", ["/data/a"])


def test_a_refusal_comes_back_with_its_place() -> None:
    with pytest.raises(FormRefused) as caught:
        compile_apart(book([*_ONE, ("calculate", "c", "", "", "nope(1)")]), "a.xlsx")
    (problem,) = caught.value.problems
    assert (problem.code, problem.sheet, problem.row, problem.column, problem.facts) == (
        "FORMS_002", "survey", 3, "calculation", {"function": "nope"},
    )  # fmt: skip


@pytest.mark.parametrize("limits", [{"seconds": 0.01}, {"memory": 1_000_000}], ids=["time", "room"])
def test_what_takes_too_much_ends_that_process_only(limits: dict[str, Any]) -> None:
    if sys.platform == "win32" and "memory" in limits:
        pytest.skip("limits of memory are of Unix")
    large = book([("text", f"q{n}", "Q") for n in range(3_000)])
    with pytest.raises(FormRefused) as caught:
        compile_apart(large, "a.xlsx", **limits)
    assert caught.value.problems[0].code == "FORMS_028"
