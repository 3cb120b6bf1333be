"""Forms told line by line, without a table, in texts and pages; prose is none."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract import read_document
from extract.model import Code, Document, Source

FORM = """项目绩效目标申报表
项目名称：垃圾清运
项目单位：禾溪县石桥镇人民政府
预算金额：65万元
年度目标：垃圾日产日清。
绩效指标：
产出指标
数量指标：清运垃圾≥5400吨
质量指标：无害化处理率100%
效益指标
生态效益指标：村容村貌明显改善
满意度指标
服务对象满意度指标：
村民满意度≥90%
"""
PROSE = """关于填报绩效目标的说明
项目名称应与预算一致。
一、数量指标：不少于3个。
二、质量指标：合格率以100%为限。
三、满意度指标：不低于90%。
"""


def read(text: str, kind: str) -> Document:
    if kind == "html":
        text = "<meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in text.splitlines())
    return read_document(Source(name=f"a.{kind}", data=text.encode(), sha256=""))


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_each_line_is_a_label_and_its_text(kind: str) -> None:
    [form] = read(FORM, kind).forms
    assert (form.fact("project_name"), form.goal) == ("垃圾清运", "垃圾日产日清。")
    assert [line.amount for line in form.funding] == ["65万元"]
    assert [(row.level1, row.level2, row.name, row.value) for row in form.indicators] == [
        ("产出指标", "数量指标", "清运垃圾", "≥5400吨"),
        ("产出指标", "质量指标", "无害化处理率", "100%"),
        ("效益指标", "生态效益指标", "村容村貌", "明显改善"),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%"),
    ]
    assert form.rows_failed == 0


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_prose_about_indicators_is_no_form(kind: str) -> None:
    document = read(PROSE, kind)
    assert (document.forms, document.issues) == ((), ())


def test_a_form_so_told_whose_project_nobody_names_is_signalled() -> None:
    document = read(FORM.replace("项目名称：", "").replace("项目单位：", ""), "txt")
    assert document.forms == ()
    assert [issue.code for issue in document.issues] == [Code.UNRULED_FORM]


def test_a_pdf_without_a_table_says_so() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = BytesIO()
    paper = Canvas(data)
    paper.setFont("STSong-Light", 11)
    for n, line in enumerate(FORM.splitlines()):
        paper.drawString(72, 760 - 20 * n, line)
    paper.save()
    document = read_document(Source(name="a.pdf", data=data.getvalue(), sha256=""))
    assert document.forms == ()
    assert [issue.code for issue in document.issues] == [Code.UNRULED_FORM]
