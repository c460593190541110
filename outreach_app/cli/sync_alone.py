"""`sync-alone`: sync is a library of its own; its tests run with only its own dependencies."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no options."""


def run(_: argparse.Namespace) -> int:
    """Make a bare environment with the extra `sync`, and run the tests of sync in it."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needs = project["project"]["optional-dependencies"]["sync"]
    folder = Path(tempfile.mkdtemp(prefix="sync-alone-"))
    try:
        venv.create(folder / "venv", with_pip=True)
        inside = "Scripts" if sys.platform == "win32" else "bin"
        python = str(folder / "venv" / inside / "python")
        for name in ("sync", "tests/sync"):
            shutil.copytree(_ROOT / name, folder / name)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *needs]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
        tests = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not nightly"]
        tests.append("tests/sync")
        return subprocess.run(tests, check=False, cwd=folder).returncode  # noqa: S603
    finally:
        shutil.rmtree(folder, ignore_errors=True)
