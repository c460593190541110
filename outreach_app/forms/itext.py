"""The translations of a form: plain texts are cut out of its XML and made when they are asked.

So 50,000 labels of choices cost a form little. Texts with answers, pictures, guidance or
references stay in the XML. Source: ODK XForms specification (itext).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from outreach_app.forms.texts import Phrase, Texts

_X = "{http://www.w3.org/2002/xforms}"
_BLOCK = re.compile(r"<translation(?:\s[^<>]*[^<>/])?>(.*?)</translation>", re.DOTALL)
_NOT = r"<&\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_PLAIN = re.compile(
    rf'<text id="([^"\t\n{_NOT}>]*)">\s*<value>([^{_NOT}]{{0,99999}})</value>\s*</text>'
)
Plain = list[dict[str, str]]
"""Id -> text as the XML has it, for every translation in order."""


def cut(xml: str) -> tuple[str, Plain]:
    """Return a form without its plain texts, and those; nothing where a cut may be in doubt."""
    begin, end = xml.find("<itext>"), xml.find("</itext>")
    block = xml[begin:end]
    blocks = list(_BLOCK.finditer(block))
    doubtful = "<!" in xml or "]]>" in block or "<?" in block or xml.count("itext>") != 2
    if doubtful or not 0 <= begin < end or len(blocks) != block.count("<translation"):
        return xml, []
    found: Plain = []
    kept, last = [xml[:begin]], 0
    for translation in blocks:
        # One pass: what lies between, id, text, what lies between …
        parts = _PLAIN.split(translation[1])
        kept += [block[last : translation.start(1)], *parts[::3]]
        found.append(dict(zip(parts[1::3], parts[2::3], strict=True)))
        last = translation.end(1)
    return "".join((*kept, block[last:], xml[end:])), found


@dataclass(frozen=True)
class Labels(Mapping[str, Texts]):
    """Texts by their id.

    Attributes:
        default: language to fall back to.
        read: those that stood in the XML.
        plain: language -> id -> text.
    """

    default: str = ""
    read: Mapping[str, Texts] = field(default_factory=dict)
    plain: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Texts:
        found = {name: texts[key] for name, texts in self.plain.items() if key in texts}
        read = self.read.get(key)
        if read is not None and not found:
            return read
        if not found:
            raise KeyError(key)
        phrases = dict(read.by_language) if read else {}
        phrases |= {name: _phrase(text) for name, text in found.items()}
        ordered = {name: phrases[name] for name in self.plain if name in phrases}
        return Texts(ordered, self.default, read.media if read else {})

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.read, *(k for texts in self.plain.values() for k in texts)))

    def __len__(self) -> int:
        return len(set(self.read).union(*self.plain.values()))

    @property
    def lively(self) -> frozenset[str]:
        """Return the ids of texts with answers in them."""
        return frozenset(
            k for k, t in self.read.items() if any(p.asked for p in t.by_language.values())
        )


def read(
    translations: list[Element], plain: Plain, phrase: Callable[[Element], Phrase]
) -> tuple[tuple[str, ...], Labels]:
    """Return the languages of a form and its texts.

    Args:
        translations: as the XML has them.
        plain: texts that were cut out of them.
        phrase: compiles the content of one element.
    """
    languages = tuple(t.get("lang", "") for t in translations)
    marked = [t.get("lang", "") for t in translations if t.get("default") is not None]
    default = (*marked, *languages, "")[0]
    found: dict[str, dict[str, dict[str, Phrase]]] = {}
    for translation in translations:
        for text in translation:
            forms = found.setdefault(text.get("id", ""), {})
            for value in text.iterfind(f"{_X}value"):
                form = (value.get("form") or "").replace("long", "")
                forms.setdefault(form, {})[translation.get("lang", "")] = phrase(value)
    whole = {key: _spoken(forms, default) for key, forms in found.items()}
    named: dict[str, dict[str, str]] = {name: {} for name in languages}
    for name, texts in zip(languages, plain, strict=False):
        named[name] |= texts
    return languages, Labels(default, whole, named)


def _spoken(forms: dict[str, dict[str, Phrase]], default: str) -> Texts:
    media = {name: Texts(found, default) for name, found in forms.items() if name}
    return Texts(forms.get("", {}), default, media)


def _phrase(text: str) -> Phrase:
    text = text.strip()
    return Phrase((text,) if text else ())
