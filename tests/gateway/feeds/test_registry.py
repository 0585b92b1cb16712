"""Feeds from their settings."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.feed_settings import Feed as FeedSettings
from gateway.feeds.file import File
from gateway.feeds.mail import Mail
from gateway.feeds.registry import contents, digest, feed
from gateway.feeds.servicedesk import ByJson, ByMail
from gateway.feeds.syslog import Syslog
from gateway.feeds.webhook import Webhook

MAIL = {"host": "mail.urad.cz", "sender": "celnice@urad.cz", "recipients": ["dpo@urad.cz"]}
ROWS: list[tuple[dict[str, Any], type, tuple[str, ...]]] = [
    ({"kind": "webhook", "url": "https://siem.urad.cz/", "secret_file": "s"}, Webhook, ("cases", "events", "heads")),
    ({"kind": "syslog", "host": "siem.urad.cz"}, Syslog, ("cases", "events", "heads")),
    ({"kind": "mail", **MAIL}, Mail, ("cases",)),
    ({"kind": "mail", **MAIL, "content": ["heads", "cases"]}, Mail, ("cases", "heads")),
    ({"kind": "servicedesk", "url": "https://desk.urad.cz/"}, ByJson, ("cases",)),
    ({"kind": "servicedesk", "via": "mail", **MAIL}, ByMail, ("cases",)),
    ({"kind": "file", "path": "/var/log/celnice.jsonl"}, File, ("cases", "events", "heads")),
]


class NoTickets:
    def known(self, case=None):
        return ()

    def record(self, ticket):
        return


@pytest.mark.parametrize(("given", "kind", "carried"), ROWS, ids=range(len(ROWS)))
def test_each_kind(given, kind, carried):
    """Every kind is made, carries what is usual for it, and delivers cases first."""
    settings = FeedSettings.model_validate(given)
    made = feed("siem", settings, NoTickets())
    assert isinstance(made, kind)
    assert made.name == "siem"
    assert contents(settings) == carried
    assert digest(settings) == "off"


def test_usual_forms():
    """Syslog speaks CEF unless it is told otherwise; everything else CloudEvents."""
    usual = feed("s", FeedSettings(kind="syslog", host="h"), NoTickets())
    told = feed("s", FeedSettings(kind="syslog", host="h", form="cloudevents"), NoTickets())
    assert (usual.form, told.form) == ("cef", "cloudevents")  # type: ignore[attr-defined]
