"""Where a value stands: prose, forms, tables, CSV, JSON, e-mails. ``held_out`` brings carriers of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from evaluation.kind import Kind
from evaluation.people import Names
from evaluation.sample import Sample, Slot, fill
from evaluation.topics import persons

Build = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Carriers:
    """``labelled`` hold ``{l}`` (a label) and ``{v}``; ``bare`` hold only ``{v}``; ``around`` wraps a sentence into ``{s}``."""

    labelled: tuple[tuple[str, str], ...]
    bare: tuple[tuple[str, str], ...]
    around: tuple[tuple[str, str], ...]


OPEN = Carriers(
    labelled=(
        ("form", "{l}: {v}"),
        ("form", "Jméno a příjmení: {p}\n{l}: {v}\nDatum podání: {d}"),
        ("sentence", "V žádosti je uvedeno: {l} {v}, ostatní údaje chybí."),
        ("sentence", "Shrň mi následující záznam ({l} {v}) do dvou vět."),
        ("table", "| položka | údaj |\n|---|---|\n| žádost č. | {o} |\n| {l} | {v} |"),
        ("csv", "poradi;{l};poznamka\n1;{v};bez závad"),
        ("csv", "agenda,{l},priorita\nmatrika,{v},{o}"),
        ("html", "<tr><td>{l}</td><td>{v}</td></tr>"),
        ("html", "<table>\n<tr><th>spis</th><th>{l}</th></tr>\n<tr><td>{o}</td><td>{v}</td></tr>\n</table>"),
        ("html", "<table><tr><th>{l}</th><th>stav</th></tr><tr><td>{v}</td><td>vyřízeno</td></tr></table>"),
        ("form", "{l} ................ {v}\nPočet listů ................ {o}"),
        ("sentence", "Do kolonky „{l}“ patří {v}, prosím opravit."),
        ("json", '{{"spis": {o}, "{l}": "{v}", "stav": "vyřízeno"}}'),
        ("e-mail", "Dobrý den,\n\nposílám údaje ke spisu: {l} {v}.\n\nS pozdravem\nodbor dopravy"),
    ),
    bare=(
        ("sentence", "Prosím prověř {v} a připrav odpověď."),
        ("list", "- {v}\n- příloha č. 2\n- kopie smlouvy"),
        ("prompt", "Co je {v}?"),
        ("e-mail", "Předmět: {v}\n\nDobrý den, viz předmět."),
    ),
    around=(
        ("sentence", "{s}"),
        ("prompt", "Oprav pravopis: {s}"),
        ("letter", "Vážení,\n\nk Vaší žádosti sdělujeme: {s}\n\nS pozdravem\npodatelna"),
    ),
)


def ordinary(rng: Random) -> str:
    """A number that is nobody's."""
    return str(rng.randrange(2, 400))


def some_date(rng: Random) -> str:
    """A date of the last years, of a document."""
    return f"{rng.randrange(1, 29)}. {rng.randrange(1, 13)}. {rng.randrange(2019, 2026)}"


def _built(template: str, form: str, value: Slot, label: str, rng: Random, names: Names, group: str) -> Sample:
    if form == "json":
        value = Slot(json.dumps(value.text, ensure_ascii=False)[1:-1], value.kind, value.spelling, value.accepts)
    slots: dict[str, Slot | str] = {"v": value, "l": label, "o": ordinary(rng), "d": some_date(rng)}
    slots |= {key: slot for key, slot in persons(names, rng).items() if key[0] in "mw"} | {"p": Slot(names.person(rng, woman=False).full)}
    return fill(template, slots, group=group, form=form)


def samples(kind: Kind, carriers: Carriers, names: Names, rng: Random, rounds: int) -> Iterator[Sample]:
    """``rounds`` samples of every spelling in each way that suits it: with a label, in the kind's own sentences, bare."""
    for spelling, make in kind.spellings.items():
        ways: list[tuple[str, str]] = []
        if kind.labels:
            ways += carriers.labelled
        for form, wrapper in carriers.around:
            ways += [(form, wrapper.replace("{s}", sentence)) for sentence in kind.sentences]
        rng.shuffle(ways)
        ways *= -(-rounds // max(len(ways), 1))
        plain = list(carriers.bare) if spelling in kind.bare else []
        rng.shuffle(plain)
        for form, template in ways[:rounds] + plain[: max(rounds // 4, 1)]:
            text = make(rng)
            if "\n" in text and form in {"table", "csv", "json"}:
                continue
            label = rng.choice(kind.labels) if kind.labels else ""
            yield _built(template, form, Slot(text, kind.name, spelling, kind.accepts), label, rng, names, kind.name)
