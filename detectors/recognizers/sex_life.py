"""Sex life and sexual orientation beside a person: GDPR Art. 9(1).

The terms: ``detectors/lexicon/sex_life.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class SexLifeRecognizer(TopicRecognizer):
    """``SEX_LIFE``."""

    ENTITY = "SEX_LIFE"
    CATEGORY = "sex_life"
