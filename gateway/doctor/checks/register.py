"""The register and the policy: they stand, something is approved, and what ends soon is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from allowlist.register import Status
from gateway.detection.public_list import PublicList
from gateway.doctor.api import Check, Result, ok, warning
from gateway.doctor.around import Around
from gateway.policy import policy_of
from gateway.register import STAND_IN
from gateway.tenants import tenants_of


def run(around: Around) -> Iterator[Result]:
    """Approved tools; the policy; the office's public list."""
    settings, known, now = around.settings, around.register, around.now()
    policy_of(settings, known.catalogue.services)  # UserError says which rule is wrong
    tenants_of(settings, known.catalogue)
    PublicList(settings.detection.public_list)
    granted = {name: grant for name, grant in known.grants.items() if name != STAND_IN}
    approved = [name for name in granted if known.status(name, now) is Status.APPROVED]
    if approved:
        yield ok(f"{len(approved)} approved tools: {', '.join(sorted(approved))}")
    else:
        yield warning(
            "no tool is approved: every AI service is refused", "approve one: celnice allowlist request, or [tools.<id>] in celnice.toml"
        )
    ahead = now + timedelta(days=settings.approval.warn_days)
    for name in approved:
        if known.status(name, ahead) is not Status.APPROVED:
            yield warning(f"the approval of {name} ends within {settings.approval.warn_days} days", "celnice allowlist due says what to do")


CHECK = Check("register", 80, run)
