"""A stopped text that its sender may send after all: as it is after a justification, or with tokens. Once, and nothing but that text.

The proxy says which choices there are and takes the one that was made; where it is made, :mod:`gateway.console.own_event` shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.act import own_link
from gateway.act.own_link import OwnLink
from gateway.act.pseudonyms import CannotPseudonymise
from gateway.decide.choice import Choice
from gateway.decide.offers import offered
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.decide.unread import UNREAD
from gateway.extract.api import WireFormat
from gateway.model import OpaqueBody, RequestHead, Scan, ScanOutcome, Unscanned
from gateway.pipeline import Judgement, Reading, judge, read
from gateway.proxy.ports import Clearances
from gateway.pseudonymising import changed, planned
from gateway.record.text_mark import text_mark


@dataclass(frozen=True, slots=True)
class Clearing:
    """``key`` signs links and marks texts; ``base`` is where people reach the console. ``justified``: a justification can be kept, since
    there is somebody to seal it to; without that nothing is confirmed.
    """

    key: bytes = field(repr=False)
    base: str
    clearances: Clearances
    formats: Mapping[str, WireFormat]
    clock: Callable[[], datetime]
    justified: bool = False

    @property
    def rules(self) -> str:
        """Where the list of tools and the rules are."""
        return f"{self.base}/tools"

    async def judged(
        self,
        judgement: Judgement,
        reading: Reading,
        scans: Sequence[Scan],
        policy: Policy,
        situation: Situation,
        head: RequestHead,
        *,
        unknown_file: bool = False,
    ) -> Judgement:
        """The judgement, with what the employee may choose; or judged anew, after the choice that was made for this text."""
        offers = self._offers(judgement, reading, scans, policy, situation, head)
        if not offers:
            return judgement
        person, files = head.person.pseudonym if head.person else "", [lack.digest for lack in judgement.unread]
        mark = text_mark(self.key, person, situation.tool, judgement.texts(), files)
        clearance = await self.clearances(mark, self.clock())
        if clearance is None or clearance.choice not in offers:
            return replace(judgement, offers=offers, mark=mark)
        again = judge(reading, scans, policy, replace(situation, chosen=clearance.choice), unknown_file=unknown_file)
        return replace(again, clearance=clearance)

    def link(self, reference: str, judgement: Judgement) -> str:
        """The address of the employee's own event."""
        return self.base + own_link.issue(self.key, OwnLink(reference, judgement.mark, judgement.offers), self.clock())

    def _offers(
        self, judgement: Judgement, reading: Reading, scans: Sequence[Scan], policy: Policy, situation: Situation, head: RequestHead
    ) -> tuple[Choice, ...]:
        if judgement.scan is not ScanOutcome.SCANNED and judgement.verdict.reason != UNREAD:
            return ()
        unscanned = [scan for scan in scans if isinstance(scan, Unscanned)]
        unread = [lack.reason for lack in judgement.unread]
        choices = offered(judgement.verdict, [hit.finding for hit in judgement.hits], policy, situation, unscanned, unread)
        return tuple(choice for choice in choices if self._can(choice, reading, scans, policy, situation, head))

    def _can(
        self, choice: Choice, reading: Reading, scans: Sequence[Scan], policy: Policy, situation: Situation, head: RequestHead
    ) -> bool:
        if choice is Choice.CONFIRM:
            return self.justified and head.person is not None  # a justification is somebody's
        chosen = replace(situation, chosen=choice)
        try:
            files = read(reading.request, self.formats).extracted.files if reading.request else ()
            plan = planned(judge(reading, scans, policy, chosen), policy, chosen, files)
            changed(reading, plan, {}, self.formats)
        except (CannotPseudonymise, OpaqueBody):
            return False
        return not plan.files  # whether a file can be put together again, only trying it would tell
