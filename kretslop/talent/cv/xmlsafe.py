"""Reads XML with every way to entities and document types shut, and walks it by local names."""

import html
import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from .gate import decode, refuse_xml_tricks
from .reading import UnreadableError

MAX_ELEMENTS = 300_000
MAX_DEPTH = 200


class _Builder(TreeBuilder):
    """Builds the tree, counting what it builds."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:  # type: ignore[override]
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise UnreadableError("hostile")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Called at a document type in whatever encoding it hides."""
        raise UnreadableError("hostile")


def parse_xml(data: bytes) -> Element:
    """The root element; UnreadableError for anything but plain well-formed XML."""
    refuse_xml_tricks(decode(data) or "")
    parser = XMLParser(target=_Builder())  # noqa: S314
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):
        raise UnreadableError("broken") from None
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(parent: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names."""
    for name in path:
        parent = next((each for each in parent if local(each) == name), None) if parent is not None else None
    return parent


def children(parent: Element | None, *path: str) -> list[Element]:
    """All elements at the end of a path of local names; the first of each name on the way."""
    holder = child(parent, *path[:-1])
    return [each for each in holder if local(each) == path[-1]] if holder is not None else []


def words(parent: Element | None, *path: str) -> str:
    """Plain text at the end of a path, without the markup that the editor keeps inside text."""
    element = child(parent, *path)
    if element is None or not element.text:
        return ""
    text = re.sub(r"(?i)<(?:br|/p|/li|/ul|/ol|/div)[^>]{0,40}>", "\n", element.text)
    text = html.unescape(re.sub(r"<[^<>]{0,300}>", "", text))
    rows = (re.sub(r"\s+", " ", row).strip() for row in text.split("\n"))
    return "\n".join(row for row in rows if row)[:5_000]
