"""The proxy auto-configuration file: catalogued AI hosts go to the proxy and nowhere else, everything else goes direct.

Approval does not matter here, but for hosts that carry more than the tool (``only_approved``, and those on which a tool hands out
addresses for uploads): an unapproved service must reach the proxy too, to be refused with a reason. There is no ``DIRECT`` after the
proxies, so that a proxy that is down means no AI and not unfiltered AI. The script is plain ES3, which every PAC engine reads (browsers,
WinHTTP, macOS); Netscape's 1996 format, as MDN describes it ("Proxy Auto-Configuration (PAC) file").
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from allowlist import host
from allowlist.host_index import WILDCARD
from allowlist.register import Register, Status

_SCRIPT = """\
// Celnice, {day}. AI services go to the proxy and have no way around it; everything else goes direct.
var exact = {exact};
var under = {under};

function listed(table, name) {{
  return Object.prototype.hasOwnProperty.call(table, name);
}}

function FindProxyForURL(url, host) {{
  var name = String(host).toLowerCase().replace(/\\.$/, "");
  var dot;
  if (listed(exact, name)) {{
    return {proxies};
  }}
  for (dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".")) {{
    name = name.substring(dot + 1);
    if (listed(under, name)) {{
      return {proxies};
    }}
  }}
  return "DIRECT";
}}
"""


def pac(register: Register, proxy: Sequence[str], now: datetime) -> str:
    """The file for one or more proxies (``host:port``, tried in order). ValueError when there is none or one is malformed."""
    if not proxy:
        raise ValueError("a PAC file needs a proxy")
    names = {
        name
        for service in register.catalogue.services.values()
        for group in service.hosts
        if not group.only_approved or register.status(service.id, now) is Status.APPROVED
        for name in group.names
    } | {
        name
        for service in register.catalogue.services.values()
        if register.status(service.id, now) is Status.APPROVED
        for kind in service.handed_out
        for name in kind.names
    }
    return _SCRIPT.format(
        day=now.date().isoformat(),
        exact=_table(name for name in names if not name.startswith(WILDCARD)),
        under=_table(name.removeprefix(WILDCARD) for name in names if name.startswith(WILDCARD)),
        proxies=json.dumps("; ".join(f"PROXY {_proxy(one)}" for one in proxy)),
    )


def _table(names: Iterable[str]) -> str:
    return json.dumps(dict.fromkeys(sorted(names), 1), indent=1)


def _proxy(text: str) -> str:
    """Checks ``host:port``; what stands here is written into a script."""
    name, colon, port = text.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise ValueError("a proxy is host:port")
    try:
        if name.startswith("[") and name.endswith("]"):
            ipaddress.IPv6Address(name[1:-1])
        else:
            name = _address_or_name(name)
    except ValueError:
        raise ValueError("a proxy is host:port") from None
    return f"{name}:{port}"


def _address_or_name(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        return host.canonical(text)
