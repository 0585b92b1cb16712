"""A request that is judged without reading again what is known of its history.

A request that begins with the very same bytes as one in which nothing was found, for the same tool and under the same edition of the scans
(:mod:`gateway.detection.cache`), is read without the middle of its history (:mod:`gateway.extract.middle`). That reading stands only where
nothing at all is found in the rest, either. Else the whole request is read and judged as if nothing had been remembered, and the history is
forgotten: a name that is found now may stand alone in an earlier turn. So what is remembered lets nothing pass that a whole reading would
stop, and what is recorded of a finding comes from a whole reading.

What is public by itself is no finding here, where policy lets it pass: nothing of it is recorded, and it says something of other turns only
where a name that is not public stands there (:func:`gateway.propagation.historical`), for which all of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b

from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.decide.verdict import Pass
from gateway.extract import file_ids, middle, sources
from gateway.extract.api import Body
from gateway.extract.middle import Cut
from gateway.model import Extracted, OpaqueBody, Scan, ScanOutcome, Told
from gateway.pipeline import Judgement, Reading, Request
from gateway.proxy.ports import Detect
from gateway.proxy.settled import Settled


class Attempt:
    """One request. :func:`gateway.pipeline.read` calls it with the decoded body: first for what is new, a second time for all of it."""

    def __init__(self, settled: Settled, request: Request, policy: Policy, situation: Situation) -> None:
        self.cut: Cut | None = None
        """What was left out; None where the request was read whole."""
        self._settled = settled
        self._request = request
        self._policy = policy
        self._situation = situation
        self._edition = b""
        self._digest = b""
        self._hashed: blake2b | None = None
        self._clean = False
        self._scans: dict[str, Scan] = {}

    def __call__(self, body: Body, segments: Callable[[Body], Extracted]) -> Extracted:
        """What was read: without the middle that is known, or all of it."""
        if self.cut is not None:  # it did not stand
            self.cut = self._hashed = None
            return segments(body)
        hashed = self._begun(body) if len(body.content) >= self._settled.least else None
        self._hashed = hashed
        found = self._settled.find(body.content, hashed.copy()) if hashed else None
        if found is not None:
            digest, cut, so_far = found
            extracted = _short(cut, body, segments)
            if extracted is not None:
                self._digest, self.cut, self._hashed = digest, cut, so_far
                return extracted
            self._settled.drop(digest)
        whole = segments(body)
        if whole.files:  # how many there may be, and how large, is the office's word of each day: they are counted each time
            self._hashed = None
        return whole

    def _begun(self, body: Body) -> blake2b | None:
        """The digest of all that a reading depends on beside the bytes of the body; None for a request that is read whole in any case."""
        held, admitted = self._policy.limits(self._situation), self._request.admitted
        if held.text is not None or self._request.said is not None or self._request.fixed:
            return None  # an office's limit on characters counts all of them
        self._edition = self._settled.edition()
        sure = (self._policy.threshold, held.threshold, self._policy.public_values_pass)
        told = (self._edition, admitted.tool, admitted.operation, admitted.format, *sure, body.content_type, body.path)
        context = repr(told).encode("utf-8", "surrogatepass")
        return self._settled.begun(len(context).to_bytes(4, "big") + context)

    async def scans(self, texts: Sequence[str], detect: Detect) -> Sequence[Scan]:
        """What detection says. A text is asked about once: what ran into the deadline does not run into it again."""
        if self.cut is None and not self._scans:
            return await detect(texts)
        new = [text for text in texts if text not in self._scans]
        self._scans.update(zip(new, await detect(new) if new else (), strict=True))
        return [self._scans[text] for text in texts]

    @property
    def stands(self) -> bool:
        """Whether the judgement is that of the whole request."""
        return self.cut is None or self._clean

    def judged(self, judgement: Judgement, reading: Reading) -> None:
        """Takes the judgement. Remembers a history in which nothing was found, and forgets any other."""
        if self._hashed is None:
            return
        self._clean = (
            judgement.nothing
            and isinstance(judgement.verdict, Pass)
            and judgement.scan is ScanOutcome.SCANNED
            and judgement.policy is self._policy
            and self._settled.edition() == self._edition
        )
        if self._clean:
            self._remember(reading, self._hashed)
        elif self.cut is not None:
            self._settled.drop(self._digest)

    def _remember(self, reading: Reading, hashed: blake2b) -> None:
        extracted, body = reading.extracted, reading.body
        if extracted.middle is None or body is None or file_ids.referred(extracted.segments):
            return
        if self._policy.sources and sources.named(extracted.segments):  # approved today: each turn asks anew
            return
        read = self.cut.without(body) if self.cut else body
        cut = middle.find(read.content, extracted.middle, self.cut)
        if cut is None or cut.end - cut.begin < self._settled.least:
            return
        hashed = hashed.copy()
        hashed.update(memoryview(body.content)[self.cut.upto if self.cut else 0 : cut.upto])
        if self.cut:
            self._settled.drop(self._digest)  # the conversation went on
        self._settled.put(hashed.digest(), cut)


def _short(cut: Cut, body: Body, segments: Callable[[Body], Extracted]) -> Extracted | None:
    """What stands in a body without its middle; None where that alone cannot be judged: it has files, or another shape than it had."""
    try:
        extracted = segments(cut.without(body))
    except OpaqueBody:
        return None
    if extracted.files or extracted.middle is None or not extracted.middle.parted:
        return None
    told = extracted.conversation
    return replace(extracted, conversation=replace(told, turn=told.turn + cut.turns)) if told.told is Told.BEGUN else extracted
