"""The canary without a network: the formats, the document readers and the detectors, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from allowlist.answers import Approved
from allowlist.match import match
from allowlist.register import Register
from gateway.canary.cases import Case
from gateway.canary.outcome import Fate, Outcome, judged
from gateway.decide.policy import Policy
from gateway.extract.api import SocketMessage
from gateway.extract.registry import formats, sockets
from gateway.model import File, FileRead, OpaqueBody, Scan
from gateway.pipeline import Judgement, Reading, Request, judge, judge_opaque, opened, read, read_message

type Read = Callable[[File], FileRead]
type Detect = Callable[[str], Scan]


def run(
    known: Register, found: Iterable[Case], read_file: Read, detect: Detect, threshold: float, limit: int, now: datetime
) -> Iterator[Outcome]:
    """The fate of each case under this register, at this instant."""
    policy = Policy(threshold)
    scans: dict[str, Scan] = {}

    def detected(texts: Sequence[str]) -> list[Scan]:
        for text in texts:
            if text not in scans:
                scans[text] = detect(text)
        return [scans[text] for text in texts]

    for case in found:
        admitted = match(known, case.head.host, case.head.port, case.head.method, case.head.path, None, now)
        if not isinstance(admitted, Approved):
            yield Outcome(case, Fate.NOT_READ, admitted.reason)
            continue
        made = _judged(case, admitted, limit, read_file, detected, policy)
        yield judged(case, made.verdict, made.kinds())


def _judged(
    case: Case, admitted: Approved, limit: int, read_file: Read, detect: Callable[[Sequence[str]], list[Scan]], policy: Policy
) -> Judgement:
    try:
        reading = _reading(case, admitted, limit)
        if reading.extracted.files:
            reading = opened(reading, [read_file(file) for file in reading.extracted.files])
    except OpaqueBody as opaque:
        return judge_opaque(opaque.reason)
    return judge(reading, detect(reading.texts), policy)


def _reading(case: Case, admitted: Approved, limit: int) -> Reading:
    if case.socket:
        return read_message(SocketMessage(case.example.content, case.example.is_text), sockets()[case.format], limit)
    return read(Request(case.head, case.example.content, admitted, limit), formats())
