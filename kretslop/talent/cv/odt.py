"""Lines of an OpenDocument text (ODT): headings, paragraphs, lists, tables and frames in their order."""

from xml.etree.ElementTree import Element

from .gate import open_zip, unpack
from .lines import Line
from .reading import UnreadableError
from .wordlines import Page, heading_size, table_row
from .xmlsafe import local, parse_xml

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_lines(data: bytes) -> list[Line]:
    """Lines of the document's text; UnreadableError as the gate says."""
    archive = open_zip(data)
    names = set(archive.namelist())
    if "content.xml" not in names:
        raise UnreadableError("wrong_type")
    if "META-INF/manifest.xml" in names and b"encryption-data" in unpack(archive, "META-INF/manifest.xml"):
        raise UnreadableError("encrypted")
    if "mimetype" in names and not unpack(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
        raise UnreadableError("wrong_type")
    root = parse_xml(unpack(archive, "content.xml"))
    if root.find(f".//{_OFFICE}scripts/*") is not None:
        raise UnreadableError("hostile")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableError("broken")
    return _block(body, Page(), bullet=False)


def _block(parent: Element, page: Page, *, bullet: bool) -> list[Line]:
    lines: list[Line] = []
    for child in parent:
        kind = local(child)
        if kind in ("p", "h"):
            text, frames = _text(child, page)
            level = child.get(f"{_TEXT}outline-level", "1") if kind == "h" else ""
            size = heading_size(int(level) if level.isdecimal() else 1) if level else 0.0
            lines += page.lines(text, size=size, bold=kind == "h", bullet=bullet and kind == "p")
            for frame in frames:
                lines += _block(frame, page, bullet=False)
        elif kind in ("list-item", "list-header"):
            lines += _block(child, page, bullet=kind == "list-item")
        elif kind == "table-row":
            lines += table_row([_block(cell, page, bullet=False) for cell in child if local(cell) == "table-cell"])
        elif kind == "soft-page-break":
            page.number += 1
        elif kind not in ("tracked-changes", "sequence-decls", "forms", "scripts", "annotation"):
            lines += _block(child, page, bullet=bullet)
    return lines


def _text(parent: Element, page: Page) -> tuple[str, list[Element]]:
    """Text of a paragraph, and the text boxes anchored in it."""
    text, frames = parent.text or "", []
    for child in parent:
        kind = local(child)
        if kind == "tab":
            text += "\t"
        elif kind == "s":
            count = child.get(f"{_TEXT}c", "1")
            text += " " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, 40)
        elif kind == "line-break":
            text += "\n"
        elif kind == "soft-page-break":
            page.number += 1
        elif kind == "text-box":
            frames.append(child)
        elif kind not in ("note", "annotation", "tracked-changes"):
            more, inner = _text(child, page)
            text += more
            frames += inner
        text += child.tail or ""
    return text, frames
