"""The page that a stopped employee sees in a browser: what, why, what to do, the number to quote. Without scripts and without requests."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib import resources

import jinja2

from gateway.act.texts import Texts, Wording, texts, ways
from gateway.model import Answer, Notice, RequestHead

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

_STICKY = re.compile(r"(?<![^\s(])([ksvzouaiKSVZOUAI]|\d+)[ ](?=\w)")
"""Czech typography (ČSN 01 6910): a one-letter preposition or conjunction and a number do not stand at the end of a line."""

_HYPHEN = re.compile(r"(?<=\be)-(?=mail)")


def wants_page(head: RequestHead) -> bool:
    """Whether a person will look at the answer: a browser's navigation, or a client of old that asks for HTML.

    ``Sec-Fetch-Mode`` (Fetch Metadata) is believed where it stands: a script that asks for HTML is not a navigation.
    """
    modes = head.values("sec-fetch-mode")
    if modes:
        return modes == ("navigate",)
    return any("text/html" in value.lower() for value in head.values("accept"))


def answer(notice: Notice, language: str) -> Answer:
    """403 with the page. Its policy allows nothing but its own style."""
    words = texts(language)
    wording = words.wording(notice)
    html = _TEMPLATE.render(
        language=words.language,
        title=_set(wording.title),
        parts=[(words.common[f"label_{name}"], _set(said)) for name, said in _parts(words, wording, notice) if said],
        ways=ways(notice, language),
        why=_set(wording.why),
        what=_set(wording.what),
        door=notice.door,
        words={name.removeprefix("door_"): _set(text) for name, text in words.common.items() if name.startswith("door_")},
        mistake="" if notice.own else _set(wording.mistake),
        facts=[(words.common["label_reference"], notice.reference), (words.common["label_tool"], notice.tool)],
        choices=notice.choices,
        link=notice.link,
        link_text=words.common["label_link"],
        footer=_set(words.common["footer"]),
    )
    headers = (
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("x-should-retry", "false"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        (
            "content-security-policy",
            f"default-src 'none'; style-src '{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        ("content-language", words.language),
        ("x-request-id", notice.reference),
    )
    return Answer(403, headers, html.encode("utf-8"))


def _parts(words: Texts, wording: Wording, notice: Notice) -> Iterator[tuple[str, str]]:
    yield "what", wording.what
    yield "where", words.whereabouts(notice.where, notice.more)
    yield "why", wording.why
    yield "do", wording.do


def _set(text: str) -> str:
    return _HYPHEN.sub("\u2011", _STICKY.sub("\\1\u00a0", text))


def _style_hash() -> str:
    """The hash of the page's style for its Content-Security-Policy (CSP level 3, section 2.3.1)."""
    style = _STYLE.findall(_SOURCE)
    return "sha256-" + base64.b64encode(hashlib.sha256("".join(style).encode("utf-8")).digest()).decode("ascii")


_SOURCE = resources.files("gateway.act").joinpath("templates", "page.html").read_text("utf-8")
_TEMPLATE = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True).from_string(_SOURCE)
_STYLE_HASH = _style_hash()
