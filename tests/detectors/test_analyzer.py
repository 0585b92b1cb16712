"""The analyzer: whole texts, one pass, and never a partial answer."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detectors
from detectors import adversarial
from detectors import analyzer as module
from detectors.analyzer import Analyzer
from detectors.finding import Finding, NotScanned
from detectors.recognizer import CzechRecognizer
from detectors.recognizers import credit_card, cz_dic, phone_number
from detectors.recognizers.nanp_phone import NanpPhoneRecognizer
from detectors.recognizers.us_ssn import UsSsnRecognizer
from detectors.registry import BrokenRecognizer
from detectors.text.view import View
from support.found import analyzer, found, values

PLANTED = "710319/2745"


class Broken(CzechRecognizer):
    """Fails, with the text in its exception."""

    ENTITY = "BROKEN"

    def find(self, view: View) -> Iterator[Finding]:
        raise ValueError(view.text)


class Greedy(CzechRecognizer):
    """Does more than linear work."""

    ENTITY = "GREEDY"

    def find(self, view: View) -> Iterator[Finding]:
        while True:
            view.step(self.key)
        yield


def test_a_prompt() -> None:
    """Several kinds in one text, in order."""
    text = f"Žadatelka Božena Vymyšlená, r. č. {PLANTED}, tel. 724 123 456, bozena@posta.cz, OP č. 204815936."
    assert [entity for entity, _ in found(text)] == ["PERSON", "CZ_BIRTH_NUMBER", "PHONE_NUMBER", "EMAIL_ADDRESS", "CZ_ID_CARD"]


def test_a_clean_prompt() -> None:
    """What offices ask all day holds nobody's data."""
    assert found("Vysvětli prosím občanům, co je stavební řízení podle zákona č. 283/2021 Sb. a jak dlouho trvá (§ 5 odst. 2).") == []


def test_entities_and_threshold() -> None:
    """Only what was asked for, and only at that score."""
    text = f"{PLANTED} a jan@posta.cz"
    assert found(text, "EMAIL_ADDRESS") == [("EMAIL_ADDRESS", "jan@posta.cz")]
    assert analyzer().analyze(text, score_threshold=0.99) == ()


@pytest.mark.parametrize("broken", [Broken, Greedy])
def test_a_failing_recognizer_is_not_scanned(broken: type[CzechRecognizer]) -> None:
    """The failure names the recognizer, and no piece of the text is in it or behind it."""
    with pytest.raises(NotScanned) as caught:
        Analyzer((*analyzer().recognizers, broken())).analyze(f"r. č. {PLANTED}")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert PLANTED not in str(caught.value)
    assert caught.value.reason == broken.__module__.rpartition(".")[2]


def test_too_many_findings_are_not_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the limit the answer is none, not a part."""
    monkeypatch.setattr(module, "MAX_FINDINGS", 3)
    with pytest.raises(NotScanned, match="findings"):
        analyzer().analyze("a@posta.cz " * 10)


def test_broken_normalisation_is_not_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails before the first recognizer fails closed too."""

    def fail(_: str) -> View:
        raise RuntimeError("x")

    monkeypatch.setattr(module, "View", fail)
    with pytest.raises(NotScanned, match="normalisation"):
        analyzer().analyze("x")


def test_load_for_some_kinds() -> None:
    """A process may load only what it needs; an unknown kind stops the start."""
    assert Analyzer.load(["EMAIL_ADDRESS"]).entities == ("EMAIL_ADDRESS",)
    with pytest.raises(BrokenRecognizer, match="NO_SUCH"):
        Analyzer.load(["NO_SUCH"])


@pytest.mark.parametrize("position", [0, 150_000, 299_000])
def test_the_end_is_scanned_too(position: int) -> None:
    """A value is found wherever it stands in a long text."""
    filler = "Obec pečuje o rozvoj svého území. " * 9000
    text = f"{filler[:position]} {PLANTED} pan Dvořák {filler[position:]}"
    assert found(text) == [("CZ_BIRTH_NUMBER", PLANTED), ("PERSON", "Dvořák")]


HARD = st.text(
    st.one_of(st.characters(), st.sampled_from("0123456789/-|. @+()\nOlx*"), st.sampled_from("\x00\ud800\u202e\u200b\u030c")), max_size=80
)


@given(HARD)
@settings(max_examples=200)
def test_no_text_breaks_it(text: str) -> None:
    """NULs, lone surrogates, right-to-left, anything: findings that are sorted, apart, and inside the text."""
    findings = analyzer().analyze(text)
    assert all(0 <= f.start < f.end <= len(text) and 0 <= f.score <= 1 for f in findings)
    assert all(a.end <= b.start for a, b in zip(findings, findings[1:], strict=False))


@given(HARD)
def test_a_planted_value_is_covered(noise: str) -> None:
    """Whatever line stands before, a labelled number on its own line is covered whole."""
    text = f"{noise}\n\nrodné číslo: {PLANTED}\n"
    covered = {i for f in analyzer().analyze(text) for i in range(f.start, f.end)}
    at = text.rindex(PLANTED)
    assert covered >= {at + i for i, c in enumerate(PLANTED) if c.isdigit()}


def test_a_long_single_line() -> None:
    """Ten million characters without a line break or a space are analysed to the end."""
    assert values("x" * 10_000_000 + f" {PLANTED}", "CZ_BIRTH_NUMBER") == [PLANTED]


def test_detectors_stand_alone() -> None:
    """The package imports nothing of the gateway or the register of tools, and no network, database or event loop."""
    forbidden = {
        "gateway",
        "allowlist",
        "asyncio",
        "socket",
        "mitmproxy",
        "fastapi",
        "sqlalchemy",
        "prometheus_client",
        "requests",
        "httpx",
    }
    for path in Path(detectors.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.split(".")[0] for name in names} & forbidden, path


def test_no_model_and_no_phone_recognizer_of_presidio_is_built() -> None:
    """The engine holds our recognizers only."""
    engine = analyzer().presidio_engine()
    assert {type(r).__module__.split(".")[0] for r in engine.registry.recognizers} == {"detectors"}
    assert "cs_core_news_sm" not in sys.modules


@pytest.mark.parametrize("name", adversarial.UNITS)
def test_who_is_passed_over_has_nothing_to_find(name: str) -> None:
    """Where what a recognizer needs is not in the text, it finds nothing there; with digits and without."""
    text = View(adversarial.text(name, 600)).text
    for view in (View(text), View(re.sub("[0-9]", "", text))):
        for recognizer in analyzer().recognizers:
            need = type(recognizer).NEEDS
            assert need is None or need(view) or not list(recognizer.find(view))


WORTH = (
    *(
        "710319",
        "2745",
        "724 123 456",
        "4111 1111 1111 1111",
        "078-05-1120",
        "(202) 555-0143",
        "CZ7103192745",
        "19-2000145399/0800",
        "****",
    ),
    *(
        "1",
        "l",
        "O",
        "2024",
        "/",
        " / ",
        "-",
        ".",
        " ",
        ", ",
        "\n",
        "rč",
        "tel. ",
        "č. ú. ",
        "DIČ ",
        "ssn ",
        "karta ",
        "OP č. ",
        "datová schránka ",
    ),
    *(
        "abc2de3",
        "EA",
        "TMBJJ7NE5L0",
        "CZ65",
        "nar. ",
        "místo narození ",
        "P<CZE",
        "heslo: ",
        "DŮVĚRNÉ",
        "1A2 3456",
        "Lipová ",
        "460 01 Liberec",
    ),
    *(
        "jan@kraj.cz",
        " zavináč ",
        "jan [at] kraj.cz",
        "SPD*1.0*ACC:CZ6508000000192000145399",
        "věk: 45",
        "45 let",
        "Jan Vzorný, ",
        "klient ",
    ),
    *(
        "aa:bb:cc:dd:ee:ff",
        "-----BEGIN PRIVATE KEY-----",
        "https://jan:Heslo12@kraj.cz",
        "mysql -pHeslo1234",
        "EA 123456",
        "eRecept: ",
        "ABCD12345678",
    ),
    *("AIFO: ", "ID datové zprávy: ", "IK MPSV: ", "* 19. 3. 1971", "Novák 19. 3. 1971, bytem", "klientské číslo MPSV "),
)
"""Pieces of what is found, and what stands around and between."""


@given(st.lists(st.sampled_from(WORTH), max_size=10).map("".join))
def test_whoever_is_passed_over_has_nothing_to_find(text: str) -> None:
    """The same over whatever pieces of numbers and labels."""
    view = View(text)
    for recognizer in analyzer().recognizers:
        need = type(recognizer).NEEDS
        assert need is None or need(view) or not list(recognizer.find(view))


@given(st.lists(st.sampled_from(WORTH), max_size=10).map("".join))
def test_a_number_with_fewer_digits_is_nothing_of_nine(text: str) -> None:
    """Nothing that is looked for in long numbers only fits in any other number."""
    view = View(text)
    for start, end in set(view.numbers) - set(view.long_numbers):
        for cls in (UsSsnRecognizer, NanpPhoneRecognizer):
            assert not any(pattern.regex.search(view.text, start, end) for pattern in cls.PATTERNS)
        assert credit_card._CARD.search(view.text, start, end) is None
        assert phone_number._HOME.search(view.text, start, end) is None
        assert not any(cz_dic._NUMBER.match(view.text, at) for at in range(max(start - 3, 0), start + 1))
