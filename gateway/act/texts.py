"""The words of every refusal, in Czech and English: what, where, why, what to do, a reference, a link. Never a found value.

They stand in ``texts/*.toml``, with what an office has written over them (:mod:`gateway.act.texts_file` checks both).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources

from allowlist.closure import Cause
from gateway.act.language import LANGUAGES
from gateway.act.reason import Reason, reason_of
from gateway.act.texts_file import FORMS, OTHER, PARTS, tables
from gateway.decide.unread import NOT_SCANNED
from gateway.model import Door, Notice, OpaqueReason, Where

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """One refusal in words. ``mistake`` says how to report it and carries the reference; "" when there is no event to refer to.
    ``where`` says where the findings stand, ``rules`` where the list of tools and the rules are; "" when there is nothing to say.
    """

    title: str
    what: str
    why: str
    do: str
    mistake: str
    where: str = ""
    rules: str = ""

    def paragraph(self) -> str:
        """All of it in one paragraph, for an error envelope."""
        return " ".join(part for part in (f"{self.title}.", self.what, self.where, self.why, self.do, self.mistake, self.rules) if part)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, checked."""

    language: str
    common: Mapping[str, str] = field(repr=False)
    reasons: Mapping[str, Mapping[str, str]] = field(repr=False)
    details: Mapping[str, str] = field(repr=False)
    kinds: Mapping[str, Mapping[str, str]] = field(repr=False)
    door: Mapping[str, Mapping[str, str]] = field(repr=False)
    places: Mapping[str, str] = field(repr=False)

    def wording(self, notice: Notice) -> Wording:
        """What is said to this notice."""
        other = NOT_SCANNED if notice.reason == Reason.CONFIRM_UNREAD else OpaqueReason.UNKNOWN_SHAPE
        values = {
            "kinds": self.listed(notice.kinds),
            "tool": notice.tool,
            "detail": self.details.get(notice.detail, self.details[other]),
            "reference": notice.reference,
            "link": notice.link,
        }
        mistake = self.common["mistake"].format_map(values) if notice.reference else ""
        if notice.reference and notice.own:
            mistake = self.common[_own(notice.choices)].format(link=notice.own, reference=notice.reference)
        if notice.door is not None:
            return self._closed(notice.door, notice.tool, mistake)
        reason = self.reasons[reason_of(notice.reason)]
        parts = {name: reason[name].format_map(values).strip() for name in PARTS}
        if reason_of(notice.reason) is Reason.CONFIRM_UNREAD and notice.kinds:
            parts["what"] = f"{parts['what']} {self.common['also'].format_map(values)}"
        places = self.whereabouts(notice.where, notice.more)
        where = self.common["where"].format(places=places) if places else ""
        rules = self.common["rules"].format(link=notice.rules) if notice.rules else ""
        return Wording(**parts, mistake=mistake, where=where, rules=rules)

    def whereabouts(self, where: Iterable[Where], more: int = 0) -> str:
        """``zpráva 3, řádek 12; list 2, buňka B7 a 12 dalších míst``; "" for no place. What has no word is left out."""
        told = (", ".join(self.places[name].format(n=number) for name, number in one if name in self.places) for one in where)
        listed = "; ".join(dict.fromkeys(one for one in told if one))
        rest = self.places[f"more_{self.plural(more)}"].format(n=more) if more and listed else ""
        return f"{listed} {rest}".strip()

    def _closed(self, door: Door, tool: str, mistake: str) -> Wording:
        """The words of a closed door: why, then what to use instead and where to ask."""
        said = self.door.get(door.cause, self.door[Cause.NOT_ASKED])
        laws = "; ".join(door.laws if self.language == "cs" else door.laws_en)
        values = {"tool": tool, "day": "" if door.day is None else self.day(door.day), "law": laws}
        why = said["why"].format_map(values)
        if door.notice:
            why = f"{why} {self.common['door_notice'].format(notice=door.notice)}"
        names = ", ".join(one.name for one in door.instead)
        do = f"{self.common['door_instead']}: {names}." if names else self.common["door_nothing"]
        if door.ask:
            do = f"{do} {self.common['door_ask_at'].format(link=door.ask)}"
        return Wording(said["title"].format_map(values), self.common["door_unread"], why, do, mistake)

    def day(self, day: date) -> str:
        """``31. 10. 2027`` with spaces that do not break; ``31 October 2027``."""
        if self.language == "cs":
            return f"{day.day}.\u00a0{day.month}.\u00a0{day.year}"
        return f"{day.day}\u00a0{_MONTHS[day.month - 1]} {day.year}"

    def listed(self, kinds: Mapping[str, int]) -> str:
        """``1 rodné číslo, 2 e-mailové adresy``: the kinds in the order of the file, each with its number."""
        counts: dict[str, int] = {}
        for entity, number in kinds.items():
            known = entity if entity in self.kinds else OTHER
            counts[known] = counts.get(known, 0) + number
        named = [f"{counts[entity]} {forms[self.plural(counts[entity])]}" for entity, forms in self.kinds.items() if counts.get(entity)]
        return ", ".join(named) or self.common["kinds_unknown"]

    def plural(self, number: int) -> str:
        """The plural form (CLDR): Czech 1, 2 to 4, all others; English 1, all others."""
        if number == 1:
            return "one"
        return "few" if "few" in FORMS[self.language] and 2 <= number <= 4 else "many"


def ways(notice: Notice, language: str) -> tuple[tuple[str, str], ...]:
    """What can be done beside what the texts say, as (label, address): the choices first, then a false alarm, then the rules."""
    said = texts(language).common
    own = (*notice.choices, "false_alarm") if notice.own else ()
    found = [(said[f"label_{name}"], f"{notice.own}#{name.replace('_', '-')}") for name in own]
    return (*found, (said["label_rules"], notice.rules)) if notice.rules and not notice.door else tuple(found)


def _own(choices: Sequence[str]) -> str:
    """The key of the sentence that leads to the event's own page."""
    if len(choices) > 1:
        return "own_both"
    return f"own_{choices[0]}" if choices else "own"


def message(notice: Notice, language: str) -> str:
    """The refusal in one paragraph: ``cs`` or ``en``, any other language is Czech."""
    return texts(language).wording(notice).paragraph()


def code(reason: str) -> str:
    """The code of a reason for error envelopes."""
    return reason_of(reason).code


def texts(language: str) -> Texts:
    """The texts of a language; Czech where there are none."""
    return _IN_FORCE.get(language, _IN_FORCE[LANGUAGES[0]])


def parse(source: str, language: str, over: str = "") -> Texts:
    """Reads and checks one file, and an office's own over it. Raises ValueError that names the language and the key."""
    return Texts(language, **tables(source, language, over))


def put_in_force(overs: Mapping[str, str]) -> None:
    """From now on this process speaks with the office's own texts, by language, over ours. Raises ValueError, and changes nothing."""
    _IN_FORCE.update({language: parse(shipped(language), language, overs.get(language, "")) for language in LANGUAGES})


def shipped(language: str) -> str:
    """Our own file of a language."""
    return resources.files("gateway.act").joinpath("texts", f"{language}.toml").read_text("utf-8")


_IN_FORCE = {language: parse(shipped(language), language) for language in LANGUAGES}
