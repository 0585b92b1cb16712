"""The analyzer of a detection process, with the office's public list as it holds at the moment of each scan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from detectors.analyzer import Analyzer
from detectors.finding import Finding
from gateway.confirmed import PUBLIC
from gateway.detection.public_list import PublicList, today
from gateway.settings import Settings


class Listed:
    """An analyzer whose public entries follow their file and the day. Not for two threads at once, as the analyzer itself."""

    def __init__(self, analyzer: Analyzer, public: PublicList, day: Callable[[], date] = today) -> None:
        self._recognizers = analyzer.recognizers
        self._public = public
        self._day = day
        self._on = day()
        self._analyzer = Analyzer(self._recognizers, public.holding())

    def refresh(self) -> None:
        """Brings the list up to date: one look at the file's state and at the day, and no more when neither is another."""
        on = self._day()
        if self._public.changed() or on != self._on:
            self._on = on
            self._analyzer = Analyzer(self._recognizers, self._public.holding())

    def now(self) -> Analyzer:
        """The analyzer with the list of now."""
        self.refresh()
        return self._analyzer

    def analyze(self, text: str) -> tuple[Finding, ...]:
        """Findings in one text; raises NotScanned."""
        return self.now().analyze(text)


def load(settings: Settings, refused: Callable[[], None] = lambda: None) -> Listed:
    """Every recognizer and the list, ready. Raises UserError for a list that cannot be used; later ones are logged and ``refused``."""
    public = PublicList(settings.detection.public_list, refused=refused, confirmed=settings.data.dir / PUBLIC)
    return Listed(Analyzer.load(), public)
