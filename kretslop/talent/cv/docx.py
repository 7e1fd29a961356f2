"""Lines of a Word file (DOCX): paragraphs, tables and text boxes in their order, without macros or outside parts."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from .gate import open_zip, unpack
from .lines import Line
from .reading import UnreadableError
from .wordlines import Page, heading_size, table_row
from .xmlsafe import local, parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?i)^(?:heading|overskrift|rubrik|title|tittel|titel)\s?(\d?)$")


def read_lines(data: bytes) -> list[Line]:
    """Lines of the header of the first page, then of the body; UnreadableError as the gate says."""
    archive = open_zip(data)
    names = set(archive.namelist())
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise UnreadableError("wrong_type")
    if b"macroEnabled" in unpack(archive, "[Content_Types].xml"):
        raise UnreadableError("hostile")
    for name in names:
        if name.endswith(".rels") and re.search(
            rb"(?i)(attachedTemplate|oleObject|frame)\"[^>]*TargetMode=\"External|TargetMode=\"External\"[^>]*(attachedTemplate|oleObject)",
            unpack(archive, name),
        ):
            raise UnreadableError("hostile")
    page = Page()
    lines: list[Line] = []
    for name in sorted(names):
        if re.fullmatch(r"word/header\d*\.xml", name):
            lines += _block(parse_xml(unpack(archive, name)), page)
    body = parse_xml(unpack(archive, "word/document.xml")).find(f"{_W}body")
    if body is None:
        raise UnreadableError("broken")
    return list({line.text: line for line in lines}.values()) + _block(body, page)


def _block(parent: Element, page: Page) -> list[Line]:
    lines: list[Line] = []
    for child in parent:
        kind = local(child)
        if kind == "p":
            lines += _paragraph(child, page)
        elif kind == "tbl":
            for row in child.iter(f"{_W}tr"):
                lines += table_row([_block(cell, page) for cell in row.iter(f"{_W}tc")] if _own(row, child) else [])
        elif kind in ("sdt", "sdtContent", "ins", "smartTag", "customXml"):
            lines += _block(child, page)
    return lines


def _own(row: Element, table: Element) -> bool:
    """Rows of a table inside a cell are read with that cell."""
    return any(child is row for child in table) or any(child is row for wrap in table for child in wrap.iter(f"{_W}tr"))


def _paragraph(paragraph: Element, page: Page) -> list[Line]:
    text, boxes = _text(paragraph, page)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    match = _HEADING.match(style.get(f"{_W}val", "")) if style is not None else None
    heading = match is not None
    level_size = heading_size(int(match[1] or 0)) if match else 0.0
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(run.itertext()).strip()]
    bold = heading or (bool(runs) and all(_is_bold(run) for run in runs))
    sizes = [
        float(size.get(f"{_W}val", "0")) / 2 for run in runs for size in run.findall(f"{_W}rPr/{_W}sz") if _number(size)
    ]
    lines = page.lines(text, size=max(sizes, default=level_size), bold=bold, bullet=numbered and not heading)
    for box in boxes:
        inside = _block(box, page)
        # A box stands beside the text: neither goes on from the other.
        lines += [replace(line, fresh=True) if place == 0 else line for place, line in enumerate(inside)]
        page.fresh = True
    return lines


def _number(element: Element) -> bool:
    return element.get(f"{_W}val", "").replace(".", "", 1).isdecimal()


def _is_bold(run: Element) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val", "1") not in ("0", "false", "off")


def _text(parent: Element, page: Page) -> tuple[str, list[Element]]:
    """Text of a paragraph, and the text boxes anchored in it; a fallback copy of a box is passed over."""
    text, boxes = "", []
    for child in parent:
        kind = local(child)
        if kind == "t":
            text += child.text or ""
        elif kind in ("tab", "ptab"):
            text += "\t" if child.get(f"{_W}val") is None else ""
        elif kind in ("br", "cr"):
            page.number += child.get(f"{_W}type") == "page"
            text += "\n"
        elif kind == "lastRenderedPageBreak":
            page.number += 1
        elif kind == "noBreakHyphen":
            text += "-"
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind not in ("Fallback", "pPr", "rPr", "instrText", "delText", "del", "moveFrom"):
            more, inner = _text(child, page)
            text += more
            boxes += inner
    return text, boxes
