"""The proxy auto-configuration file: catalogued AI hosts go to the proxy and nowhere else, everything else goes direct.

Approval does not matter here, but for hosts that carry more than the tool (``only_approved``, and those on which a tool hands out
addresses for uploads): an unapproved service must reach the proxy too, to be refused with a reason. There is no ``DIRECT`` after the
proxies, so that a proxy that is down means no AI and not unfiltered AI. The script is plain ES3, which every PAC engine reads (browsers,
WinHTTP, macOS); Netscape's 1996 format, as MDN describes it ("Proxy Auto-Configuration (PAC) file").
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from allowlist.publication.names import names, open_now
from allowlist.publication.proxy_address import proxy_address
from allowlist.register import Register

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


def pac(register: Register, proxy: Sequence[str], now: datetime, sign_in: Collection[str] = ()) -> str:
    """The file for one or more proxies (:func:`proxy_address`, tried in order). ValueError when there is none or one is malformed.

    ``sign_in`` are hosts where vendors are told the office's account: who signs in there around the proxy uses an account of their own.
    """
    if not proxy:
        raise ValueError("a PAC file needs a proxy")
    known = names(register.catalogue.services.values(), open_now(register, now), uploads=True, also=sign_in)
    return _SCRIPT.format(
        day=now.date().isoformat(),
        exact=_table(known.exact),
        under=_table(known.under),
        proxies=json.dumps("; ".join(proxy_address(one).pac for one in proxy)),
    )


def _table(listed: Iterable[str]) -> str:
    return json.dumps(dict.fromkeys(listed, 1), indent=1)
