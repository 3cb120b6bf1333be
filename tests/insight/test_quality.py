"""How targets are written: every figure has its rows, and every rule counts what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from insight.quality.describe import derived
from insight.quality.measure import Quality
from insight.quality.rules import QUALITY_RULES
from normalize.records import QualityRowRecord
from normalize.records.quality import QualityRule
from pipeline import run
from publish import load, open_release
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent


def form(project: str, year: int, total: str, *rows: tuple[str, str, str, str]) -> str:
    lines = "".join("\t".join(each) + "\n" for each in rows)
    return (
        f"项目支出绩效目标表\n（{year}年度）\n项目名称\t{project}\n实施单位\t禾溪县某中心\n"
        f"主管部门及代码\t禾溪县{{}}\n项目资金（万元）\t年度资金总额\t{total}\n"
        f"一级指标\t二级指标\t三级指标\t指标值\n{lines}"
    )


ROADS = (
    ("成本指标", "经济成本指标", "总成本控制数", "≤150万元"),
    ("产出指标", "数量指标", "养护公路里程", "≥186公里"),
    ("产出指标", "数量指标", "受益村数（个）", "12"),
    ("产出指标", "数量指标", "设立公示牌", "30"),
    ("产出指标", "时效指标", "养护任务完成时限", "12月底前"),
    ("产出指标", "时效指标", "资金支付", "及时"),
    ("效益指标", "社会效益指标", "群众出行条件", "明显改善"),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥85%"),
)
BRIDGES = (
    ("成本指标", "经济成本指标", "总成本控制数", "≤80万元"),
    ("产出指标", "数量指标", "检测桥梁数量", "≥24座"),
    ("效益指标", "社会效益指标", "群众出行条件", "明显改善"),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥85%"),
)
WATER = (
    ("产出指标", "数量指标", "清淤河道长度", "≥31公里"),
    ("效益指标", "社会效益指标", "项目区群众生产生活条件改善程度", "持续改善"),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥95%"),
)
SCHOOLS = (
    ("产出指标", "数量指标", "维修教学楼", "/"),
    ("效益指标", "社会效益指标", "项目区群众生产生活条件改善程度", "持续改善"),
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quality")
    raw = folder / "raw"
    raw.mkdir()
    written = {
        "a": form("农村公路养护", 2024, "145.00", *ROADS).format("交通运输局"),
        "b": form("桥梁检测", 2024, "80.00", *BRIDGES).format("交通运输局"),
        "c": form("农村公路养护", 2025, "150.00", *ROADS[1:3]).format("交通运输局"),
        "d": form("河道清淤", 2024, "90.00", *WATER).format("水利局"),
        "e": form("校舍维修", 2024, "60.00", *SCHOOLS).format("教育局"),
    }
    for name, text in written.items():
        (raw / f"{name}.txt").write_text(text, "utf-8")
    run(raw, folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def rows(out: Path) -> list[QualityRowRecord]:
    return list(Quality(open_release(out)).rows())


def counted(rows: list[QualityRowRecord], rule: QualityRule) -> set[str]:
    return {f"{row.path[0]} {row.name}" for row in rows if rule.value in row.marks}


def test_every_rule_counts_what_it_says_and_nothing_else(rows: list[QualityRowRecord]) -> None:
    words = {"a 资金支付", "a 群众出行条件", "b 群众出行条件"}
    words |= {
        "d 项目区群众生产生活条件改善程度",
        "e 项目区群众生产生活条件改善程度",
        "e 维修教学楼",
    }
    everything = {f"{row.path[0]} {row.name}" for row in rows}
    assert counted(rows, QualityRule.MEASURABLE) == everything - words
    assert counted(rows, QualityRule.WITH_DEADLINE) == {"a 养护任务完成时限"}
    assert counted(rows, QualityRule.COST) == {"a 总成本控制数", "b 总成本控制数"}
    assert counted(rows, QualityRule.EMPTY) == {"e 维修教学楼"}
    assert counted(rows, QualityRule.UNIT_IN_NAME_ONLY) == {
        f"{at} {row.name}" for row in rows for at in "ac" if row.name.startswith("受益村数")
    }
    assert counted(rows, QualityRule.UNIT_NOWHERE) == {"a 设立公示牌"}
    assert counted(rows, QualityRule.SATISFACTION_LOW) == {"a 沿线群众满意度", "b 沿线群众满意度"}
    assert counted(rows, QualityRule.CAP_ABOVE_MONEY) == {"a 总成本控制数"}
    alike = {"群众出行条件", "沿线群众满意度"}
    assert counted(rows, QualityRule.COPIED_WITHIN) == {f"{at} {x}" for at in "ab" for x in alike}
    assert counted(rows, QualityRule.COPIED_BETWEEN) == {
        f"{at} 项目区群众生产生活条件改善程度" for at in "de"
    }
    assert counted(rows, QualityRule.COPIED_LAST_YEAR) == {
        f"c {row.name}" for row in rows if row.path == "c.txt"
    }


def test_what_a_row_is_compared_with_stands_beside_it_as_printed(
    rows: list[QualityRowRecord],
) -> None:
    for row in rows:
        said = {each.rule for each in row.beside}
        beside = {rule.id.value for rule in QUALITY_RULES if rule.counts is None}
        assert said == set(row.marks) & (beside - {"satisfaction_low"})
        for each in row.beside:
            if each.rule != "cap_above_money":
                assert each.text == f"{row.name} {row.text}"
                assert each.indicator_id != row.indicator_id
    [cap] = [row for row in rows if "cap_above_money" in row.marks]
    assert "145" in cap.beside[0].text


def test_every_figure_is_the_number_of_its_rows(out: Path) -> None:
    told = jixiao("quality", out)
    assert told.exit_code == 0, told.output
    figures, rows = load(out, "quality"), load(out, "quality_rows")
    assert set(figures["rule"]) == {rule.id.value for rule in QUALITY_RULES} == set(QualityRule)
    for figure in figures.itertuples():
        own = rows[rows["fiscal_year"] == figure.fiscal_year]
        if isinstance(figure.department_name, str):
            own = own[own["department_name"] == figure.department_name]
        assert figure.counted == own["marks"].map(lambda marks, f=figure: f.rule in marks).sum()
        assert figure.of == own["looked_at"].map(lambda marks, f=figure: f.rule in marks).sum()


def test_another_threshold_lists_other_rows(out: Path) -> None:
    found = Quality(open_release(out), satisfaction_below=85.0)
    assert not [row for row in found.rows() if "satisfaction_low" in row.marks]


def test_the_catalogue_is_written_as_it_is() -> None:
    written = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert written == derived(written), "run: python -m insight.quality.describe"
