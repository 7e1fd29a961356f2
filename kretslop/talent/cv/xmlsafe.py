"""Reads XML with every way to entities and document types shut."""

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
