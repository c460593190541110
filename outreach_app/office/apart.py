"""One bad entry stops nobody: work inside a savepoint, of which only what is sound stays.

Entries are signed by an enrolled laptop, and still may hold what nobody thought of: of a newer
version, damaged before signing, or evil. What the database or another writer says of itself is no
fault of an entry and goes on to the caller.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from sync.errors import ChainBroken, OfficeBusy

_LOG = logging.getLogger(__name__)
_OF_THE_ENTRY = (DataError, IntegrityError)


def apart(connection: Connection, act: Callable[[], object], what: str) -> bool:
    """Do `act` whole or not at all, and tell whether it was done.

    Args:
        connection: in a transaction.
        act: works in that transaction.
        what: for the log, which learns the kind of the fault and nothing of the content.

    Raises:
        OfficeBusy, ChainBroken, DBAPIError: no fault of what was worked on.
    """
    try:
        with connection.begin_nested():
            act()
    except (OfficeBusy, ChainBroken):
        raise
    except DBAPIError as error:
        if not isinstance(error, _OF_THE_ENTRY):
            raise
        _LOG.warning("%s: %s", what, type(error).__name__)
        return False
    except Exception as error:  # noqa: BLE001 - whatever an entry may bring about
        _LOG.warning("%s: %s", what, type(error).__name__)
        return False
    return True
