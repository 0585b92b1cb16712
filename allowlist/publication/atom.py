"""The changes of the published list as an Atom feed (RFC 4287), so that people and intranets need not compare lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from allowlist.publication.change import Change, ChangeKind

MOST_ENTRIES = 100
"""A feed is what is new; the list itself is whole."""

BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
"""``updated`` of a feed in which nothing has happened yet: an Atom feed must have one, and it must not change by itself."""

FEED_ID = "urn:uuid:6f6a2f0e-0d5b-5c53-9d0a-3c1b2a1f7e60"
"""The same for every office: a reader tells feeds apart by their address, and the id may not change when the console's name does."""

SENTENCES = {
    ChangeKind.APPROVED: ("{name}: schváleno", "{name}: approved"),
    ChangeKind.EXPIRED: ("{name}: schválení skončilo", "{name}: the approval ended"),
    ChangeKind.SUSPENDED: ("{name}: používání pozastaveno", "{name}: use suspended"),
    ChangeKind.RESUMED: ("{name}: používání obnoveno", "{name}: use resumed"),
    ChangeKind.RETIRED: ("{name}: vyřazeno ze seznamu", "{name}: removed from the list"),
    ChangeKind.CHANGED: ("{name}: změna podmínek", "{name}: conditions changed"),
    ChangeKind.FORBIDDEN: ("{name}: zakázáno", "{name}: forbidden"),
    ChangeKind.ALLOWED: ("{name}: zákaz skončil", "{name}: the ban ended"),
}
"""Titles, in Czech and English."""

_ATOM = "http://www.w3.org/2005/Atom"


def atom(changes: Sequence[Change], base: str, language: str = "cs") -> bytes:
    """The feed as UTF-8 XML. ``changes`` are newest first; ``base`` is where the console stands (``https://celnice.urad.example``)."""
    english = language == "en"
    shown = changes[:MOST_ENTRIES]
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en" if english else "cs"})
    _text(feed, "id", FEED_ID)
    _text(feed, "title", "Approved AI tools: changes" if english else "Schválené nástroje AI: změny")
    _text(feed, "updated", _time(shown[0].at if shown else BEGINNING))
    _text(SubElement(feed, "author"), "name", "Celnice")
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{base}/tools.atom"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}/tools"})
    for change in shown:
        entry = SubElement(feed, "entry")
        _text(entry, "id", f"urn:celnice:change:{change.id}")
        _text(entry, "title", SENTENCES[change.kind][english].format(name=change.name))
        _text(entry, "updated", _time(change.at))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}/tools"})
        SubElement(entry, "category", {"term": change.kind.value})
        detail = change.detail_en if english else change.detail
        _text(entry, "content", detail or SENTENCES[change.kind][english].format(name=change.name))
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = "".join(letter for letter in text if letter in "\t\n" or letter >= " ")  # XML 1.0 has no others


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
