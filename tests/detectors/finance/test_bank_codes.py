"""The list of bank codes is data with a date."""

from __future__ import annotations

from importlib.resources import files

from detectors.finance.bank_codes import bank_codes


def test_the_list() -> None:
    """Four digits each, no line twice, the large banks in it, and the head says from when it is."""
    text = files("detectors.finance").joinpath("bank_codes.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) == len(bank_codes())
    assert all(line[:4].isdigit() and line[4] == " " for line in lines)
    assert {"0100", "0300", "0600", "0710", "0800", "2010", "2700", "3030", "5500", "6210"} <= bank_codes()
    assert "2026" in text.splitlines()[0]
