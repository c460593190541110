"""Questions of commands in a terminal, in both languages; a secret that is new is asked twice."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable

from outreach_app.errors import OutreachError


def asked(question: str) -> str:
    """Return an answer that is not empty."""
    while not (answer := " ".join(input(f"{question}: ").split())):
        pass
    return answer


def new_secret(question: str, check: Callable[[str], object], *, empty: bool = False) -> str:
    """Return a new passphrase, typed twice.

    Args:
        question: what it is for.
        check: raises an `OutreachError` for one that is too weak; it is told and asked again.
        empty: nothing typed is an answer, too.
    """
    while True:
        first = getpass.getpass(f"{question}: ")
        if empty and not first:
            return ""
        try:
            check(first)
        except OutreachError as problem:
            told(problem)
            continue
        if getpass.getpass("Sekali lagi / once more: ") == first:
            return first
        sys.stderr.write("Keduanya tidak sama / the two are not the same.\n")


def told(problem: OutreachError) -> None:
    """Tell a problem in both languages."""
    sys.stderr.write(f"{problem.text('id')}\n{problem.text('en')} ({problem.code})\n")
