"""The duty of what is decided in the console: writes what holds to two files of the node, which its processes follow. Any node does so for
itself.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from gateway.record.policy_step import Standing, Step, standing
from gateway.record.proposal import Proposal, What
from gateway.store import paths
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from gateway.store.url import parsed

UNKNOWN = '[[policy.rules]]\nname = "pravidla z konzole ještě nejsou známa"\naction = "block"'
"""The name is what an employee reads."""
HEAD = "# Decided in the console. Written by the gateway from its store: changes made here are lost.\n"
NONE = f"{HEAD}\n"
_STRICT = f"{HEAD}\n{UNKNOWN}\n"
_ONE = Lock()
"""Two who decide at once are two threads of one process: none writes into the other's draft, or puts what it read before over the newer."""


def write(store: ProposalStore, steps: PolicyStepStore, data: Path, today: date) -> bool:
    """Brings both files up to date; whether one was another. Raises StoreUnavailable: then what held goes on holding, to its last day."""
    with _ONE:
        changed = [_put(path, text) for path, text in _wanted(store, steps, data, today).items()]
    return any(changed)


def behind(store: ProposalStore, steps: PolicyStepStore, data: Path, today: date) -> bool:
    """Whether one of the files is not as the store has it; none at all says as much as one without entries. Raises StoreUnavailable."""
    return any(_text(path).removesuffix(NONE) != text.removesuffix(NONE) for path, text in _wanted(store, steps, data, today).items())


def _wanted(store: ProposalStore, steps: PolicyStepStore, data: Path, today: date) -> dict[Path, str]:
    now = standing(steps.steps())
    public = [one.lines for one in holding(store.in_force(What.VALUE, What.PERSON), now, today)]
    decided = [HEAD, *(one.lines for one in rules(now, store.in_force(What.RULE), today))]
    entries = {paths.confirmed_public(data): [HEAD, *public] if public else [], paths.confirmed_rules(data): decided}
    return {path: "\n\n".join(lines) + "\n" if lines else "" for path, lines in entries.items()}


def unknown(data: Path) -> bool:
    """On a node that has never read the store everything found is stopped until it has: some of the console's rules may be stricter than
    those of its settings. Whether this is such a node; one that has read it has the file, be it without a rule.
    """
    path = paths.confirmed_rules(data)
    if not path.exists():
        _put(path, _STRICT)
    return never_read(data)


def never_read(data: Path) -> bool:
    """Whether :func:`begin` has found that others may have decided in the store, and nobody here has read it since."""
    return _text(paths.confirmed_rules(data)) == _STRICT


def begin(url: str, data: Path) -> None:
    """To be called before anything is served. Only a store that is still to be made (SQLite's file) has surely decided nothing."""
    address = parsed(url)
    if address.get_backend_name() != "sqlite" or Path(str(address.database)).exists():
        unknown(data)


def holding(reliefs: Iterable[Proposal], now: Standing, today: date) -> list[Proposal]:
    """Those of confirmed reliefs that hold today."""
    return [one for one in reliefs if one.until >= today and one.id not in now.withdrawn]


def rules(now: Standing, reliefs: Iterable[Proposal], today: date) -> list[Step | Proposal]:
    """The rules that the console has decided and that hold today, in their order: the newest decision decides."""
    decided: list[tuple[datetime, Step | Proposal]] = [(one.decided or one.at, one) for one in holding(reliefs, now, today)]
    decided += [(one.at, one) for one in now.rules if lasts(one.lines, today)]
    return [one for _, one in sorted(decided, key=lambda pair: pair[0], reverse=True)]


def lasts(lines: str, today: date) -> bool:
    """Whether the last day of a rule is still to come, or it has none."""
    (rule,) = tomllib.loads(lines)["policy"]["rules"]
    until = rule.get("until")
    return until is None or until >= today


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _put(path: Path, wanted: str) -> bool:
    """It is on the disk before it takes the old one's place: after a power cut the node has one of both."""
    if wanted == _text(path):
        return False
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(wanted)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return True
