"""The scorer of the ICDAR 2013 tables, on a small publication of our own."""

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.icdar import cases, read_structure, score
from benchmarks.pdf_contenders import jixiao_tables

STRUCTURE = """<?xml version="1.0" encoding="UTF-8"?>
<document filename="hexi.pdf"><table id="1"><region id="1" page="1" col-increment="0" row-increment="0">
<cell id="1" start-row="0" start-col="0" end-col="1"><content>Indicator  of roads</content></cell>
<cell id="2" start-row="1" start-col="0"><content>paved</content></cell>
<cell id="3" start-row="1" start-col="1"><content>12 km</content></cell>
</region><region id="2" page="2" col-increment="0" row-increment="2">
<cell id="1" start-row="0" start-col="0"><content>kept</content></cell>
<cell id="2" start-row="0" start-col="1"><content>30 km</content></cell>
</region></table></document>
"""  # noqa: E501 -- as the competition writes it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400), invariant=1)
    for y in (300, 270, 240, 210):
        canvas.line(50, y, 250, y)
    for x in (50, 250):
        canvas.line(x, 210, x, 300)
    canvas.line(150, 210, 150, 270)
    for x, y, text in ((60, 280, "Indicator of roads"), (60, 250, "paved"), (160, 250, "12 km"),
                       (60, 220, "kept"), (160, 220, "30 km")):  # fmt: skip
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    (tmp_path / "hexi.pdf").write_bytes(out.getvalue())
    (tmp_path / "hexi-str.xml").write_text(STRUCTURE, encoding="utf-8")
    (tmp_path / "unlisted.pdf").write_bytes(out.getvalue())
    return tmp_path


def test_regions_of_a_table_are_put_together(folder: Path) -> None:
    [table] = read_structure(folder / "hexi-str.xml")
    assert [cell[1:] for cell in table] == [
        (0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1),
    ]  # fmt: skip


def test_a_table_read_as_a_person_saw_it_has_all_its_neighbourhoods(folder: Path) -> None:
    [(path, wanted)] = cases(folder)
    points = score(wanted, jixiao_tables(path).tables)
    assert (points.wanted, points.found, points.right, points.f1) == (6, 6, 6, 1.0)


def test_a_lost_cell_costs_its_neighbourhoods_and_an_invented_table_precision(folder: Path) -> None:
    [(_, [table])] = cases(folder)
    lost = score([table], [table[:-1]])
    assert (lost.wanted, lost.found, lost.right) == (6, 4, 4)
    invented = score([table], [table, [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]])
    assert (invented.found, invented.right, round(invented.f1, 3)) == (7, 6, 0.923)
