"""Fields to fill in print what is chosen, ticked and written in them."""

from collections.abc import Callable

import pytest

from extract.model import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<select><option>无<option selected>≥7座</select>", "≥7座"),
        ("<select><option>≥7座<option>无</select>", "≥7座"),
        ("<select><option disabled>选择<option>≥7座</select>", "≥7座"),
        ("<select><optgroup label=甲><option>无</optgroup><option selected>≥7座</select>", "≥7座"),
        ("<select><option>≤<option selected>≥</select><input value=7>座", "≥7座"),
        ("<select multiple><option selected>桥<option>路<option selected>渠</select>", "桥、渠"),
        ("<select size=3><option>桥<option>路</select>", ""),
        ("<input type=NUMBER value=7 readonly>座", "7座"),
        ("≥7座<input type=hidden value=9><input type=submit value=保存>", "≥7座"),
        ("<textarea>\n第一行\n第二行</textarea>", "第一行\n第二行"),
        ("<input type=radio checked>是 <input type=radio>否", "是"),
        ("<label><input type=radio>是</label><label><input type=radio checked>否</label>", "否"),
        ("<input type=radio id=y><label for=y>是</label><input type=radio checked>否", "否"),
        ("<input type=checkbox checked>优 <input type=checkbox>良", "优"),
        ("<input type=checkbox checked>已验收", "已验收"),
        ("<input type=checkbox>已验收", "□已验收"),
        ("<input type=checkbox>", ""),
        ("<input list=d value=≥7座><datalist id=d><option>≥9座</datalist>", "≥7座"),
    ],
)
def test_a_field_prints_what_was_chosen_and_nothing_that_was_not(
    read: Read, value: str, text: str
) -> None:
    [grid] = read(f"<table><tr><td>指标值<td>{value}</td><td>完<tr><td>b</table>").grids
    assert next(c.text for c in grid.cells if (c.row, c.col) == (0, 1)) == text
