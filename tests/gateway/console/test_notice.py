"""The notice of checking: open to read, confirmed by a signed link only."""

from __future__ import annotations

from gateway.console.notice import MAX_FORM
from gateway.console.ports import Notice, Ports
from support.console import Client, Parts, StoreAway

PAGE = {"Accept": "text/html"}


class WithNotice(Parts):
    """Parts with a notice, whose only good link is ``good``."""

    read: list[tuple[str, str]]

    def ports(self) -> Ports:
        from dataclasses import replace

        self.read = []
        text = (("title", ("Informace",)), ("paragraph", ("<b>Co se kontroluje</b>",)), ("list", ("jedna", "dvě")))
        whose = {"good": ("record-1", "2"), "away": ("record-2", "2")}

        def acknowledge(record: str, version: str) -> None:
            if record == "record-2":
                raise StoreAway
            self.read.append((record, version))

        return replace(super().ports(), notice=Notice(lambda: text, whose.get, acknowledge))


def test_everybody_may_read_it() -> None:
    """Without a sign-in and without a link there is the text and no button; what stands in it is escaped."""
    answer = Client(WithNotice().app()).get("/notice", headers=PAGE)
    assert answer.status_code == 200
    assert "&lt;b&gt;Co se kontroluje" in answer.text
    assert "<li>dvě</li>" in answer.text
    assert "<button>Potvrzuji" not in answer.text


def test_a_good_link_confirms() -> None:
    """The link out of a refusal shows a button, and pressing it keeps record and version."""
    parts = WithNotice()
    client = Client(parts.app())
    assert "Potvrzuji přečtení" in client.get("/notice?t=good", headers=PAGE).text
    answer = client.post("/notice", data={"t": "good"})
    assert answer.status_code == 200
    assert "Děkujeme" in answer.text
    assert parts.read == [("record-1", "2")]


def test_any_other_link_does_not() -> None:
    """A forged or old link says so, and keeps nothing."""
    parts = WithNotice()
    client = Client(parts.app())
    assert "už neplatí" in client.get("/notice?t=bad", headers=PAGE).text
    for body in ({"t": "bad"}, {}, {"x": "good"}):
        assert client.post("/notice", data=body).status_code == 400
    assert client.post("/notice", content=b"t=" + b"x" * MAX_FORM).status_code == 413
    assert client.post("/notice", data={"t": "good"}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert parts.read == []


def test_the_store_is_away() -> None:
    """A confirmation that could not be kept is no confirmation."""
    assert Client(WithNotice().app()).post("/notice", data={"t": "away"}).status_code == 503


def test_english_and_without_a_notice() -> None:
    """The frame follows the reader's language; a console that was given no notice has no such page."""
    assert "I have read the notice" in Client(WithNotice().app()).get("/notice?t=good", headers=PAGE | {"Accept-Language": "en"}).text
    plain = Client(Parts().app())
    assert plain.get("/notice").status_code == 404
    assert plain.post("/notice", data={"t": "good"}).status_code == 404
