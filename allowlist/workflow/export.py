"""The register as a signed file that can be compared line by line: for offices that keep it in version control.

One JSON object per line, keys sorted: a head, every step of every tool in order, and a last line with the signature (Ed25519) over all
lines before it. Importing checks the signature, then replays every history: a file that was edited by hand is refused whole.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from allowlist.workflow import entered
from allowlist.workflow.case import replay
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Action, Part, Step

FORM = "celnice register 1"
MAX_LINE = 1_000_000
"""Characters of one step. The longest texts are conditions and reasons, some kilobytes."""


class ExportError(ValueError):
    """A file that cannot be taken. Names the line, never what stands in it."""


def write(steps: Iterable[Step], key: Ed25519PrivateKey) -> str:
    """The file. The same steps and key give the same bytes."""
    lines = [_line({"form": FORM})]
    lines += [_line(to_plain(step)) for step in sorted(steps, key=lambda step: (step.tool, step.number))]
    body = "".join(lines)
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    signature = base64.b64encode(key.sign(body.encode("utf-8"))).decode("ascii")
    return body + _line({"key": base64.b64encode(raw).decode("ascii"), "signature": signature})


def read(text: str, trusted: Sequence[Ed25519PublicKey]) -> tuple[Step, ...]:
    """The steps of a file that one of the trusted keys signed. Raises ExportError."""
    lines = text.splitlines(keepends=True)
    if len(lines) < 2 or _parsed(lines[0], 1) != {"form": FORM}:
        raise ExportError("line 1: this is no register export of this form")
    last = _parsed(lines[-1], len(lines))
    _verify("".join(lines[:-1]).encode("utf-8"), last.get("signature"), trusted, len(lines))
    steps = []
    for number, line in enumerate(lines[1:-1], 2):
        try:
            steps.append(from_plain(_parsed(line, number)))
        except (KeyError, ValueError, TypeError) as error:
            raise error if isinstance(error, ExportError) else ExportError(f"line {number}: this is no step") from None
    for tool in {step.tool for step in steps}:
        try:
            replay(tool, [step for step in steps if step.tool == tool])
        except WorkflowError as error:
            raise ExportError(f"the history of {tool} breaks the rules ({error.reason})") from None
    return tuple(steps)


def to_plain(step: Step) -> dict[str, object]:
    """A step as JSON values."""
    return {
        "tool": step.tool,
        "number": step.number,
        "at": step.at.isoformat(),
        "who": step.who,
        "part": step.part.value,
        "action": step.action.value,
        "why": step.why,
        "facts": _thawed(step.facts),
        **({"ids": list(step.ids)} if step.ids else {}),  # older steps have none, and stay as they were written
        **({"entered": step.entered.plain()} if step.entered else {}),
    }


def from_plain(value: Mapping[str, object]) -> Step:
    """The step of :func:`to_plain`. Raises KeyError, ValueError, TypeError."""
    number, facts = value["number"], value["facts"]
    if not isinstance(number, int) or not isinstance(facts, Mapping):
        raise TypeError
    at = datetime.fromisoformat(str(value["at"]))
    part, action = Part(str(value["part"])), Action(str(value["action"]))
    who, why, ids = str(value["who"]), str(value["why"]), value.get("ids", [])
    if not isinstance(ids, list):
        raise TypeError
    how = entered.from_plain(value.get("entered"))
    return Step(str(value["tool"]), number, at, who, part, action, why, MappingProxyType(dict(facts)), tuple(map(str, ids)), how)


def _thawed(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _thawed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_thawed(one) for one in value]
    return value


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"


def _parsed(line: str, number: int) -> dict[str, object]:
    try:
        value = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise ExportError(f"line {number}: this is no JSON object")
    return value


def _verify(body: bytes, signature: object, trusted: Sequence[Ed25519PublicKey], number: int) -> None:
    try:
        raw = base64.b64decode(str(signature), validate=True)
    except ValueError:
        raise ExportError(f"line {number}: this is no signature") from None
    for key in trusted:
        try:
            key.verify(raw, body)
        except InvalidSignature:
            continue
        return
    raise ExportError("no trusted key signed this file as it stands; it was changed, or its signer's public key is not known here")
