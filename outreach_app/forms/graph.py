"""What reads what, and in which order to compute it.

Source: ODK XForms specification (computation); design page xforms.md, section 2 (cycles).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.syntax import Call, Expression, Path, Step, walk

Key = tuple[str, str]
_STRUCTURE = ("count", "position", "indexed-repeat", "count-non-empty")


@dataclass(frozen=True, slots=True)
class Reference:
    """One path that an expression reads.

    Attributes:
        anchor: ancestor that reader and read share without leaving it; empty: any card counts.
        below: the value of a group is asked for, so everything in it counts.
        named: everything of this name below `path`, however deep (`//name`).
    """

    path: str
    anchor: str
    below: bool
    named: str = ""


def references(expression: Expression, here: str, repeats: frozenset[str]) -> frozenset[Reference]:
    """Return what `expression`, which belongs to `here`, reads of the answers."""
    reader = _References(here, repeats)
    reader.read(expression, here, here, True)
    return frozenset(reader.found)


class _References:
    def __init__(self, owner: str, repeats: frozenset[str]) -> None:
        self.owner, self.repeats = owner, repeats
        self.found: set[Reference] = set()

    def read(self, part: Expression, here: str | None, low: str, below: bool) -> None:
        """Note what `part` reads; `here` is None inside a list's rows, which are not answers."""
        if isinstance(part, Path):
            self._path(part, here, low, below)
            return
        if isinstance(part, Call) and part.name == "once":
            below = False
        structure = isinstance(part, Call) and part.name in _STRUCTURE
        wide = isinstance(part, Call) and part.name == "indexed-repeat"
        for inner in _inside(part):
            if wide and isinstance(inner, Path) and inner.start == "/":
                self._path(inner, here, "", False, narrow=False)
            else:
                self.read(inner, here, low, below and not structure)

    def _path(
        self, path: Path, here: str | None, low: str, below: bool, *, narrow: bool = True
    ) -> None:
        base, low = self._start(path, here, low)
        whole, named = False, ""
        for step in path.steps:
            if whole and _searches(step):
                named = step.test.rpartition(":")[2]
            else:
                base, whole = _move(base, step, whole)
            if base is not None and path.start != "/" and len(base) < len(low):
                low = base
            for predicate in step.predicates:
                self.read(predicate, base, low if path.start != "/" else "", below)
        if path.start == "/" and base is not None:
            searched = any(s.predicates for s in path.steps)
            low = "" if searched or not narrow else self._card(base)
        if base is not None and (named or (whole and not base)):
            self.found.add(Reference(base, "", below, named or "*"))
        elif base and not _holds(base, self.owner):
            if base != self.owner or below or not _climbs(path):
                self.found.add(Reference(base, low, below or whole))
        elif base in self.repeats and not _climbs(path):
            # The rows beside its own: which there are, not what stands in them.
            self.found.add(Reference(str(base), low, False))

    def _start(self, path: Path, here: str | None, low: str) -> tuple[str | None, str]:
        if path.start == "/":
            return "", ""
        if path.start == ".":
            return here, low
        if path.start == Call("current", ()):
            return self.owner, self.owner
        self.read(path.start, here, low, False)  # type: ignore[arg-type]  # texts are handled
        return None, low

    def _card(self, path: str) -> str:
        """Return the deepest repeat above `path` that the owner stands in too."""
        shared = [r for r in self.repeats if path.startswith(f"{r}/") and _holds(r, self.owner)]
        return max(shared, key=len, default="")


def _climbs(path: Path) -> bool:
    """Tell whether a path only leads to the own node or what is above it."""
    own = path.start in (".", Call("current", ()))
    return own and all(step.axis in ("parent", "self") for step in path.steps)


def _searches(step: Step) -> bool:
    return step.axis in ("child", "descendant") and step.test not in ("node()", "text()", "*")


def _holds(above: str, path: str) -> bool:
    """Tell whether `above` is a true ancestor of `path`."""
    return path.startswith(f"{above}/")


def _inside(part: Expression) -> Iterator[Expression]:
    """Yield the parts directly inside, not those deeper."""
    deep: set[int] = set()
    for inner in list(walk(part))[1:]:
        if id(inner) not in deep:
            yield inner
            deep.update(id(x) for x in walk(inner))


def _move(base: str | None, step: Step, whole: bool) -> tuple[str | None, bool]:
    if base is None:
        return None, whole
    if step.axis == "parent":
        return base.rpartition("/")[0], whole
    if step.axis == "self":
        return base, whole
    if step.test not in ("*", "node()", "text()") and step.axis in ("child", "attribute"):
        sign = "@" if step.axis == "attribute" else ""
        return f"{base}/{sign}{step.test.rpartition(':')[2]}", whole
    return (base.rpartition("/")[0] if "sibling" in step.axis else base), True


def above(path: str) -> list[str]:
    """Return the paths of everything above `path`, the root first."""
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(2, len(parts))]


def ordered(keys: Iterable[Key], reads: Mapping[Key, frozenset[str]]) -> list[Key]:
    """Return `(what, path)` so that each comes after what it reads.

    Raises:
        ExpressionError: FORMS_005 an answer depends on itself.
    """
    known = dict.fromkeys(keys)
    result: list[Key] = []
    done: dict[Key, bool] = {}
    for first in known:
        waiting: list[tuple[Key, Iterator[Key]]] = []
        if first not in done:
            done[first] = False
            waiting.append((first, iter(_before(first, reads[first], known))))
        while waiting:
            key, rest = waiting[-1]
            nearest = next(rest, None)
            if nearest is None:
                done[key] = True
                result.append(key)
                waiting.pop()
            elif nearest not in done:
                done[nearest] = False
                waiting.append((nearest, iter(_before(nearest, reads[nearest], known))))
            elif not done[nearest]:
                raise ExpressionError("FORMS_005", name=key[1].rpartition("/")[2])
    return result


def _before(key: Key, reads: frozenset[str], known: Mapping[Key, None]) -> list[Key]:
    what, path = key
    found: list[Key] = [("count", p) for p in above(path)]
    if what != "relevant":
        found += [("relevant", p) for p in (path, *above(path))]
    if what == "choices":
        found.append(("calculate", path))
    for read in reads:
        if what in ("choices", "count") and read == path:
            continue
        found += [("calculate", read), ("choices", read)]
        found += [(sort, p) for p in (read, *above(read)) for sort in ("relevant", "count")]
    wanted = [k for k in dict.fromkeys(found) if k in known]
    return [k for k in wanted if k != key or path in reads or what == "relevant"]
