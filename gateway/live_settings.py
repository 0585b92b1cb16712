"""What of the settings changes while the node runs: the policy, and the office's own texts. One small file tells every process of the node.

The supervisor writes it (:mod:`gateway.reload`), and only what it has checked; every other process looks at the file and takes it up.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from gateway.policy_settings import Policy
from gateway.settings import Settings

FILE = "live.json"

LOOK_SECONDS = 0.3
"""How often a process looks: a microsecond of a core, and a new policy holds everywhere within a second."""


@dataclass(frozen=True, slots=True)
class Live:
    """``texts`` are the office's own files by language. ``fault`` says why the newest change was refused; "" when nothing is wrong."""

    policy: Policy
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    fault: str = ""
    decided: int = 0
    """How many of the policy's rules, the first ones, were decided in the console."""

    @property
    def own(self) -> Policy:
        """The policy of the settings alone."""
        return self.policy.model_copy(update={"rules": self.policy.rules[self.decided :]})


def write(run: Path, live: Live) -> None:
    """Puts it where the processes look, whole or not at all."""
    draft = run / f".{FILE}.{os.getpid()}"
    value = {"policy": live.policy.model_dump(mode="json"), "texts": live.texts, "fault": live.fault, "decided": live.decided}
    draft.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    draft.replace(run / FILE)


class LiveFile:
    """The file as one process sees it."""

    def __init__(self, run: Path, settings: Settings) -> None:
        self._path = run / FILE
        self._seen: tuple[int, ...] = ()
        self.now = Live(settings.policy)
        self.changed()

    def changed(self) -> bool:
        """Looks, and reads when it is another file than at the last look. Whether there is something new in ``now``."""
        try:
            found = os.stat(self._path)  # noqa: PTH116  a Path's own takes twice as long
            seen = (found.st_mtime_ns, found.st_ino, found.st_size)
            if seen == self._seen:
                return False
            value = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False  # there is none (a test's process), or no disk: what is known holds
        self._seen = seen
        self.now = Live(Policy.model_validate(value["policy"]), value["texts"], value["fault"], value["decided"])
        return True
