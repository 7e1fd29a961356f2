"""Files that nobody should open without care: bombs, disguises, scripts, loops, broken and locked files."""

import json
import struct
import zlib
from collections.abc import Callable, Iterator

from .files import CONTENT_TYPES, Page, W, docx, english_cv, odt, p, pdf, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip
GOOD_BODY = p("Kari Berg") + p("Experience", "Heading1") + p("Developer, Havtech AS, 2019 - 2021")


def zeros(megabytes: int, level: int = 9) -> bytes:
    """Packed zeros."""
    packer = zlib.compressobj(level)
    block = bytes(1024 * 1024)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def _stream(body: bytes, more: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), more, body)


def _cv_bytes() -> bytes:
    return pdf(english_cv())


# ------------------------------------------------------------------ PDF
def locked_pdf() -> bytes:
    secret = b"<" + b"5a" * 32 + b">"
    lock = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O " + secret + b" /U " + secret + b" >>"
    return pdf(english_cv(), extra={100: lock}, trailer=b"/Encrypt 100 0 R /ID [<00><00>]")


def strangely_locked_pdf() -> bytes:
    return pdf(english_cv(), extra={100: b"<< /Filter /Other /V 9 >>"}, trailer=b"/Encrypt 100 0 R /ID [<00><00>]")


def pdf_bomb() -> bytes:
    return pdf(Page(), extra={11: _stream(zeros(560, 1))})


def pdf_bomb_twice_packed() -> bytes:
    return pdf(Page(), extra={11: _stream(zlib.compress(zeros(560, 1), 9), b"/Filter [/FlateDecode /FlateDecode]")})


def pdf_drawing_itself() -> bytes:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im1 90 0 R >> >> "
    form += b"/Length 20 >>\nstream\n/Im1 Do /Im1 Do     \nendstream"
    return pdf(Page([b"/Im1 Do"]), extra={90: form})


def pdf_length_of_itself() -> bytes:
    return pdf(Page(), extra={11: b"<< /Length 11 0 R >>\nstream\nBT ET\nendstream"})


def pdf_hundred_thousand_empty_pages() -> bytes:
    return pdf(Page(), extra={2: b"<< /Type /Pages /Kids [" + b"10 0 R " * 100_000 + b"] /Count 100000 >>"})


def pdf_million_words() -> bytes:
    drawn = b" ".join(b"BT /F1 1 Tf %d %d Td (a%d) Tj ET" % (i % 590, i // 590 % 840, i) for i in range(150_000))
    return pdf(Page([drawn]))


def pdf_deep_array() -> bytes:
    return pdf(Page(), extra={2: b"[" * 200_000 + b"]" * 200_000})


def pdf_script() -> bytes:
    return pdf(english_cv(), catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")


def pdf_script_by_name() -> bytes:
    return pdf(english_cv(), catalog=b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>")


def pdf_launch() -> bytes:
    return pdf(english_cv(), catalog=b"/OpenAction << /S /Launch /F (calc.exe) >>")


def pdf_form_of_xml() -> bytes:
    return pdf(english_cv(), catalog=b"/AcroForm << /XFA [(a) 3 0 R] /Fields [] >>")


def pdf_and_zip() -> bytes:
    return _cv_bytes() + zipped({"evil.html": b"<script>"})


# ------------------------------------------------------------------ zip formats
def docx_bomb() -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<w:p/>" + bytes(40 * 1024 * 1024)})


def _lying_docx() -> bytes:
    """The directory says 100 bytes, the stream holds 30 MB."""
    data = bytearray(zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": bytes(30 * 1024 * 1024)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark)
        data[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(data)


def docx_many_entries() -> bytes:
    return zipped({f"word/{i}.xml": b"" for i in range(5_000)} | {"word/document.xml": b"<a/>"})


def _flagged(data: bytes) -> bytes:
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := out.find(mark, at + 1)) >= 0:
            out[at + offset] |= 1
    return bytes(out)


def docx_outside_template() -> bytes:
    rels = (
        b'<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="http://example.com/evil.dotm" TargetMode="External"/></Relationships>'
    )
    return docx(GOOD_BODY, {"word/_rels/settings.xml.rels": rels})


def docx_deep() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000)


def docx_entities() -> bytes:
    document = f'<?xml version="1.0"?>{LAUGHS}<w:document xmlns:w="{W}"><w:body>&j;</w:body></w:document>'
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document.encode()})


def _europass(inner: str, before: str = "", encoding: str = "UTF-8") -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{before}<SkillsPassport><LearnerInfo>{inner}</LearnerInfo>'
    return (text + "</SkillsPassport>").encode(encoding)


def xml_hidden_in_ebcdic() -> bytes:
    return _europass("&j;", LAUGHS, "cp037")


def docx_macro_type() -> bytes:
    kind = CONTENT_TYPES.replace(b"main+xml", b"macroEnabled.main+xml")
    return docx(GOOD_BODY, {"[Content_Types].xml": kind})


def odt_spreadsheet() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})


def wrong_kinds() -> bytes:
    return json.dumps({"basics": [1], "work": {"name": 3}, "education": "x", "skills": 7, "languages": [None]}).encode()


Case = tuple[str, str, Callable[[], bytes], set[str]]
"""Name of the case, file name, maker, and the answers that are right."""
STOP, WRONG, BROKEN, LOCKED = {"hostile"}, {"wrong_type"}, {"broken"}, {"encrypted"}
GONE = {"broken", "empty", "scanned", "not_a_cv"}
LOOP = GONE | {"hostile", "timeout"}


def all_hostile() -> Iterator[Case]:
    """Every case."""
    yield from disguised()
    yield from hostile_pdf()
    yield from hostile_data()
    yield from hostile_zip()


def disguised() -> Iterator[Case]:
    """Files that are not what their name says, or nothing at all."""
    yield "nothing", "cv.pdf", lambda: b"", {"empty"}
    yield "white space", "cv.txt", lambda: b" \n\t\r\n" * 50, {"empty"}
    yield "zeros", "cv.pdf", lambda: bytes(4096), {"empty"}
    yield "too large", "cv.pdf", lambda: b"%PDF-1.4\n" + b"%" * (10 * 1024 * 1024), {"too_large"}
    yield "program as PDF", "cv.pdf", lambda: b"MZ\x90\0" + bytes(range(256)) * 20, WRONG
    yield "program by name", "cv.exe", _cv_bytes, WRONG
    yield "picture as PDF", "cv.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), WRONG
    yield "page as PDF", "cv.pdf", lambda: b"<html><script>alert(1)</script></html>", WRONG
    yield "page as text", "cv.txt", lambda: b"<html><script>alert(1)</script></html>", WRONG
    yield "PDF as DOCX", "cv.docx", _cv_bytes, WRONG
    yield "PDF as text", "cv.txt", _cv_bytes, WRONG
    yield "zip as PDF", "cv.pdf", lambda: docx(GOOD_BODY), WRONG
    yield "bytes as text", "cv.txt", lambda: bytes(range(256)) * 40, WRONG
    yield "RTF", "cv.docx", lambda: rb"{\rtf1 Kari Berg}", WRONG
    yield "old Word file", "cv.doc", lambda: OLE + bytes(600), WRONG
    yield "old Word file as DOCX", "cv.docx", lambda: OLE + bytes(600), WRONG
    yield "PDF behind other bytes", "cv.pdf", lambda: b"GIF89a" + bytes(60) + _cv_bytes(), WRONG


def hostile_pdf() -> Iterator[Case]:
    """Torn, locked, endless and acting PDF files."""
    yield "cut PDF", "cv.pdf", lambda: _cv_bytes()[:180], GONE
    yield "PDF of noise", "cv.pdf", lambda: b"%PDF-1.7\n" + bytes(range(1, 256)) * 300, GONE
    yield "head of a PDF only", "cv.pdf", lambda: b"%PDF-1.4", GONE
    yield "locked PDF", "cv.pdf", locked_pdf, LOCKED
    yield "strangely locked PDF", "cv.pdf", strangely_locked_pdf, LOCKED
    yield "PDF bomb", "cv.pdf", pdf_bomb, LOOP
    yield "PDF bomb, twice packed", "cv.pdf", pdf_bomb_twice_packed, LOOP
    yield "PDF that draws itself", "cv.pdf", pdf_drawing_itself, LOOP
    yield "PDF with a length of itself", "cv.pdf", pdf_length_of_itself, LOOP
    yield "PDF with 100 000 empty pages", "cv.pdf", pdf_hundred_thousand_empty_pages, LOOP
    yield "PDF with 150 000 words on a page", "cv.pdf", pdf_million_words, LOOP
    yield "PDF with a deep array", "cv.pdf", pdf_deep_array, LOOP
    yield "PDF with a script", "cv.pdf", pdf_script, STOP
    yield "PDF with a named script", "cv.pdf", pdf_script_by_name, STOP
    yield "PDF that starts a program", "cv.pdf", pdf_launch, STOP
    yield "PDF with an XML form", "cv.pdf", pdf_form_of_xml, STOP
    yield "PDF and zip in one", "cv.pdf", pdf_and_zip, STOP
    yield "text and zip in one", "cv.txt", lambda: b"Kari Berg\nExperience\n" + zipped({"a": b"a"}), STOP | WRONG


def hostile_data() -> Iterator[Case]:
    """JSON and XML."""
    yield "JSON, deep", "cv.json", lambda: b'{"work":' + b"[" * 500_000 + b"]" * 500_000 + b"}", STOP
    yield "JSON, endless number", "cv.json", lambda: b'{"work":' + b"9" * 100_000 + b"}", BROKEN
    yield "JSON, cut", "cv.json", lambda: json.dumps({"basics": {"name": "Kari"}}).encode()[:-4], BROKEN
    yield "JSON, a list", "cv.json", lambda: b"[1, 2, 3]", {"not_a_cv"}
    yield "JSON, something else", "cv.json", lambda: b'{"dependencies": {"left-pad": "1"}}', {"not_a_cv"}
    yield "JSON, all of the wrong kind", "cv.json", wrong_kinds, {"not_a_cv"}
    yield "entities that grow", "cv.xml", lambda: _europass("&j;", LAUGHS), STOP
    yield (
        "entity from a file",
        "cv.xml",
        lambda: _europass("&x;", '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        STOP,
    )
    yield (
        "entity from the network",
        "cv.xml",
        lambda: _europass("", '<!DOCTYPE l SYSTEM "http://example.com/a.dtd">'),
        STOP,
    )
    yield "parameter entity", "cv.xml", lambda: _europass("", '<!DOCTYPE l [<!ENTITY % x "y"> %x;]>'), STOP
    yield "entities in UTF-16", "cv.xml", lambda: _europass("&j;", LAUGHS, "UTF-16"), STOP
    yield "entities in EBCDIC", "cv.xml", xml_hidden_in_ebcdic, STOP | WRONG
    yield "XML, deep", "cv.xml", lambda: _europass("<a>" * 300_000 + "</a>" * 300_000), STOP
    yield "XML, cut", "cv.xml", lambda: _europass("<a>")[:90], BROKEN
    yield "XML, another kind", "cv.xml", lambda: b'<?xml version="1.0"?><Invoice/>', WRONG


def hostile_zip() -> Iterator[Case]:
    """DOCX and ODT."""
    yield "DOCX bomb", "cv.docx", docx_bomb, STOP
    yield "DOCX bomb that lies", "cv.docx", _lying_docx, STOP | BROKEN
    yield "DOCX with 5 000 entries", "cv.docx", docx_many_entries, STOP
    yield "DOCX with macros", "cv.docx", lambda: docx(GOOD_BODY, {"word/vbaProject.bin": b"x"}), STOP
    yield "DOCX that allows macros", "cv.docx", docx_macro_type, STOP
    yield "DOCX with ActiveX", "cv.docx", lambda: docx(GOOD_BODY, {"word/activeX/activeX1.xml": b"<a/>"}), STOP
    yield "DOCX with an outside template", "cv.docx", docx_outside_template, STOP
    yield "DOCX with entities", "cv.docx", docx_entities, STOP
    yield "DOCX, deep", "cv.docx", docx_deep, STOP
    yield "DOCX that climbs out", "cv.docx", lambda: docx(GOOD_BODY, {"../../etc/cron.d/x": b"x"}), STOP
    yield "DOCX with a locked entry", "cv.docx", lambda: _flagged(docx(GOOD_BODY)), LOCKED
    yield "DOCX behind a password", "cv.docx", lambda: OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), LOCKED
    yield "DOCX, cut", "cv.docx", lambda: docx(GOOD_BODY)[:-40], BROKEN
    yield "DOCX without a document", "cv.docx", lambda: zipped({"a.txt": b"a"}), WRONG
    yield "DOCX, empty", "cv.docx", lambda: docx(p("")), {"empty"}
    yield "ODT with macros", "cv.odt", lambda: odt("", {"Basic/Standard/Module1.xml": b"<a/>"}), STOP
    yield "ODT with scripts", "cv.odt", lambda: odt("", {"Scripts/python/a.py": b"1"}), STOP
    yield "ODT behind a password", "cv.odt", lambda: odt("", {"META-INF/manifest.xml": b"<m:encryption-data/>"}), LOCKED
    yield "ODT that is a spreadsheet", "cv.odt", odt_spreadsheet, WRONG
