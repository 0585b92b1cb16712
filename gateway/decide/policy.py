"""What is done with findings: a pure function of the findings, the situation and the frozen policy.

for each finding:   public, and public values pass?  → nothing
                    the first rule that fits         → its action, else block
                    a floor kind below pseudonymise  → block
                    pseudonymise without permission  → block
                    the employee's choice            → what a rule warns of passes once; what no rule speaks of becomes tokens
for what nobody could read: an entry that fits lets the employee confirm it, else block
over all of them:   block > warn > pseudonymise > pass; a tool in monitoring lets through all but floors, and records it
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from types import MappingProxyType

from detectors.finding import Finding
from gateway.decide.action import FLOOR, NO_PERSON, Action
from gateway.decide.bounds import Limits, limits
from gateway.decide.choice import Choice
from gateway.decide.rules import Approval, Bounds, Monitor, Permission, Rule, Situation, Unread, fits
from gateway.decide.unread import NOT_SCANNED, UNREAD, opaque
from gateway.decide.verdict import Block, Pass, PassRecorded, Pseudonymise, Verdict, Warn
from gateway.model import OpaqueReason, SegmentKind, Unscanned

MONITORED = "monitored"
CONFIRMED = "confirmed"
CHOSEN = "chosen"
UNSPOKEN = frozenset({"default", "floor"})
"""Why a finding blocks although no rule says so in as many words: only there an employee may choose tokens."""
RESERVED = UNSPOKEN | {"not_permitted", MONITORED, CONFIRMED, CHOSEN, "public", "weak"}
"""What stands in an event in place of a rule's name where none decided: no rule is called so."""


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one finding, and why: the name of the rule, or one of ``default``, ``floor``, ``not_permitted``, ``monitored``,
    ``confirmed``, ``chosen``.
    """

    action: Action
    why: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The default of the directive: personal data blocks, everywhere, and so does what cannot be read."""

    threshold: float = 0.5
    public_values_pass: bool = True
    """Whether a public person or value (:mod:`detectors.public`) is no finding to act on."""
    rules: tuple[Rule, ...] = ()
    permissions: Mapping[str, Permission] = field(default_factory=lambda: MappingProxyType({}))
    """By tool."""
    monitors: Mapping[str, Monitor] = field(default_factory=lambda: MappingProxyType({}))
    """By tool."""
    document_authors_pass: bool = False
    """Whether names of persons in a document's own author properties (:mod:`gateway.extract.documents.authors`) are no findings."""
    unknown_files_pass: bool = False
    """Whether a reference to a file that lies at the provider and was not scanned here passes, recorded."""
    bounds: tuple[Bounds, ...] = ()
    unread: tuple[Unread, ...] = ()
    sources: tuple[Approval, ...] = ()

    @property
    def version(self) -> str:
        """Stands in every event, and in the key of every cached verdict: another policy has another version."""
        tables = (sorted(self.permissions.items()), sorted(self.monitors.items()), self.bounds, self.unread, self.sources)
        parts = (self.threshold, self.public_values_pass, self.rules, *tables, self.document_authors_pass, self.unknown_files_pass)
        plain = [
            part if isinstance(part, (float, bool)) else [astuple(one[1] if isinstance(one, tuple) else one) for one in part]
            for part in parts
        ]
        return hashlib.sha256(repr(_sorted(plain)).encode()).hexdigest()[:12]

    def limits(self, situation: Situation) -> Limits:
        """What the office limits in this situation."""
        return limits(self.bounds, situation) if self.bounds else Limits()

    def counts(self, finding: Finding, kind: SegmentKind = SegmentKind.TEXT, held: Limits | None = None) -> bool:
        """Whether this finding is sure enough, public or not; ``held``: the limits of the situation.

        Names are not looked for in headers: programs write those, and a word such as ``X-Stainless`` is a surname to a name model.
        """
        least = self.threshold
        if held is not None and held.threshold is not None:
            own = held.threshold[0]
            least = min(own, least) if finding.entity in FLOOR else own
        return finding.score >= least and not (kind is SegmentKind.HEADER and finding.entity == "PERSON")

    def acts_on(self, finding: Finding, kind: SegmentKind = SegmentKind.TEXT, held: Limits | None = None) -> bool:
        """Whether this finding counts and is not of a public person or value, where those pass."""
        return self.counts(finding, kind, held) and not (finding.public is not None and self.public_values_pass)

    def ruling(self, finding: Finding, situation: Situation | None) -> Ruling:
        """What becomes of one finding that counts. Without a situation nothing but the default holds: block."""
        if situation is None:
            return Ruling(Action.BLOCK, "default")
        rule = next((rule for rule in self.rules if _fits(rule, finding, situation)), None)
        action, why = (rule.action, rule.name) if rule else (Action.BLOCK, "default")
        if action is Action.PSEUDONYMISE and not self.may_pseudonymise(situation):
            action, why = Action.BLOCK, "not_permitted"
        if finding.entity in FLOOR and action < Action.PSEUDONYMISE:
            action, why = Action.BLOCK, "floor"
        if action > Action.IGNORE and finding.entity not in FLOOR and self.monitored(situation):
            return Ruling(Action.IGNORE, MONITORED)
        return self._chosen(Ruling(action, why), finding, situation)

    def _chosen(self, ruling: Ruling, finding: Finding, situation: Situation) -> Ruling:
        """The ruling after the employee's choice, where it leaves one."""
        warns = ruling.action is Action.WARN
        if situation.chosen is Choice.CONFIRM and warns:
            return Ruling(Action.IGNORE, CONFIRMED)
        unspoken = ruling.action is Action.BLOCK and ruling.why in UNSPOKEN and finding.entity not in NO_PERSON
        if situation.chosen is Choice.PSEUDONYMISE and (warns or unspoken) and self.may_pseudonymise(situation):
            return Ruling(Action.PSEUDONYMISE, CHOSEN)
        return ruling

    def unread_ruling(self, lack: str, situation: Situation | None) -> Ruling:
        """What becomes of something that could not be read, by its reason: block, or warn by the entry that says so."""
        entry = next((one for one in self.unread if lack in one.reasons and fits(one, situation)), None) if situation else None
        if entry is None or situation is None or not entry.warns:
            return Ruling(Action.BLOCK, entry.name if entry else "default")
        return Ruling(Action.IGNORE, CONFIRMED) if situation.chosen is Choice.CONFIRM else Ruling(Action.WARN, entry.name)

    def approved_sources(self, situation: Situation) -> frozenset[str]:
        """The sources that a request may have its provider read now, although nobody here can scan them."""
        if not self.sources:
            return _NONE
        return _NONE.union(*(one.sources for one in self.sources if fits(one, situation)))

    def may_pseudonymise(self, situation: Situation) -> bool:
        """Whether the tool may be given pseudonymised text now."""
        permission = self.permissions.get(situation.tool)
        return permission is not None and permission.period.holds(situation.now)

    def monitored(self, situation: Situation) -> bool:
        """Whether the tool is in a trial now."""
        monitor = self.monitors.get(situation.tool)
        return monitor is not None and monitor.period.holds(situation.now)


def decide(
    acted_on: Iterable[Finding],
    unscanned: Sequence[Unscanned],
    policy: Policy | None = None,
    situation: Situation | None = None,
    *,
    unknown_file: bool = False,
    unread: Sequence[OpaqueReason] = (),
) -> Verdict:
    """The verdict over one request that could be read, but for its files that were not (``unread``), from the findings that policy acts
    on. ``unknown_file``: it has the provider read a file that nobody here scanned.

    Findings weigh more than a failed scan: their reason helps the employee more.
    """
    known = policy or Policy()
    rulings = [known.ruling(finding, situation) for finding in acted_on]
    actions, reasons = {ruling.action for ruling in rulings}, {ruling.why for ruling in rulings}
    if Action.BLOCK in actions:
        return Block("personal_data")
    lacks = [Block(NOT_SCANNED, one.reason) for one in unscanned[:1]] + [opaque(reason) for reason in unread]
    ruled = [known.unread_ruling(_lack(lack), situation).action for lack in lacks]
    for lack, action in zip(lacks, ruled, strict=True):
        if action is Action.BLOCK or Action.PSEUDONYMISE in actions:  # tokens promise that no value leaves: nobody can say that here
            return lack
    if unknown_file and not known.unknown_files_pass:
        return opaque(OpaqueReason.UNKNOWN_FILE)
    if Action.WARN in ruled:
        return Warn(UNREAD, lacks[ruled.index(Action.WARN)].detail)
    if Action.WARN in actions:
        return Warn("personal_data")
    if Action.PSEUDONYMISE in actions:
        return Pseudonymise(CONFIRMED if CONFIRMED in reasons else "personal_data")
    for passing in (CONFIRMED, MONITORED):
        if passing in reasons:
            return PassRecorded(passing)
    if lacks:
        return PassRecorded(UNREAD)
    return PassRecorded(OpaqueReason.UNKNOWN_FILE.value) if unknown_file else Pass()


def _lack(block: Block) -> str:
    return NOT_SCANNED if block.reason == NOT_SCANNED else block.detail


def decide_opaque(reason: OpaqueReason) -> Verdict:
    """The verdict over a body that no format reads: it does not leave."""
    return opaque(reason)


def _fits(rule: Rule, finding: Finding, situation: Situation) -> bool:
    return (not rule.kinds or finding.entity in rule.kinds) and (rule.below is None or finding.score < rule.below) and fits(rule, situation)


def _sorted(value: object) -> object:
    """The same value with its sets in order: a set's repr differs from process to process."""
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [_sorted(one) for one in value]
    return value
