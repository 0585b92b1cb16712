"""How well a model does on the annotated paragraphs that it was not trained on."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.names.model import Model
from detectors.names.tagger import tag
from detectors.names.text import Text
from training.real import Spans


def measure(model: Model, held_out: Iterable[tuple[str, Spans, Spans, bool]]) -> str:
    """One line: overlap precision and recall, names covered to the last letter, paragraphs without names that have a false alarm."""
    named = hit = covered = given = right = clean = alarmed = 0
    for text, spans, undecided, _ in held_out:
        t = Text(text, model.table)
        found = [(t.starts[a], t.ends[b - 1]) for a, b, _ in tag(t, model)]
        letters = {k for a, b in found for k in range(a, b)}
        named += len(spans)
        hit += sum(any(a < d and c < b for c, d in found) for a, b in spans)
        covered += sum(all(k in letters for k in range(a, b) if text[k].isalnum()) for a, b in spans)
        judged = [(a, b) for a, b in found if not any(a < d and c < b for c, d in undecided)]
        wrong = sum(not any(a < d and c < b for c, d in spans) for a, b in judged)
        given += len(judged)
        right += len(judged) - wrong
        if not spans and not undecided:
            clean += 1
            alarmed += wrong > 0
    precision, recall = right / max(given, 1), hit / max(named, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return (
        f"held out: {named} names, P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, covered {covered / max(named, 1):.3f}, "
        f"false alarms {alarmed / max(clean, 1):.3f} of {clean}"
    )
