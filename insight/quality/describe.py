"""The table of rules in docs/quality.md, derived: `python -m insight.quality.describe`."""

from __future__ import annotations

from pathlib import Path

from insight.quality.rules import QUALITY_RULES

_HEAD = (
    "| rule | title | 规则 | looks at and counts | 说明 | source | example |\n"
    "|---|---|---|---|---|---|---|\n"
)


def derived(written: str) -> str:
    """The document with its table of rules written anew; the table is its end."""
    rows = (
        f"| `{rule.id.value}` | {rule.title} | {rule.title_zh} | {rule.says} | {rule.says_zh} "
        f"| {rule.source.value} | {rule.example} |\n"
        for rule in QUALITY_RULES
    )
    return written.partition(_HEAD)[0] + _HEAD + "".join(rows)


def main() -> None:
    """Write the table into docs/."""
    path = Path(__file__).parent.parent.parent / "docs" / "quality.md"
    path.write_text(derived(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
