"""Small files for the tests of CV reading: a PDF writer, DOCX and ODT makers, and one CV in several layouts."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def width(text: str, size: float, bold: bool = False) -> float:
    """Width in points of a text in Helvetica, for setting it to the right."""
    metrics = FONT_METRICS["Helvetica-Bold" if bold else "Helvetica"][1]
    return sum(metrics.get(sign, 500) for sign in text) * size / 1000


@dataclass
class Page:
    """A page to write on; `y` runs from the top down."""

    drawn: list[bytes] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> "Page":
        font = b"F2" if bold else b"F1"
        escaped = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        self.drawn.append(b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET" % (font, size, x, 842 - y, escaped))
        return self

    def put_right(self, x: float, y: float, text: str, size: float = 10) -> "Page":
        return self.put(x - width(text, size), y, text, size)

    def rows(self, x: float, y: float, *texts: str, size: float = 10, leading: float = 14) -> float:
        """Rows from y down; a row that starts with "# " is a bold heading, "! " bold. Returns the next y."""
        for text in texts:
            if text.startswith("# "):
                y += 10
                self.put(x, y, text[2:], 13, bold=True)
                y += 4
            elif text.startswith("! "):
                self.put(x, y, text[2:], size, bold=True)
            elif text:
                left, tab, right = text.partition("\t")
                self.put(x, y, left, size)
                if tab:
                    self.put_right(550, y, right, size)
            y += leading
        return y


def pdf(*pages: Page, extra: dict[int, bytes] | None = None, catalog: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF 1.4 file; `extra` adds objects by number (from 100 on), `catalog` and `trailer` add entries there."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    }
    kids = []
    for index, page in enumerate(pages):
        number = 10 + 2 * index
        kids.append(b"%d 0 R" % number)
        content = zlib.compress(b"\n".join(page.drawn))
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im1 90 0 R >> >> >>" % (number + 1)
        )
        objects[number + 1] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.update(extra or {})
    return assemble(objects, trailer)


def assemble(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Objects with their table of places, as a PDF."""
    out, places = bytearray(b"%PDF-1.4\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d %05d %s \n" % ((places[number], 0, b"n") if number in places else (0, 65535, b"f"))
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def image_object(stream: bytes = b"\0\0\0") -> bytes:
    """A one-dot picture."""
    return (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    )


def zipped(entries: dict[str, bytes], **options: int) -> bytes:
    """A zip archive of the entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, **options)
    return out.getvalue()


CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)


def docx(body: str, more: dict[str, bytes] | None = None) -> bytes:
    """A Word file with the given paragraphs and tables."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document.encode(), **(more or {})})


def p(text: str, style: str = "", *, numbered: bool = False) -> str:
    """One paragraph of a Word file; a tab in the text is a tab stop."""
    marks = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:numPr/>" if numbered else "")
    runs = "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in text.split("\t"))
    return f"<w:p><w:pPr>{marks}</w:pPr>{runs}</w:p>"


def odt(body: str, more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text with the given content."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content.encode(), **(more or {})})


def english_cv() -> Page:
    """Diogo's CV: one column, periods set to the right."""
    page = Page()
    page.put(40, 50, "Diogo Salgado", 22, bold=True)
    page.rows(
        40,
        75,
        "Porto, Portugal · diogo.salgado@example.org · +351 912 345 678",
        "# Profile",
        "Backend engineer who likes plain solutions. I would like to learn Rust.",
        "# Work Experience",
        "! Senior Software Engineer",
        "Ribeira Tech Lda, Porto, Portugal\tMarch 2020 - Present",
        "- Payment services in Python, Django and PostgreSQL.",
        "- Moved 40 services to Kubernetes.",
        "! Software Engineer",
        "Atlantic Systems Ltd, Dublin, Ireland\tSep 2016 - Feb 2020",
        "- Booking system in Java and Oracle.",
        "! Freelance Developer",
        "Own company, Porto, Portugal\tJan 2018 - Dec 2018",
        "- Web shops in PHP.",
        "# Education",
        "! MSc in Informatics Engineering",
        "University of Porto\t2011 - 2016",
        "# Volunteering",
        "Mentor, Code for All\t2010 - Present",
        "# Languages",
        "Portuguese (native), English (C1), Norwegian (A2)",
        "# Publications",
        "D. Salgado, M. Costa: Queues that forget. Journal of Erlang, 2014 - 2015. m.costa@example.com",
        "# References",
        "Maria Costa, head of engineering, maria.costa@example.com, +351 999 888 777",
    )
    return page


def two_column_cv() -> Page:
    """Priya's CV: contact, skills and languages in a narrow left column, the rest beside it."""
    page = Page()
    page.rows(
        30,
        50,
        "# Contact",
        "priya.raman@example.org",
        "+91 98450 12345",
        "Bengaluru, India",
        "# Skills",
        "Python",
        "Kubernetes",
        "React",
        "# Languages",
        "English - C1",
        "Hindi - native",
        "Tamil - B2",
        "# References",
        "Vikram Sethi",
        "vikram@example.com",
    )
    page.put(230, 52, "Priya Raman", 22, bold=True)
    page.rows(
        230,
        70,
        "Backend Engineer",
        "# Experience",
        "! Senior Backend Engineer",
        "Flipmart Technologies, Bengaluru, India",
        "Mar 2020 - Present",
        "- Services in Go and Python with Kafka.",
        "! Backend Developer",
        "Infowise Solutions Pvt Ltd, Pune, India",
        "Jul 2016 - Feb 2020",
        "- REST services in Django.",
        "# Education",
        "! B.Tech in Computer Science",
        "Indian Institute of Technology",
        "2012 - 2016",
        leading=15,
    )
    return page
