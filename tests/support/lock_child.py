"""A node that holds the turn to write and does nothing more: python -m support.lock_child URL SECONDS

"held" on its output when it has it; after SECONDS of silence the server ends it.
"""

from __future__ import annotations

import sys
import time

from sqlalchemy import text

from gateway.store import engine


def main() -> None:
    engine.IDLE_SECONDS = int(sys.argv[2])
    with engine.writing(engine.make_engine(sys.argv[1])) as connection:
        connection.execute(text("INSERT INTO chains (writer, seq, hash, position) VALUES ('lost', 1, '', 1)"))
        sys.stdout.write("held\n")
        sys.stdout.flush()
        time.sleep(3600)


if __name__ == "__main__":
    main()
