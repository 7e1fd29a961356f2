"""Makes the files of the tests: delimited text and the smallest workbooks that Excel would open."""

import io
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HIDDEN = ' state="hidden"'
#: Style 1 is a day.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def day(serial):
    """Return a cell that Excel shows as a day."""
    return f'<c s="1"><v>{serial}</v></c>'


def formula(words, value):
    """Return a cell with a formula and the value that was last worked out."""
    return f"<c><f>{escape(words)}</f><v>{value}</v></c>"


def _cell(value):
    if isinstance(value, str) and value.startswith("<c"):
        return value
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _sheet(rows, merged):
    body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merge = f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if merged else ""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{merge}</worksheet>'


def workbook(*sheets, merged=(), more=()):
    """Return an .xlsx of (name, rows, hidden) sheets; `merged` areas are of every sheet, `more` entries are added."""
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{HIDDEN if hid else ""}/>'
        for n, (name, _rows, hid) in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    styles = f'<Relationship Id="s" Type="{RELS}/styles" Target="styles.xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{RELS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml", f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{names}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}</Relationships>',
        )
        archive.writestr("xl/styles.xml", STYLES)
        for n, (_name, rows, _hidden) in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(rows, merged))
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


HEADER = "Navn;E-post;Telefon;Land;Stilling;År;Ferdigheter;Språk;Ledig fra;Kommentar"


def people(*rows, header=HEADER):
    """Return a CSV file as Norwegian Excel saves it."""
    return "\r\n".join([header, *rows, ""]).encode("utf-8-sig")


DIOGO = (
    "Diogo Salgado;diogo.salgado@example.com;+351 900 000 000;Portugal;Backend developer;7;"
    "Python:3; Django 2y; Weaving;English C1, Portuguese;01.02.2027;Met at a fair"
).replace("Python:3; Django 2y; Weaving", '"Python:3; Django 2y; Weaving"')
AMARA = "Amara Kalu;amara.kalu@example.com;;Nigeria;Data engineer;4;SQL;English C2;;"
