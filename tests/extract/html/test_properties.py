"""Whatever the bytes, a page is read or refused; whatever the table, its cells have places."""

from hypothesis import given
from hypothesis import strategies as st

from extract.families import gate
from extract.model import Grid, Refused, Source
from extract.readers.html import HTML

_NAMES = """
    table tr td table tr td th tbody thead tfoot caption p div br sup span form ul li o:p input h1 a
    script title noscript body html
"""
_TAGS = st.sampled_from(_NAMES.split())
_ATTRIBUTES = st.sampled_from(
    [
        *("", "", " rowspan=2", " colspan=3", " rowspan=0", " colspan=99999", " rowspan=-1"),
        *(" hidden", " style='display:none'", " style=display:table-row", " class=row"),
        *(" id=zoom", " href=a.pdf"),
    ]
)
_WORDS = ["项目名称", "指标", "5 人", "\n", "&nbsp;", "<!--", "-->", "<![if x]>", "&#0;", "<"]
_PIECES = st.one_of(
    st.builds("<{}{}>".format, _TAGS, _ATTRIBUTES),
    st.builds("</{}>".format, _TAGS),
    st.sampled_from(_WORDS),
    st.text(max_size=4),
)
_SPANS = st.sampled_from([0, 1, 1, 1, 2, 3, 7, 1000])


def read(data: bytes) -> tuple[Grid, ...]:
    try:
        return HTML.read(Source(name="x", data=data, sha256=""), gate=gate().opened()).grids
    except Refused:
        return ()


def overlap(grid: Grid) -> bool:
    places = [
        (row, col)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]
    return len(places) != len(set(places))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    HTML.claims(Source(name="x", data=data, sha256=""))
    read(data)
    read(b"<table><tr><td>" + data)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_tags_are_read_or_refused_and_no_cell_lies_over_another(page: str) -> None:
    for grid in read(page.encode("utf-8", errors="replace")):
        assert not overlap(grid)
        assert any(cell.text for cell in grid.cells)


@given(st.lists(st.lists(st.tuples(_SPANS, _SPANS), max_size=5), min_size=1, max_size=6))
def test_any_spans_give_every_cell_one_place_inside_its_table(
    rows: list[list[tuple[int, int]]],
) -> None:
    page = "".join(
        "<tr>" + "".join(f"<td rowspan={r} colspan={c}>指标</td>" for r, c in row) for row in rows
    )
    for grid in read(f"<table>{page}</table>".encode()):
        assert not overlap(grid)
        assert all(cell.row + cell.rowspan <= len(rows) for cell in grid.cells)
        assert sum(map(len, rows)) == len(grid.cells)
