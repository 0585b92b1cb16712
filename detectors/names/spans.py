"""From labelled words to names: linked words become one span, with its initials and particles."""

from __future__ import annotations

from detectors.names.text import Text


def spans(t: Text, probabilities: list[float], limit: float) -> list[tuple[int, int, float]]:
    """(first token, token after the last, the highest chance of its words), in order."""
    out: list[tuple[int, int, float]] = []
    last = -1
    chance = dict(zip(t.candidates, probabilities, strict=True))
    for i in t.candidates:
        p = chance[i]
        if p < limit:
            continue
        left, _ = t.left(i)
        end = i + 2 if t.is_initial(i) else i + 1
        if out and left >= 0 and left == last:
            out[-1] = (out[-1][0], end, max(out[-1][2], p))
        else:
            out.append((i, end, p))
        last = i
    return out
