"""How migrations make tables: strict, columns by kind, nothing null unless said."""

from __future__ import annotations

from outreach_app.store.engine import Database

INTEGER, TEXT, BLOB = int, str, bytes
Columns = dict[str, type]


def create(
    db: Database,
    name: str,
    of_columns: Columns,
    pk: str | tuple[str, ...],
    *,
    nullable: tuple[str, ...] = (),
    of: str = "",
) -> None:
    """Create a strict table; `of` is the table whose id its column `feed` holds."""
    db.table(name).create(
        of_columns,
        pk=pk,
        not_null=set(of_columns) - set(nullable),
        foreign_keys=[("feed", of, "id")] if of else None,
        strict=True,
    )


def columns(kind: type, names: str) -> Columns:
    """Return columns of one kind; `names` separated by blanks."""
    return dict.fromkeys(names.split(), kind)
