"""Political opinions and membership beside a person: GDPR Art. 9(1).

The terms: ``detectors/lexicon/politics.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class PoliticsRecognizer(TopicRecognizer):
    """``POLITICS``."""

    ENTITY = "POLITICS"
    CATEGORY = "politics"
    OFFICE = True
