"""Biometric and genetic data beside a person: GDPR Art. 4(13), 4(14) and 9(1).

The terms: ``detectors/lexicon/biometrics.txt``. A term alone is nobody's data: :mod:`detectors.lexicon.anchors`.
"""

from __future__ import annotations

from detectors.contextual import TopicRecognizer


class BiometricsRecognizer(TopicRecognizer):
    """``BIOMETRICS``."""

    ENTITY = "BIOMETRICS"
    CATEGORY = "biometrics"
