"""Truth, choice of values, and what the open file knows. Source: ODK XForms spec (functions)."""

from __future__ import annotations

import math

from outreach_app.forms.xpath import values as v
from outreach_app.forms.xpath.moments import Moment, lexical
from outreach_app.forms.xpath.scope import MANY, EvaluationError, Run, Scope, call, plain

plain("true", 0)(lambda: True)
plain("false", 0)(lambda: False)
plain("not", 1)(lambda a: not v.to_bool(a))
plain("boolean", 1)(v.to_bool)
plain("boolean-from-string", 1)(lambda a: v.to_text(a) in ("1", "true"))


@call("if", 3)
def _if(test: Run, then: Run, other: Run) -> Run:
    return lambda c: then(c) if v.to_bool(test(c)) else other(c)


@call("coalesce", 2)
def _coalesce(first: Run, second: Run) -> Run:
    def run(c: Scope) -> v.Value:
        found = first(c)
        return second(c) if v.to_text(found) in ("", "NaN") else found

    return run


@call("once", 1)
def _once(run: Run) -> Run:
    return lambda c: c.current.text or v.to_text(run(c))


@call("today", 0)
def _today() -> Run:
    return lambda c: lexical(c.around.now.replace(hour=0, minute=0, second=0, microsecond=0))


@call("now", 0)
def _now() -> Run:
    return lambda c: Moment(c.around.now.isoformat(timespec="milliseconds"))


@call("random", 0)
def _random() -> Run:
    return lambda c: c.around.draw()


@call("uuid", 0, 1)
def _uuid(*sizes: Run) -> Run:
    """A UUID4, or random text of n characters (ODK: uuid(n))."""

    def run(c: Scope) -> v.Value:
        new_id = c.around.new_id
        if not sizes:
            return str(new_id())
        size = v.to_number(sizes[0](c))
        if math.isnan(size):
            raise EvaluationError("FORMS_018", function="uuid")
        length = max(0, min(int(size), MANY))
        text = "".join(str(new_id()).replace("-", "") for _ in range(length // 32 + 1))
        return text[:length]

    return run


@call("version", 0)
def _version() -> Run:
    return lambda c: c.around.version


@call("property", 1)
def _property(name: Run) -> Run:
    return lambda c: c.around.properties.get(v.to_text(name(c)), "")


@call("depend", 1, MANY)
def _depend(first: Run, *_: Run) -> Run:
    return first


@call("jr:itext", 1)
def _itext(key: Run) -> Run:
    def run(c: Scope) -> v.Value:
        name = v.to_text(key(c))
        found = c.around.text(name, c.current)
        return f"[{name}]" if found is None else found

    return run


@call("jr:choice-name", 2)
def _choice_name(value: Run, path: Run) -> Run:
    return lambda c: c.around.choice_label(
        v.to_text(path(c)).strip(), v.to_text(value(c)), c.current
    )


@plain("checklist", 2, MANY)
def _checklist(least: v.Value, most: v.Value, *answers: v.Value) -> bool:
    return _between(sum(_truths(*answers)), least, most)


@plain("weighted-checklist", 4, MANY)
def _weighted(least: v.Value, most: v.Value, *pairs: v.Value) -> bool:
    """Even arguments; node-sets pair up, unequal lengths are false (ODK XForms spec)."""
    if len(pairs) % 2:
        raise EvaluationError("FORMS_003", function="weighted-checklist")
    answers, weights = _truths(*pairs[::2]), [v.to_number(t) for t in _members(*pairs[1::2])]
    if len(answers) != len(weights):
        return False
    return _between(sum(w for a, w in zip(answers, weights, strict=True) if a), least, most)


def _members(*found: v.Value) -> list[str | float | bool]:
    result: list[str | float | bool] = []
    for value in found:
        result += [n.string() for n in value] if isinstance(value, list) else [value]
    return result


def _truths(*answers: v.Value) -> list[bool]:
    return [v.to_bool(one) for one in _members(*answers)]


def _between(total: float, least: v.Value, most: v.Value) -> bool:
    """-1 means no limit (D13)."""
    low, high = v.to_number(least), v.to_number(most)
    return (low == -1 or total >= low) and (high == -1 or total <= high)
