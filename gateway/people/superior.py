"""Who somebody's superior is, by the directory: the entry that ``manager`` names (RFC 4524, 2.10; the same in Active Directory).

Asked when a person reports something, and when the superior is written to: seldom, so nothing is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ldap3 import Connection  # type: ignore[import-untyped,unused-ignore]
from ldap3.core.exceptions import LDAPInvalidDnError  # type: ignore[import-untyped,unused-ignore]
from ldap3.utils.dn import parse_dn  # type: ignore[import-untyped,unused-ignore]

from gateway.people.account import canonical
from gateway.people.api import Broken
from gateway.people.entry_name import names_in, own_name
from gateway.people.ldap import LdapWay


@dataclass(frozen=True, slots=True)
class Superior:
    """The superior's account in the directory's own spelling; their address, or "" where the directory has none."""

    account: str = field(repr=False)
    mail: str = field(default="", repr=False)


class Superiors(LdapWay):
    """The same directory, asked about somebody's superior."""

    async def superior(self, name: str) -> Superior | Broken | None:
        """The superior of an account; None for an unknown account, one without a superior, and one that is its own."""
        account = canonical(name, self._domains)
        if account is None or not self._settings.manager_attribute:
            return None
        return await self._asked(lambda: self._above(account))

    async def mail(self, name: str) -> str | Broken:
        """The address of an account; "" where the directory has none."""
        account = canonical(name, self._domains)
        return "" if account is None else await self._asked(lambda: self._mail(account))

    # --- in a thread

    def _above(self, account: str) -> Superior | None:
        with self._searcher() as (searcher, _):
            entry = self._entry(searcher, account)
            if entry is None:
                return None
            dn, name, _ = entry
            above = self._values(searcher, dn, [self._settings.manager_attribute])
            if not above or not _is_dn(above[0]):
                return None
            named = names_in(self._settings.user_filter)
            own = [self._settings.account_attribute] if self._settings.account_attribute else named
            found = self._search(searcher, above[0], "(objectClass=*)", [*own, self._settings.mail_attribute], scope="BASE")
            superior = own_name(found[0], own, self._domains) if found else None
            if superior is None or superior == name:
                return None
            return Superior(superior, _address(found[0]["attributes"].get(self._settings.mail_attribute, [])))

    def _mail(self, account: str) -> str:
        with self._searcher() as (searcher, _):
            entry = self._entry(searcher, account)
            return "" if entry is None else _address(self._values(searcher, entry[0], [self._settings.mail_attribute]))

    def _values(self, searcher: Connection, dn: str, attributes: list[str]) -> list[str]:
        found = self._search(searcher, dn, "(objectClass=*)", attributes, scope="BASE")
        value = found[0]["attributes"].get(attributes[0], []) if found else []
        return [str(one) for one in (value if isinstance(value, list) else [value])]


def _address(value: object) -> str:
    """The first address there is, if it can stand in a header of a mail; "" otherwise."""
    listed = value if isinstance(value, list) else [value]
    first = str(listed[0]).strip() if listed else ""
    return first if first.isascii() and first.isprintable() and first.count("@") == 1 and not set(first) & set(' ,;<>"') else ""


def _is_dn(text: str) -> bool:
    try:
        return bool(parse_dn(text))
    except LDAPInvalidDnError:
        return False
