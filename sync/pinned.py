"""A `requests` session that speaks HTTPS with one office only (see `sync.tls`)."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from sync.errors import WrongOfficeKey
from sync.tls import office_of


def pinned_session(is_ours: Callable[[bytes], bool]) -> requests.Session:
    """Return a session that speaks HTTPS only with an office (`sync.tls`), whatever the date.

    Args:
        is_ours: tells of an office's signing key whether it is the right one.
    """
    session = requests.Session()
    session.mount("https://", _PinnedAdapter(is_ours))
    return session


class _PinnedConnection(HTTPSConnection):
    """Looks at who answered before the first byte of a request goes out."""

    is_ours: Callable[[bytes], bool]

    def connect(self) -> None:
        super().connect()
        secure = self.sock if isinstance(self.sock, ssl.SSLSocket) else None
        certificate = secure.getpeercert(binary_form=True) if secure else None
        office = office_of(certificate or b"")
        if office is None or not self.is_ours(office):
            self.close()
            raise WrongOfficeKey("another office, or none")
        self.is_verified = True  # by the pin, which is stricter than any authority


class _PinnedAdapter(HTTPAdapter):
    def __init__(self, is_ours: Callable[[bytes], bool]) -> None:
        connection = type("Pinned", (_PinnedConnection,), {"is_ours": staticmethod(is_ours)})
        pool = type("PinnedPool", (HTTPSConnectionPool,), {"ConnectionCls": connection})
        self._pools = {"http": HTTPConnectionPool, "https": pool}
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool of direct connections."""
        super().init_poolmanager(*args, ssl_context=_any_certificate(), **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Return the pool of connections through a proxy."""
        manager = super().proxy_manager_for(proxy, ssl_context=_any_certificate(), **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the certificate to `_PinnedConnection`."""
        del url, verify, cert
        conn.cert_reqs, conn.ca_certs, conn.ca_cert_dir = "CERT_NONE", None, None


def _any_certificate() -> ssl.SSLContext:
    """Return a context without authorities, names and dates: the pin decides alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
