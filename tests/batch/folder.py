"""Small raw folders, and what was published of them."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

TEXT = """项目支出绩效目标表
（2024年度）
项目名称\t{name}
主管部门\t禾溪县交通运输局
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t新建道路长度\t≥{number}公里
产出指标\t时效指标\t完成时限\t12月底前
"""


def write(raw: Path, name: str, number: int = 3) -> Path:
    """A small document, changed long enough ago to be told apart from a later change."""
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(name=f"道路{name}", number=number), "utf-8")
    past = time.time() - 60
    os.utime(path, (past, past))
    return path


def hashes(out: Path) -> dict[str, str]:
    """The published files with what is in them."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.glob("*/*.parquet"))
    }
