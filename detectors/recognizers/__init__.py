"""One recognizer, one file. :mod:`detectors.registry` finds every module here."""
