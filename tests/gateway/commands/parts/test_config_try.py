"""What would happen to a text."""

from __future__ import annotations

import argparse
import io
import json

import pytest

from gateway.commands import config as command
from gateway.errors import UserError
from gateway.settings import Settings

TEXT = "Jan Novák, r. č. 715319/2743, jan.novak@example.cz"
SETTINGS = Settings.model_validate(
    {
        "policy": {
            "rules": [
                {"name": "e-maily", "action": "ignore", "kinds": ["EMAIL_ADDRESS"], "groups": ["IT"]},
                {"name": "překlady", "action": "pseudonymise", "tools": ["deepl"]},
            ],
            "bounds": [{"name": "krátce", "tools": ["grok"], "max_text_characters": 100, "max_files": 0, "threshold": 0.8}],
            "unread": [
                {
                    "name": "záznamy",
                    "reasons": ["media", "not_scanned"],
                    "answer": "warn",
                    "tools": ["openai"],
                    "groups": ["IT"],
                    "approved_by": "PS 2",
                    "since": "2026-01-01",
                    "until": "2098-12-31",
                }
            ],
            "pseudonymise": {"deepl": {"approved_by": "PS 1", "since": "2026-01-01", "until": "2098-12-31"}},
        }
    }
)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    code = command.run(parser.parse_args(words), SETTINGS)
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said", "why"),
    [
        (("--tool", "openai"), 1, "block: personal_data", "the default"),
        (("--tool", "openai", "--group", "IT"), 1, "EMAIL_ADDRESS", "one finding is ignored, the others block"),
        (("--tool", "deepl", "--on", "2026-06-01"), 0, "sent as: [OSOBA_1], r. č. [RODNE_CISLO_1], [E_MAIL_1]", "pseudonymised"),
        (("--tool", "deepl", "--on", "2099-01-01"), 1, "the tool has no permission for it now", "the permission has ended"),
    ],
)
def test_try(capsys, words, code, said, why):
    """The verdict, and for each finding the rule that decided on it."""
    got, out = run(capsys, "try", TEXT, *words)
    assert got == code, why
    assert said in out
    assert "715319" not in out


def test_machines(capsys, monkeypatch):
    """JSON without the text; the text from standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    code, out = run(capsys, "try", "-", "--tool", "openai", "--group", "IT", "--json")
    found = {one["entity"]: (one["action"], one["why"]) for one in json.loads(out)["findings"]}
    assert code == 1
    assert found["EMAIL_ADDRESS"] == ("ignore", "e-maily")
    assert found["CZ_BIRTH_NUMBER"] == ("block", "default")


def test_a_clean_text(capsys):
    """Nothing found passes."""
    assert run(capsys, "try", "Shrň mi zákon č. 106/1999 Sb.", "--tool", "openai") == (0, "pass: clean\n")


@pytest.mark.parametrize(
    ("text", "words", "code", "says", "why"),
    [
        (
            "Ahoj",
            ("openai", "--unread", "media", "--group", "IT", "--on", "2026-06-01"),
            1,
            "unread, media: warn (rule 'záznamy')",
            "listed",
        ),
        ("Ahoj", ("openai", "--unread", "media", "--group", "IT", "--on", "2026-06-01"), 1, "may choose: confirm", "and may be confirmed"),
        ("Ahoj", ("openai", "--unread", "media", "--group", "IT", "--on", "2099-01-01"), 1, "media: block (no rule", "it has ended"),
        ("Ahoj", ("openai", "--unread", "media"), 1, "block: opaque_body (media)", "somebody of another group"),
        ("Ahoj", ("openai", "--unread", "encrypted", "--group", "IT"), 1, "block: opaque_body (encrypted)", "encrypted stays stopped"),
        ("Ahoj", ("openai", "--unread", "not_scanned", "--group", "IT", "--on", "2026-06-01"), 2, "may choose: confirm", "a text, too"),
        ("Shrň zákon. " * 20, ("grok",), 1, "block: policy_limit (limit_text)", "longer than the tool is given"),
        ("Shrň zákon.", ("grok",), 0, "limit of threshold: 0.8 (krátce)", "which entry limits what"),
    ],
)
def test_limits_and_what_could_not_be_read(capsys, text, words, code, says, why):
    """Which entry speaks of it, and what the employee could do."""
    got, out = run(capsys, "try", text, "--tool", *words)
    assert got == code, why
    assert says in out, why


def test_an_unknown_tool(capsys):
    """One line with the fix."""
    with pytest.raises(UserError, match="allowlist list"):
        run(capsys, "try", "x", "--tool", "nobody")


def test_check_says_the_policy_in_words(capsys):
    """Rules, permissions and floors as sentences."""
    out = run(capsys, "check")[1]
    assert "1. e-maily: EMAIL_ADDRESS are ignored for groups IT." in out
    assert "Pseudonymising for deepl: until 2098-12-31, approved by PS 1." in out
