"""A child where none can be forked: a process that loads, warms up and reads what it is sent.

`python -m batch.children.spawned CHANNEL module:function`, as Fresh in nursery.py starts it. It
ends with the process that started it: processes.py.
"""

from __future__ import annotations

import sys

from batch.children.processes import join


def main() -> None:
    """Join first, since somebody waits; then load everything, and serve."""
    channel = join(sys.argv[1])
    from batch.children.child import serve  # noqa: PLC0415
    from batch.children.messages import READY, send  # noqa: PLC0415
    from batch.children.warm import keep_still, reader, warm_up  # noqa: PLC0415

    read = reader(sys.argv[2])
    keep_still()
    warm_up()
    send(channel, READY)
    serve(channel, read)


if __name__ == "__main__":
    main()
