"""Forms in the labels of many places, made up for this project: what is printed, and what it says.

A row is its cells, `|` between them; `*n` behind a cell merges it over n columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSet:
    """A made-up form and what must be read of it; money as item and amount, in printed order."""

    title: str
    rows: tuple[str, ...]
    facts: dict[str, str]
    money: tuple[tuple[str, str], ...]
    goal: str | None
    goal_long_term: str | None = None
    indicators: tuple[tuple[str, str], ...] = ()

    @property
    def html(self) -> bytes:
        """The form as a web page."""
        body = "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in self.rows)
        page = f"<meta charset=utf-8><h2>{self.title}</h2><p>（2025年度）</p><table border=1>{body}"
        return f"{page}</table>".encode()

    @property
    def text(self) -> bytes:
        """The form as an export of text: merged cells are empty ones."""
        cells = ([part for cell in row.split("|") for part in _parts(cell)] for row in self.rows)
        lines = ["\t".join(row) for row in cells]
        return "\n".join((self.title, "（2025年度）", "", *lines, "")).encode()


def _spanned(cell: str) -> tuple[str, int]:
    text, star, span = cell.rpartition("*")
    return (text, int(span)) if star and span.isdigit() else (cell, 1)


def _cell(cell: str) -> str:
    text, span = _spanned(cell)
    return f"<td colspan={span}>{escape(text)}</td>"


def _parts(cell: str) -> list[str]:
    text, span = _spanned(cell)
    return [text, *[""] * (span - 1)]


BLOCK = (
    "一级指标|二级指标|三级指标*2|指标值*2",
    "产出指标|数量指标|新建公厕数量*2|≥12座*2",
    "|质量指标|验收合格率*2|100%*2",
    "效益指标|社会效益指标|受益群众*2|≥3万人*2",
    "满意度指标|服务对象满意度指标|群众满意度*2|≥90%*2",
)
INDICATORS = (
    ("新建公厕数量", "≥12座"),
    ("验收合格率", "100%"),
    ("受益群众", "≥3万人"),
    ("群众满意度", "≥90%"),
)

LABEL_SETS: dict[str, LabelSet] = {
    "周期与合计": LabelSet(
        title="项目支出绩效目标申报表",
        rows=(
            "项目名称|农村公厕改造*2|预算部门（单位）名称|禾溪县住房和城乡建设局*2",
            "项目类型|民生类*2|项目实施周期|2025年1月至2025年12月*2",
            "项目联系人|某某*2|联系方式|0000-0000000*2",
            "年度预算安排（万元）|合计|本年财政拨款|上年结转资金|单位自筹资金|其他来源",
            "|180|150|20|10|0",
            "中长期目标|三年内公厕全覆盖*5",
            "年度目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造", "department_name": "禾溪县住房和城乡建设局"},
        money=(
            ("total", "180"),
            ("fiscal_appropriation", "150"),
            ("carry_over", "20"),
            ("other", "10"),
            ("other", "0"),
        ),
        goal="新建公厕12座",
        goal_long_term="三年内公厕全覆盖",
        indicators=INDICATORS,
    ),
    "级次与用款": LabelSet(
        title="财政支出项目绩效目标表",
        rows=(
            "项目名称|农村公厕改造*2|项目级次|县级项目*2",
            "主管部门名称|禾溪县城市管理局*2|资金使用单位|禾溪县环境卫生中心*2",
            "项目用途|改善人居环境*5",
            "申请资金总额|180万元*2|其中：本年度安排资金|150万元*2",
            "总体绩效目标|新建公厕36座*5",
            "年度绩效目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={
            "project_name": "农村公厕改造",
            "supervisor": "禾溪县城市管理局",
            "implementing_unit": "禾溪县环境卫生中心",
        },
        money=(("total", "180万元"), ("unclassified", "150万元")),
        goal="新建公厕12座",
        goal_long_term="新建公厕36座",
        indicators=INDICATORS,
    ),
    "开始与终止": LabelSet(
        title="财政项目支出绩效目标申报表",
        rows=(
            "项目名称|农村公厕改造*2|项目分类|一次性项目*2",
            "项目开始日期|2025-01-01*2|项目终止日期|2025-12-31*2",
            "部门职能|负责城乡环境卫生*5",
            "立项依据|县政府会议纪要*5",
            "项目设立的必要性和可行性|群众需求强烈*5",
            "项目总预算（元）|1800000*2|项目当年预算（元）|600000*2",
            "同名项目上年预算额（元）|500000*2|同名项目上年预算执行数（元）|480000*2",
            "项目总目标|新建公厕36座*5",
            "年度总目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造"},
        money=(
            ("total", "1800000"),
            ("total", "600000"),
            ("unclassified", "500000"),
            ("unclassified", "480000"),
        ),
        goal="新建公厕12座",
        goal_long_term="新建公厕36座",
        indicators=INDICATORS,
    ),
    "本级与补助": LabelSet(
        title="2025年项目绩效目标表",
        rows=(
            "项目名称|农村公厕改造*2|业务主管部门|禾溪县城市管理局*2",
            "预算执行率权重|10*2|项目归口处室|经济建设股*2",
            "当年预算（万元）|180|本级安排（万元）|100|上级补助（万元）|80",
            "项目概述|新建公厕*5",
            "立项依据|县政府会议纪要*5",
            "当年绩效目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造", "supervisor": "禾溪县城市管理局"},
        money=(("total", "180"), ("unclassified", "100"), ("unclassified", "80")),
        goal="新建公厕12座",
        indicators=INDICATORS,
    ),
    "申报理由": LabelSet(
        title="项目申报表（含绩效目标）",
        rows=(
            "项目名称|农村公厕改造*2|项目主管部门|禾溪县城市管理局*2",
            "项目执行单位|禾溪县环境卫生中心*2|单位地址|禾溪县城关镇*2",
            "支出项目类别|一般项目*2|起始年度|2025*2",
            "项目申报理由|群众需求强烈*5",
            "项目主要内容|新建公厕*5",
            "项目总预算|180万元*2|项目当年预算|60万元*2",
            "长期绩效目标1|三年内公厕全覆盖*5",
            "年度绩效目标1|新建公厕12座*5",
            *BLOCK,
        ),
        facts={
            "project_name": "农村公厕改造",
            "supervisor": "禾溪县城市管理局",
            "implementing_unit": "禾溪县环境卫生中心",
        },
        money=(("total", "180万元"), ("total", "60万元")),
        goal="新建公厕12座",
        goal_long_term="三年内公厕全覆盖",
        indicators=INDICATORS,
    ),
    "实施期": LabelSet(
        title="专项资金绩效目标表",
        rows=(
            "专项（项目）名称|农村公厕改造*5",
            "主管部门|禾溪县城市管理局*2|实施期限|三年*2",
            "资金金额（万元）|实施期资金总额：|540|年度资金总额：|180*2",
            "|其中：财政拨款|500|其中：财政拨款|160*2",
            "|其他资金|40|其他资金|20*2",
            "总体目标|实施期目标（2025年-2027年）*3|年度目标（2025年）*2",
            "|新建公厕36座*3|新建公厕12座*2",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造", "supervisor": "禾溪县城市管理局"},
        money=(
            ("total", "540"),
            ("total", "180"),
            ("fiscal_appropriation", "500"),
            ("fiscal_appropriation", "160"),
            ("other", "40"),
            ("other", "20"),
        ),
        goal="新建公厕12座",
        goal_long_term="新建公厕36座",
        indicators=INDICATORS,
    ),
    "支出计划": LabelSet(
        title="农村公厕改造绩效目标表",
        rows=(
            "项目编码|13052500001*2|项目名称|农村公厕改造*2",
            "预算规模及资金用途|预算数|180|其中：财政资金|150|其他资金：30",
            "|改善人居环境*5",
            "资金支出计划（%）|3月底|6月底|10月底*2|12月底",
            "|20%|50%|80%*2|100%",
            "绩效目标|1.新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造", "project_code": "13052500001"},
        money=(("total", "180"), ("fiscal_appropriation", "150"), ("other", "30")),
        goal="1.新建公厕12座",
        indicators=INDICATORS,
    ),
    "起止年月": LabelSet(
        title="预算项目绩效目标表",
        rows=(
            "申报单位全称|禾溪县环境卫生中心*2|单位负责人及职务|某某*2",
            "项目全称|农村公厕改造*2|项目起止年月|202501-202512*2",
            "项目资金总额（万元）|180*2|其中：县本级财政资金（万元）|180*2",
            "项目绩效总体目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造", "department_name": "禾溪县环境卫生中心"},
        money=(("total", "180"), ("unclassified", "180")),
        goal="新建公厕12座",
        indicators=INDICATORS,
    ),
    "自评": LabelSet(
        title="县级部门项目支出绩效自评表",
        rows=(
            "项目名称|农村公厕改造*5",
            "项目主管单位|禾溪县城市管理局*2|项目具体实施单位|禾溪县环境卫生中心*2",
            "项目预算资金（元）||年初预算金额|调整后预算金额|实际支出金额|执行率（%）",
            "|年度资金总额|1800000.00|1900000.00|1850000.00|97.37",
            "|其中：当年财政拨款|1500000.00|1600000.00|1600000.00|100.00",
            "年度绩效目标|年初预期目标*3|全年实际完成情况*2",
            "|新建公厕12座*3|已建成12座*2",
            "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值",
            "产出指标|数量指标|新建公厕数量|≥12座|12座|50",
            "满意度指标|服务对象满意度指标|群众满意度|≥90%|92%|40",
            "自评总得分*5|100",
            "其他需要说明的事项|无*5",
            "未完成目标的主要原因分析|无*5",
        ),
        facts={
            "project_name": "农村公厕改造",
            "supervisor": "禾溪县城市管理局",
            "implementing_unit": "禾溪县环境卫生中心",
        },
        money=(
            ("total", "1800000.00"),
            ("unclassified", "1900000.00"),
            ("unclassified", "1850000.00"),
            ("fiscal_appropriation", "1500000.00"),
            ("unclassified", "1600000.00"),
            ("unclassified", "1600000.00"),
        ),
        goal="新建公厕12座",
        indicators=(("新建公厕数量", "≥12座"), ("群众满意度", "≥90%")),
    ),
    "一级与二级": LabelSet(
        title="项目绩效目标备案表",
        rows=(
            "项目名称|农村公厕改造*2|一级预算主管部门|[207]禾溪县城市管理局*2",
            "二级预算单位|禾溪县环境卫生中心*2|项目周期年限|3年*2",
            "项目总投资（万元）|540*2|已安排资金（万元）|180*2",
            "本次申请资金（万元）|180*2|其中：自筹|0*2",
            "项目总体绩效目标|新建公厕36座*5",
            "本期绩效目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造", "supervisor": "[207]禾溪县城市管理局"},
        money=(
            ("total", "540"),
            ("unclassified", "180"),
            ("total", "180"),
            ("other", "0"),
        ),
        goal="新建公厕12座",
        goal_long_term="新建公厕36座",
        indicators=INDICATORS,
    ),
    "专项立项": LabelSet(
        title="县级财政专项资金绩效目标申报表",
        rows=(
            "专项资金名称|农村公厕改造专项*2|专项主管部门|禾溪县城市管理局*2",
            "专项设立依据|县政府会议纪要*5",
            "专项资金总规模（万元）|540*2|本年度申请专项资金（万元）|180*2",
            "其中：省级资金（万元）|100*2|市县配套资金（万元）|80*2",
            "专项总体目标|新建公厕36座*5",
            "专项年度目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"project_name": "农村公厕改造专项", "supervisor": "禾溪县城市管理局"},
        money=(
            ("total", "540"),
            ("total", "180"),
            ("unclassified", "100"),
            ("unclassified", "80"),
        ),
        goal="新建公厕12座",
        goal_long_term="新建公厕36座",
        indicators=INDICATORS,
    ),
    "部门整体": LabelSet(
        title="部门（单位）整体支出绩效目标批复表",
        rows=(
            "部门（单位）全称|禾溪县城市管理局*2|部门编码|207*2",
            "在职人员编制数|58*2|内设机构个数|6*2",
            "年度部门预算（万元）|收入预算总额|1200|支出预算总额|1200*2",
            "|其中：一般公共预算拨款|1100|其中：基本支出|700*2",
            "|其他收入|100|项目支出|500*2",
            "部门主要职能|负责城乡环境卫生*5",
            "年度重点工作任务|新建公厕*5",
            "部门年度总体绩效目标|新建公厕12座*5",
            *BLOCK,
        ),
        facts={"department_name": "禾溪县城市管理局", "unit_code": "207"},
        money=(
            ("income_total", "1200"),
            ("expenditure_total", "1200"),
            ("income_fiscal_appropriation", "1100"),
            ("expenditure_basic", "700"),
            ("income_other", "100"),
            ("expenditure_project", "500"),
        ),
        goal="新建公厕12座",
        indicators=INDICATORS,
    ),
    "工程": LabelSet(
        title="政府投资项目绩效目标表",
        rows=(
            "工程项目名称|村道硬化工程*2|项目法人单位|禾溪县公路站*2",
            "行业主管部门|禾溪县交通运输局*2|建设地点|石桥镇*2",
            "建设内容及规模|硬化村道3公里，宽4.5米*5",
            "总投资（万元）|540*2|本年度计划投资（万元）|180*2",
            "其中：中央预算内投资（万元）|300*2|地方配套资金（万元）|240*2",
            "项目建成目标|村道全部硬化*5",
            "年度建设目标|硬化村道3公里*5",
            *BLOCK,
        ),
        facts={"project_name": "村道硬化工程", "supervisor": "禾溪县交通运输局"},
        money=(
            ("total", "540"),
            ("total", "180"),
            ("unclassified", "300"),
            ("unclassified", "240"),
        ),
        goal="硬化村道3公里",
        goal_long_term="村道全部硬化",
        indicators=INDICATORS,
    ),
    "测算": LabelSet(
        title="一般项目绩效目标编报表",
        rows=(
            "编报单位：禾溪县公路站*3|编报日期：2025年1月3日*3",
            "项目名称|村道硬化工程|项目类别|其他类|是否跨年|否",
            "项目经费测算（万元）|经费总额：50，其中：财政拨款：45，自筹资金：5*5",
            "中期绩效目标（2025-2027年）|硬化村道9公里*2|年度绩效目标（2025年）|硬化村道3公里*2",
            *BLOCK,
        ),
        facts={"project_name": "村道硬化工程", "department_name": "禾溪县公路站"},
        money=(("total", "50"), ("fiscal_appropriation", "45"), ("other", "5")),
        goal="硬化村道3公里",
        goal_long_term="硬化村道9公里",
        indicators=INDICATORS,
    ),
    "标签一行": LabelSet(
        title="市级预算项目目标表",
        rows=(
            "项目名称|主管部门|实施单位|资金总额（万元）|项目期限|联系电话",
            "村道硬化工程|禾溪县交通运输局|禾溪县公路站|50|一年|0000-0000000",
            "年度绩效总体目标|硬化村道3公里*5",
            *BLOCK,
        ),
        facts={
            "project_name": "村道硬化工程",
            "supervisor": "禾溪县交通运输局",
            "implementing_unit": "禾溪县公路站",
        },
        money=(("total", "50"),),
        goal="硬化村道3公里",
        indicators=INDICATORS,
    ),
    "单独一词": LabelSet(
        title="预算绩效目标公示表",
        rows=(
            "单位（部门）|禾溪县交通运输局*2|所属主管部门|禾溪县人民政府*2",
            "项目|村道硬化工程*2|起止时间|2025.01-2025.12*2",
            "2025年预算安排（万元）|50*2|其中：财政资金（万元）|45*2",
            "绩效总目标|硬化村道3公里*5",
            *BLOCK,
        ),
        facts={"project_name": "村道硬化工程", "department_name": "禾溪县交通运输局"},
        money=(("total", "50"), ("fiscal_appropriation", "45")),
        goal="硬化村道3公里",
        indicators=INDICATORS,
    ),
}
