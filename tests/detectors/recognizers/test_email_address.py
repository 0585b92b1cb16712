"""EMAIL_ADDRESS, plain and disguised."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = [
    ("jan.novak@kraj-lbc.cz", "plain"),
    ("Jan.Novak+tag@Kraj.CZ", "tag and capitals"),
    ("božena@příklad.cz", "letters with diacritics"),
    ("a@b.co", "short"),
    ("jan_novak@mail.posta.cz", "a subdomain"),
    ("jan.novak (zavináč) kraj.cz", "the Czech word in brackets"),
    ("jan.novak(zavináč)kraj.cz", "tight"),
    ("jan.novak zavináč kraj.cz", "the Czech word"),
    ("jan.novak [at] kraj.cz", "at in brackets"),
    ("jan.novak[AT]kraj.cz", "at in capitals"),
    ("jan.novak (at) kraj (dot) cz", "dots too"),
    ("jan.novak (zavinac) kraj (tečka) cz", "dots in Czech"),
    ("jan.novak @ kraj.cz", "spaces around"),
    ("jan.novak＠kraj.cz", "full-width"),
    ("jan.no\u200bvak@kraj.cz", "an invisible character"),
]

CLEAN = [
    ("jan.novak@", "no domain"),
    ("@kraj.cz", "no local part"),
    ("novak@localhost", "no dot"),
    ("logo@2x.png", "a file"),
    ("balik@1.2.3", "a version"),
    ("git@github.com:obec/repo", "a repository"),
    ("sejdeme se at nevidim", "the word without brackets"),
    ("písmeno zavináč", "the word alone"),
    ("@@@@", "signs"),
]


@pytest.mark.parametrize(("address", "reason"), FOUND, ids=[row[1] for row in FOUND])
def test_found(address: str, reason: str) -> None:
    """The whole address, without the stop behind it."""
    assert values(f"Pište na {address}.", "EMAIL_ADDRESS") == [address], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No address."""
    assert values(text, "EMAIL_ADDRESS") == [], reason
