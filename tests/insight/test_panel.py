"""Who follows whom over the years, and which kind of change is meant."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from insight.bridge import bridge
from insight.changes import changed
from insight.links import links
from insight.panel import panel
from insight.targets import pairs_of
from insight.things import Thing
from pipeline import run
from publish import load, open_release
from publish.tables.release import Release, ReleaseError
from samples.years.county import County
from samples.years.measure import measured
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent


def test_renamed_merged_and_split_are_found_and_nothing_else_is(
    counties: list[tuple[County, Release]],
) -> None:
    found = measured(counties)
    assert found["project"].true >= 80
    for each in found.values():
        assert each.precision == 1.0, each.wrong
        assert each.recall >= 0.95, each.missed


def test_every_row_says_by_what_it_is_matched_and_where_both_sides_stand(
    counties: list[tuple[County, Release]],
) -> None:
    rows = list(panel(counties[0][1]))
    assert len({row.panel_id for row in rows}) == len(rows)
    for row in rows:
        both = (row.form_before or row.document_before) and (row.form_id or row.document_id)
        if row.match == "near_name":
            assert row.match_evidence, row
            assert 0 < (row.match_score or 0) <= 1
        if row.subject == "target" and row.match:
            assert both
            assert row.text_before is not None
            assert row.text is not None
            assert row.path_before
            assert row.path


def row(name: str, text: str, **others: Any) -> Any:
    """A target as the comparisons look at it: an operator, a number, a unit."""
    told = {
        **dict.fromkeys(("scope_text", "level1", "level2", "direction_cell_raw", "unit")),
        **dict.fromkeys(("operator", "operator_implied", "value", "value_upper", "period_end")),
        "horizon": "annual",
        "kind": "quantitative",
        "per": [],
        "name": name,
        "text": text,
        "indicator_id": f"{name} {text} {others.get('side', '')}",
    }
    return SimpleNamespace(**told | others)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((">=", 90.0), (">=", 95.0), ("raised", "stricter", "operator")),
        ((">=", 90.0), (">=", 85.0), ("lowered", "looser", "operator")),
        (("<=", 90.0), ("<=", 85.0), ("lowered", "stricter", "operator")),
        (("<=", 90.0), ("<=", 95.0), ("raised", "looser", "operator")),
        (("=", 90.0), ("=", 85.0), ("lowered", "unclear", None)),
        ((None, 90.0), (None, 85.0), ("lowered", "unclear", None)),
        ((">=", 90.0), ("<=", 95.0), ("raised", "unclear", None)),
        ((">=", 90.0), (">", 90.0), ("reworded", "stricter", "operator")),
        (("<", 90.0), ("<=", 90.0), ("reworded", "looser", "operator")),
        ((None, 90.0), (">=", 90.0), ("reworded", "unclear", None)),
    ],
)
def test_which_way_a_number_went_is_not_whether_it_asks_more(
    before: tuple[str | None, float],
    after: tuple[str | None, float],
    said: tuple[str, str, str | None],
) -> None:
    sides = [
        row("满意度", f"{sign}{value}", operator=sign, value=value, unit="%")
        for sign, value in (before, after)
    ]
    assert tuple(changed(*sides, 2024, 2025)) == said


def test_what_points_the_way_where_no_operator_does() -> None:
    def moved(**others: Any) -> tuple[Any, ...]:
        sides = [row("x", str(value), value=value, unit="%", **others) for value in (90.0, 85.0)]
        return tuple(changed(*sides, 2024, 2025))

    assert moved(direction_cell_raw="正向指标") == ("lowered", "looser", "direction_cell")
    assert moved(direction_cell_raw="反向") == ("lowered", "stricter", "direction_cell")
    assert moved(level2="SATISFACTION") == ("lowered", "looser", "level")
    assert moved(operator_implied="<=") == ("lowered", "stricter", "name")
    assert moved(level2="QUANTITY") == ("lowered", "unclear", None)


def test_another_unit_is_never_compared_and_a_deadline_within_its_own_year() -> None:
    from datetime import date  # noqa: PLC0415

    one = row("面积", "≥12亩", operator=">=", value=12.0, unit="亩")
    other = row("面积", "≥12公顷", operator=">=", value=12.0, unit="公顷")
    assert tuple(changed(one, other, 2024, 2025)) == ("reworded", "unclear", None)

    def due(year: int, month: int) -> Any:
        return row("完工", f"{year}年{month}月", kind="deadline", period_end=date(year, month, 1))

    assert changed(due(2024, 12), due(2025, 12), 2024, 2025).change == "kept"
    assert tuple(changed(due(2024, 12), due(2025, 10), 2024, 2025)) == (
        "earlier",
        "stricter",
        "date",
    )
    assert tuple(changed(due(2024, 10), due(2025, 12), 2024, 2025)) == ("later", "looser", "date")


def test_names_printed_twice_are_told_apart_by_their_values_or_not_at_all() -> None:
    before = [row("满意度", "≥90%", side=1), row("满意度", "≥95%", side=1)]
    same = [row("满意度", "≥95%", side=2), row("满意度", "≥80%", side=2)]
    pairs = {(p.before and p.before.text, p.after and p.after.text) for p in pairs_of(before, same)}
    assert pairs == {("≥95%", "≥95%"), ("≥90%", "≥80%")}
    other = [row("满意度", "≥70%", side=2), row("满意度", "≥80%", side=2)]
    assert all(pair.match is None for pair in pairs_of(before, other))


def thing(identity: str, name: str, *marks: str, code: str | None = None) -> Thing:
    return Thing(id=identity, name=name, marks=frozenset(marks), code=code)


def test_a_code_outweighs_a_name_and_a_short_code_does_not() -> None:
    [link] = links(
        [thing("b", "雪亮工程", code="36000021P0001")],
        [thing("a", "视频联网", code="36000021P0001")],
    )
    assert (link.match, link.score) == ("code", 1.0)
    assert not links([thing("b", "雪亮工程", code="001")], [thing("a", "视频联网", code="001")])


def test_where_two_candidates_are_as_near_none_is_taken() -> None:
    before = [thing("b", "乡村文化活动", "甲事项数", "乙事项数")]
    after = [
        thing("a1", "乡村文化惠民活动", "甲事项数", "丙事项数"),
        thing("a2", "乡村文化体育活动", "乙事项数", "丁事项数"),
    ]
    assert links(before, after) == []


def test_the_command_writes_tables_that_load_until_the_dataset_changes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    raw = tmp_path / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    run(raw, out)
    with pytest.raises(ReleaseError, match="run: jixiao panel"):
        load(out, "panel")
    told = jixiao("panel", out)
    assert told.exit_code == 0, told.output
    assert "134 rows" in told.output
    frame = load(out, "panel")
    assert set(frame["year_before"]) == {2024}
    stricter = frame[(frame["demand"] == "stricter") & (frame["change"] == "lowered")]
    assert "≤325.75万元" in set(stricter["text_before"])
    assert jixiao("verify", out).exit_code == 0
    bytes_before = {path: path.read_bytes() for path in (out / "panel").iterdir()}
    assert jixiao("panel", out).exit_code == 0
    assert bytes_before == {path: path.read_bytes() for path in (out / "panel").iterdir()}
    (raw / "2025" / "shiqiao.docx").unlink()
    run(raw, out)
    with pytest.raises(ReleaseError, match="another state of the dataset"):
        load(out, "panel")
    (out / "panel" / "mine.txt").write_text("mine")
    refused = jixiao("panel", out)
    assert refused.exit_code == 1
    assert "left as it is" in refused.output


SELF_EVALUATION = """项目支出绩效自评表
（2024年度）
项目名称\t农村公路养护经费
主管部门及代码\t禾溪县交通运输局
实施单位\t禾溪县公路事业发展中心
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
年度资金总额\t100.00\t100.00\t98.00\t10\t98%\t9.8
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t养护公路里程\t≥150公里\t152公里\t20\t20\t
产出指标\t质量指标\t路面完好率\t≥95%\t96%\t20\t20\t
"""
TARGET = """项目支出绩效目标表
（2024年度）
项目名称\t农村公路养护
主管部门及代码\t禾溪县交通运输局
实施单位\t禾溪县公路事业发展中心
项目资金（万元）\t年度资金总额\t100.00
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护公路里程\t≥186公里
产出指标\t质量指标\t路面完好率\t≥95%
"""


def test_a_target_that_was_lowered_on_the_way_to_the_self_evaluation_shows(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "目标.txt").write_text(TARGET, "utf-8")
    (raw / "自评.txt").write_text(SELF_EVALUATION, "utf-8")
    run(raw, tmp_path / "out")
    rows = list(bridge(open_release(tmp_path / "out")))
    project, *targets = rows
    assert (project.project_name, project.project_evaluated) == ("农村公路养护", "农村公路养护经费")
    assert project.match == "near_name"
    told = {
        each.name: (each.text, each.text_evaluated, each.actual_text, each.demand)
        for each in targets
    }
    assert told == {
        "养护公路里程": ("≥186公里", "≥150公里", "152公里", "looser"),
        "路面完好率": ("≥95%", "≥95%", "96%", "same"),
    }
