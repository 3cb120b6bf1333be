"""Budget tables as CSV files, or cut at an edge of the page: read, or said."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pikepdf
import pytest

from normalize.documents import Records
from samples.budgets.tables import drawn_tables
from samples.layouts.others import WRITERS
from samples.writers.loose import LOOSE, write_loose
from samples.writers.printed import Printed, places
from tests.extract.budgets.read import read, records_of, truth

TABLES = {table.name: table for table in drawn_tables()}
EXPENDITURE = TABLES["budget_expenditure_by_unit"]


def as_csv(forms: list[Printed], encoding: str) -> bytes:
    """Tables below each other, as a spreadsheet saves them: nothing where a merged cell goes on."""
    out = StringIO()
    written = csv.writer(out)
    width = max(form.width for form in forms)
    for form in forms:
        cells = {(row, col): cell.text for row, col, cell in places(form.rows)}
        written.writerows([line, *[""] * (width - 1)] for line in form.lines)
        for row in range(len(form.rows)):
            written.writerow([cells.get((row, col), "") for col in range(width)])
        written.writerows([note, *[""] * (width - 1)] for note in form.notes)
        written.writerow([""] * width)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_tables_of_a_csv_file_are_read_amount_by_amount(encoding: str) -> None:
    for table in TABLES.values():
        records = records_of(as_csv([table.printed], encoding))
        assert read(records) == truth([table]), table.name
        assert [t.kind for t in records.budget_tables] == [table.kind]


@pytest.mark.parametrize("phase", ["budget", "final"])
def test_a_publication_in_one_csv_file_is_read(phase: str) -> None:
    tables = [table for table in TABLES.values() if table.phase == phase]
    records = records_of(as_csv([table.printed for table in tables], "utf-8"))
    assert [table.kind for table in records.budget_tables] == [table.kind for table in tables]
    assert read(records) == truth(tables)


def is_said(records: Records) -> bool:
    return records.document.status != "ok" and any(i.severity == "error" for i in records.issues)


def cut(data: bytes, share: float) -> bytes:
    """Pages of which only the left share is left."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox)
            page.mediabox = pikepdf.Array([left, bottom, left + share * (right - left), top])
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("share", [0.35, 0.5, 0.62, 0.7, 0.78])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_cut_at_its_right_edge_is_said_and_no_amount_moves(
    share: float, *, ruled: bool
) -> None:
    printed = (EXPENDITURE.printed,)
    whole = WRITERS["pdf"](printed) if ruled else write_loose(printed, LOOSE[0])
    records = records_of(cut(whole, share))
    assert read(records) <= truth([EXPENDITURE])
    assert is_said(records)


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_commas_within_amounts_part_no_cells_of_a_text(mark: str) -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["213", "农林水支出", "3,650.37", "1,555.00", "2,095.37"],
        ["21303", "水利", "3,650.37", "1,555.00", "2,095.37"],
        ["2130306", "水利工程运行与维护", "3,650.37", "1,555.00", "2,095.37"],
    ]
    lines = [
        f" {mark} ".join(["", *row, ""]).strip(" ") if mark == "|" else mark.join(row)
        for row in rows
    ]
    text = "\n".join(["部门支出总表", "单位：万元", "", *lines])
    records = records_of(text.encode())
    assert [x.amount_text for x in records.budget_lines] == [x for row in rows[1:] for x in row[2:]]
