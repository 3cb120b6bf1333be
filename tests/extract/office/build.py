"""Small Office files for tests, part by part."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

from extract import Source, readers
from extract.families import gate
from extract.model import Reading

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def source(data: bytes, name: str = "a") -> Source:
    return Source(name=name, data=data, sha256=hashlib.sha256(data).hexdigest())


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """Target by kind; the id of each is its kind."""
    each = "".join(
        f'<Relationship Id="{kind}" Type="{_KINDS}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def document(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document; `parts` are styles and numbering."""
    named = {kind: f"{kind}.xml" for kind in parts or {}}
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": relations(named),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{f"word/{kind}.xml": text for kind, text in (parts or {}).items()},
        }
    )


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(inside: str = "<w:p/>", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def workbook(
    rows: str,
    *,
    after: str = "",
    before: str = "",
    styles: str = "",
    strings: str = "",
    sheet: str = 'name="目标表"',
    properties: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": f"<workbook {S} {R}>{properties}<sheets>"
            f'<sheet {sheet} sheetId="1" r:id="worksheet1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                {
                    "worksheet1": "worksheets/sheet1.xml",
                    "styles": "styles.xml",
                    "sharedStrings": "sharedStrings.xml",
                }
            ),
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
            "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {S}>{before}<sheetData>{rows}</sheetData>"
            f"{after}</worksheet>",
            **(more or {}),
        }
    )


def texts(reading: Reading) -> list[list[str]]:
    """The texts of all cells, a list a table."""
    return [[each.text for each in grid.cells] for grid in reading.grids]


def read(data: bytes) -> Reading:
    """Read a file with every gate open."""
    return readers.read(source(data), gate=gate().opened())


def read_gated(data: bytes) -> Reading:
    """Read a file as a run does: tables that no family wants are left out."""
    return readers.read(source(data), gate=gate())
