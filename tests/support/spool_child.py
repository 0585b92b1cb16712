"""A process that puts events into a spool until it is killed, and says which ones it was told are durable.

python -m support.spool_child SPOOL FIRST
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from gateway.store.spool import Spool
from support.events import event


def main() -> None:
    spool = Spool(Path(sys.argv[1]), busy_seconds=30)
    for number in itertools.count(int(sys.argv[2])):
        spool.put(event(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
