"""A policy in words."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Formatter

from allowlist import prague
from gateway.decide import words as words_module
from gateway.decide.action import Action
from gateway.decide.policy import Policy, Ruling
from gateway.decide.rules import Approval, Bounds, Monitor, Period, Permission, Rule, Unread
from gateway.decide.words import rule_words, why, words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PERIOD = Period(prague.midnight(date(2026, 11, 1)), prague.end(date(2026, 11, 30)))


def said(policy: Policy, now: datetime = NOW) -> str:
    return "\n".join(words(policy, now))


def test_the_default():
    """Everything is blocked."""
    assert "1. Everything else is blocked." in said(Policy())
    assert "No tool is permitted" in said(Policy())
    assert "Files that lie at a provider" not in said(Policy())
    assert "such requests LEAVE" in said(Policy(unknown_files_pass=True))


def test_rules_permissions_and_monitors():
    """Each says whom, what, until which day, and what has ended."""
    policy = Policy(
        rules=(Rule("weak names", Action.WARN, frozenset({"PERSON"}), frozenset({"openai"}), frozenset({"IT"}), below=0.7, period=PERIOD),),
        permissions={"openai": Permission("openai", "WG 7/2026", PERIOD)},
        monitors={"claude": Monitor("claude", "WG 8/2026", "DPO", PERIOD)},
    )
    text = said(policy)
    assert (
        "1. weak names: PERSON with a score below 0.7 must be confirmed with a justification for tools openai, for groups IT, until 2026-11-30."
        in text
    )
    assert "Pseudonymising for openai: until 2026-11-30, approved by WG 7/2026." in text
    assert "MONITORING of claude: until 2026-11-30; findings LEAVE" in text
    assert "ENDED on 2026-11-30" in said(policy, NOW + timedelta(days=9))
    assert "not yet, until 2026-11-30" in said(policy, NOW - timedelta(days=30))


def test_one_ruling():
    """Why one finding has its action."""
    assert why(Ruling(Action.BLOCK, "floor")) == "block (a kind that no rule puts below pseudonymising)"
    assert why(Ruling(Action.WARN, "weak names")) == "warn (rule 'weak names')"


def test_limits_and_what_could_not_be_read():
    """Each entry says whom, what, until when and who approved it; what leaves is written large."""
    may = Unread("záznamy", frozenset({"media"}), True, frozenset({"openai"}), frozenset({"IT"}), approved_by="WG 9/2026", period=PERIOD)
    policy = Policy(
        bounds=(Bounds("překlady", frozenset({"deepl"}), threshold=0.7, text=500, file=2048, files=0),),
        unread=(Unread("hesla", frozenset({"encrypted"})), may),
    )
    text = said(policy)
    assert "Limits, překlady: findings count from a score of 0.7 (of floor kinds the lower of both), at most 500 characters" in text
    assert "no file over 2048 bytes, no files for tools deepl." in text
    assert "Unread, hesla: what could not be read (encrypted) is blocked." in text
    assert (
        "UNREAD, záznamy: what could not be read (media) may LEAVE the office after a justification, once, as a suspected incident" in text
    )
    assert "for tools openai, for groups IT, until 2026-11-30, approved by WG 9/2026." in text
    assert "What else cannot be read or scanned is blocked." in text


def test_sources():
    """Each entry says which sources, for which tools, until when and who approved it."""
    names = frozenset({"prompt:pmpt_1", "https://mcp.urad.example/mcp"})
    policy = Policy(sources=(Approval("spisy", names, frozenset({"openai"}), approved_by="WG 9/2026", period=PERIOD),))
    text = said(policy)
    assert "SOURCES, spisy: the provider may read these by itself, and nothing of them is scanned here" in text
    assert "(https://mcp.urad.example/mcp, prompt:pmpt_1) for tools openai, until 2026-11-30, approved by WG 9/2026." in text


def test_czech():
    """Kinds and reasons have names, numbers and days their Czech form, and no space breaks inside a day."""
    policy = Policy(
        rules=(
            Rule(
                "slabá jména",
                Action.WARN,
                frozenset({"PERSON", "CZ_ICO"}),
                frozenset({"openai"}),
                frozenset({"IT"}),
                below=0.7,
                period=PERIOD,
            ),
            Rule("vše", Action.BLOCK),
        ),
        bounds=(Bounds("překlady", frozenset({"deepl"}), threshold=0.7, text=10_500, files=0),),
        unread=(Unread("hesla", frozenset({"encrypted"})),),
    )
    text = "\n".join(words(policy, NOW, "cs", {"openai": "ChatGPT"}))
    assert "Nález platí od skóre 0,5. Veřejně známé osoby a veřejné údaje projdou." in text
    assert (
        "1. slabá jména: IČO podnikající osoby, jméno osoby se skóre pod 0,7 se musí před odesláním potvrdit a zdůvodnit"
        " pro nástroje: ChatGPT, pro skupiny: IT, do\u00a030.\u00a011.\u00a02026 včetně."
    ) in text
    assert "2. vše: všechny nálezy se zastaví." in text
    assert "3. Vše ostatní se zastaví." in text
    assert "nejvýše 10\u00a0500 znaků textu, žádné soubory pro nástroje: deepl." in text
    assert "(encrypted)" not in text, "the reason has a name"
    assert rule_words(policy.rules[1], NOW, "cs") == "vše: všechny nálezy se zastaví."
    assert why(Ruling(Action.BLOCK, "floor"), "cs").startswith("block (druh")


def test_both_languages_say_the_same():
    """A sentence that one language lacks, or another placeholder, is a mistake of ours."""
    told = [
        {
            (table, key): sorted(name for _, name, _, _ in Formatter().parse(one) if name)
            for table, every in read.items()
            for key, one in every.items()
        }
        for read in (tomllib.loads((Path(words_module.__file__).with_name(f"words.{one}.toml")).read_text("utf-8")) for one in ("cs", "en"))
    ]
    assert told[0] == told[1]
