"""The notice of checking, for the console: its text out of the office's paper, whose link it is, and who has confirmed it."""

from __future__ import annotations

from functools import lru_cache

from gateway.console import ports
from gateway.live_settings import LiveFile
from gateway.papers import papers
from gateway.papers.model import Grid, Heading, Listing, Paper, Paragraph
from gateway.parts.common import utc_now
from gateway.parts.people import keyed
from gateway.people import ticket
from gateway.people.directory import NOTICE
from gateway.policy import policy_of
from gateway.register import Admission
from gateway.settings import Settings
from gateway.store.people import PeopleStore
from gateway.store.url import store_url

PAPER = "informace_zamestnancum"


def notice(settings: Settings, admission: Admission, live: LiveFile) -> ports.Notice:
    """The notice's port. The text follows the settings; its version is the office's word that it has changed."""
    store = PeopleStore(store_url(settings))

    @lru_cache(maxsize=1)
    def text_of(tools: tuple[str, ...], policy: str) -> ports.Shown:
        paper = papers.standing(
            PAPER,
            settings.office,
            utc_now(),
            tools=tools,
            policy=policy,
            retention_days=settings.retention.attempts_days,
            version=settings.people.notice_version,
        )
        return shown(paper)

    def version() -> str:
        return policy_of(settings.model_copy(update={"policy": live.now.policy})).version

    def whose(signed: str) -> tuple[str, str] | None:
        found = ticket.redeem(keyed(settings).lasting, signed, utc_now())
        return found if found is not None and found[1] == settings.people.notice_version else None

    return ports.Notice(
        text=lambda: text_of(tuple(sorted(admission.name(tool) for tool in admission.known.grants)), version()),
        whose=whose,
        acknowledge=lambda record, version: store.learnt(record, NOTICE, version, utc_now()),
    )


def shown(paper: Paper) -> ports.Shown:
    """The blocks of a paper that are text."""
    blocks: list[tuple[str, tuple[str, ...]]] = []
    for block in paper.blocks:
        match block:
            case Heading(text, level):
                blocks.append(("title" if level == 1 else "heading", (text,)))
            case Listing(items):
                blocks.append(("list", items))
            case Grid(rows):
                blocks.append(("list", tuple(": ".join(row) for row in rows)))
            case Paragraph(text):
                blocks.append(("paragraph", (text,)))
            case _:
                continue
    return tuple(blocks)
