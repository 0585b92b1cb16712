"""Trade union membership beside a person: GDPR Art. 9(1). An office's "odbor" is a department and never one.

The terms: ``detectors/lexicon/trade_union.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class TradeUnionRecognizer(TopicRecognizer):
    """``UNION``."""

    ENTITY = "UNION"
    CATEGORY = "trade_union"
