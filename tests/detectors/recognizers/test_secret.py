"""SECRET: tokens by shape, passwords beside a label; placeholders, rules for passwords and code are none. All values are made here."""

from __future__ import annotations

import base64
import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.recognizers import secret
from detectors.text.view import View
from detectors.text.words import beginnings
from support.found import analyzer, values

_RANDOM = random.Random(20)
LETTERS = string.ascii_letters + string.digits


def drawn(length: int, alphabet: str = LETTERS) -> str:
    """A random string that holds a digit."""
    return "".join(_RANDOM.choices(alphabet, k=length - 2)) + "7" + alphabet[0]


AWS = "AKIA" + drawn(16, string.ascii_uppercase + "234567")
JWT = ".".join(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in (b'{"alg":"HS256"}', b'{"sub":"1234567"}', _RANDOM.randbytes(32)))

TOKENS = [
    (AWS, "aws"),
    ("ghp_" + drawn(36), "github"),
    ("github_pat_" + drawn(82), "github, fine-grained"),
    ("glpat-" + drawn(20), "gitlab"),
    ("xoxb-" + drawn(24), "slack"),
    ("sk-" + drawn(48), "openai"),
    ("sk-proj-" + drawn(60), "openai, a project's"),
    ("sk-ant-api03-" + drawn(90), "anthropic"),
    ("AIza" + drawn(35), "google"),
    ("sk_live_" + drawn(24), "stripe"),
    ("hf_" + drawn(34, string.ascii_letters).replace("7", "q"), "huggingface"),
    (JWT, "a web token"),
]

LABELLED = [
    ("heslo: Jaro2024!", "Jaro2024!", "a colon"),
    ("Heslo do VPN je Zima-2023.", "Zima-2023", "a sentence"),
    ("Heslo k účtu jnovak: Zima-2023", "Zima-2023", "what for, then a colon"),
    ("Přihlas se s heslem Jaro2024! prosím", "Jaro2024!", "no colon"),
    ("password = 'Kx9!vv2Qa'", "Kx9!vv2Qa", "code"),
    ('{"password": "Kx9!vv2Qa"}', "Kx9!vv2Qa", "JSON"),
    ("DB_PASSWORD=Kx9!vv2Qa", "Kx9!vv2Qa", "an environment variable"),
    ("Server=tcp:db;User Id=app;Password=Kx9!vv2Qa;Encrypt=true", "Kx9!vv2Qa", "a connection string"),
    ("postgresql://app:Tajne5lovo@db.example.cz:5432/app", "Tajne5lovo", "an address"),
    ("heslo: 123456", "123456", "digits alone"),
    ("mysql -u root -pKx9!vv2Qa matrika", "Kx9!vv2Qa", "a command's option"),
    ("mysqldump -h db -p'Jaro2024!' matrika > zaloha.sql", "Jaro2024!", "a command's option in quotes"),
    ("login: novak\nheslo: slunicko", "slunicko", "an ordinary word beside a login"),
    ("PIN: 4821", "4821", "a PIN"),
    ("aws key AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", "an issuer's shape, whatever word stands in it"),
    ("ghp_EXAMPLENOTAREALGITHUBTOKEN0000000000", "ghp_EXAMPLENOTAREALGITHUBTOKEN0000000000", "another issuer's"),
    ("xoxb-00000-00000-EXAMPLENOTAREALTOKEN", "xoxb-00000-00000-EXAMPLENOTAREALTOKEN", "a third one's"),
    ("API klíč: 8f3kD92lsQpZ71xYvB44", "8f3kD92lsQpZ71xYvB44", "a key"),
    ("přihlašovací údaje: novak / Leto2025", "Leto2025", "a pair"),
]

CLEAN = [
    ("heslo: ********", "asterisks"),
    ("heslo: xxxxxxxx", "crosses"),
    ('api_key = "<API_KEY>"', "angle brackets"),
    ("OPENAI_API_KEY=sk-...", "dots"),
    ("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "a token of crosses"),
    ("password = os.environ['DB_PASSWORD']", "a variable of the environment"),
    ("password=${DB_PASSWORD}", "a template"),
    ("password = get_password()", "a call"),
    ("password: str = None", "a type"),
    ("password = request.form.password", "a path of code"),
    ("your_password: your-password-1", "your password"),
    ("https://user:password@host/", "the word itself"),
    ("https://host:8080/", "a port"),
    ("Heslo musí mít alespoň 12 znaků a jedno číslo.", "a rule"),
    ("heslo: minimálně 12 znaků", "a rule behind a colon"),
    ("Heslo: Svoboda", "an entry of a lexicon"),
    ("Zapomenuté heslo: https://portal.example.cz/obnova1", "a link"),
    ("Změna hesla 1. 1. 2024 proběhla.", "a date"),
    ("Token: 5.2.1", "a version"),
    ("klíč: 12/2024", "a number"),
    ("Klíč k úspěchu je spolupráce.", "a figure of speech"),
    ("PIN je čtyřmístný.", "no number"),
    ("mysql -u root -p matrika", "a command that asks for the password"),
    ("mysql -h db -P 3306 -u app", "a command without the option"),
    ("mysql\ncp -pKx9!vv2Qa", "another command's option"),
    ("sk-learn-based-approach-to-classification", "hyphens"),
    ("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", "a key left out"),
    ("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----", "a public key"),
    ("-----BEGIN PRIVATE KEY----- je první řádek souboru.", "a sentence about a key"),
]


@pytest.mark.parametrize(("token", "issuer"), TOKENS, ids=[row[1] for row in TOKENS])
def test_tokens(token: str, issuer: str) -> None:
    """A token is found whole, whatever stands around it."""
    for text in (token, f"použij {token}, prosím", f'{{"k": "{token}"}}'):
        assert values(text, "SECRET") == [token], issuer


@pytest.mark.parametrize(("text", "value", "reason"), LABELLED, ids=[row[2] for row in LABELLED])
def test_labelled(text: str, value: str, reason: str) -> None:
    """The password, without its label."""
    assert values(text, "SECRET") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Opens nothing."""
    assert [f for f in analyzer().analyze(text, ["SECRET"]) if f.score >= 0.5] == [], reason


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "])
@pytest.mark.parametrize("end", [True, False])
def test_private_keys(kind: str, *, end: bool) -> None:
    """A private key is found to its end, or as far as it goes."""
    body = "\n".join(drawn(64) for _ in range(6))
    key = f"-----BEGIN {kind}PRIVATE KEY-----\n{body}" + (f"\n-----END {kind}PRIVATE KEY-----" if end else "")
    (found,) = values(f"klíč:\n{key}", "SECRET")
    assert found.strip() == key


@given(
    st.lists(st.sampled_from(["mysql", "mysqldump", "MySQL", "x", "1", "_", "-p", " ", "\n", "é", "/", "→", "\u0301"]), max_size=10).map(
        "".join
    )
)
def test_a_command_begins_as_one_of_the_words(text: str) -> None:
    """Where no word of the text begins so, no command stands in it."""
    view = View(text)
    assert secret._COMMAND.search(view.text) is None or "mysq" in beginnings(view)
