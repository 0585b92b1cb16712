"""Criminal convictions and offences beside a person: GDPR Art. 10.

The terms: ``detectors/lexicon/criminal_record.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class CriminalRecordRecognizer(TopicRecognizer):
    """``CRIMINAL_RECORD``."""

    ENTITY = "CRIMINAL_RECORD"
    CATEGORY = "criminal_record"
