"""Religious and philosophical beliefs beside a person: GDPR Art. 9(1). Church restitution and church schools are none.

The terms: ``detectors/lexicon/religion.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class ReligionRecognizer(TopicRecognizer):
    """``RELIGION``."""

    ENTITY = "RELIGION"
    CATEGORY = "religion"
