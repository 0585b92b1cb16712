"""The feed is well-formed Atom, and it changes only when the list does."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest

from allowlist.publication.atom import MOST_ENTRIES, SENTENCES, atom
from allowlist.publication.change import Change, ChangeKind, changes
from support.register import NOW, entry, register

BASE = "https://celnice.urad.example"
A = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
REGISTER = register(entry("openai", conditions=("Jen <b>veřejné</b> údaje & nic jiného.",)), "claude")


def _feed(language: str = "cs", now: datetime = NOW) -> Element:
    return fromstring(atom(changes(REGISTER, now), BASE, language))


def _text(parent: Element, tag: str) -> str:
    (found,) = parent.findall(A + tag)
    return found.text or ""


def test_it_is_atom() -> None:
    """RFC 4287, section 4.1: one id, title and updated each, an author, a link to itself; entries with ids of their own."""
    feed = _feed()
    assert feed.tag == A + "feed"
    for one in (feed, *feed.findall(A + "entry")):
        assert _text(one, "id").startswith("urn:")
        assert _text(one, "title")
        assert STAMP.fullmatch(_text(one, "updated"))
    entries = feed.findall(A + "entry")
    assert len({_text(one, "id") for one in entries}) == len(entries) > 2
    assert _text(feed, "updated") == max(_text(one, "updated") for one in entries) == _text(entries[0], "updated")
    assert [link.get("href") for link in feed.findall(A + "link") if link.get("rel") == "self"] == [f"{BASE}/tools.atom"]
    assert feed.findall(A + "author")


def test_what_people_read() -> None:
    """Czech unless English is asked for; what an administrator wrote is text, never markup."""
    titles = {_text(one, "title"): _text(one, "content") for one in _feed().findall(A + "entry")}
    assert titles["OpenAI API: schváleno"] == "Jen <b>veřejné</b> údaje & nic jiného."
    assert titles["Claude: schváleno"] == "Claude: schváleno"
    assert "DeepSeek: zakázáno" in titles
    english = [_text(one, "title") for one in _feed("en").findall(A + "entry")]
    assert "Claude: approved" in english


def test_it_does_not_change_by_itself() -> None:
    """An hour in which nothing happened leaves every byte as it was, and an empty feed has a time too."""
    assert atom(changes(REGISTER, NOW), BASE) == atom(changes(REGISTER, NOW + timedelta(hours=1)), BASE)
    assert _text(fromstring(atom((), BASE)), "updated") == "2025-01-01T00:00:00Z"


def test_only_what_is_new() -> None:
    """A long history is cut at its old end."""
    many = [Change(datetime(2027, 1, 1, tzinfo=UTC) - timedelta(days=day), ChangeKind.CHANGED, "x", f"n{day}") for day in range(300)]
    entries = fromstring(atom(many, BASE)).findall(A + "entry")
    assert len(entries) == MOST_ENTRIES
    assert _text(entries[0], "title").startswith("n0:")


@pytest.mark.parametrize("text", ["]]>", "<script>", "&amp;", "\x00\x08\x1f", "řádek\nřádek"])
def test_any_text_leaves_it_well_formed(text: str) -> None:
    """Whatever stands in a condition, a parser reads it back, without what XML cannot hold."""
    made = atom([Change(NOW, ChangeKind.CHANGED, "x", "X", f"a{text}b", "")], BASE)
    (one,) = fromstring(made).findall(A + "entry")
    kept = "".join(letter for letter in text if letter == "\n" or letter >= " ")
    assert _text(one, "content") == f"a{kept}b"


def test_every_kind_has_a_sentence() -> None:
    """Each kind of change has its words in Czech and English."""
    assert set(SENTENCES) == set(ChangeKind)
    assert all("{name}" in sentence for pair in SENTENCES.values() for sentence in pair)
