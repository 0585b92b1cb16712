"""Racial or ethnic origin beside a person: GDPR Art. 9(1). Nationality in the sense of citizenship is none.

The terms: ``detectors/lexicon/ethnicity.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class EthnicityRecognizer(TopicRecognizer):
    """``ETHNICITY``."""

    ENTITY = "ETHNICITY"
    CATEGORY = "ethnicity"
