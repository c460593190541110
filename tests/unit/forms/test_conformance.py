"""The public cases of the ODK world, where the folder is present; never below what was reached."""

from __future__ import annotations

import collections
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_PROJECT = Path(__file__).parents[3]
_CASES = _PROJECT.parent / "shared" / "conformance"
_REACHED = {"xpath1": 0.995, "openrosa": 0.985, "scenarios": 0.955}

pytestmark = [
    pytest.mark.skipif(not _CASES.is_dir(), reason="conformance cases are not here"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem + "_of_conformance", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    return _module(_CASES / "judge.py")


@pytest.fixture(scope="module")
def adapter() -> ModuleType:
    return _module(_PROJECT / "tests" / "adapters" / "xforms.py")


@pytest.mark.parametrize("dialect", ["xpath1", "openrosa"])
def test_expressions(judge: ModuleType, adapter: ModuleType, dialect: str) -> None:
    failed: list[Any] = []
    tally = judge.run_xpath(adapter, _CASES / "xpath.jsonl", False, lambda *x: failed.append(x))
    count = sum(n for (name, _), n in tally.items() if name == dialect)
    assert tally[dialect, "pass"] >= _REACHED[dialect] * count, failed


def test_scenarios(judge: ModuleType, adapter: ModuleType) -> None:
    tally: collections.Counter[str] = collections.Counter()
    verdicts = {}
    for line in (_CASES / "scenarios.jsonl").read_text(encoding="utf-8").splitlines():
        case = judge.json.loads(line)
        try:
            verdicts[case["id"]] = judge.run_scenario(adapter, case, tally, print)
        except Exception as error:  # noqa: BLE001 - a case may fail in any way
            verdicts[case["id"]] = f"{type(error).__name__}: {error}"
    failed = {k: v for k, v in verdicts.items() if v != "pass"}
    assert len(verdicts) - len(failed) >= _REACHED["scenarios"] * len(verdicts), failed
