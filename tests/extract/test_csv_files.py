"""CSV files as spreadsheets save them: quotes, line breaks in cells, two charsets."""

from __future__ import annotations

import csv
import io

import pytest

from extract import Source, read_document

ROWS = (
    ("项目支出绩效目标表", "", "", "", ""),
    ("项目名称", "渠道改造，一期", "", "", ""),
    ("项目\n资金", "年度资金总额（万元）", "1,234.50", "", ""),
    ("年度目标", '改善,灌溉\n"条件"', "", "", ""),
    ("绩\n效\n指\n标", "一级\n指标", "二级\n指标", "三级\n指标", "指标\n值"),
    ("", "产出指标", "数量指标", "改造\n渠道", "≥36千米"),
    ("", "", "质量指标", "合格率", "100%"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"),
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_with_quotes_and_line_breaks_are_read_in_every_charset(
    charset: str, mark: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(ROWS)
    data = out.getvalue().encode(charset)
    [form] = read_document(Source(name="目标表.csv", data=data, sha256="")).forms
    assert [(row.level1, row.level2, row.value) for row in form.indicators] == [
        ("产出指标", "数量指标", "≥36千米"),
        ("产出指标", "质量指标", "100%"),
        ("满意度指标", "服务对象满意度指标", "≥95%"),
    ]
    assert form.fact("project_name") == "渠道改造，一期"
    assert [line.amount for line in form.funding] == ["1,234.50"]
