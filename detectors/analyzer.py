"""The whole of detection in one object: text in, findings out.

The recognizers share one view of the text and are called directly: first those that read the text alone, then, over what of their
findings stands and is or is not public, those of :mod:`detectors.contextual`. Presidio's engine is there for who wants it
(:meth:`Analyzer.presidio_engine`), with the same recognizers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

from detectors import registry
from detectors.conflicts import resolve
from detectors.contextual import ContextualRecognizer
from detectors.finding import Finding, NotScanned
from detectors.public.entry import Entry
from detectors.public.marks import Public
from detectors.recognizer import CzechRecognizer, Need
from detectors.text.disguise import DEPTH, alternative
from detectors.text.view import View
from detectors.uuids import outside

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

MAX_FINDINGS = 1_000_000
"""More findings than any text of a person's; past it the memory for them is what would run out."""

type _Ask = tuple[CzechRecognizer, Callable[[View], Iterable[Finding]], Need | None]


class Analyzer:
    """Made once per process by :meth:`load`. Not for two threads at once (spaCy's memory belongs to the pipeline)."""

    def __init__(
        self, recognizers: tuple[CzechRecognizer, ...], public: Iterable[Entry] = (), entities: Collection[str] | None = None
    ) -> None:
        self.recognizers = recognizers
        self._first: tuple[_Ask, ...] = tuple((r, r.find, type(r).NEEDS) for r in recognizers if not isinstance(r, ContextualRecognizer))
        self._second = tuple(r for r in recognizers if isinstance(r, ContextualRecognizer))
        self._public = Public(public)
        self._asked = None if entities is None else frozenset(entities)
        self._asks = self._asks_for(self._asked)

    @classmethod
    def load(cls, entities: Collection[str] | None = None, public: Iterable[Entry] = ()) -> Analyzer:
        """Every recognizer, ready; with ``entities`` only those of these kinds and what they need, which is how a process goes without
        the name lists. ``public``: the office's own list (:func:`detectors.public.entry.read`), as it holds today (``holding``).
        """
        classes = registry.recognizer_classes()
        unknown = set(entities or ()) - {c.ENTITY for c in classes}
        if unknown:
            raise registry.BrokenRecognizer(f"no recognizer finds {', '.join(sorted(unknown))}")
        if entities is None:
            return cls(tuple(c() for c in classes), public)
        needed = _needed(entities, classes)
        return cls(tuple(c() for c in classes if c.ENTITY in needed), public, entities)

    @property
    def entities(self) -> tuple[str, ...]:
        """The kinds this analyzer finds, in order."""
        return tuple(dict.fromkeys(r.ENTITY for r in self.recognizers if self._asked is None or r.ENTITY in self._asked))

    def analyze(self, text: str, entities: Collection[str] | None = None, score_threshold: float = 0.0) -> tuple[Finding, ...]:
        """The findings, sorted by start, never overlapping. The text is seen whole.

        Raises :class:`NotScanned` when a recognizer fails or does more than linear work: never a partial answer.
        """
        asked = self._asked if entities is None else entities
        standing = self._standing(text, asked, 0)
        return tuple(f for f in standing if f.score >= score_threshold and (asked is None or f.entity in asked))

    def _standing(self, text: str, asked: Collection[str] | None, depth: int) -> tuple[Finding, ...]:
        """What stands in one text, also in what is disguised in it, which is scanned as a text of its own one level deeper."""
        try:
            view = View(text)
            other = alternative(view) if depth < DEPTH else None
        except NotScanned:
            raise
        except Exception:  # noqa: BLE001  fail closed: whatever it was, the text was not scanned
            raise NotScanned("normalisation") from None
        found: list[Finding] = []
        _take(self._asks if asked is self._asked else self._asks_for(asked), view, found)
        if other is not None:
            found.extend(filter(None, map(other.back, self._standing(other.text, asked, depth + 1))))
        try:
            standing = self._public.marked(text, resolve(list(outside(found, text)), text)) if found else ()
        except Exception:  # noqa: BLE001  as above
            raise NotScanned("public") from None
        later: list[Finding] = []
        if self._second:
            _take(
                ((r, partial(r.find_after, findings=standing), None) for r in self._second if asked is None or r.ENTITY in asked),
                view,
                later,
            )
        if later:
            standing = resolve([*standing, *later], text)
        return standing

    def _asks_for(self, asked: Collection[str] | None) -> tuple[_Ask, ...]:
        """Those of the first recognizers that find these kinds or what others have to see first."""
        if asked is None:
            return self._first
        needed = _needed(asked, [type(r) for r in self.recognizers])
        return tuple(ask for ask in self._first if ask[0].ENTITY in needed)

    def presidio_engine(self) -> AnalyzerEngine:
        """Presidio's engine over the same recognizers, language "cs", without any model to download."""
        from detectors.presidio_engine import build  # noqa: PLC0415  only who asks for the engine pays for it

        return build(self.recognizers)


def _needed(entities: Collection[str], classes: Iterable[type[CzechRecognizer]]) -> frozenset[str]:
    """These kinds, and those that their recognizers have to see first."""
    after = [c.AFTER for c in classes if issubclass(c, ContextualRecognizer) and c.ENTITY in entities]
    return frozenset(entities).union(*after)


def _take(asks: Iterable[_Ask], view: View, found: list[Finding]) -> None:
    """Adds what recognizers find that may find something in this text; what several of them need is asked for once.

    Whatever goes wrong in one, the text was not scanned.
    """
    asked: CzechRecognizer | None = None
    met: dict[Need, object] = {}
    try:
        for recognizer, find, need in asks:
            if need is not None:
                if need not in met:
                    met[need] = need(view)
                if not met[need]:
                    continue
            asked = recognizer
            found.extend(find(view))
            if len(found) > MAX_FINDINGS:
                raise NotScanned("findings")  # noqa: TRY301  counted as they come
            asked = None
    except NotScanned:
        raise
    except Exception:  # noqa: BLE001  the exception may hold a piece of the text, so it is neither kept nor chained
        raise NotScanned("needs" if asked is None else asked.key) from None
