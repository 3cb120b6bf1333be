"""Labels known by the words they are made of, and texts that only look like labels."""

import pytest

from extract.words.heads import is_label
from extract.words.labels import goal_label, role_of
from extract.words.money_labels import funding_role, money_column, speaks_of_money


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("项目支出名称", "project_name"),
        ("一级项目名称", "project_name"),
        ("二级项目名称：", "project_name"),
        ("主管部门(单位)名称", "supervisor"),
        ("归口主管部门", "supervisor"),
        ("行业主管部门", "supervisor"),
        ("财政扶贫项目主管部门", "supervisor"),
        ("项目法人单位", "implementing_unit"),
        ("一级预算单位名称", "department_name"),
        ("预算部门、单位名称", "department_name"),
        ("填报单位（盖章）", "department_name"),
        ("单位信息", "department_name"),
        ("街道名称", "department_name"),
        ("乡镇（街道）名称", "department_name"),
        ("学校名称", "department_name"),
        ("项目组织实施单位", "implementing_unit"),
        ("项目建设单位", "implementing_unit"),
        ("区级主管部门", "county_department"),
        ("区级财政部门", "finance_department"),
        ("归口科室", "finance_section"),
        ("专项负责人", "contact"),
        ("项目单位负责人及联系电话", "contact"),
        ("主管部门编码", "supervisor_code"),
        ("部门预算编码", "unit_code"),
        ("财政资金科目代码", "budget_subject"),
        ("专项起止时间", "project_period"),
        ("建设周期", "project_period"),
        ("计划完成时间", "planned"),
        ("专项属性", "project_category"),
        ("项目总体概况", "description"),
        ("二、专项立项依据", "description"),
        ("部门职能职责概述", "description"),
    ],
)
def test_a_fact_is_known_by_the_words_of_its_label(label: str, role: str) -> None:
    assert role_of("facts", label) == role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("本年度绩效目标", "goal"),
        ("专项年度绩效目标", "goal"),
        ("年度主要目标和成果", "goal"),
        ("年初设定目标", "goal"),
        ("2024年度绩效目标", "goal"),
        ("专项长期绩效目标", "goal_long_term"),
        ("中期滚动目标(2019年--2021年)", "goal_long_term"),
        ("2024-2026年绩效目标", "goal_long_term"),
        ("全年（调整）绩效目标", "goal_revised"),
        ("年度总体目标完成情况综述", "achieved"),
        ("全年目标实际完成情况", "achieved"),
    ],
)
def test_a_goal_and_what_came_of_it_are_known_by_their_words(label: str, role: str) -> None:
    assert goal_label(label) == role


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("年度本级预算金额", "unclassified"),
        ("其中:当年市级财政资金", "unclassified"),
        ("项目支出总额", "total"),
        ("当年年度预算", "total"),
        ("其中:公共财政拨款", "fiscal_appropriation"),
        ("其中：财政拨款数", "fiscal_appropriation"),
        ("当年其他资金", "other"),
        ("实施期预算金额", "total_mid_term"),
    ],
)
def test_a_line_of_money_is_known_by_its_words(label: str, item: str) -> None:
    assert funding_role(label) == item


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("转移支付预算数(A)", "plan"),
        ("转移支付执行数(B)", "executed"),
        ("年度预算执行率", "share"),
    ],
)
def test_a_column_of_money_is_known_by_its_words(heading: str, said: str) -> None:
    assert money_column(heading) == said


@pytest.mark.parametrize("label", ["项目资金申请（万元）", "年度预算收支情况", "专项资金情况"])
def test_a_block_of_money_is_known_by_its_words(label: str) -> None:
    assert role_of("blocks", label) == "funding"


@pytest.mark.parametrize(
    "label", ["专项年度绩效指标", "绩效项目指标表", "部门整体支出年度绩效指标"]
)
def test_a_block_of_indicators_is_known_by_its_words(label: str) -> None:
    assert role_of("blocks", label) == "indicators"


@pytest.mark.parametrize(
    "text",
    [
        "省级财政补助项目建设工程款已全部支付到位",
        "完成率",
        "项目经理",
        "村级组织活动场所",
        "镇级单位公车",
        "补助人数",
        "一次性补助",
        "各项目主管部门",
        "下属单位名称",
    ],
)
def test_a_text_with_a_word_of_its_own_is_no_label(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize("label", ["财政资金科目代码", "部门预算编码", "年初职工人数", "资金用途"])
def test_a_code_and_a_count_are_no_money(label: str) -> None:
    assert funding_role(label) is None
    assert not speaks_of_money(label)
