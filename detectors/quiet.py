"""Presidio's loggers, silenced: they write matched values (its decision trace, its result texts) to standard error.

Imported before anything of Presidio is used; a planted-value test reads all that is written.
"""

from __future__ import annotations

import logging

import presidio_analyzer as _presidio  # noqa: F401  configures its loggers on import, so it must come first

LOGGERS = ("presidio-analyzer", "decision_process", "presidio-anonymizer")


def silence() -> None:
    """Takes handlers off and lets nothing through, whatever the root logger's level is."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)


silence()
