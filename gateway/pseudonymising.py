"""A request or message with tokens in place of its values, ready to be scanned again. Pure.

Where the client sends the whole history with each request, the tokens of a conversation are the same in every turn without anything being
kept, and the answer's tokens are those of this very request. Where the provider keeps the history, the table of the conversation is kept
(:mod:`gateway.store.vault`), by what the request names (:mod:`gateway.server_state`); a request that names nothing blocks, because a later
turn could not tell whose its tokens are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gateway.act.pseudonyms import CannotPseudonymise, Span, Table, merged_spans
from gateway.act.pseudonyms import replace as put_tokens
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.extract.api import Body, SocketFormat, SocketMessage, WireFormat
from gateway.extract.rebuilt_files import rebuilt
from gateway.model import File, OpaqueBody, Place
from gateway.pipeline import Judgement, Reading, Request, read
from gateway.server_state import kept_under


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """The new body, its reading to be scanned again, and the table that leads tokens back to values."""

    body: bytes = field(repr=False)
    reading: Reading
    table: Table = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be changed in a request: texts by their place; and in which files which values, by the file's place in the body."""

    table: Table = field(repr=False)
    texts: Mapping[Place, str] = field(repr=False)
    files: Mapping[Place, Sequence[tuple[str, str]]] = field(repr=False)


def planned(
    judgement: Judgement,
    policy: Policy,
    situation: Situation,
    files: Sequence[File] = (),
    table: Table | None = None,
) -> Plan:
    """What takes the place of each value, with the tokens of ``table`` (of the conversation; it is changed), or of one of its own.
    ``files`` are those that the body carries.

    Raises :class:`CannotPseudonymise`: ``seam`` (a value that lies over several texts), or where a value stands that no token can stand in.
    """
    table = Table() if table is None else table
    spans = list(_spans(judgement, policy, situation))
    places = [file.place for file in files]
    owners = {index: _owner(judgement.segments[index].place, places) for index, *_ in spans}
    texts = put_tokens(judgement.segments, [span for span in spans if owners[span[0]] is None], table)
    inside: dict[Place, dict[str, str]] = {}
    for index, start, end, entity in merged_spans(span for span in spans if owners[span[0]] is not None):
        value = judgement.segments[index].text[start:end]
        inside.setdefault(owners[index] or (), {})[value] = table.written(entity, value)
    return Plan(table, texts, {place: tuple(pairs.items()) for place, pairs in inside.items()})


def changed(reading: Reading, plan: Plan, contents: Mapping[Place, bytes], formats: Mapping[str, WireFormat]) -> Pseudonymised:
    """The request with what was planned; ``contents`` are the changed files. Raises :class:`CannotPseudonymise`: what :func:`kept_under`
    raises, and ``place``: a value stands in what cannot be put back.
    """
    kept_under(reading)
    request = reading.request
    if request is None or reading.body is None:
        raise CannotPseudonymise("format")
    try:
        body = rebuilt(formats[request.admitted.format or ""], reading.body, plan.texts, contents)
        again = read(_with(request, body, reading.body), formats)
    except (ValueError, OpaqueBody):
        raise CannotPseudonymise("place") from None
    return Pseudonymised(body, again, plan.table)


def _owner(place: Place, files: Sequence[Place]) -> Place | None:
    """The file in which a text stands: texts of a file are numbered behind its place."""
    return next((file for file in files if len(place) == len(file) + 1 and place[:-1] == file and isinstance(place[-1], int)), None)


def pseudonymised_message(
    message: SocketMessage,
    judgement: Judgement,
    policy: Policy,
    situation: Situation,
    dialect: SocketFormat,
    table: Table,
    again: Callable[[SocketMessage], Reading],
) -> tuple[SocketMessage, Reading]:
    """A message of a WebSocket with the tokens of its conversation's ``table`` (which is changed), and its reading to scan again, made
    by ``again``.

    Raises :class:`CannotPseudonymise` as :func:`pseudonymised`.
    """
    changes = put_tokens(judgement.segments, _spans(judgement, policy, situation), table)
    try:
        changed = dialect.rebuild(message, changes)
        read_again = again(changed)
    except (ValueError, OpaqueBody):
        raise CannotPseudonymise("place") from None
    if read_again.extracted.files:
        raise CannotPseudonymise("place")
    return changed, read_again


def _spans(judgement: Judgement, policy: Policy, situation: Situation) -> Iterator[Span]:
    for hit in judgement.hits:
        if policy.ruling(hit.finding, situation).action is not Action.PSEUDONYMISE:
            continue
        if len(hit.parts) > 1:
            raise CannotPseudonymise("seam")
        for index, start, end in hit.parts:
            yield index, start, end, hit.finding.entity


def _with(request: Request, body: bytes, old: Body) -> Request:
    """The request as it would leave: the same head without a content coding, the new body."""
    kept = tuple((name, value) for name, value in request.head.headers if name.lower() not in {"content-encoding", "content-length"})
    return replace(request, raw=body, head=replace(request.head, headers=kept)) if old.content != body else request
