"""How commands end; 0 is done, 2 is wrong usage, which click says."""

from __future__ import annotations

FAILED, UNFINISHED, DISAGREE, INTERRUPTED = 1, 3, 4, 130
