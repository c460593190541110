"""Which questions must be drawn anew when an answer changes: what their texts and rules read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from outreach_app.forms.advice import Written
from outreach_app.forms.definition import Bind, Item, Sights, Texts
from outreach_app.forms.graph import Reference, above, references
from outreach_app.forms.xpath.syntax import Call, Expression, walk

_ANYTHING = frozenset(("jr:choice-name", "jr:itext"))
"""Functions whose arguments do not say what they read."""
_DRAWN = frozenset(("constraint", "required", "readonly", "choices"))


def sights(
    items: Iterable[Item],
    binds: Mapping[str, Bind],
    written: Iterable[Written],
    repeats: frozenset[str],
    deep: Callable[[Reference], Iterable[str]],
) -> Sights:
    """Return who looks at what.

    Args:
        items: all of them, also those inside others.
        binds: rules by path.
        written: every expression of the form and where it stands.
        repeats: paths of repeats.
        deep: the paths that a reference stands for.
    """
    by_place: dict[tuple[str, str], list[Expression]] = {}
    for one in written:
        by_place.setdefault((one.what, one.path), []).append(one.expression)
    seen: dict[str, dict[str, None]] = {}
    restless = set()
    for item in items:
        for expression in _looks(item, binds.get(item.path, Bind()), by_place):
            if any(isinstance(e, Call) and e.name in _ANYTHING for e in walk(expression)):
                restless.add(item.path)
            for reference in references(expression, item.path, repeats):
                for path in deep(reference):
                    seen.setdefault(path, {})[item.path] = None
        if item.itemset is not None and item.itemset.told:
            restless.add(item.path)
    return Sights({path: tuple(found) for path, found in seen.items()}, frozenset(restless))


def _looks(
    item: Item, bind: Bind, by_place: Mapping[tuple[str, str], list[Expression]]
) -> Iterator[Expression]:
    for what in _DRAWN:
        yield from by_place.get((what, item.path), ())
    for path in above(item.path):
        yield from by_place.get(("readonly", path), ())
    for texts in (item.label, item.hint, bind.constraint_text, bind.required_text):
        yield from _asked(texts)


def _asked(texts: Texts | None) -> Iterator[Expression]:
    for phrase in texts.by_language.values() if texts else ():
        yield from phrase.asked
    for form in texts.media.values() if texts else ():
        yield from _asked(form)
