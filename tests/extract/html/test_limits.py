"""Pages that would cost a reader its memory are refused; long or badly written ones are read."""

import time
from collections.abc import Callable

import pytest

from extract.model import Reading, Reason, Refused
from extract.readers.html.style import cascade

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "page",
    [
        "<p>x</p>" + "<div>" * 200_000 + "x",
        "<table><tr><td>" * 3_000 + "x",
        "<table><tr><td>" + "<div>" * 200_000 + "x",
        "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</div>",
        "<table>" + ("<tr>" + "<td rowspan=1000 colspan=1000>x" * 50) * 50 + "</table>",
        "<table>" + ("<tr>" + "<td colspan=1000>x" * 100) * 100 + "</table>",
    ],
    ids=["nested divs", "nested tables", "divs in a cell", "attributes", "spans", "wide rows"],
)
def test_pages_beyond_a_persons_making_are_refused_at_once(read: Read, page: str) -> None:
    started = time.process_time()
    with pytest.raises(Refused) as refused:
        read(page)
    assert refused.value.reason is Reason.RESOURCE_LIMIT
    assert time.process_time() - started < 10


def test_twenty_thousand_rows_are_read(read: Read) -> None:
    row = "<tr><td>产出指标<td>数量指标<td>受益人数<td>≥5人</tr>"
    [grid] = read(f"<table>{row * 20_000}</table>", gate=True).grids
    assert (grid.n_rows, grid.n_cols) == (20_000, 4)


TABLE = "<table><tr><td>项目名称<td>b</table>"


@pytest.mark.parametrize(
    "page",
    [
        "<font>x" * 1_500 + TABLE,
        "<p>" * 50_000 + TABLE,
        "<!--" * 50_000 + "-->" + TABLE,
        "<p>" + "&nbsp;" * 50_000 + TABLE,
        f"<img src='data:image/png;base64,{'A' * 11_000_000}'>{TABLE}",
        "<table><tr><td>" * 300 + TABLE,
    ],
    ids=["open fonts", "empty paragraphs", "comments", "spaces", "picture", "layout tables"],
)
def test_pages_that_are_only_badly_written_are_read(read: Read, page: str) -> None:
    grid = read(page).grids[-1]
    assert [cell.text for cell in grid.cells] == ["项目名称", "b"]


def test_entities_of_a_documents_own_are_not_expanded(read: Read) -> None:
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyy">]>'
    [grid] = read(f"{doctype}<table><tr><td>指标&x;&y;<td>b</table>").grids
    assert [cell.text for cell in grid.cells] == ["指标&x;&y;", "b"]


RULES = "".join(f".a{n} b{{display:none}}" for n in range(30_000))


@pytest.mark.parametrize(
    "style",
    [
        RULES,
        "p ~ i ~ p ~ b ~ p{display:none}",
        "a{" * 300_000,
        'a{content:"' * 100_000,
        "a{background:" + "url(" * 300_000,
        "@media " + "( " * 300_000,
        "/*" * 300_000,
        ",".join(f".a{n}[b]" for n in range(20_000)) + "{display:none}",
    ],
    ids=["rules", "brothers", "braces", "quotes", "brackets", "media", "comments", "selectors"],
)
def test_styles_beyond_a_persons_making_cost_no_more_than_their_length(
    read: Read, style: str
) -> None:
    started = time.process_time()
    page = f"<style>{style}</style>{'<p>x' * 1_000}{TABLE}"
    assert [cell.text for cell in read(page).grids[-1].cells] == ["项目名称", "b"]
    assert time.process_time() - started < 10


def test_rules_that_every_cell_must_be_held_against_are_refused(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cascade, "_MOST_STEPS", 100_000)
    style = "".join(f".a{n} td{{display:none}}" for n in range(1_000))
    with pytest.raises(Refused) as refused:
        read(f"<style>{style}</style><table>{'<tr><td hidden>x' * 1_000}</table>")
    assert refused.value.reason is Reason.RESOURCE_LIMIT


@pytest.mark.parametrize(
    "cell",
    [
        "5<sup>1</sup>" * 20_000,
        "5<del>1</del>" * 20_000,
        "<span style='opacity:0'>5" * 1_000 + "<b>x</b>" * 20_000,
        "<span style='font-size:0'>5" * 1_000 + "<b>x</b>" * 20_000,
        "<label>" + "<input type=radio>是" * 10_000,
    ],
    ids=["marks", "withdrawn", "faint", "small", "choices"],
)
def test_cells_full_of_what_is_no_text_are_read_in_time(read: Read, cell: str) -> None:
    started = time.process_time()
    assert read(f"<table><tr><td>项目名称<td>b<tr><td>c<td>{cell}</table>").grids
    assert time.process_time() - started < 10
