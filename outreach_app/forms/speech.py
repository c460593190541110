"""The texts of an open file, in the language being spoken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from outreach_app.forms.definition import Form, Texts
from outreach_app.forms.media import file_name
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Surroundings
from outreach_app.i18n import Language, translate


class Speech:
    """Says the form's texts.

    Attributes:
        language: `id`, `en`, or a language as the form names it (`Indonesian (id)`); blank: the
            form's default.
    """

    def __init__(self, form: Form, around: Surroundings) -> None:
        self._form, self._around = form, around
        self.language = ""
        self.speak("")

    def speak(self, language: str) -> None:
        """Say everything in `language` from now on."""
        self.language = language
        self._around.language = self.interface

    @contextmanager
    def speaking(self, language: str | None) -> Iterator[None]:
        """Say everything in `language` for a while; None: go on as before."""
        if language is None or language == self.language:
            yield
            return
        former = self.language
        self.speak(language)
        try:
            yield
        finally:
            self.speak(former)

    @property
    def interface(self) -> Language:
        """Return the product's language nearest to the one spoken."""
        name = (self.language or self._form.default_language).casefold()
        return "en" if name in ("en", "english") or "(en)" in name else "id"

    def text(self, texts: Texts | None, node: Node) -> str:
        """Return a text for the question at `node`, its outputs filled in; blank for none."""
        phrase = texts.phrase(self.language) if texts else None
        if phrase is None:
            return ""
        try:
            return phrase.text(node, self._around)
        except EvaluationError as error:
            return translate(self.interface, error.code, **error.facts)

    def itext(self, key: str, node: Node) -> str | None:
        """Return the text of an itext id, None when the form has none (`jr:itext()`)."""
        texts = self._form.texts.get(key)
        phrase = texts.phrase(self.language) if texts else None
        return phrase.text(node, self._around) if phrase else None

    def media(self, texts: Texts | None, node: Node) -> Mapping[str, str]:
        """Return `image`, `big-image`, `audio`, `video` -> name of a file beside the form."""
        found: dict[str, str] = {}
        for sort, forms in texts.media.items() if texts else ():
            name = file_name(self.text(forms, node)) if sort in _MEDIA else None
            if name:
                found[sort] = name
        return found

    def form(self, texts: Texts | None, sort: str, node: Node) -> str:
        """Return another form of a text: `guidance`, `short`."""
        return self.text(texts.media.get(sort), node) if texts else ""

    def say(self, code: str, **facts: str) -> str:
        """Return a text of the product's own."""
        return translate(self.interface, code, **facts)


_MEDIA = frozenset(("image", "big-image", "audio", "video"))
