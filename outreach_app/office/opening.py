"""Opening what citizens sealed to a key that was lost: by the root, or once the key is back."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from outreach_app.domain import entries as e
from outreach_app.domain.citizen_entries import CitizenSealed
from outreach_app.errors import UserProblem
from outreach_app.office import unopened
from outreach_app.office.apart import apart
from outreach_app.office.citizen_tables import unopened as waiting
from outreach_app.office.citizens import take_opened
from outreach_app.office.entry_rows import ENTRY, as_entry
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.root import Root
from outreach_app.office.tables import entry
from sync.entry import Entry


def open_all(office: Office, root: Root | None = None) -> tuple[int, int]:
    """Open what can be opened; return how many were, and how many still wait.

    Raises:
        UserProblem: RESTORE_002 it is another office's root.
    """
    if root is not None and root.signing_key != office.keys.root_key:
        raise UserProblem("RESTORE_002")
    with office.ledger.reading() as look:
        if not unopened.count(look.connection):
            return 0, 0
    with office.ledger.transaction() as tx:
        query = (
            select(*ENTRY)
            .join(
                waiting,
                (waiting.c.feed_id == entry.c.feed_id) & (waiting.c.entry_number == entry.c.number),
            )
            .where(~entry.c.held)
            .order_by(waiting.c.arrived_ms, entry.c.feed_id, entry.c.number)
        )
        opened = 0
        for one in map(as_entry, tx.connection.execute(query).all()):
            act = partial(_open, office, tx, one, root)
            opened += apart(tx.connection, act, f"a citizen's form, entry {one.number}")
        return opened, unopened.count(tx.connection)


def _open(office: Office, tx: LedgerTransaction, one: Entry, root: Root | None) -> None:
    body = e.decode(one.body or b"", CitizenSealed)
    seed = office.keys.sealing_by_id.get(bytes.fromhex(body.key_id))
    if seed is not None:
        take_opened(office, tx, one, body, body.sealed, seed)
    elif root is not None and body.for_root:
        take_opened(office, tx, one, body, body.for_root, root.recovery_seed)
    else:
        raise ValueError("nothing here opens it")
    unopened.forget(tx.connection, one)
