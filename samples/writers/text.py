"""The truth as a text export: tab-separated, with the residue that such exports carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from samples.truth import Project, Publication, Row

_LATEX = {"≥": r"\geq", "≤": r"\leq"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """The troubles that a text export can have, each on or off."""

    markdown: bool = True
    """Titles under # signs."""
    html: bool = False
    """Goals in <p>, headers in <b>."""
    latex: bool = False
    """Signs with numbers as $\\leq 20\\%$."""
    narrow: bool = False
    """Half-width colons and brackets in labels."""
    lost_cells: bool = False
    """The last row of the first level loses its empty leading cells; one label is fused."""


PLAIN = Dress()
RESIDUE = Dress(html=True, latex=True, narrow=True)
DAMAGED = Dress(html=True, lost_cells=True)


def write_text(publication: Publication, dress: Dress = PLAIN) -> str:
    """One publication as the text of a file."""
    blocks = [_department(publication, dress)]
    blocks += [_project(publication, project, dress) for project in publication.projects]
    return "\n\n".join(blocks) + "\n"


def _department(publication: Publication, dress: Dress) -> str:
    money = dict(publication.money)
    year = publication.fiscal_year
    return "\n".join(
        (
            *_heading(f"{year}年部门整体支出绩效目标表", year, dress),
            _line("部门名称", "", publication.department),
            _line(_label("当年预算情况（万元）", dress)),
            _line(_label("收入预算合计：", dress), money["income_total"]),
            _line(
                _label("其中：财政拨款：", dress),
                money["income_fiscal_appropriation"],
                _label("其他经费：", dress),
                money["income_other"],
            ),
            _line(_label("支出预算合计：", dress), money["expenditure_total"]),
            _line(
                _label("其中：基本支出", dress),
                money["expenditure_basic"],
                _label("项目支出：", dress),
                money["expenditure_project"],
            ),
            _line("年度总体目标", _goal(publication.goal, dress)),
            _line("年度绩效指标"),
            _line("年度绩效指标", *_header(dress)),
            *(_line("", *cells) for cells in _rows(publication.rows, dress)),
        )
    )


def _project(publication: Publication, project: Project, dress: Dress) -> str:
    money = dict(project.money)
    gap = ("",) if dress.lost_cells else ()
    office = (
        (f"实施单位 {project.implementing_unit}",)
        if dress.lost_cells
        else ("实施单位", project.implementing_unit)
    )
    return "\n".join(
        (
            *_heading("项目支出绩效目标表", publication.fiscal_year, dress),
            _line("项目名称", *gap, project.name),
            _line("主管部门及代码", *gap, f"{publication.code}-{publication.department}", *office),
            _line("项目资金 (万元)", "年度资金总额", *gap, money["total"]),
            _line("", _label("其中：财政拨款", dress), *gap, money["fiscal_appropriation"]),
            _line("", "其他资金", *gap, money["other"]),
            _line("", "上年结转", *gap, money["carry_over"]),
            _bold("年度绩效目标", dress),
            _goal(project.goal, dress),
            "\t".join(_header(dress)),
            *("\t".join(cells) for cells in _rows(project.rows, dress)),
        )
    )


def _heading(title: str, year: int, dress: Dress) -> tuple[str, ...]:
    return (f"## {title}" if dress.markdown else title, "", f"({year}年度)", "")


def _line(*cells: str) -> str:
    """A row of the header block, filled up to the width of the export's table."""
    return "\t".join((*cells, *("",) * (4 - len(cells))))


def _header(dress: Dress) -> tuple[str, ...]:
    return tuple(_bold(label, dress) for label in ("一级指标", "二级指标", "三级指标", "指标值"))


def _rows(rows: Iterable[Row], dress: Dress) -> Iterator[tuple[str, ...]]:
    """Rows with repeated level names left empty, as merged cells are exported."""
    above = Row(level1="", level2="", name="", value="", reading="")
    for row in rows:
        same1 = row.level1 == above.level1
        same2 = same1 and row.level2 == above.level2
        value = latex(row.value) if dress.latex else row.value
        if dress.lost_cells and same1 and not same2:
            yield (row.level2, row.name, value, "")
        else:
            yield ("" if same1 else row.level1, "" if same2 else row.level2, row.name, value)
        above = row


def latex(value: str) -> str:
    r"""≤20% → $\leq 20\%$, where the value begins with such a sign."""
    if value[:1] not in _LATEX:
        return value
    digits = "".join(takewhile(lambda char: char in "0123456789.%", value[1:]))
    if not digits:
        return value
    rest = value[1 + len(digits) :]
    inside = digits.replace("%", r"\%")
    return f"${_LATEX[value[0]]} {inside}$ {rest}".rstrip()


def _goal(goal: str, dress: Dress) -> str:
    paragraphs = goal.split("\n")
    return (
        " ".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        if dress.html
        else " ".join(paragraphs)
    )


def _bold(label: str, dress: Dress) -> str:
    return f"<b>{label}</b>" if dress.html else label


def _label(label: str, dress: Dress) -> str:
    narrow = str.maketrans("：（）", ":()")
    return label.translate(narrow) if dress.narrow else label
