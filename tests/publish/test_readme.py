"""What the READMEs show of the dataset is what `make run` makes of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import load
from publish.export.values import exact

ROOT = Path(__file__).parent.parent.parent


def shown(readme: str) -> list[list[str]]:
    """The cells of the README's table of indicators, as they are printed."""
    lines = (ROOT / readme).read_text("utf-8").splitlines()
    begin = next(n for n, line in enumerate(lines) if "| value_raw | kind |" in line) + 2
    end = next(n for n in range(begin, len(lines)) if not lines[n].startswith("|"))
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split(" | ")]
        for line in lines[begin:end]
    ]


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_row_of_the_example_is_a_row_of_the_dataset(readme: str, dataset: Path) -> None:
    forms = load(dataset, "forms")[["form_id", "project_name", "department_name"]]
    made = set()
    for row in load(dataset, "indicators").merge(forms, on="form_id").to_dict("records"):
        project = (
            row["project_name"] if isinstance(row["project_name"], str) else row["department_name"]
        )
        value = "" if row["value_base"] is None else exact(row["value_base"])
        operator, unit = (
            each if isinstance(each, str) else "" for each in (row["operator"], row["unit"])
        )
        end = "" if row["period_end"] != row["period_end"] else f"{row['period_end']:%Y-%m-%d}"
        per = ", ".join(row["per"])
        cells = (
            project,
            row["name"],
            row["value_raw"],
            row["kind"],
            operator,
            value,
            unit,
            per,
            end,
        )
        made.add(cells)
    rows = shown(readme)
    assert len(rows) >= 5
    for cells in rows:
        assert tuple(cells) in made, cells
