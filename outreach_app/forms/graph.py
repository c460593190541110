"""What reads what, and in which order to compute it.

A reference to oneself or to something above (`position(..)`, `once(.)`) is no dependency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outreach_app.forms.definition import Rule
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.syntax import Call, Expression, Path, Step, walk


def references(expression: Expression, here: str) -> set[str]:
    """Return the definition paths that `expression`, which belongs to `here`, reads."""
    return _read(expression, here, here) - {here, *_above(here)}


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(2, len(parts))]


def _read(expression: Expression, here: str | None, owner: str) -> set[str]:
    """Return paths read; `here` is None inside a list's rows, which are not answers."""
    if not isinstance(expression, Path):
        found: set[str] = set()
        for part in list(walk(expression))[1:]:
            if isinstance(part, Path):
                found |= _read(part, here, owner)
        return found
    base = _start(expression, here, owner)
    inside: set[str] = set()
    if not isinstance(expression.start, str):
        inside |= _read(expression.start, here, owner)
    for step in expression.steps:
        base = _move(base, step)
        for predicate in step.predicates:
            inside |= _read(predicate, base, owner)
    return inside | ({base} if base else set())


def _start(path: Path, here: str | None, owner: str) -> str | None:
    if path.start == "/":
        return ""
    if path.start == ".":
        return here
    return owner if path.start == Call("current", ()) else None


def _move(base: str | None, step: Step) -> str | None:
    if base is None:
        return None
    if step.axis == "parent":
        return base.rpartition("/")[0]
    if step.axis == "child" and step.test not in ("*", "node()"):
        return f"{base}/{step.test}"
    return base  # self, wildcards and other axes: whatever lies below counts


def spread(paths: Iterable[str], known: Iterable[str]) -> dict[str, set[str]]:
    """Return path -> that path and all known ones below it, since a group is all its answers."""
    everything = list(known)
    return {p: {p} | {k for k in everything if k.startswith(f"{p}/")} for p in paths}


def ordered(
    rules: Mapping[tuple[str, str], Rule], reads: Mapping[tuple[str, str], set[str]]
) -> list[tuple[str, str]]:
    """Return the keys `(what, path)` so that each comes after what it reads.

    Raises:
        ExpressionError: FORMS_005 an answer depends on itself.
    """
    result: list[tuple[str, str]] = []
    state: dict[tuple[str, str], int] = {}

    def visit(key: tuple[str, str]) -> None:
        if state.get(key) == 2:
            return
        if state.get(key) == 1:
            raise ExpressionError("FORMS_005", name=key[1].rpartition("/")[2])
        state[key] = 1
        for before in _before(key, reads[key], rules):
            visit(before)
        state[key] = 2
        result.append(key)

    for key in rules:
        visit(key)
    return result


def _before(
    key: tuple[str, str], reads: set[str], rules: Mapping[tuple[str, str], Rule]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    what, path = key
    if what != "relevant":
        found += [("relevant", p) for p in (path, *_above(path))]
    if what == "choices":
        found.append(("calculate", path))
    for read in reads:
        found += [("calculate", read), ("choices", read)]
        found += [("relevant", p) for p in (read, *_above(read)) if p not in (path, *_above(path))]
    return [k for k in dict.fromkeys(found) if k in rules and k != key]
