"""A node's writer that runs until it is killed: python -m support.writer_child SPOOL URL"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from gateway.store.events import EventStore
from gateway.store.spool import Spool
from gateway.store.writer import Writer


def main() -> None:
    spool, store = Spool(Path(sys.argv[1]), busy_seconds=30), EventStore(sys.argv[2])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    Writer(spool, store, "node-a", batch=7).run(threading.Event())


if __name__ == "__main__":
    main()
