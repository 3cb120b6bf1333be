"""Sheets → a web page as a browser prints it."""

from __future__ import annotations

from html import escape

from samples.producers.publications import Look, Publication
from samples.writers.pdf import Sheet, Spot

PROSE = "单位预算由收入预算和支出预算组成。"


def write_page(publication: Publication) -> str:
    """The whole publication as one page of HTML, to be printed on A4."""
    look = publication.look
    body = [f"<p>{PROSE * publication.sentences}</p>"] if publication.sentences else []
    for number, sheet in enumerate(publication.sheets()):
        if number and publication.prose:
            body.append(f"<p>{PROSE * publication.prose}</p>")
        body.append(_table(sheet, look))
    mark = "<div class=mark>内部资料</div>" if look.watermark else ""
    return f"<!doctype html><meta charset=utf-8><style>{_style(look)}</style>{mark}{''.join(body)}"


def _style(look: Look) -> str:
    size = "A4 landscape" if look.landscape else "A4"
    cut = "tr{break-inside:avoid}" if look.whole_rows else ""
    return (
        f"@page{{size:{size};margin:20mm 18mm}}body{{font:9pt '{look.font}';margin:0}}"
        "table{border-collapse:collapse;table-layout:fixed;margin:0 auto 18pt}"
        f"td{{border:{look.rules} #000;padding:2px 3px;text-align:center;"
        f"vertical-align:{look.valign};overflow-wrap:anywhere}}"
        "td.left{text-align:left}h3{text-align:center;font-size:12pt;margin:4pt}"
        ".mark{position:fixed;top:40%;left:20%;font-size:60pt;color:#ddd;transform:rotate(-40deg)}"
        f"{cut}{look.css}"
    )


def _table(sheet: Sheet, look: Look) -> str:
    lines = "".join(f"<h3>{escape(line)}</h3>" for line in sheet.heading)
    columns = "".join(f"<col style='width:{width}pt'>" for width in sheet.widths)
    rows = ["<tr>" + "".join(_cell(s, sheet) for s in row) + "</tr>" for row in in_rows(sheet)]
    head, rest = "".join(rows[: look.header_rows]), "".join(rows[look.header_rows :])
    head = f"<thead>{head}</thead>" if head else ""
    width = sum(sheet.widths)
    return (
        f"{lines}<table style='width:{width}pt'><colgroup>{columns}</colgroup>{head}"
        f"<tbody>{rest}</tbody></table>"
    )


def in_rows(sheet: Sheet) -> list[list[Spot]]:
    """The cells that begin in each row, left to right."""
    rows: list[list[Spot]] = [[] for _ in range(sheet.n_rows)]
    for spot in sorted(sheet.spots, key=lambda s: (s.row, s.col)):
        rows[spot.row].append(spot)
    return rows


def _cell(spot: Spot, sheet: Sheet) -> str:
    classes = [] if spot.centred else ["left"]
    if spot.col + spot.colspan == len(sheet.widths):
        classes.append("last")
    kind = f" class='{' '.join(classes)}'" if classes else ""
    text = escape(spot.text).replace("\n", "<br>")
    return f"<td rowspan={spot.rowspan} colspan={spot.colspan}{kind}>{text}</td>"
