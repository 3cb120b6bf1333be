"""The truth as web pages: in the styles in which systems and office programs write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samples.truth import COUNTY, Publication
from samples.writers.printed import Printed, Td, forms_of, in_one_table, places

# Outside GB 2312: what a reader that believes the declared charset stumbles over.
_RARE = "生僻字：镕 堃 二〇二四年 ㎡"

_EMPTY = 100  # columns behind the last one that office programs write along


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a page is written, and its troubles."""

    name: str
    encoding: str = "utf-8"
    declared: str | None = "utf-8"
    cells: str = "clean"
    """How a cell is written: clean, word, wps, open (end tags left out), div."""
    layout: str = "plain"
    """What stands around a form: plain, nested (layout tables), one (all forms in one table)."""
    broken_spans: bool = False

    @property
    def merges(self) -> bool:
        """Are merged cells written as such?"""
        return self.cells != "div"


STYLES = (
    Style(name="clean"),
    Style(name="word", cells="word", encoding="gb18030", declared="gb2312"),
    Style(name="wps", cells="wps", encoding="gb18030", declared="gb2312"),
    Style(name="nested", layout="nested"),
    Style(name="gb18030 under gb2312", encoding="gb18030", declared="gb2312"),
    Style(name="no charset", encoding="gb18030", declared=None),
    Style(name="utf-8 under gb2312", declared="gb2312"),
    Style(name="utf-16", encoding="utf-16", declared=None),
    Style(name="broken spans", cells="open", broken_spans=True),
    Style(name="one table", layout="one"),
    Style(name="divs", cells="div"),
)


def write_html(publication: Publication, style: Style) -> bytes:
    """One publication as the bytes of a page."""
    title = f"{publication.department}{publication.fiscal_year}年绩效目标公开"
    return write_page(title, printed_forms(publication, style), style)


def write_page(title: str, forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of a page."""
    body = "\n".join(_form(form, style) for form in forms)
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={style.declared}">\n'
        if style.declared
        else ""
    )
    page = (
        f"<!DOCTYPE html>\n<html{_namespaces(style)}>\n<head>\n{meta}<title>{title} - {COUNTY}"
        f'人民政府</title>\n<meta name="ContentSource" content="{COUNTY}财政局">\n'
        f"<style>td {{ border: 1px solid }}</style>\n</head>\n<body>\n"
        f"{_around(title, body, style)}\n</body>\n</html>\n"
    )
    return page.encode(style.encoding)


def printed_forms(publication: Publication, style: Style) -> tuple[Printed, ...]:
    """The tables of a publication as a page in this style prints them."""
    forms = forms_of(publication)
    return (in_one_table(forms),) if style.layout == "one" else forms


def _namespaces(style: Style) -> str:
    if style.cells not in ("word", "wps"):
        return ""
    return (
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"'
    )


def _around(title: str, body: str, style: Style) -> str:
    if style.layout != "nested":
        return f'<h1>{title}</h1>\n<p>{_RARE}</p>\n<div id="zoom">\n{body}\n</div>'
    menu = "".join(f"<tr><td><a href='/{n}'>栏目{n}</a></td></tr>" for n in range(6))
    return (
        f"<table width=100%><tr><td colspan=2>{COUNTY}人民政府</td></tr>\n"
        f"<tr><td><table>{menu}</table></td>\n<td><table><tr><td><h1>{title}</h1></td></tr>\n"
        f"<tr><td><p>{_RARE}</p>{body}</td></tr></table></td></tr>\n"
        "<tr><td colspan=2>版权所有</td></tr></table>"
    )


def _form(form: Printed, style: Style) -> str:
    heading = "\n".join(_heading(line, style) for line in form.lines)
    notes = "".join(f"\n<p>{line}</p>" for line in form.notes)
    if style.cells == "div":
        rows = "\n".join(_div_row(row) for row in _unmerged(form.rows))
        return f'{heading}\n<div style="display:table">\n{rows}\n</div>{notes}'
    left = range(len(form.rows), 0, -1)  # rows from each one to the table's end
    rows = "\n".join(_row(row, n, style) for n, row in zip(left, form.rows, strict=True))
    head, foot = _before_rows(form.width, style), _after_rows(form.width, style)
    table = f"<table border=1>\n{head}{rows}\n{foot}</table>"
    if style.layout == "nested":
        framed = f"<table><tr><td align=center>{heading}</td></tr></table>"
        return f"{framed}\n<table><tr><td>{table}</td></tr></table>{notes}"
    return f"{heading}\n{table}{notes}"


def _heading(line: str, style: Style) -> str:
    if style.cells == "word":
        return (
            f"<p class=MsoNormal align=center><b><span lang=ZH-CN>{line}<o:p></o:p></span></b></p>"
        )
    return f"<h2>{line}</h2>" if style.cells == "clean" else f"<p align=center><b>{line}</b></p>"


def _before_rows(width: int, style: Style) -> str:
    if style.cells == "word":
        return "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->\n<tbody>"
    if style.cells == "wps":
        return "<colgroup>" + "<col width=72>" * (width + _EMPTY) + "</colgroup>\n"
    if style.broken_spans:
        return "<caption></caption><tr><td colspan=999999999></td></tr>\n"
    return "<tbody>\n"


def _after_rows(width: int, style: Style) -> str:
    if style.cells == "word":
        misaligned = "<td width=90></td>" * width
        return (
            f"<![if !supportMisalignedColumns]>\n<tr height=0>{misaligned}</tr>\n<![endif]></tbody>"
        )
    if style.cells == "wps":
        return "<tr style='display:none'><td>校验码</td><td>42</td></tr>\n"
    return ""


def _row(row: tuple[Td, ...], left: int, style: Style) -> str:
    cells = "".join(
        _cell(cell, style, last=cell is row[-1], lowest=cell.rowspan == left) for cell in row
    )
    if style.cells == "wps":
        cells += "<td class=et3>&nbsp;</td>" * _EMPTY
    return f"<tr>{cells}" if style.cells == "open" else f"<tr>{cells}</tr>"


def _cell(cell: Td, style: Style, *, last: bool, lowest: bool) -> str:
    """A cell; where spans are broken they run past the table's edges, never into another cell."""
    rowspan, colspan = cell.rowspan, cell.colspan
    if style.broken_spans and rowspan > 1 and lowest:
        rowspan += 500
    if style.broken_spans and last and colspan > 1:
        colspan = 4000
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", rowspan), ("colspan", colspan))
        if span > 1
    )
    if style.cells == "word":
        return f"<td{spans} style='mso-border-alt:solid'>{_word(cell.text)}</td>"
    if style.cells == "wps":
        lines = "<br style='mso-data-placement:same-cell;'>".join(cell.text.split("\n"))
        return f"<td class=et2 x:str{spans}><font face=宋体>{lines}</font></td>"
    paragraphs = cell.text.split("\n")
    text = cell.text if len(paragraphs) == 1 else "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<td{spans}>{_escaped(text)}" + ("" if style.cells == "open" else "</td>")


def _escaped(text: str) -> str:
    return text.replace("≥", "&ge;").replace("≤", "&#8804;")


def _word(text: str) -> str:
    """Paragraphs of runs, wrapped in the source between Han characters as Word does."""
    paragraphs = (
        "<p class=MsoNormal><span style='font-family:\n宋体'>"
        + "</span><span\nlang=EN-US>".join(_wrapped(line))
        + "<o:p></o:p></span></p>"
        for line in text.split("\n")
    )
    return "\n  ".join(paragraphs)


def _wrapped(line: str) -> Iterator[str]:
    """A line in runs of twelve characters, each with a line end where no space would be printed."""
    for start in range(0, len(line), 12):
        run = line[start : start + 12]
        middle = len(run) // 2
        between = run[middle - 1 : middle + 1]
        if len(between) == 2 and all("\u4e00" <= char <= "\u9fff" for char in between):
            run = f"{run[:middle]}\n  {run[middle:]}"
        yield run


def _unmerged(rows: tuple[tuple[Td, ...], ...]) -> list[list[str]]:
    """Rows as a table without merging prints them: a text once, empty cells under and beside it."""
    cells = [[""] * sum(cell.colspan for cell in rows[0]) for _ in rows]
    for row, column, cell in places(rows):
        cells[row][column] = cell.text
    return cells


def _div_row(cells: list[str]) -> str:
    inside = "".join(
        f'<div style="display:table-cell">{_escaped(cell.replace(chr(10), "<br>"))}</div>'
        for cell in cells
    )
    return f'<div style="display:table-row">{inside}</div>'
