"""What an event is: the facts of one verdict, never the text that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from gateway.model import Disclosed, ScanOutcome

SCHEMA = 1
"""The shape of the payload. A new field adds one; readers keep reading old ones."""


class EventType(StrEnum):
    """What happened."""

    PROMPT_BLOCKED = "prompt.blocked"
    PROMPT_RECORDED = "prompt.recorded"  # passed, with a record because policy asked for one
    PROMPT_CONFIRMED = "prompt.confirmed"  # an employee chose to send a stopped text as it is, or with tokens
    UPLOAD_BLOCKED = "upload.blocked"
    OPERATION_REFUSED = "operation.refused"  # an unknown operation of an approved tool
    TOOL_REFUSED = "tool.refused"  # a catalogued service that is not approved
    CHAIN_ERASED = "chain.erased"  # payloads were erased by retention or request
    EVIDENCE_OPENED = "evidence.opened"  # somebody read a sealed record, with a reason
    EVIDENCE_RELEASED = "evidence.released"  # the second holder let go of a record that takes two persons to open
    PERSON_REVEALED = "person.revealed"  # the sealed name behind a pseudonym was handed out to its reader, with a reason
    ACCESS_STOPPED = "access.stopped"  # the kill switch: a tool or a person was suspended at the proxy
    ACCESS_RESUMED = "access.resumed"  # and is no longer
    CONSOLE_SIGNED_IN = "console.signed_in"
    CONSOLE_REFUSED = "console.refused"  # somebody tried to sign in and was not let in
    CONSOLE_ACCOUNT = "console.account"  # an account was made, changed or removed: roles, password, second factor
    CONSOLE_SEALED = "console.sealed"  # a page showed sealed data
    RELIEF_PROPOSED = "relief.proposed"  # something shall be taken for public, or a rule be milder for a tool
    RELIEF_CONFIRMED = "relief.confirmed"  # the officer agreed: it holds from now on
    RELIEF_REFUSED = "relief.refused"
    STEP_ENTERED = "step.entered"  # the token or the command line put a step of a case or of the register in for somebody
    RELIEF_WITHDRAWN = "relief.withdrawn"  # it held, and holds no more
    POLICY_DRAFTED = "policy.drafted"  # a rule of the policy shall be another, and something would be protected less
    POLICY_CONFIRMED = "policy.confirmed"  # the officer agreed: it holds from now on
    POLICY_REFUSED = "policy.refused"
    POLICY_SET = "policy.set"  # a rule of the policy is another from now on, and nothing is protected less
    REPORT_HANDED_IN = "report.handed_in"  # the officer's yearly report was given to whom it is for
    SETTINGS_CHANGED = "settings.changed"  # a node works with other settings than before: at its start, or taken up while it runs
    SETTINGS_REFUSED = "settings.refused"  # changed settings had a mistake and were not taken


OFFICIAL = frozenset(
    {
        EventType.CHAIN_ERASED,
        EventType.EVIDENCE_OPENED,
        EventType.EVIDENCE_RELEASED,
        EventType.PERSON_REVEALED,
        EventType.ACCESS_STOPPED,
        EventType.ACCESS_RESUMED,
        EventType.CONSOLE_SIGNED_IN,
        EventType.CONSOLE_REFUSED,
        EventType.CONSOLE_ACCOUNT,
        EventType.CONSOLE_SEALED,
        EventType.RELIEF_PROPOSED,
        EventType.RELIEF_CONFIRMED,
        EventType.RELIEF_REFUSED,
        EventType.STEP_ENTERED,
        EventType.RELIEF_WITHDRAWN,
        EventType.POLICY_DRAFTED,
        EventType.POLICY_CONFIRMED,
        EventType.POLICY_REFUSED,
        EventType.POLICY_SET,
        EventType.REPORT_HANDED_IN,
        EventType.SETTINGS_CHANGED,
        EventType.SETTINGS_REFUSED,
    }
)
"""Acts of officials and of the gateway, beside what was stopped or recorded of the use of tools."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """HMAC of (type, normalised value) under the key of a retention period: tells the same value again, and nothing else."""

    entity: str
    period: str
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``at`` is UTC. ``person`` is a pseudonym, or None while nobody is known.

    ``kinds`` counts findings by entity, ``rules`` by the rule that fired; ``fingerprints`` never go to feeds.
    """

    id: str
    type: EventType
    at: datetime
    tool: str
    host: str
    operation: str
    verdict: str
    reason: str
    scan: ScanOutcome
    disclosed: Disclosed
    policy: str
    detectors: str = ""
    kinds: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)
    places: tuple[str, ...] = ()  # whose words: "user", "system"...; never a path of the body, which may hold a name
    fingerprints: tuple[Fingerprint, ...] = ()
    person: str | None = None
    detail: str = ""
    entrance: str = "proxy"  # "proxy" or "base_url"
    conversation: str | None = None  # its key, a digest; None where the request tells none
    department: str = ""  # the directory's name of it; "" while none is known
    grounds: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """How sure each rule was: its highest score in hundredths, how many of its findings had a context word near, how many have check digits
    that hold."""
    where: tuple[str, ...] = ()  # the first places of findings: "message=3,line=12", "sheet=2,cell=B7"; never a name

    def payload(self) -> dict[str, Any]:
        """The event as JSON-ready values, complete: what the store keeps and hashes."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "type": self.type.value,
            "at": self.at.isoformat(timespec="milliseconds"),
            "tool": self.tool,
            "host": self.host,
            "operation": self.operation,
            "verdict": self.verdict,
            "reason": self.reason,
            "scan": self.scan.value,
            "disclosed": self.disclosed.value,
            "policy": self.policy,
            "detectors": self.detectors,
            "kinds": dict(self.kinds),
            "rules": dict(self.rules),
            "grounds": {rule: list(counts) for rule, counts in self.grounds.items()},
            "places": list(self.places),
            "fingerprints": [{"entity": f.entity, "period": f.period, "digest": f.digest} for f in self.fingerprints],
            "person": self.person,
            "detail": self.detail,
            "entrance": self.entrance,
            "conversation": self.conversation,
            "department": self.department,
            "where": list(self.where),
        }
