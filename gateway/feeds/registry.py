"""Makes a feed from its settings."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Literal

from gateway.feed_settings import Feed as FeedSettings
from gateway.feeds.api import Feed
from gateway.feeds.file import MEGABYTE, File
from gateway.feeds.http import Receiver
from gateway.feeds.mail import Mail
from gateway.feeds.servicedesk import ByJson, ByMail, Tickets
from gateway.feeds.smtp import Mailer
from gateway.feeds.superior import ToSuperior
from gateway.feeds.syslog import Syslog
from gateway.feeds.webhook import Webhook

ORDER = ("cases", "events", "heads")
"""What is delivered first: a case in which something may have left waits behind no event."""


def feed(name: str, given: FeedSettings, tickets: Tickets, address: Callable[[str], str | None] = lambda _account: "") -> Feed:
    """The feed. Opens nothing yet. ``address`` is where a superior's account is written to."""
    match given.kind:
        case "webhook":
            assert given.secret_file is not None  # noqa: S101  # the settings are checked
            return Webhook(name, _receiver(given), given.secret_file, given.written, given.batch, max(50, min(1000, given.batch * 5)))
        case "syslog":
            return Syslog(
                name,
                given.host,
                given.port,
                given.transport,
                given.written,
                given.timeout_seconds,
                given.ca,
                given.certificate,
                given.key,
                socket.gethostname(),
            )
        case "mail" if given.superior:
            return ToSuperior(name, _mailer(given), address)
        case "mail":
            return Mail(name, _mailer(given), given.digest)
        case "servicedesk" if given.via == "mail":
            return ByMail(name, _mailer(given))
        case "servicedesk":
            return ByJson(
                name,
                _receiver(given),
                tickets,
                given.ticket_field,
                given.status_field,
                given.status_url,
                given.secret_file,
                given.token_file,
            )
        case "file":
            assert given.path is not None  # noqa: S101
            return File(name, given.path, given.written, given.max_megabytes * MEGABYTE, given.keep)


def contents(given: FeedSettings) -> tuple[str, ...]:
    """What the feed carries, in the order of :data:`ORDER`."""
    return tuple(one for one in ORDER if one in given.contents)


def digest(given: FeedSettings) -> Literal["off", "hourly", "daily"]:
    """Only mail is collected."""
    return given.digest if given.kind == "mail" else "off"


def _receiver(given: FeedSettings) -> Receiver:
    return Receiver(given.url, given.timeout_seconds, given.ca, given.certificate, given.key)


def _mailer(given: FeedSettings) -> Mailer:
    return Mailer(
        given.host,
        given.sender,
        given.recipients,
        given.port,
        given.security,
        given.ca,
        given.username,
        given.password_file,
        given.timeout_seconds,
    )
