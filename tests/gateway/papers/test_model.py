"""Papers as values."""

from __future__ import annotations

from gateway.papers.model import Grid, Paper, Paragraph


def test_reprs_hold_no_text():
    """A paper holds what a case says: it stays out of logs."""
    assert "tajné" not in repr(Paper("tajné", (Paragraph("tajné"), Grid((("tajné",),)))))
