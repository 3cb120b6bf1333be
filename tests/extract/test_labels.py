"""labels.toml holds together."""

import pytest

from extract.words import labels


@pytest.mark.parametrize(
    "name", ["facts", "funding", "blocks", "columns", "levels", "titles", "goal_words"]
)
def test_every_section_loads_without_a_label_under_two_roles(name: str) -> None:
    assert labels.section(name)


def test_a_label_under_two_roles_is_refused_with_both_roles_named() -> None:
    with pytest.raises(labels.LabelError, match="level1 and name"):
        labels._index("columns", {"level1": ["指标"], "name": ["指 标："]})
