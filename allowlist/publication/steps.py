"""From the register's history to changes that its dates do not show: suspended, resumed, retired, other conditions.

Who did it and why stays inside: a reason may name a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allowlist.loader import Catalogue
from allowlist.publication.change import Change, ChangeKind
from allowlist.workflow.step import Action, Step

_KINDS = {
    Action.SUSPEND: ChangeKind.SUSPENDED,
    Action.RESUME: ChangeKind.RESUMED,
    Action.RETIRE: ChangeKind.RETIRED,
    Action.AMEND: ChangeKind.CHANGED,
}


def from_steps(steps: Iterable[Step], catalogue: Catalogue) -> Iterator[Change]:
    """The changes that employees notice, of tools that were published. ``steps`` of one tool stand in their order.

    A publication itself is no change here: the register's first day is. What is amended before it is nobody's news.
    """
    published: set[str] = set()
    for step in steps:
        if step.action is Action.PUBLISH:
            published.add(step.tool)
        elif step.tool in published and step.action in _KINDS:
            service = catalogue.services.get(step.tool)
            yield Change(step.at, _KINDS[step.action], step.tool, service.name if service else step.tool)
        if step.action is Action.RETIRE:
            published.discard(step.tool)
