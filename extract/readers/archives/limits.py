"""What an archive may hold at the most: far above any publication, far below what harms anybody.

All are asked of what an archive claims of itself before anything is unpacked; nothing is ever
unpacked beyond a claim.
"""

from __future__ import annotations

from extract.limits import DEEPEST, MOST_IN_ALL, MOST_MEMBERS
from extract.model import Reason, Refused

MOST_OF_ONE = 256 * 1024**2
"""Bytes of one, unpacked: a child that reads has so many times that."""
MOST_GROWN = 200
"""Times that a member may grow when it is unpacked: documents grow three- to thirtyfold."""
_SMALL = 8 * 1024**2
"""Bytes up to which nobody minds how much something grows: a table of blanks packs well."""


def refusal_of_size(size: int, packed: int | None, before: int) -> Refused | None:
    """Why a member is not unpacked, by what is claimed of it; None where it may be.

    `size` and `packed` are its bytes unpacked and packed (None where many are packed in one),
    `before` those, unpacked, of all that lie before it in the archive.
    """
    if size > MOST_OF_ONE or before + size > MOST_IN_ALL:
        return Refused(
            Reason.RESOURCE_LIMIT,
            f"Unpacked it has {size:,} bytes, and an archive may hold {MOST_IN_ALL:,} in all, "
            f"{MOST_OF_ONE:,} in one document: unpack it by hand and look at it.",
        )
    if packed is not None and size > _SMALL and size > MOST_GROWN * max(packed, 1):
        return Refused(
            Reason.RESOURCE_LIMIT,
            f"It grows from {packed:,} to {size:,} bytes when it is unpacked, as no document "
            "does: unpack it by hand and look at it.",
        )
    return None


TOO_MANY = (
    f"It holds more than {MOST_MEMBERS:,} documents: unpack it and put them into the raw folder."
)
TOO_DEEP = (
    f"Archives in archives are opened {DEEPEST} deep, and up to {MOST_MEMBERS:,} documents or "
    f"{MOST_IN_ALL:,} bytes in all: unpack this one and put its files into the raw folder."
)
EMPTY = "It holds no documents: fetch it again from the place it was published."
BROKEN = "The archive is damaged: fetch it again from the place it was published."
LOCKED = (
    "It is locked by a password: unpack it with the password, and put what lies in it into the "
    "raw folder."
)
