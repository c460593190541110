"""Texts of a form, in its languages, with answers in them. Source: ODK XForms spec (itext)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Run, Scope, Surroundings
from outreach_app.forms.xpath.syntax import Expression
from outreach_app.forms.xpath.values import to_text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with answers in it.

    Attributes:
        parts: text or closures of expressions.
        asked: those expressions.
    """

    parts: tuple[str | Run, ...]
    asked: tuple[Expression, ...] = ()

    def text(self, node: Node, around: Surroundings) -> str:
        """Return the text with its answers filled in, for the question at `node`."""
        scope = Scope(node, around)
        return "".join(p if isinstance(p, str) else to_text(p(scope)) for p in self.parts).strip()

    @property
    def blank(self) -> bool:
        """Tell whether it says nothing: pyxform writes `-` where a translation is missing."""
        return self.parts in ((), ("-",))


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in the form's languages.

    Attributes:
        default: language to fall back to; then the first that says something (D20).
        media: `image`, `audio` … and `guidance` -> their texts.
    """

    by_language: Mapping[str, Phrase]
    default: str
    media: Mapping[str, Texts] = field(default_factory=dict)

    def phrase(self, language: str) -> Phrase | None:
        """Return the text in `language` (`id`, or a name as the form writes it)."""
        for name in (self._name(language), self.default, *self.by_language):
            found = self.by_language.get(name)
            if found is not None and not found.blank:
                return found
        return None

    def _name(self, language: str) -> str:
        return next((k for k in self.by_language if speaks(k, language)), self.default)


def speaks(name: str, language: str) -> bool:
    """Tell whether the form's language `name`, e.g. `Indonesian (id)`, is `language`."""
    return name == language or name.endswith(f"({language})")
