"""A page is read in the encoding it was written in, whatever it declares."""

from collections.abc import Callable

import pytest

from extract.model import Reading, Reason, Refused

Read = Callable[..., Reading]

PAGE = """<html><head>{meta}<title>绩效目标表</title></head><body><p>项目支出绩效目标表</p><table>
<tr><td>项目名称</td><td>朱镕桥、二〇二四年堃河整治</td></tr><tr><td>数量指标</td><td>≥500㎡</td></tr>
</table><p>之后</p><table><tr><td>质量指标</td><td>100%</td></tr></table></body></html>"""
META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("gbk", "gb18030", "gb18030"),
        ("", "gb18030", "gb18030"),
        ("utf-8", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("", "utf-8", "utf-8"),
        ("gb2312", "utf-8-sig", "utf-8"),
        ("utf-8", "utf-16", "utf-16-le"),
        ("gb2312", "utf-16-le", "utf-16-le"),
    ],
)
def test_every_table_is_read_whatever_is_declared(
    read: Read, declared: str, written: str, encoding: str
) -> None:
    page = PAGE.format(meta=META.format(declared) if declared else "")
    reading = read(page.encode(written))
    assert [[cell.text for cell in grid.cells] for grid in reading.grids] == [
        ["项目名称", "朱镕桥、二〇二四年堃河整治", "数量指标", "≥500㎡"],
        ["质量指标", "100%"],
    ]
    assert (reading.issues, reading.encoding) == ((), encoding)


@pytest.mark.parametrize("meta", [META.format("big5"), ""], ids=["declared", "undeclared"])
def test_traditional_pages_are_read_with_hong_kong_characters(read: Read, meta: str) -> None:
    page = f"{meta}<p>項目績效目標表，深水埗邨</p><table><tr><td>績效指標<td>產出</table>"
    [grid] = read(page.encode("big5hkscs")).grids
    assert [cell.text for cell in grid.cells] == ["績效指標", "產出"]
    assert grid.heading[0].text == "項目績效目標表，深水埗邨"


def test_a_declaration_late_in_the_head_counts(read: Read) -> None:
    page = f"<!--{'x' * 3000}--><meta charset='big5'><table><tr><td>產出<td>指標</table>"
    assert read(page.encode("big5")).encoding == "big5hkscs"


def test_replaced_characters_are_counted_in_an_issue(read: Read) -> None:
    data = (PAGE.format(meta=META.format("gbk")) * 3).encode("gb18030")
    [issue] = read(data.replace("整治".encode("gb18030"), b"\xff\xff", 1)).issues
    assert (issue.code, issue.text) == ("characters_replaced", "2")


def test_a_page_that_lost_many_characters_is_read_in_part(read: Read) -> None:
    data = "<p>项目支出绩效目标表<table><tr><td>项目名称<td>�桥�河</table>".encode()
    assert read(data).incomplete is Reason.DAMAGED
    assert read(PAGE.format(meta="")).incomplete is None


def test_a_page_that_goes_on_in_binary_is_no_document(read: Read) -> None:
    with pytest.raises(Refused) as refused:
        read(b"<html>" + bytes(range(256)) * 9)
    assert refused.value.reason is Reason.NOT_A_DOCUMENT
