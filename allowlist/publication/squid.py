"""Squid as the office's proxy: AI hosts go to Celnice as a parent, and never direct; everything else goes as before.

``include`` the file in ``squid.conf`` before its own ``never_direct`` and ``cache_peer_access`` rules. Squid 5 or later; the directives
are those of its configuration manual (``acl dstdomain``, ``dstdom_regex``, ``any-of``, ``cache_peer``, ``never_direct``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from allowlist.publication.names import Names
from allowlist.publication.proxy_address import ProxyAddress

ACL = "celnice_ai"
_NAMES, _BELOW = f"{ACL}_names", f"{ACL}_below"


def squid(names: Names, proxies: Sequence[ProxyAddress], now: datetime) -> str:
    """The configuration. ValueError without a proxy: without a parent, ``never_direct`` would only close the door.

    ``.example.com`` is a name with all below it, and Squid refuses to start when another name lies under one, so none does. What covers
    only the hosts below a name, ``dstdomain`` cannot say; a regular expression does. ``-n`` keeps Squid from asking DNS about addresses.
    """
    if not proxies:
        raise ValueError("Squid needs a proxy to send AI traffic to")
    lines = [f"# Celnice, {now.date().isoformat()}. AI services go to Celnice and have no way around it."]
    lines += [f"acl {_NAMES} dstdomain -n .{name}" for name in names.whole]
    lines += [f"acl {_NAMES} dstdomain -n {name}" for name in names.only_exact]
    lines += [f"acl {_BELOW} dstdom_regex -n \\.{re.escape(name)}$" for name in names.only_under]
    parts = [_NAMES] if names.exact else []
    parts += [_BELOW] if names.only_under else []
    if not parts:
        raise ValueError("the catalogue names no host")
    lines.append(f"acl {ACL} any-of {' '.join(parts)}")
    for number, proxy in enumerate(proxies, 1):
        peer = f"celnice{number}"
        lines.append(f"cache_peer {proxy.host} parent {proxy.port} 0 no-query no-digest no-netdb-exchange name={peer}")
        lines += [f"cache_peer_access {peer} allow {ACL}", f"cache_peer_access {peer} deny all"]
    lines.append(f"never_direct allow {ACL}")
    return "\n".join(lines) + "\n"
