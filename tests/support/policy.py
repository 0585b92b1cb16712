"""The policy's pages over values: nothing decided, and a desk with one of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from gateway.console.policy_ports import Change, Compared, Entry, Held, PolicyDesk, State, Tried, Waiting
from gateway.decide.replay import Replayed
from gateway.record.policy_step import Step, StepError, StepKind
from gateway.record.proposal import Proposal, What
from gateway.record.proposal import State as Decided

AT = datetime(2027, 3, 14, 8, 5, 7, tzinfo=UTC)
RULE = "Do překladače jen neosobní texty: jméno osoby, rodné číslo se zastaví pro nástroje: DeepL, pro skupiny: odbor kultury."
MILD = "Čísla firem: IČO podnikající osoby se musí před odesláním potvrdit a zdůvodnit pro nástroje: ChatGPT, do 31.\u00a012.\u00a02027 včetně."
SET = Step(
    StepKind.SET,
    "r1",
    "Do překladače jen neosobní texty",
    AT,
    "Adam Vzor (vzor)",
    ("account:vzor",),
    "dokud se nepodepíše smlouva",
    "x",
    0,
    2,
)
DRAFT = Step(StepKind.DRAFTED, "r2", "Čísla firem", AT, "Adam Vzor (vzor)", ("account:vzor",), "jsou ve veřejném rejstříku", "x", 0, 3)
WITHDRAWN = Step(StepKind.WITHDRAWN, "p9", "evt-1", AT, "Jana Vzorová (jana)", ("account:jana",), "hodnota veřejná není", "", 0, 1)
PAST = Replayed(412, {("block", "warn"): 38, ("block", "ignore"): 1}, whole=False)


def relief(identity: str, what: What) -> Proposal:
    """A confirmed relief."""
    one = Proposal(identity, "evt-2", what, AT, "Petr Vzor (petr)", "IČO našeho úřadu", date(2027, 12, 31), ("CZ_ICO",), "openai", "warn")
    return replace(one, state=Decided.CONFIRMED, decided=AT, decided_by="Jana Vzorová (jana)", lines="x")


def no_step(*_given: object) -> Any:
    """Nothing can be done."""
    raise StepError("gone")


def no_policy() -> PolicyDesk:
    """Nobody has decided anything."""
    empty = Compared((), (), ())
    return PolicyDesk(
        lambda _: State(0),
        lambda _: None,
        no_step,
        no_step,
        no_step,
        no_step,
        lambda _: (),
        lambda *_: empty,
        lambda: {"openai": "ChatGPT"},
    )


def policy(**changes: Any) -> PolicyDesk:
    """One of everything."""
    state = State(
        3,
        (
            Held(RULE, "console", "r1", step=SET),
            Held(MILD, "relief", "p1", relief=relief("p1", What.RULE)),
            Held("Hesla: heslo nebo přístupový klíč se zastaví.", "settings"),
        ),
        (relief("p2", What.VALUE),),
        (Waiting(DRAFT, "", MILD, PAST, 30),),
    )
    words = ("Nález platí od skóre 0,5. Veřejně známé osoby a veřejné údaje projdou.", f"1. {RULE}", "2. Vše ostatní se zastaví.")
    change = Change("r1", SET.name, "block", ("PERSON", "CZ_BIRTH_NUMBER"), ("deepl",), ("odbor kultury",), date(2027, 12, 31))
    made = replace(
        no_policy(),
        state=lambda _: state,
        change=lambda rule: change if rule == "r1" else None,
        attempt=lambda change, _: Tried(change.action != "block", "" if change.ends else RULE, words, PAST, 30),
        history=lambda _: (Entry(DRAFT, MILD), Entry(SET, RULE), Entry(WITHDRAWN, "")),
        compare=lambda *_: Compared((MILD,), (RULE,), ()),
        tools=lambda: {"openai": "ChatGPT", "deepl": "DeepL"},
    )
    return replace(made, **changes)
