"""The truth as Word documents: as typed, and with what Word and WPS leave behind in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from samples.truth import COUNTY, Publication
from samples.writers.ooxml import content_types, packed, relations
from samples.writers.printed import Printed, Td, forms_of, in_one_table, places

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_SIGNS = {"≥": "F0B3", "≤": "F0A3"}
_WIDTH = 9000  # twentieths of a point
_TRACKED = 'w:id="7" w:author="预算股" w:date="2024-01-08T09:00:00Z"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document is written, and its troubles."""

    name: str
    deflated: bool = True
    split: bool = False
    """Texts are in runs of a few characters, with marks of the spelling checker between them."""
    tracked: bool = False
    """Changes are tracked: an older value before each, a row that is deleted."""
    hidden: bool = False
    """Values are preceded by hidden text, and a hidden row stands in each form."""
    signs: bool = False
    """≥ and ≤ are letters of the font Symbol."""
    boxes: bool = False
    """The lines above a form stand in text boxes, written again for programs of before."""
    controls: bool = False
    """Cells are content controls, values the results of fields."""
    sideways: bool = False
    """Cells are merged sideways as programs of before did, one by one."""
    one_table: bool = False
    """All forms of a publication stand in one table."""


STYLES = (
    Style(name="clean", deflated=False),
    Style(name="split", split=True),
    Style(name="tracked", tracked=True),
    Style(name="hidden", hidden=True, split=True),
    Style(name="signs", signs=True),
    Style(name="boxes", boxes=True),
    Style(name="controls", controls=True),
    Style(name="sideways", sideways=True),
    Style(name="one table", one_table=True),
)


def write_docx(publication: Publication, style: Style) -> bytes:
    """One publication as the bytes of a Word document."""
    title = f"{publication.department}{publication.fiscal_year}年绩效目标公开"
    forms = forms_of(publication)
    return write_document(title, (in_one_table(forms),) if style.one_table else forms, style)


def write_document(title: str, forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of a Word document."""
    body = _paragraph(f"{COUNTY}{title}", style) + "".join(_form(form, style) for form in forms)
    document = (
        f"<w:document {_NAMESPACES}><w:body>{body}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    kinds = {"/word/document.xml": "wordprocessingml.document.main"}
    parts = {
        "[Content_Types].xml": content_types(kinds),
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document,
    }
    return packed(parts, deflated=style.deflated)


def _form(form: Printed, style: Style) -> str:
    lines = "".join(_line(line, style) for line in form.lines)
    notes = "".join(_paragraph(note, style) for note in form.notes)
    columns = "".join(f'<w:gridCol w:w="{_WIDTH // form.width}"/>' for _ in range(form.width))
    rows = "".join(_rows(form, style))
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    return f"{lines}{table}{notes}{_paragraph('', style)}"


def _line(line: str, style: Style) -> str:
    if not style.boxes:
        return _paragraph(line, style)
    box = f"<w:txbxContent>{_paragraph(line, style)}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        "<a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _rows(form: Printed, style: Style) -> Iterator[str]:
    """The rows of a table: where a merged cell goes on below, a cell says so."""
    covered: dict[tuple[int, int], Td] = {}
    starts: dict[tuple[int, int], Td] = {}
    for row, column, cell in places(form.rows):
        starts[row, column] = cell
        for below in range(row + 1, row + cell.rowspan):
            covered[below, column] = cell
    for row in range(len(form.rows)):
        at = sorted(column for r, column in (*starts, *covered) if r == row)
        cells = "".join(
            _cell(starts[row, column], style)
            if (row, column) in starts
            else _cell(covered[row, column], style, goes_on=True)
            for column in at
        )
        yield f"<w:tr>{cells}</w:tr>"
    if style.tracked:
        yield _extra_row(form.width, f"<w:trPr><w:del {_TRACKED}/></w:trPr>", _deleted)
    if style.hidden:
        yield _extra_row(form.width, "<w:trPr><w:hidden/></w:trPr>", _vanished)


def _extra_row(width: int, properties: str, written: Callable[[str], str]) -> str:
    """A row that no reader of the document sees."""
    texts = ["效益指标", "社会效益指标", "旧稿中的指标", "≥60%"][-width:]
    texts += [""] * (width - len(texts))
    cells = "".join(f"<w:tc><w:tcPr/><w:p>{written(text)}</w:p></w:tc>" for text in texts)
    return f"<w:tr>{properties}{cells}</w:tr>"


def _deleted(text: str) -> str:
    return f"<w:del {_TRACKED}><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>"


def _vanished(text: str) -> str:
    return f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{escape(text)}</w:t></w:r>"


def _cell(whole: Td, style: Style, *, goes_on: bool = False) -> str:
    """A cell, or the place below it that it is merged with."""
    merged = "" if whole.rowspan == 1 else "<w:vMerge/>" if goes_on else _RESTART
    texts = [""] if goes_on else whole.text.split("\n")
    inside = "".join(_paragraph(text, style, is_cell=True) for text in texts)
    if style.sideways and whole.colspan > 1:
        first = f'<w:tc><w:tcPr><w:hMerge w:val="restart"/>{merged}</w:tcPr>{inside}</w:tc>'
        more = f"<w:tc><w:tcPr><w:hMerge/>{merged}</w:tcPr><w:p/></w:tc>"
        return first + more * (whole.colspan - 1)
    span = f'<w:gridSpan w:val="{whole.colspan}"/>' if whole.colspan > 1 else ""
    written = f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{inside}</w:tc>"
    if style.controls:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{written}</w:sdtContent></w:sdt>"
    return written


_RESTART = '<w:vMerge w:val="restart"/>'


def _paragraph(text: str, style: Style, *, is_cell: bool = False) -> str:
    if not text:
        return "<w:p/>"
    before = ""
    if is_cell and any(char.isdigit() for char in text):
        before = _deleted("原≥80%") if style.tracked else ""
        before += _vanished("内部：") if style.hidden else ""
    runs = "".join(_run(piece) for piece in _pieces(text, style))
    if style.controls and is_cell:
        runs = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>FORMTEXT</w:instrText>'
            f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    if style.tracked and is_cell:
        runs = f"<w:ins {_TRACKED}>{runs}</w:ins>"
    return f"<w:p>{before}{runs}</w:p>"


def _pieces(text: str, style: Style) -> Iterator[str]:
    """A text in pieces, each a run of its own."""
    if style.split:
        yield from (text[start : start + 3] for start in range(0, len(text), 3))
    elif style.signs:
        here = ""
        for char in text:
            if char in _SIGNS:
                yield from filter(None, (here, char))
                here = ""
            else:
                here += char
        yield here
    else:
        yield text


def _run(piece: str) -> str:
    if code := _SIGNS.get(piece):
        return f'<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r>'
    return f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
