"""The settings of feeds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway.feed_settings import BELONG, USUAL, Feed
from gateway.settings import Settings

MAIL = {"kind": "mail", "host": "mail.urad.cz", "sender": "celnice@urad.cz", "recipients": ["dpo@urad.cz"]}

WRONG = [
    ({"kind": "webhook", "url": "https://siem.urad.cz/"}, "needs secret_file"),
    ({"kind": "webhook", "url": "http://siem.urad.cz/", "secret_file": "s"}, "begins with https"),
    ({"kind": "webhook", "url": "ftp://127.0.0.1/", "secret_file": "s"}, "begins with https"),
    ({"kind": "webhook", "url": "https://", "secret_file": "s"}, "begins with https"),
    ({"kind": "webhook", "url": "https://[x", "secret_file": "s"}, "begins with https"),
    ({"kind": "webhook", "url": "https://x.cz/", "secret_file": "s", "form": "cef"}, "cloudevents or ocsf"),
    ({"kind": "webhook", "url": "https://x.cz/", "secret_file": "s", "host": "x"}, "host is not for a webhook"),
    ({"kind": "syslog"}, "needs host"),
    ({"kind": "syslog", "host": "h", "certificate": "c"}, "go together"),
    ({**MAIL, "security": "none"}, "this machine only"),
    ({**MAIL, "recipients": []}, "needs recipients"),
    ({**MAIL, "superior": True, "digest": "daily"}, "cases only, each at once"),
    ({**MAIL, "superior": True, "content": ["cases", "events"]}, "cases only, each at once"),
    ({"kind": "file", "path": "x", "superior": True}, "superior is not for a file"),
    ({"kind": "servicedesk", "url": "https://d.cz/", "content": ["events"]}, "cases only"),
    ({"kind": "servicedesk", "url": "https://d.cz/", "status_url": "https://d.cz/status"}, "holds {ticket}"),
    ({"kind": "servicedesk", "via": "mail"}, "needs host"),
    ({"kind": "file"}, "needs path"),
    ({"kind": "fax"}, "Input should be"),
]


@pytest.mark.parametrize(("given", "said"), WRONG, ids=[row[1] for row in WRONG])
def test_mistakes_are_said_at_the_start(given, said):
    """A feed that could not work, or not safely, refuses to start."""
    with pytest.raises(ValidationError) as caught:
        Feed.model_validate(given)
    assert said in caught.value.errors(include_url=False)[0]["msg"]


def test_a_node_hands_them_on_whole():
    """The processes of a node read what the supervisor wrote down, defaults and all: the same feeds come out."""
    given = {"log": {"kind": "file", "path": "x"}, "siem": {"kind": "syslog", "host": "h"}, "mail": MAIL}
    before = Settings.model_validate({"feeds": given})
    after = Settings.model_validate_json(before.model_dump_json())
    assert after.feeds == before.feeds
    assert [feed.written for feed in after.feeds.values()] == ["cloudevents", "cef", "cloudevents"]


def test_names():
    """A feed's name stands in metrics and cursors, so it has one form."""
    given = {"kind": "file", "path": "x"}
    assert set(Settings.model_validate({"feeds": {"siem-1": given}}).feeds) == {"siem-1"}
    for name in ("SIEM", "a b", "", "1x", "x" * 33, "a:b"):
        with pytest.raises(ValidationError):
            Settings.model_validate({"feeds": {name: given}})


def test_every_kind_is_complete():
    """Each kind has its usual contents and its keys, and no key belongs to none."""
    assert USUAL.keys() == BELONG.keys()
    common = {"kind", "content", "types", "cases", "routes", "departments", "start", "timeout_seconds", "give_up_hours"}
    assert common | set().union(*BELONG.values()) == set(Feed.model_fields)


def test_a_mail_server_on_this_machine():
    """Only there mail may go without TLS."""
    assert Feed.model_validate({**MAIL, "host": "127.0.0.1", "security": "none"}).by_mail
