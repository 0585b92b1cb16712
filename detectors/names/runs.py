"""Runs of tokens that could be a name together, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from detectors.names.inflect import FEMININE, GENITIVE, GIVEN, NOMINATIVE, POSSESSIVE
from detectors.names.tokens import NAME_SHAPES, NUMBER, Shape, Tokens

MAX_PARTS = 6
"""Longer runs are headings, not names; only their beginning is looked at."""
_COMPANY = frozenset(["sro", "as", "spol", "gmbh", "ltd", "inc", "corp", "ag", "plc", "llc"])
_TAIL = frozenset(["nar", "narozen", "narozena", "narozeny", "bytem", "rc", "trvale"])


@dataclass(slots=True)
class Run:
    """``parts``: indices of the name-like tokens, in order; ``end``: the token after the run."""

    tokens: Tokens
    parts: list[int]
    end: int


def never_part(tokens: Tokens, i: int) -> bool:
    """Whether a capitalised word is known for something else and no name of the lists."""
    if tokens.shapes[i] is Shape.INITIAL:
        return False
    if any(tokens.inside(i, section) for section in ("institutions", "streets", "roles", "addresses")):
        return not tokens.flags[i] & GIVEN
    return tokens.inside(i, "stop") and not tokens.flags[i]


def gather(tokens: Tokens, i: int) -> Run:
    """The longest run that begins at ``i``: capitalised words, initials, particles, hyphenated pairs, one space apart."""
    parts, last, n = [i], i, len(tokens)
    while len(parts) < MAX_PARTS:
        nxt = last + 1
        if nxt < n and tokens.shapes[last] is Shape.INITIAL:
            last, nxt = nxt, nxt + 1  # the initial's full stop
        if nxt >= n or tokens.gap(last) > 1:
            break
        followed = nxt + 1 < n and tokens.shapes[nxt + 1] in NAME_SHAPES
        hyphen = tokens.words[nxt] == "-" and tokens.gap(last) == 0
        particle = tokens.shapes[nxt] is Shape.LOWER and tokens.inside(nxt, "particles")
        if followed and (hyphen or particle) and tokens.gap(nxt) == int(particle):
            nxt += 1
        elif tokens.gap(last) == 0 and tokens.words[last] != ".":
            break
        if tokens.shapes[nxt] not in NAME_SHAPES or never_part(tokens, nxt):
            break
        parts.append(nxt)
        last = nxt
    end = last + 1
    if tokens.shapes[last] is Shape.INITIAL:
        end += 1
    return Run(tokens, parts, end)


def evidence_before(tokens: Tokens, i: int) -> str:
    """What stands right before the run: "title", "address", "role" or ""."""
    p = tokens.before(i)
    if p < 0:
        return ""
    if tokens.shapes[p] is Shape.TITLE:
        return "title"
    dotted = i - p > 1
    if tokens.inside(p, "addresses") or (dotted and tokens.words[p] == "p"):
        return "address"
    if not dotted and tokens.inside(p, "roles"):
        return "address" if tokens.inside(tokens.before(p), "addresses") else "role"
    return ""


def evidence_after(run: Run) -> str:
    """What stands right behind the run: "signature" (v. r.), "tail" (nar., bytem, a title), or ""."""
    tokens, i = run.tokens, run.end
    if tokens.word(i) == ",":
        i += 1
    if tokens.word(i) == "v" and tokens.word(i + 1) == "." and tokens.word(i + 2) == "r":
        return "signature"
    if i == run.end + 1 and (tokens.word(i) in _TAIL or tokens.inside(i, "suffixes")):
        return "tail"
    if i == run.end + 1 and tokens.word(i) == "r" and tokens.word(i + 1) == "." and tokens.word(i + 2) == "c":
        return "tail"
    return ""


def _is_company(run: Run) -> bool:
    tokens, i = run.tokens, run.end
    if tokens.word(i) == ",":
        i += 1
    letters = "".join(w for w in (tokens.word(k) for k in range(i, i + 5)) if w.isalpha() and len(w) < 3)
    return tokens.word(i) in _COMPANY or tokens.word(i) == "&" or (tokens.word(i + 1) == "." and letters.startswith(("sro", "as")))


def _is_street_with_number(run: Run) -> bool:
    """"Masarykova 12", "Jana Masaryka 740/1": a genitive or possessive with a house number behind it."""
    tokens = run.tokens
    number = tokens.word(run.end)
    if not (number.isdigit() and len(number) <= 4) or tokens.word(run.end + 1) == ".":
        return False
    flags = tokens.flags[run.parts[-1]]
    return bool(flags & (GENITIVE | POSSESSIVE)) or tokens.word(run.parts[-1]).endswith(("ova", "skeho", "ska"))


def suppressed(run: Run) -> bool:
    """Whether the run names a street, an institution, a company, and no person."""
    tokens = run.tokens
    p = tokens.before(run.parts[0])
    while p >= 0 and tokens.shapes[p] is Shape.TITLE:
        p = tokens.before(p)
    if tokens.inside(p, "streets") or tokens.inside(run.end, "streets"):
        return True
    if _is_company(run) or _is_street_with_number(run):
        return True
    last = tokens.flags[run.parts[-1]]
    if tokens.inside(p, "institutions"):
        subject = len(run.parts) > 1 and last & NOMINATIVE and (last & FEMININE or not last & GENITIVE)
        return not subject
    if last & POSSESSIVE or not last or NUMBER.search(tokens.word(run.end)):
        near = (run.end, run.end + 1, run.end + 2)
        return len(run.parts) == 1 and any(tokens.inside(k, "institutions") for k in near)
    return False
