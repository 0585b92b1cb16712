"""Hands messages to a mail server, over TLS."""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from gateway.feeds import secure
from gateway.feeds.api import FeedUnavailable, Refused
from gateway.feeds.pace import Pace

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Mailer:
    """One mail server and who writes to whom. StartTLS is not an offer: without it nothing is sent."""

    host: str
    sender: str
    recipients: tuple[str, ...]
    port: int = 0
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca: Path | None = None
    username: str = ""
    password_file: Path | None = field(default=None, repr=False)
    timeout: float = 10.0

    def message(self, subject: str, text: str, identity: str, at: str, thread: str = "") -> EmailMessage:
        """A message. The same identity has the same Message-ID, so that a repeat can be told; ``thread`` puts a case together."""
        made = EmailMessage(policy=SMTP)
        made["From"] = self.sender
        made["To"] = ", ".join(self.recipients)
        made["Subject"] = subject
        made["Date"] = format_datetime(datetime.fromisoformat(at))
        made["Message-ID"] = self._id(identity)
        if thread:
            made["References"] = self._id(thread)
        made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
        made["X-Auto-Response-Suppress"] = "All"
        made.set_content(text, charset="utf-8", cte="quoted-printable")
        return made

    def send(self, messages: Sequence[EmailMessage]) -> None:
        """Blocking. Returns when the server has taken all. Raises FeedUnavailable, Refused."""
        taken = 0
        pace = Pace()
        try:
            with self._connected() as server:
                for one in messages:
                    pace.check(taken)
                    server.send_message(one, self.sender, self.recipients)
                    taken += 1
        except FeedUnavailable:
            raise
        except smtplib.SMTPServerDisconnected:
            raise FeedUnavailable("connection closed", taken=taken) from None
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
            raise FeedUnavailable(f"{type(error).__name__.removeprefix('SMTP')}", taken=taken) from None
        except smtplib.SMTPAuthenticationError as error:
            raise FeedUnavailable(f"SMTP {error.smtp_code}: account or password", taken=taken) from None
        except smtplib.SMTPDataError as error:
            kind = Refused if 500 <= error.smtp_code < 600 else FeedUnavailable
            raise kind(f"SMTP {error.smtp_code}", taken=taken) from None
        except smtplib.SMTPResponseException as error:
            raise FeedUnavailable(f"SMTP {error.smtp_code}", taken=taken) from None
        except smtplib.SMTPNotSupportedError:
            raise FeedUnavailable("the mail server does not offer what is asked (StartTLS, sign-in)", taken=taken) from None
        except UnicodeError:  # its message would hold the password
            raise FeedUnavailable("account and password must be ASCII for this mail server", taken=taken) from None
        except (smtplib.SMTPException, OSError) as error:
            raise FeedUnavailable(secure.reason(error), taken=taken) from None

    def _connected(self) -> smtplib.SMTP:
        port = self.port or PORTS[self.security]
        trust = secure.context(self.ca) if self.security != "none" else None
        server: smtplib.SMTP
        if self.security == "tls":
            server = smtplib.SMTP_SSL(self.host, port, timeout=self.timeout, context=trust)
        else:
            server = smtplib.SMTP(self.host, port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=trust)
            if self.username:
                server.login(self.username, self._password())
        except BaseException:
            server.close()
            raise
        return server

    def _password(self) -> str:
        if self.password_file is None:
            return ""
        try:
            return self.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FeedUnavailable(f"password_file cannot be read ({type(error).__name__})") from None

    def _id(self, identity: str) -> str:
        """Of the recipients, too: two feeds of one house send two mails."""
        digest = hashlib.sha256("\n".join((identity, *self.recipients)).encode()).hexdigest()[:32]
        return f"<{digest}@{self.sender.rpartition('@')[2] or 'celnice.invalid'}>"
