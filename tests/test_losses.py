"""What is printed and not in the data makes its document `partial`, and says what was lost."""

from __future__ import annotations

import hashlib

import pytest

from extract import Source, read_document
from normalize.documents import Records, normalize_document

TOP = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n"
HEADER = "一级指标\t二级指标\t三级指标\t指标值\n"
ROW = "产出指标\t数量指标\t甲\t1个\n"


def records_of(text: str) -> Records:
    data = text.encode()
    source = Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest())
    return normalize_document(source, read_document(source))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (f"{TOP}{HEADER}产出指标\t数量指标\t甲\t1个\t某物\n", ("cell_unread", "某物")),
        (
            f"{TOP}年度资金总额（万元）\t约一百\n{HEADER}{ROW}",
            ("amount_unread", "年度资金总额（万元） 约一百"),
        ),
        (
            f"{TOP}年度愿景\t全年完成县乡道路硬化与安防设施建设，群众出行条件明显改善。\n{HEADER}{ROW}",
            ("cell_unread", "全年完成县乡道路硬化与安防设施建设，群众出行条件明显改善。"),
        ),
    ],
    ids=["cell", "amount", "goal"],
)
def test_a_document_of_which_something_is_lost_is_not_ok(text: str, lost: tuple[str, str]) -> None:
    records = records_of(text)
    assert (records.document.status, records.document.rows_emitted) == ("partial", 1)
    assert records.document.reason == "unread_parts"
    assert lost in [(str(issue.code), issue.text) for issue in records.issues]
    assert "document_partial" in [issue.code for issue in records.issues]


def test_an_amount_that_stands_in_an_annex_is_said_and_costs_nothing() -> None:
    records = records_of(f"{TOP}年度资金总额（万元）\t参见附件1具体金额\n{HEADER}{ROW}")
    [line] = records.funding
    assert (line.amount_text, line.amount) == ("参见附件1具体金额", None)
    assert (records.document.status, [str(issue.code) for issue in records.issues]) == (
        "ok",
        ["amount_elsewhere"],
    )


@pytest.mark.parametrize(
    "column", ["备注", "序号", "指标值确定依据", "评（扣）分标准", "上年实际完成值", "是否核心指标"]
)
def test_a_column_that_is_passed_over_on_purpose_costs_nothing(column: str) -> None:
    header = HEADER.replace("\n", f"\t{column}\n")
    records = records_of(f"{TOP}{header}产出指标\t数量指标\t甲\t1个\t某物\n")
    assert (records.document.status, records.issues) == ("ok", ())
