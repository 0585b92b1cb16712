"""The facts of one AI service, as its catalogue file gives them. Frozen; checked by :mod:`allowlist.schema` before they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from allowlist.answers import Role
from allowlist.data_fact import DataFact
from allowlist.tenant import Tenant

UNKNOWN_COUNTRY = "ZZ"
"""The seat of a vendor that nobody could establish (CLDR's code for an unknown region; ISO 3166-1 leaves it to its users)."""
UNKNOWN_VENDOR = "operator unknown"
"""The vendor of a service whose operator nobody could establish; pages say it in their language."""


class Category(StrEnum):
    """What a service is used for: one word each, the thing people come for. An approved tool of the same category is offered instead."""

    AGENT = "agent"
    API = "api"
    AUDIO = "audio"
    CHAT = "chat"
    CODE = "code"
    COMPANION = "companion"
    DEMO = "demo"
    DOCUMENTS = "documents"
    EDUCATION = "education"
    EMOTION = "emotion"
    FACE = "face"
    HUB = "hub"
    IMAGE = "image"
    LOCAL = "local"
    MEETING = "meeting"
    RESEARCH = "research"
    SEARCH = "search"
    SLIDES = "slides"
    TRANSCRIPTION = "transcription"
    TRANSLATION = "translation"
    VIDEO = "video"
    VOICE = "voice"
    WRITING = "writing"


CATEGORY_NAMES = {
    Category.AGENT: ("agenti a\u00a0automatizace", "agents and automation"),
    Category.API: ("rozhraní pro aplikace", "interface for applications"),
    Category.AUDIO: ("hudba a\u00a0zvuky", "music and sound"),
    Category.CHAT: ("konverzační asistent", "chat assistant"),
    Category.CODE: ("pomocník programátora", "programming assistant"),
    Category.COMPANION: ("virtuální společník", "virtual companion"),
    Category.DEMO: ("ukázka", "demonstration"),
    Category.DOCUMENTS: ("práce s\u00a0dokumenty", "work with documents"),
    Category.EDUCATION: ("výuka", "education"),
    Category.EMOTION: ("rozpoznávání emocí", "emotion recognition"),
    Category.FACE: ("vyhledávání podle obličeje", "face search"),
    Category.HUB: ("rozcestník modelů", "hub of models"),
    Category.IMAGE: ("obrázky", "images"),
    Category.LOCAL: ("modely na vlastním počítači", "models on one’s own computer"),
    Category.MEETING: ("zápisy z\u00a0porad", "meeting notes"),
    Category.RESEARCH: ("odborná rešerše", "literature research"),
    Category.SEARCH: ("vyhledávání", "search"),
    Category.SLIDES: ("prezentace", "presentations"),
    Category.TRANSCRIPTION: ("přepis řeči", "transcription of speech"),
    Category.TRANSLATION: ("překlad", "translation"),
    Category.VIDEO: ("video", "video"),
    Category.VOICE: ("umělý hlas", "synthetic voice"),
    Category.WRITING: ("psaní a\u00a0úpravy textu", "writing and editing"),
}
"""Czech and English names of the categories, for people."""

SUBSTITUTES: Mapping[Category, tuple[Category, ...]] = {
    Category.DOCUMENTS: (Category.CHAT,),
    Category.HUB: (Category.CHAT, Category.API),
    Category.LOCAL: (Category.API,),
    Category.MEETING: (Category.TRANSCRIPTION,),
    Category.RESEARCH: (Category.SEARCH,),
    Category.WRITING: (Category.CHAT,),
}
"""Where an office approved nothing of a category, what else does the same work. What is not here has no substitute: an assistant is no
image generator, and nothing stands in for a companion or a face search."""


@dataclass(frozen=True, slots=True)
class HostGroup:
    """Hosts that serve the same operations.

    ``names`` are canonical hosts, or ``*.`` and a canonical name: one or more labels in front of it, never the name itself.
    ``role`` says what the hosts are for; only ``telemetry`` decides anything (every request there is telemetry).
    ``only_approved``: these hosts carry more than the tool. They are the tool's while it is approved, and nobody's otherwise, so that an
    office without it loses nothing that it uses them for.
    """

    name: str
    role: Role
    names: tuple[str, ...]
    ports: tuple[int, ...] = (443,)
    only_approved: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: methods and a path pattern on the hosts of a group.

    ``path`` has literal segments, ``{id}`` for exactly one non-empty segment, ``{id}:method`` for one that ends so, and at its end
    ``{rest...}`` for one or more segments.
    ``format`` names the wire format; a prompt or upload without one is known but cannot be read yet, and so is refused.
    """

    name: str
    role: Role
    methods: tuple[str, ...]
    path: str
    group: str
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Ban:
    """A law or decision that forbids the service, in force from ``since`` (Prague midnight) through ``until``, or with no end.

    ``scope`` says whom it binds, where that is narrower than everybody; Celnice keeps a ban for every office all the same.
    """

    since: date
    law: str  # in Czech, as an official cites it
    law_en: str
    until: date | None = None
    scope: str | None = None  # in Czech
    scope_en: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Addresses that an answer of the service hands out for one upload each, also on hosts that carry other traffic.

    ``source`` is the operation whose JSON answer names them, at any leaf called ``leaf``; None: at any leaf, with a query. Who was handed
    one may go there, with these methods, and nobody anywhere else on that host. ``names`` are the hosts such an address may have.
    ``fields`` is the leaf below which the answer gives what the upload's form must repeat: signatures and keys of the service's own.
    """

    name: str
    source: str
    leaf: str | None
    names: tuple[str, ...]
    methods: tuple[str, ...]
    format: str
    fields: str | None = None

    def pattern(self, host: str) -> str | None:
        """Which of ``names`` a canonical host lies under; None for a host that the service never names."""
        for name in self.names:
            if host == name or (name.startswith("*.") and host.endswith(name[1:])):
                return name
        return None


@dataclass(frozen=True, slots=True)
class SharedHost:
    """A host that carries things that are no AI tool as well. It is never matched: to look into it would be to read other traffic."""

    name: str
    paths: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Service:
    """One catalogued AI service.

    ``country`` is the vendor's seat (ISO 3166-1 alpha-2, or :data:`UNKNOWN_COUNTRY`), not the place of the data. ``practices`` are the
    forbidden practices (:mod:`allowlist.prohibited`) that it is for; each has become one of the ``bans``.
    """

    id: str
    name: str
    vendor: str
    country: str
    category: Category
    source: tuple[str, ...]
    hosts: tuple[HostGroup, ...]
    operations: tuple[Operation, ...] = ()
    entrance: str | None = None  # the host behind the base-URL entrance
    bans: tuple[Ban, ...] = ()
    shared: tuple[SharedHost, ...] = ()
    practices: tuple[str, ...] = ()
    tenant: tuple[Tenant, ...] = ()
    data: tuple[DataFact, ...] = ()
    handed_out: tuple[HandedOut, ...] = ()
