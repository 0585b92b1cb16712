"""Who a provider or directory says that an account is, fixed when it first signed in: names change hands there, these ids do not."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from gateway.store.models import Base

_TABLE = Base.metadata.tables["console_bindings"]


def bind(connection: Connection, account: str, subject: str) -> bool:
    """Whether ``subject`` (``oidc:…``, ``ldap:…``, ``ldap-dn:…``) is this account: it was so before, or neither of the two was bound,
    and now is.

    Each account has one subject of each way, and each subject one account: whoever takes a colleague's name is told by their own subject,
    and an account that has never signed in is not taken by somebody who already has one.
    """
    way = subject.partition(":")[0]
    query = select(_TABLE.c.account, _TABLE.c.subject).where(
        (_TABLE.c.subject == subject) | ((_TABLE.c.account == account) & (_TABLE.c.way == way))
    )
    known = connection.execute(query).all()
    if not known:
        connection.execute(insert(_TABLE), {"account": account, "way": way, "subject": subject})
        return True
    return [(row.account, row.subject) for row in known] == [(account, subject)]


def unbind(connection: Connection, account: str) -> int:
    """Forgets who an account is; whoever proves its name next, is it. Says how many bindings there were."""
    return connection.execute(delete(_TABLE).where(_TABLE.c.account == account)).rowcount


def bound(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The ways in which accounts are bound, by account."""
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(select(_TABLE.c.account, _TABLE.c.way).order_by(_TABLE.c.account, _TABLE.c.way)):
        found[row.account] = (*found.get(row.account, ()), row.way)
    return found
