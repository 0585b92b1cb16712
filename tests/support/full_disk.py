"""Puts events until the disk is full, frees it, and goes on; prints what happened as JSON.

python -m support.full_disk FOLDER tmpfs|limit
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from gateway.record.sink import SinkUnavailable
from gateway.store.spool import Spool
from support.events import event

FULL = 400_000  # bytes
BALLAST = 150_000


def main() -> None:
    folder, way = Path(sys.argv[1]), sys.argv[2]
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    ballast = folder / "ballast"
    if way == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, hard))
    else:
        ballast.write_bytes(b"x" * BALLAST)
    spool = Spool(folder / "spool.sqlite3")
    kept, errors = [], []
    for number in range(1, 5_000):
        try:
            spool.put(event(number))
        except SinkUnavailable as error:
            errors.append(str(error))
            if len(errors) == 3:
                break
        else:
            kept.append(f"e{number:08}")
    if way == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    else:
        ballast.unlink()
    spool.put(event(9_999))
    found = [json.loads(waiting.payload)["id"] for waiting in spool.take(10_000)]
    json.dump({"kept": kept, "errors": errors, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
