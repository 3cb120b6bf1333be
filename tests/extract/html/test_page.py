"""The page around the tables: what it is called, who published it, where its content stands."""

from collections.abc import Callable

import pytest

from extract.model import Reading, Reason, Refused, Source
from extract.readers.html import HTML

Read = Callable[..., Reading]

FORM = "<table><tr><td>项目名称<td>河道整治<tr><td>产出指标<td>数量指标</table>"
TITLE_LINES = "<p>项目支出绩效目标表</p><p>（2024年度）</p>"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html>",
        "\n\n  <HTML>",
        "<!-- saved from url --><!-- x --><meta charset=gbk>",
        '<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD">',
        "<table border=1><tr><td>a",
        "<div class=Section1><p>目标",
        "<script>location='/x'</script>",
        "粘贴的表：\n<table>\n<colgroup><col></colgroup><tbody><tr><td>a",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_pages_are_told_by_their_content(page: str, encoding: str) -> None:
    assert HTML.claims(Source(name="report.pdf", data=page.encode(encoding), sha256=""))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 绩效目标表\n\n项目名称\t河道\n目标\t<p>目标1</p> <p>目标2</p>\n<b>指标</b>\t指标值\n",
        "<p>目标1</p>\t<b>x</b>",
        "说明：<html5> 与 <tables>",
        '<?xml version="1.0"?><Workbook xmlns="x"><Table><Row/></Table></Workbook>',
        "%PDF-1.7\n<<",
        '{"a": "<p>"}',
    ],
)
def test_texts_with_stray_tags_are_no_pages(text: str) -> None:
    assert not HTML.claims(Source(name="page.html", data=text.encode(), sha256=""))


def test_the_lines_since_the_table_before_are_the_heading(read: Read) -> None:
    first, second = read(
        f"<h1>2024年部门预算公开</h1><div>一、绩效<br>目标</div>{FORM}<p>（2024年度）</p>"
        f"项目支出绩效目标表{FORM}"
    ).grids
    assert [line.text for line in first.heading] == ["2024年部门预算公开", "一、绩效", "目标"]
    assert [line.text for line in second.heading] == ["（2024年度）", "项目支出绩效目标表"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<meta name=ArticleTitle content='禾溪县2024年预算'><h1>站名</h1>", "禾溪县2024年预算"),
        ("<title>x</title><h1> 2024年\n绩效目标 </h1>", "2024年 绩效目标"),
        ("<title>2024年绩效目标公开 - 财政局 - 禾溪县人民政府</title>", "2024年绩效目标公开"),
        ("<title>2024-2026年绩效目标_禾溪县财政局</title>", "2024-2026年绩效目标"),
        ("<meta name=SiteName content=禾溪在线><title>绩效|禾溪在线</title>", "绩效"),
        ("<title>禾溪县人民政府</title>", "禾溪县人民政府"),
        ("", None),
    ],
)
def test_the_title_is_the_pages_own_without_the_name_of_its_site(
    read: Read, head: str, title: str | None
) -> None:
    assert read(head + FORM).title == title


@pytest.mark.parametrize(
    "around",
    [
        "<meta name=ContentSource content=禾溪县财政局>",
        "<div>发布时间：2024-02-01 &nbsp;来源：禾溪县财政局 浏览：7</div>",
        "<p><span>信息来源：</span><a>禾溪县财政局</a></p>",
        "<table><tr><td>索引号<td>A1<td>发布机构：<td>禾溪县财政局</table>",
        "<table><tr><td>发布机构：禾溪县财政局<td>日期：2024</table>",
    ],
)
def test_the_publisher_is_read_where_the_page_states_it(read: Read, around: str) -> None:
    assert read(f"{around}<div id=zoom><p>x</p>{FORM}</div>").publisher == "禾溪县财政局"


def test_tables_outside_of_a_known_content_element_are_no_part_of_the_publication(
    read: Read,
) -> None:
    page = f"<table><tr><td>导航<td>首页</table><div id=zoom><p>目标表</p>{FORM}</div>"
    [grid] = read(page).grids
    assert [line.text for line in grid.heading] == ["目标表"]


def test_a_known_element_that_holds_only_some_of_the_forms_is_not_trusted(read: Read) -> None:
    page = f"<p>预算公开</p><div class=content>{FORM}</div><div class=content>{FORM}</div>"
    assert len(read(page).grids) == 2


def test_the_heading_of_a_form_on_an_unknown_page_leaves_the_menu_out(read: Read) -> None:
    menu = f"<ul>{'<li>栏目' * 500}</ul>"
    [grid] = read(f"{menu}<div>{TITLE_LINES}{FORM}</div>").grids
    assert [line.text for line in grid.heading] == ["项目支出绩效目标表", "（2024年度）"]


def test_a_form_in_a_panel_that_a_page_shows_on_demand_is_read(read: Read) -> None:
    assert len(read(f"<p>公开<div style='display:none'>{FORM}</div>").grids) == 1


def test_links_to_files_are_noted_with_their_whole_address_once(read: Read) -> None:
    page = (
        "<a href='../f/附表.PDF?v=1'>a</a><a href='../f/附表.PDF?v=1'>b</a><a href='/b.xlsx'>c</a>"
        "<a href='c.html'>d</a><a href='http://[x.pdf'>e</a><iframe src=d.docx></iframe>"
        "<table><tr><td>附件<td><a href=e.zip>e</a></table>"
    )
    reading = read(page, url="https://www.example.gov.cn/a/b.html")
    assert sorted(i.text for i in reading.issues if i.code == "attachment_found") == [
        "https://www.example.gov.cn/a/d.docx",
        "https://www.example.gov.cn/a/e.zip",
        "https://www.example.gov.cn/b.xlsx",
        "https://www.example.gov.cn/f/附表.PDF?v=1",
    ]


SHELL_WITH_MENU = (
    "<ul><li>首页<li>政务公开<li>政民互动<li>走进禾溪<li>联系我们</ul><div id=zoom></div>"
)


@pytest.mark.parametrize(
    ("page", "advice"),
    [
        ("<html><head><script src=a.js></script></head><body><div id=app></div></html>", "scripts"),
        ("<title>404 Not Found</title><center><h1>404 Not Found</h1></center>nginx", "not found"),
        ("<title>禾溪县</title><p>您访问的页面不存在或已被删除！</p><a>返回首页</a>", "not found"),
        ("<title>403 Forbidden</title><h1>Forbidden</h1>", "refused access"),
        ("<p>您的请求可能存在威胁，已被拦截，如有疑问请联系管理员</p>", "firewall"),
        ("<title>用户登录</title><table><tr><td>用户名<td><tr><td>密码<td>", "Log in|log in"),
        ("<noscript>x</noscript><p>请启用 JavaScript 后继续</p>", "Scripts load"),
        (SHELL_WITH_MENU, "scripts load"),
        ("<frameset><frame src=a.htm></frameset>", "another frame"),
        ("", "prints nothing"),
        ("<p>请稍候。</p>", "prints nothing"),
        ("<!DOCTYPE html><!-- only this -->", "prints nothing"),
    ],
)
def test_pages_without_content_are_refused_with_advice(read: Read, page: str, advice: str) -> None:
    with pytest.raises(Refused, match=advice) as refused:
        read(page)
    assert refused.value.reason is Reason.NO_CONTENT


@pytest.mark.parametrize(
    "page",
    [
        "<h1>2024年预算公开</h1><p>附件：<a href=a.pdf>绩效目标表</a></p>",
        "<p>本部门2024年没有项目支出，故无项目绩效目标，特此说明。联系电话：0404-4045000。</p>",
        "<table><tr><td>收入<td>500<tr><td>支出<td>404</table>",
        "<p>本单位无项目绩效目标。</p>",
    ],
)
def test_short_pages_with_something_to_say_are_read(read: Read, page: str) -> None:
    assert read(page).format == "html"


def test_the_gate_leaves_out_other_tables_and_keeps_what_may_continue_a_form(read: Read) -> None:
    other = "<table><tr><td>行政编制<td>30<tr><td>在职人数<td>28</table>"
    bare = "<table><tr><td>管网长度<td>≥3公里<tr><td>验收合格率<td>100%</table>"
    page = f"<p>机构情况</p>{other}<p>绩效目标表</p>{FORM}{bare}"
    assert len(read(page, gate=False).grids) == 3
    assert len(read(page, gate=True).grids) == 2


def test_a_row_of_a_form_that_stands_in_no_table_is_told(read: Read) -> None:
    row = "<div><b>效益指标</b> <b>社会效益指标</b> <b>受益人口</b> <b>≥1人</b></div>"
    told = [issue.text for issue in read(f"{FORM}{row}").issues]
    assert told == ["效益指标 社会效益指标 受益人口 ≥1人"]
