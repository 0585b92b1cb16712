"""The composition root: it starts the processes of ``celnice run``, each put together in a module of :mod:`gateway.parts`.

    supervisor ─┬─ stand-in    a local AI provider to try things on (only while no tool is approved)
                ├─ detection   loads the detectors once, forks detection processes
                ├─ documents   loads the document libraries once, forks processes that read files under limits
                ├─ proxy × N   mitmproxy embedded, on shared sockets that the supervisor holds
                ├─ console     FastAPI: API, pages, metrics
                └─ writer      moves events from the spool into the store

A process imports its own module only: the second start of a node takes under five seconds.
"""

from __future__ import annotations

import os
import resource
import sys
from importlib import import_module
from pathlib import Path

from gateway import logs
from gateway.errors import UserError
from gateway.lifeline import die_with_parent
from gateway.settings import Settings

SETTINGS_FILE = "settings.json"

OPEN_FILES = 65_536
"""Two for each client of a proxy; the usual soft limit of 1,024 ends at five hundred clients."""

PARTS = {"proxy": "proxy", "detection": "detection", "documents": "documents", "writer": "writer", "console": "console"}
"""The parts and their modules in :mod:`gateway.parts`."""


def child(arguments: list[str]) -> int:
    """``python -m gateway.main PART NAME RUN PARENT``: one process of a running node."""
    part, name, run, parent = arguments
    die_with_parent(int(parent))
    settings = Settings.model_validate_json((Path(run) / SETTINGS_FILE).read_text(encoding="utf-8"))
    logs.configure(name, settings.log.level, settings.log.format)
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # memory holds prompts; a crash must not write them down
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    files = OPEN_FILES if most == resource.RLIM_INFINITY else min(most, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    try:
        import_module(f"gateway.parts.{PARTS[part]}").compose(settings, Path(run))
    except UserError as error:
        print(f"celnice {name}: {error}", file=sys.stderr)  # noqa: T201  # the administrator's line
        return 2
    except OSError as error:
        print(f"celnice {name}: {error.strerror or type(error).__name__}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(child(sys.argv[1:]))
