"""The tables of people at the console."""

from __future__ import annotations

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.store.base import Base, Big


class ConsoleAccountRecord(Base):
    """A person's account of the console (:class:`gateway.accounts.account.Account`)."""

    __tablename__ = "console_accounts"

    account: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str] = mapped_column(String)
    roles: Mapped[str] = mapped_column(Text)
    """JSON list."""
    password: Mapped[str] = mapped_column(String)
    """Argon2id in its PHC string, or "" where another way proves who it is."""
    secret: Mapped[str] = mapped_column(Text)
    """Of the second factor, sealed under the console's key."""
    step: Mapped[int] = mapped_column(Big)
    codes: Mapped[str] = mapped_column(Text)
    """JSON list of digests of recovery codes."""
    disabled: Mapped[int] = mapped_column(Big)
    wrong: Mapped[int] = mapped_column(Big)
    wrong_us: Mapped[int | None] = mapped_column(Big)


class ConsoleSessionRecord(Base):
    """A session of the console. ``digest`` is of the cookie's value, which nobody else has."""

    __tablename__ = "console_sessions"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    digest: Mapped[str] = mapped_column(String, unique=True)
    account: Mapped[str] = mapped_column(String, index=True)
    name: Mapped[str] = mapped_column(String)
    granted: Mapped[str] = mapped_column(Text)
    """JSON list of roles that groups gave at sign-in."""
    source: Mapped[str] = mapped_column(String)
    stage: Mapped[str] = mapped_column(String)
    began_us: Mapped[int] = mapped_column(Big)
    seen_us: Mapped[int] = mapped_column(Big)
    agent: Mapped[str] = mapped_column(String)
    pending: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String, server_default="")
    """Who it is to the identity provider or the directory: a digest of issuer and subject, or of the entry's id."""
    refresh: Mapped[str] = mapped_column(Text, server_default="")
    """The provider's refresh token, sealed under the console's key."""
    renewed_us: Mapped[int | None] = mapped_column(Big)
    """When the provider last stood behind it."""
    asked_us: Mapped[int | None] = mapped_column(Big)
    """When it was last asked; changed by whoever asks, so that one does."""

    __table_args__ = (Index("ix_console_sessions_subject", "subject"),)


class ConsoleBindingRecord(Base):
    """Who a provider or directory says that an account is (:mod:`gateway.store.bindings`)."""

    __tablename__ = "console_bindings"
    __table_args__ = (UniqueConstraint("account", "way", name="uq_console_bindings_account"),)

    subject: Mapped[str] = mapped_column(String, primary_key=True)
    account: Mapped[str] = mapped_column(String)
    way: Mapped[str] = mapped_column(String)


class ConsoleLinkRecord(Base):
    """A one-time link that makes an account or mends it; ``digest`` is of its key, which was shown once."""

    __tablename__ = "console_links"

    digest: Mapped[str] = mapped_column(String, primary_key=True)
    purpose: Mapped[str] = mapped_column(String)
    account: Mapped[str] = mapped_column(String)
    until_us: Mapped[int] = mapped_column(Big)
