"""Presidio's loggers say nothing, whatever the root logger is set to."""

from __future__ import annotations

import logging

import pytest

from detectors.quiet import LOGGERS, silence
from support.found import analyzer

PLANTED = "710319/2745"


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Analysing with Presidio's own engine, its decision trace on, writes neither the value nor anything else."""
    engine = analyzer().presidio_engine()
    engine.log_decision_process = True
    with caplog.at_level(logging.DEBUG):
        assert engine.analyze(f"rodné číslo {PLANTED}", "cs", return_decision_process=True)
    out, err = capsys.readouterr()
    assert PLANTED not in caplog.text + out + err
    assert not out + err


def test_silence_undoes_what_somebody_set() -> None:
    """A logger that was opened again is silent after another call."""
    logger = logging.getLogger(LOGGERS[0])
    logger.setLevel(logging.DEBUG)
    logger.propagate = True
    silence()
    assert (logger.propagate, logger.isEnabledFor(logging.CRITICAL)) == (False, False)
