"""A real mail server: TLS, sign-in, refusals."""

from __future__ import annotations

import contextlib
import email
import email.policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from gateway.feeds.api import FeedUnavailable, Refused
from gateway.feeds.smtp import Mailer
from support.feeds import NOW, Certificates, free_port

TO = ("dpo@urad.example", "it@urad.example")


class Box:
    """Keeps messages; answers DATA with what ``answers`` says in turn."""

    def __init__(self):
        self.messages, self.senders, self.answers, self.refuse_rcpt = [], [], [], False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.refuse_rcpt:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.senders.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        return answer


class Server(Controller):
    def __init__(self, box, starttls=None, tls=None, password=None):
        self._starttls, self._password = starttls, password
        super().__init__(box, hostname="127.0.0.1", port=free_port(), ssl_context=tls, ready_timeout=60)

    def factory(self):
        def authenticate(_server, _session, _envelope, _mechanism, data):
            return AuthResult(success=(data.login, data.password) == (b"celnice", self._password))

        more = (
            {"authenticator": authenticate, "auth_required": True, "auth_require_tls": self._starttls is not None} if self._password else {}
        )
        return SMTP(self.handler, tls_context=self._starttls, require_starttls=self._starttls is not None, **more)


@contextlib.contextmanager
def mail_server(**options):
    box = Box()
    server = Server(box, **options)
    server.start()
    try:
        yield box, server.port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


def mailer(port, **more):
    return Mailer("127.0.0.1", "celnice@urad.example", TO, port, **{"timeout": 60, **more})


def test_starttls_with_a_password(certificates, tmp_path):
    """A Czech message arrives whole at both recipients, over StartTLS and after a sign-in."""
    (tmp_path / "password").write_text("heslo s mezerou\n", encoding="utf-8")
    with mail_server(starttls=certificates.context(), password=b"heslo s mezerou") as (box, port):
        sender = mailer(port, ca=certificates.ca, username="celnice", password_file=tmp_path / "password")
        sender.send([sender.message("[AIGW] žluťoučký kůň", "Příliš dlouhý řádek. " * 30 + "\n", "case-1", NOW, "case-2026-0001")])
    message = box.messages[0]
    assert message["Subject"] == "[AIGW] žluťoučký kůň"
    assert message.get_content().replace("\r\n", "\n") == "Příliš dlouhý řádek. " * 30 + "\n"
    assert box.senders == [("celnice@urad.example", TO)]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Sun, 22 Nov 2026 14:20:05 +0000"


def test_tls_from_the_beginning(certificates):
    """Port 465's way."""
    with mail_server(tls=certificates.context()) as (box, port):
        sender = mailer(port, ca=certificates.ca, security="tls")
        sender.send([sender.message("s", "t", "1", NOW)])
    assert len(box.messages) == 1


def test_a_repeat_can_be_told():
    """The same event has the same Message-ID, another or another audience another one; a case is one thread."""
    one, other = mailer(25), Mailer("h", "celnice@urad.example", ("x@urad.example",))
    first, again, second = (one.message("s", "t", identity, NOW, "case-1") for identity in ("a", "a", "b"))
    assert first["Message-ID"] == again["Message-ID"] != second["Message-ID"]
    assert first["References"] == second["References"]
    assert other.message("s", "t", "a", NOW)["Message-ID"] != first["Message-ID"]
    assert first["Message-ID"].endswith("@urad.example>")


def test_without_tls_nothing_is_sent(certificates):
    """A server that does not offer StartTLS, an expired certificate, a strange authority: nothing goes out."""
    with mail_server() as (box, port), pytest.raises(FeedUnavailable, match="does not offer"):
        mailer(port, ca=certificates.ca).send([mailer(port).message("s", "t", "1", NOW)])
    assert not box.messages
    with mail_server(starttls=certificates.context(days=-1)) as (box, port), pytest.raises(FeedUnavailable, match="certificate expired"):
        mailer(port, ca=certificates.ca).send([mailer(port).message("s", "t", "1", NOW)])
    with mail_server(tls=certificates.context()) as (box, port), pytest.raises(FeedUnavailable, match="certificate not trusted"):
        mailer(port, security="tls").send([mailer(port).message("s", "t", "1", NOW)])
    assert not box.messages


ROWS = [
    ("554 content refused", Refused, "SMTP 554", "the message itself is refused"),
    ("451 later", FeedUnavailable, "SMTP 451", "greylisting"),
    ("552 too large", Refused, "SMTP 552", "too large stays too large"),
]


@pytest.mark.parametrize(("answer", "kind", "said", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_refusals(answer, kind, said, why):
    """Permanent and passing refusals are told apart; what was taken before counts."""
    with mail_server() as (box, port):
        box.answers = ["250 OK", answer]
        sender = mailer(port, security="none")
        with pytest.raises(kind, match=said) as caught:
            sender.send([sender.message("s", "t", str(n), NOW) for n in range(3)])
    assert type(caught.value) is kind, why
    assert caught.value.taken == 1
    assert len(box.messages) == 1


def test_the_account_and_the_recipients(tmp_path, certificates):
    """A wrong password or a mailbox that does not exist is nothing the event can help, and no password is repeated."""
    for password in ("tajne heslo", "tajné heslo"):
        (tmp_path / "password").write_text(password, encoding="utf-8")
        with mail_server(starttls=certificates.context(), password=b"jine") as (_, port), pytest.raises(FeedUnavailable) as caught:
            sender = mailer(port, ca=certificates.ca, username="celnice", password_file=tmp_path / "password")
            sender.send([sender.message("s", "t", "1", NOW)])
        assert not caught.value.answered
        assert "tajn" not in str(caught.value)
    with mail_server() as (box, port):
        box.refuse_rcpt = True
        with pytest.raises(FeedUnavailable, match="RecipientsRefused") as caught:
            mailer(port, security="none").send([mailer(port).message("s", "t", "1", NOW)])
    assert not caught.value.answered


def test_nobody_there(tmp_path):
    """A closed port; a password file that is gone."""
    with pytest.raises(FeedUnavailable, match="connection refused"):
        mailer(free_port(), security="none").send([mailer(25).message("s", "t", "1", NOW)])
    with mail_server() as (_, port), pytest.raises(FeedUnavailable, match="password_file"):
        mailer(port, security="none", username="u", password_file=tmp_path / "gone").send([mailer(25).message("s", "t", "1", NOW)])
