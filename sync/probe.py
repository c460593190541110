"""Is there a way at all? One connection and nothing said, so that waiting costs no data."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

_TIMEOUT_S = 5.0
_PORTS = {"http": 80, "https": 443}


def reachable(base_url: str, timeout_s: float = _TIMEOUT_S) -> bool:
    """Tell whether the machine that a request would go to takes a connection.

    That is the proxy where there is one, else the office. It says nothing of who answers there.
    """
    try:
        with socket.create_connection(_first_hop(base_url), timeout_s):
            return True
    except OSError:
        return False


def _first_hop(base_url: str) -> tuple[str, int]:
    office = urlsplit(base_url)
    host = office.hostname or ""
    proxy = getproxies().get(office.scheme)
    hop = urlsplit(proxy) if proxy and not proxy_bypass(host) else office
    return hop.hostname or "", hop.port or _PORTS.get(hop.scheme, 80)
