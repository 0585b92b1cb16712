"""Every output, in one place: its path under the console, its type, and how it is made from the one register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from allowlist import pac
from allowlist.publication.atom import atom
from allowlist.publication.browser_policy import Browser, browser_policy
from allowlist.publication.change import Change, changes
from allowlist.publication.firewall import firewall
from allowlist.publication.hosts_file import hosts_file
from allowlist.publication.names import Names, names, open_now
from allowlist.publication.proxy_address import proxy_address
from allowlist.publication.rpz import rpz
from allowlist.publication.squid import squid
from allowlist.register import Register

PAC_PATH = "/proxy.pac"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What outputs are made of."""

    register: Register = field(repr=False)
    proxies: tuple[str, ...]
    """``host:port`` as clients reach them, in the order in which they are tried."""
    base: str
    """Where clients reach the console, without a slash at its end."""
    now: datetime
    language: str = "cs"
    more: tuple[Change, ...] = ()
    """Changes that the register's dates do not show."""
    sign_in: tuple[str, ...] = ()
    """Hosts where vendors are told the office's account, of tools that are approved now."""

    @property
    def names(self) -> Names:
        """The hosts of the whole catalogue."""
        return names(self.register.catalogue.services.values(), open_now(self.register, self.now))


@dataclass(frozen=True, slots=True)
class Output:
    """One output. ``make`` raises ValueError when the inputs do not suffice (no proxy, no address)."""

    path: str
    media_type: str
    file: str
    """The name under which a browser saves it."""
    make: Callable[[Inputs], str | bytes] = field(repr=False)

    def write(self, given: Inputs) -> bytes:
        """The output's bytes, UTF-8."""
        made = self.make(given)
        return made if isinstance(made, bytes) else made.encode("utf-8")


def _pac(given: Inputs) -> str:
    return pac.pac(given.register, given.proxies, given.now, given.sign_in)


def _feed(given: Inputs) -> bytes:
    return atom(changes(given.register, given.now, given.more), given.base, given.language)


def _policy(browser: Browser) -> Callable[[Inputs], str]:
    return lambda given: browser_policy(given.register, browser, given.base + PAC_PATH, given.now)


def _squid(given: Inputs) -> str:
    return squid(given.names, [proxy_address(one) for one in given.proxies], given.now)


TEXT, JSON, PAC, FEED = "text/plain; charset=utf-8", "application/json", "application/x-ns-proxy-autoconfig", "application/atom+xml"

_LIST = (
    Output(PAC_PATH, PAC, "proxy.pac", _pac),
    Output("/tools.atom", FEED, "tools.atom", _feed),
    Output("/tools/firewall.txt", TEXT, "celnice-firewall.txt", lambda given: firewall(given.names)),
    Output("/tools/hosts.txt", TEXT, "celnice-hosts.txt", lambda given: hosts_file(given.names, given.now)),
    Output("/tools/rpz.zone", TEXT, "celnice-ai.rpz", lambda given: rpz(given.names, given.now)),
    Output("/tools/squid.conf", TEXT, "celnice-squid.conf", _squid),
    Output("/tools/chrome.json", JSON, "celnice-chrome.json", _policy(Browser.CHROME)),
    Output("/tools/edge.json", JSON, "celnice-edge.json", _policy(Browser.EDGE)),
)

OUTPUTS: Mapping[str, Output] = MappingProxyType({output.path: output for output in _LIST})
"""By path."""
