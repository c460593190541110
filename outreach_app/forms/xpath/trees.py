"""XML text into nodes: no DTD, no entities, no network, bounded depth and text."""

from __future__ import annotations

from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.nodes import ATTRIBUTE, COMMENT, DOCUMENT, NAMESPACE, PI, TEXT, Node

MAX_DEPTH = 100
MAX_TEXT = 1_000_000
"""Limits of design page xforms.md, section 7; characters in one text."""


def read_tree(xml: str | bytes, *, doctype: bool = False) -> Node:
    """Return the document node of `xml`; leaves hold their text themselves.

    Args:
        xml: a whole document.
        doctype: let `<!DOCTYPE …>` pass; entities are refused all the same.

    Raises:
        ExpressionError: FORMS_006 it is no XML, or has a DTD, or is nested too deeply.
    """
    builder = _Builder()
    parser = XMLParser(target=builder, forbid_dtd=not doctype)
    try:
        parser.feed(xml.strip())
        parser.close()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ExpressionError("FORMS_006") from error
    return builder.document


class _Builder:
    """Gets the parser's events; `ExpressionError` when a limit is passed."""

    def __init__(self) -> None:
        self.document = Node("", kind=DOCUMENT)
        self._here = self.document
        self._depth = 0
        self._declared: list[tuple[str, str]] = []
        self._prefixes: list[tuple[str, str]] = [("xml", "http://www.w3.org/XML/1998/namespace")]
        self._text: list[str] = []

    def start_ns(self, prefix: str, uri: str) -> None:
        self._declared.append((prefix or "", uri or ""))
        self._prefixes.append((prefix or "", uri or ""))

    def end_ns(self, prefix: str) -> None:
        self._prefixes.pop()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("FORMS_017", what="XML")
        node = self._named(Node("", parent=self._here), tag)
        if attributes or self._declared:
            node.attributes = tuple(
                [Node(p, "", node, u, NAMESPACE) for p, u in self._declared]
                + [self._named(Node("", "", node, v, ATTRIBUTE), k) for k, v in attributes.items()]
            )
            self._declared = []
        self._here.children.append(node)
        self._here = node

    def end(self, tag: str) -> None:
        if not self._here.children:
            self._here.text = self._taken()
        else:
            self._flush()
        self._here = self._here.parent or self.document
        self._depth -= 1

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Nothing is read from a document type."""

    def data(self, text: str) -> None:
        self._text.append(text)

    def comment(self, text: str) -> None:
        self._flush()
        self._here.children.append(Node("", "", self._here, text, COMMENT))

    def pi(self, target: str, text: str | None = None) -> None:
        self._flush()
        self._here.children.append(Node(target, "", self._here, text or "", PI))

    def close(self) -> Node:
        return self.document

    def _taken(self) -> str:
        text, self._text = "".join(self._text), []
        if len(text) > MAX_TEXT:
            raise ExpressionError("FORMS_017", what="text")
        return text

    def _flush(self) -> None:
        text = self._taken() if self._text else ""
        if text and self._here.kind != DOCUMENT:
            self._here.children.append(Node("", "", self._here, text, TEXT))

    def _named(self, node: Node, tag: str) -> Node:
        uri, _, node.name = tag.removeprefix("{").rpartition("}")
        if uri:
            node.uri = uri
            for prefix, declared in reversed(self._prefixes):
                if declared == uri and (prefix or node.kind != ATTRIBUTE):
                    node.prefix = prefix
                    break
        return node
