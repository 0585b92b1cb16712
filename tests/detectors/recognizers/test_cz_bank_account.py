"""CZ_BANK_ACCOUNT: the account as people write it, and what only looks like one."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("19-2000145399/0800", "the published example"),
    ("2000145399/0800", "no prefix"),
    ("19-2000145399 / 0800", "spaces around the slash"),
    ("19 - 2000145399/0800", "spaces around the hyphen"),
    ("34278-727558021/0100", "a long prefix"),
    ("000019-2000145399/0800", "padded with zeros"),
    ("19–2000145399/0800", "an en dash"),
    ("19-2000145399/\n0800", "broken after the slash"),
    ("１９-2000145399/0800", "full-width digits"),
    ("2000145399/2010", "a bank whose code looks like a year"),
    ("20 0014 5399/0800", "in groups"),
]

WITH_CONTEXT = [
    ("č. ú. 2000145399, kód banky 0800", "2000145399, kód banky 0800", "the bank apart"),
    ("č.ú. 19-2000145399", "19-2000145399", "no bank, a prefix"),
    ("číslo účtu: 2000145399", "2000145399", "no bank"),
    ("na účet 2000145398/0800", "2000145398/0800", "a typing error"),
    ("bankovní spojení: 2000145399/9999", "2000145399/9999", "an unknown bank"),
    ("účet 19/2010", "19/2010", "a short account with its label"),
    ("účet č. 2000145399 vedený u banky 0800", "2000145399 vedený u banky 0800", "the bank in a sentence"),
]

CLEAN = [
    ("č. j. 19/2010", "a file mark that passes every sum"),
    ("č. j. 2000145399/2010", "a file mark with a long number"),
    ("KULK 2000145399/2010", "an office's mark"),
    ("19/2010", "a mark alone"),
    ("129/2000 Sb.", "a law"),
    ("2000145398/0800", "a wrong sum without a label"),
    ("2000145399/0801", "no such bank without a label"),
    ("2000145399", "digits alone"),
    ("VS 2000145399", "a variable symbol"),
    ("na účet zaplaťte s VS 2000145399", "a variable symbol behind the account's word"),
    ("710319/2745", "a birth number"),
    ("účet 221 100", "an account of bookkeeping"),
    ("12/2024", "month and year"),
    ("usnesení 345/22/2010", "a resolution"),
    ("tel. 724123456", "a phone"),
    ("a19-2000145399/0800", "part of a code"),
    ("https://example.cz/2000145399/0800x", "a path"),
    ("2016/679", "a regulation of the Union"),
    ("353/88", "a house number"),
]


@pytest.mark.parametrize(("number", "reason"), FOUND, ids=[row[1] for row in FOUND])
def test_found(number: str, reason: str) -> None:
    """The account as written, high without context."""
    assert values(f"Prosím {number} děkuji", "CZ_BANK_ACCOUNT") == [number], reason
    assert only(f"Prosím {number} děkuji", "CZ_BANK_ACCOUNT").check


@pytest.mark.parametrize(("text", "number", "reason"), WITH_CONTEXT, ids=[row[2] for row in WITH_CONTEXT])
def test_with_context(text: str, number: str, reason: str) -> None:
    """What needs its label."""
    assert values(text, "CZ_BANK_ACCOUNT") == [number], reason
    assert only(text, "CZ_BANK_ACCOUNT").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No account."""
    assert values(text, "CZ_BANK_ACCOUNT") == [], reason


def test_several() -> None:
    """Each of several, whatever stands between them."""
    accounts = ["19-2000145399/0800", "34278-727558021/0100"]
    for separator in (", ", "; ", "\n", " a ", " "):
        assert values(separator.join(accounts), "CZ_BANK_ACCOUNT") == accounts
