"""The data of the site: packed, tables of cells, alike doubts put together, raw files linked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.model import Cell, Grid
from look.site import cells
from look.site.alike import alike
from look.site.doubts import Item, Reason
from look.site.packing import Packer
from look.site.raw_files import raw_file, write_as_text


def unpacked(data: dict[str, Any], shared: dict[str, Any]) -> object:
    """What static/core.js makes of it."""

    def of(node: Any) -> object:
        if isinstance(node, bool) or node == 0:
            return node if isinstance(node, bool) else None
        if isinstance(node, int):
            return data["texts"][node - 1] if node > 0 else shared["texts"][-1 - node]
        if isinstance(node, str):
            return float(node)
        kind, *rest = node
        if kind == -1:
            return [of(each) for each in rest]
        return dict(zip(shared["fields"][kind], map(of, rest), strict=True))

    return of(data["tree"])


def test_what_is_packed_comes_back_and_takes_each_text_once() -> None:
    value = [
        {"a": "万元", "b": [1.5, None, True], "c": {}},
        {"a": "万元", "b": [], "c": {"d": "0"}},
    ]
    packer = Packer()
    packer.packed({"c": "before"})
    data = packer.packed(value)
    assert data["texts"] == ["万元", "0"]
    assert unpacked(data, packer.shared) == value
    for _ in range(5):
        data = packer.packed(value)
    assert data["texts"] == []
    assert unpacked(data, packer.shared) == value


def item(text: str, value: str, **other: Any) -> Item:
    known: dict[str, Any] = {
        "document_id": "a",
        "path": "a.pdf",
        "form_no": 1,
        "row_no": 1,
        "reasons": (Reason.LOW,),
        "codes": ("unit_unknown",),
        "severity": "warning",
        "money": Decimal(1),
        "title": "项目",
    }
    return Item(**{**known, **other}, text=text, value=value)


@pytest.mark.parametrize(
    ("second", "kinds"),
    [
        (item("栽种数量", "≥12.5 万元"), 1),
        (item("树木", "≥1株"), 2),
        (item("树木", "≥300 万元", codes=("residual",)), 2),
        (item("树木", "≥300 万元", severity="note"), 2),
        (item("树木", "≥300 万元", row_no=None), 2),
    ],
    ids=["numbers aside", "another unit", "another doubt", "another weight", "a form"],
)
def test_doubts_are_alike_that_doubt_the_same_print(second: Item, kinds: int) -> None:
    groups = alike([item("树木", "≥3万元", money=Decimal(9)), second])
    assert len(groups) == kinds
    assert groups[0].first.money == 9


def test_checks_that_fail_are_alike_only_with_the_same_two_texts() -> None:
    check = {"reasons": (Reason.CHECK,), "codes": ("total",), "severity": "error"}
    groups = alike([item("合计 100", "90", **check), item("合计 200", "90", **check)])
    assert len(groups) == 2


def test_a_form_of_a_long_list_takes_its_own_rows_and_spans_are_in_every_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = Cell(text="产出指标", row=0, col=0, rowspan=9)
    values = [Cell(text=str(n), row=n, col=1, place=f"t!B{n}") for n in range(9)]
    monkeypatch.setattr(cells, "_PART", 4)
    parts = list(cells._parts(Grid(cells=(whole, *values))))
    assert [first for first, _ in parts] == [0, 3, 6]
    assert all(whole in part for _, part in parts)
    found = {cell.text for _, part in parts for cell in part}
    assert found == {"产出指标", *map(str, range(9))}
    grids = [Grid(cells=(whole, *values))]
    spans = dict(cells._spans(grids, {"1": {"t!B1", "t!B2"}, "2": {"t!B5"}, "3": set()}))
    assert spans == {"1": [[0, 0, 4]], "2": [[0, 3, 8]], "3": []}


@pytest.mark.parametrize(
    ("path", "address", "inside", "as_text"),
    [
        ("2024/表 1.docx", "../../raw/2024/%E8%A1%A8%201.docx", None, False),
        ("a.zip!/b/附件.xlsx", "../../raw/a.zip", "b/附件.xlsx", False),
        ("a.zip!/page.html", "sources/id.txt", None, True),
        ("javascript:alert(1).pdf", "../../raw/javascript%3Aalert%281%29.pdf", None, False),
        ("page.svg", "sources/id.txt", None, True),
        ("没有后缀", "sources/id.txt", None, True),
    ],
)
def test_a_raw_file_is_linked_where_no_browser_runs_it(
    tmp_path: Path, path: str, address: str, inside: str | None, as_text: bool
) -> None:
    (tmp_path / "raw").mkdir()
    found = raw_file(tmp_path / "raw", path, "id", tmp_path / "out" / "review")
    assert (found.address, found.inside, found.as_text) == (address, inside, as_text)


def test_the_text_of_a_page_is_copied_as_characters(tmp_path: Path) -> None:
    write_as_text("<td>绩效</td>".encode("gb18030") + b"\xff", "gb18030", "id", tmp_path)
    write_as_text(b"<td>", "no such encoding", "other", tmp_path)
    assert (tmp_path / "sources" / "id.txt").read_text("utf-8-sig") == "<td>绩效</td>\ufffd"
    assert (tmp_path / "sources" / "other.txt").read_text("utf-8-sig") == "<td>"
