"""Text of a PDF as lines in reading order, by pdfminer.six."""

import io
import re
from collections.abc import Iterator
from itertools import islice

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTFigure, LTImage, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psexceptions import PSException

from .columns import Fragment, reading_order
from .lines import Line, clean
from .reading import UnreadableError

MAX_PAGES = 30
MAX_FRAGMENTS = 30_000
_LAYOUT = LAParams(char_margin=1.8, boxes_flow=None, all_texts=True)


def read_lines(data: bytes) -> tuple[list[Line], list[str]]:
    """Lines of the first MAX_PAGES pages, and warnings; UnreadableError when there is no text to read."""
    document = _open(data)
    warnings: list[str] = []
    pages: list[list[Fragment]] = []
    pictures = letters = unmapped = 0
    for number, layout in enumerate(_layouts(document), 1):
        if number > MAX_PAGES:
            warnings.append("pages_left_out")
            break
        fragments, has_picture = _fragments(layout)
        pictures += has_picture
        text = "".join(fragment.text for fragment in fragments)
        letters += sum(sign.isalnum() for sign in text)
        unmapped += sum(fragment.unmapped for fragment in fragments)
        pages.append(fragments)
    if letters < 40 or unmapped * 5 > letters:
        raise UnreadableError("scanned" if pictures or unmapped else "empty")
    if unmapped:
        warnings.append("text_left_out")
    return reading_order(pages), warnings


def _open(data: bytes) -> PDFDocument:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise UnreadableError("encrypted") from None
    except (PDFSyntaxError, PSException, ValueError, TypeError, KeyError, AssertionError, EOFError):
        raise UnreadableError("broken") from None
    _refuse_actions(document)
    return document


def _refuse_actions(document: PDFDocument) -> None:
    """A CV runs nothing: scripts and started programs in the catalogue are refused."""
    catalog = document.catalog
    names = resolve1(catalog.get("Names")) or {}
    opening = resolve1(catalog.get("OpenAction"))
    kind = str(resolve1(opening.get("S"))) if isinstance(opening, dict) else ""
    if "JavaScript" in kind or "Launch" in kind or (isinstance(names, dict) and names.get("JavaScript")):
        raise UnreadableError("hostile")
    form = resolve1(catalog.get("AcroForm"))
    if isinstance(form, dict) and dict_value(form).get("XFA"):
        raise UnreadableError("hostile")


def _layouts(document: PDFDocument) -> Iterator[LTPage]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=_LAYOUT)
    interpreter = PDFPageInterpreter(resources, device)
    pages = 0
    for page in islice(PDFPage.create_pages(document), MAX_PAGES + 1):
        pages += 1
        if pages <= MAX_PAGES:
            interpreter.process_page(page)
        yield device.get_result()
    if not pages:
        raise UnreadableError("broken")


def _fragments(layout: LTPage) -> tuple[list[Fragment], bool]:
    """Pieces of lines with their places, and whether the page holds a picture."""
    found: list[Fragment] = []
    has_picture = False
    waiting: list[object] = [layout]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTTextLine):
            if fragment := _fragment(item):
                found.append(fragment)
                if len(found) > MAX_FRAGMENTS:
                    raise UnreadableError("hostile")
        elif isinstance(item, LTImage):
            has_picture = True
        elif isinstance(item, LTContainer):
            has_picture = has_picture or isinstance(item, LTFigure)
            waiting.extend(item)
    return found, has_picture


def _fragment(line: LTTextLine) -> Fragment | None:
    letters = [item for item in line if isinstance(item, LTChar) and item.get_text().strip()]
    # A letter that its font does not name comes as "(cid:9)".
    text, unmapped = re.subn(r"\(cid:\d+\)", "", _words(line))
    text = clean(text)
    if not letters or not (text or unmapped):
        return None
    bold = sum(map(_is_bold, letters))
    size = sorted(letter.size for letter in letters)[len(letters) // 2]
    return Fragment(
        text=text,
        left=letters[0].x0,
        right=letters[-1].x1,
        bottom=min(letter.y0 for letter in letters),
        top=max(letter.y1 for letter in letters),
        size=round(size, 1),
        bold=bold * 2 > len(letters),
        unmapped=unmapped,
    )


def _is_bold(letter: LTChar) -> bool:
    return "bold" in letter.fontname.lower() or "black" in letter.fontname.lower()


def _bold_end(line: LTTextLine) -> LTChar | None:
    """The first plain letter after a line's bold opening, when the line turns once and in a new word with a capital.

    "**Frontend developer** Havtech AS" sets two things apart as a wide gap would; "**Skills:** Java" does not.
    """
    letters = [item for item in line if isinstance(item, LTChar) and item.get_text().strip()]
    turns = [place for place in range(1, len(letters)) if _is_bold(letters[place]) != _is_bold(letters[place - 1])]
    if len(turns) != 1 or not _is_bold(letters[0]) or turns[0] < 3:
        return None
    before, after = letters[turns[0] - 1], letters[turns[0]]
    own_word = after.x0 - before.x1 > 0.1 * after.size
    return after if own_word and before.get_text().isalnum() and after.get_text().isupper() else None


def _words(line: LTTextLine) -> str:
    """The line's text: any run of white space is one space, or a tab where the eye sees a wide gap or bold ends."""
    text, bold_end = "", _bold_end(line)
    before: LTChar | None = None
    spaced = False
    for item in line:
        if not item.get_text().strip(" \t\n\r\xa0"):
            spaced = True
            continue
        if before is not None and isinstance(item, LTChar):
            gap = item.x0 - before.x1
            text += "\t" if gap > 0.8 * item.size or item is bold_end else " " if spaced else ""
        text += item.get_text()
        before, spaced = (item if isinstance(item, LTChar) else before), False
    return text
