"""G4: a row for each region and a column for each indicator (区域绩效目标分解表).

Each cell is the value of an indicator for the region of its row, `scope` its name; money of the row
that sums all regions is the total. A value merged over several regions is that of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.model import (
    Cell,
    Code,
    Form,
    FurtherCell,
    Horizon,
    Issue,
    Kind,
    RawFunding,
    RawIndicator,
)
from extract.tables.grid_rows import overlap, under
from extract.targets.assemble import stage_of
from extract.targets.form_table import FormTable
from extract.targets.passed_over import is_signature
from extract.targets.printed_row import printed
from extract.targets.region_heads import Leaf, RegionHeads, region_heads
from extract.targets.shapes import amount_shaped, money_unit, only_money_unit
from extract.targets.told_rows import SentenceReader
from extract.words.labels import column_role, role_of, sums_all
from extract.words.money_labels import UNCLASSIFIED, funding_role, money_column
from extract.words.text import clean, key, one_line
from extract.words.why import Why

_PERFORMANCE = "绩效"
_PART = "小计"


def lists_regions(table: FormTable) -> bool:
    """A column of regions or offices beside columns headed by indicators.

    Where no heading names a level, a line above must speak of performance.
    """
    if any(not header.inferred for header in table.headers):
        return False
    heads = region_heads(table.whole, table.year)
    if heads is None:
        return False
    levelled = any(leaf.level1 or leaf.level2 for leaf in heads.leaves)
    return levelled or any(_PERFORMANCE in line for line in table.lines_above)


def form_of_regions(table: FormTable, _kind: Kind, layout: str) -> tuple[Form, ...]:
    """The one form that such a table is."""
    heads = region_heads(table.whole, table.year)
    if heads is None:
        return ()
    reader = _Reader(table, heads)
    for row in range(heads.below, table.rows.n_rows):
        reader.read(row)
    pages = [cell.page for cell in table.grid.cells if cell.page is not None]
    form = Form(
        kind=table.title.kind if table.title else Kind.TRANSFER,
        layout=layout,
        stage=stage_of(table),
        title=table.title.text if table.title else None,
        fiscal_year=table.year,
        facts=table.facts_above,
        funding=tuple(reader.funding),
        goal="\n".join(reader.goals) or None,
        indicators=tuple(reader.indicators),
        rows_seen=len(reader.indicators) + reader.ignored + reader.failed,
        rows_ignored=reader.ignored,
        rows_failed=reader.failed,
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        issues=(*reader.issues, *_of_later_years(reader)),
    )
    return (form,)


@dataclass(slots=True)
class _Reader:
    """Reads region by region; every text of a row is placed, passed over, or said."""

    table: FormTable
    heads: RegionHeads
    indicators: list[RawIndicator] = field(default_factory=list)
    funding: list[RawFunding] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    later: dict[Cell, int] = field(default_factory=dict)
    """Columns of targets of further years, and how many of their cells hold one."""
    ignored: int = 0
    failed: int = 0

    def read(self, row: int) -> None:
        """Read what one row says of its region."""
        texts = self.table.rows.texts(row)
        region = under(self.table.rows, self.heads.region, row)
        if not texts:
            return
        named = region is not None and region.row == row and bool(key(region.text))
        heading = region is not None and all(
            cell in (region, *self._counts(row), *self._over(row)) for cell in texts
        )
        again = named and region is not None and key(region.text) == key(self.heads.region.text)
        if again or heading or is_signature(texts) or role_of("aside", texts[0].text) == "remark":
            self.ignored += 1
            self._say(Code.ROW_IGNORED, texts)
        elif not named or region is None:
            self.failed += 1
            self._say(Code.ROW_FAILED, texts, why=Why.SIDE_UNKNOWN)
        else:
            self._read_region(row, region, texts)

    def _counts(self, row: int) -> list[Cell]:
        """The cells that only count the row."""
        cells = (under(self.table.rows, head, row) for head in self.heads.passed)
        return [cell for cell in cells if cell is not None]

    def _over(self, row: int) -> list[Cell]:
        """The larger regions that the region of a row lies in."""
        cells = (under(self.table.rows, head, row) for head in self.heads.over)
        return [cell for cell in cells if cell is not None and key(cell.text)]

    def _read_region(self, row: int, region: Cell, texts: list[Cell]) -> None:
        further = tuple(self._further(row, region))
        placed: list[Cell] = [region, *self._counts(row), *self._over(row)]
        for leaf in self.heads.leaves:
            cell = under(self.table.rows, leaf.cell, row)
            if cell is None or cell.row != row:
                continue
            if cell is region:
                continue  # 合计 reaches over the columns of names
            if sum(overlap(cell, other.cell) > 0 for other in self.heads.leaves) > 1:
                continue  # one text under several headings: nobody can tell whose it is
            placed.append(cell)
            self._place(leaf, cell, self._regions_of(cell, region), further)
        rest = [cell for cell in texts if not any(cell is other for other in placed)]
        for cell in rest:
            self._say(Code.CELL_UNREAD, [region, cell])

    def _regions_of(self, cell: Cell, region: Cell) -> str:
        """The names of all regions that a cell reaches down over."""
        rows = range(cell.row, cell.row + cell.rowspan)
        names: dict[str, None] = {}
        for row in rows:
            own = under(self.table.rows, self.heads.region, row) or region
            cells = dict.fromkeys((*self._over(row), own))
            names["".join(one_line(clean(each.text)) for each in cells)] = None
        return "、".join(filter(None, names))

    def _place(self, leaf: Leaf, cell: Cell, scope: str, further: tuple[FurtherCell, ...]) -> None:
        text = key(cell.text)
        if leaf.holds == "further":
            return
        if leaf.holds == "money":
            if amount_shaped(cell.text) and text:
                self.funding.append(self._money(leaf, cell, scope))
        elif leaf.holds == "goal":
            if text:
                self.goals.append(f"{scope}：{clean(cell.text)}")
        elif leaf.holds == "actual":
            pass  # stands beside its target
        elif leaf.holds == "later":
            self.later[leaf.cell] = self.later.get(leaf.cell, 0) + bool(text)
        elif not any(map(str.isalnum, text)) or text == "无":
            self.ignored += 1
        elif leaf.holds == "told":
            self._tell(leaf, cell, scope, further)
        else:
            self.indicators.append(_indicator(leaf, cell, self._actual(leaf, cell), scope, further))

    def _actual(self, leaf: Leaf, cell: Cell) -> str | None:
        """What was done of an indicator, where a column beside its target says so."""
        whose = (leaf.level1, leaf.level2, leaf.name)
        for other in self.heads.leaves:
            if other.holds == "actual" and (other.level1, other.level2, other.name) == whose:
                done = under(self.table.rows, other.cell, cell.row)
                return done.text if done else ""
        return None

    def _tell(self, leaf: Leaf, cell: Cell, scope: str, further: tuple[FurtherCell, ...]) -> None:
        told = SentenceReader(self.table.rows)
        told.level1, told.level2 = leaf.level1, leaf.level2
        told.tell(cell)
        self.failed += told.block.failed
        self.issues.extend(told.block.issues)
        self.indicators += [replace(x, scope=scope, further=further) for x in told.block.indicators]

    def _money(self, leaf: Leaf, cell: Cell, scope: str) -> RawFunding:
        heading = one_line(clean(f"{leaf.above}{leaf.name}"))
        item = funding_role(leaf.name) or role_of("list_money", leaf.name)
        if item is None and money_column(leaf.name) in ("plan", "amount"):
            item = "total"
        return RawFunding(
            item=(item or UNCLASSIFIED) if _is_total(scope) else UNCLASSIFIED,
            horizon=Horizon.ANNUAL,
            label=f"{scope} {heading}",
            amount=one_line(clean(cell.text)),
            unit=only_money_unit(leaf.unit or "") or money_unit(heading) or self.table.unit,
            page=cell.page,
            box=cell.box,
            place=cell.place,
            sight=cell.sight,
        )

    def _further(self, row: int, region: Cell) -> Iterator[FurtherCell]:
        """What a row tells of its region in further columns, kept beside each of its indicators."""
        for leaf in self.heads.leaves:
            cell = under(self.table.rows, leaf.cell, row)
            if cell is None or cell is region:
                continue
            if leaf.holds == "further" and key(cell.text):
                yield FurtherCell(
                    role=column_role(leaf.cell.text),
                    label=one_line(clean(f"{leaf.name} {leaf.part}".strip())),
                    text=one_line(clean(cell.text)),
                )

    def _say(self, code: Code, cells: list[Cell], why: Why | None = None) -> None:
        issue = Issue(code=code, text=printed(cells), page=cells[0].page, why=why)
        self.issues.append(issue)


def _of_later_years(reader: _Reader) -> Iterator[Issue]:
    """Targets of further years, which no column of the data has a place for."""
    for leaf in reader.heads.leaves:
        if cells := reader.later.get(leaf.cell):
            text = f"{one_line(clean(leaf.name))} {leaf.part} ({cells})"
            yield Issue(code=Code.COLUMN_UNREAD, text=text, page=leaf.cell.page)


def _is_total(scope: str) -> bool:
    """Is the sum of a row that of all regions? 小计 is one of some."""
    return sums_all(scope) and not key(scope).endswith(_PART)


def _indicator(
    leaf: Leaf, cell: Cell, actual: str | None, scope: str, further: tuple[FurtherCell, ...]
) -> RawIndicator:
    return RawIndicator(
        level1=leaf.level1,
        level2=leaf.level2,
        name=leaf.name,
        value=cell.text,
        actual=actual,
        unit=leaf.unit,
        scope=scope,
        further=further,
        page=cell.page,
        box=cell.box,
        place=cell.place,
        sight=cell.sight,
    )
