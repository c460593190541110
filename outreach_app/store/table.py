"""Rows of one dataclass in one table; the only place where columns and attributes meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, get_type_hints

import msgspec

from outreach_app.store.engine import Database

if TYPE_CHECKING:

    class _Dataclass(Protocol):
        __dataclass_fields__: ClassVar[dict[str, Any]]


R = TypeVar("R", bound="_Dataclass")


class Table(Generic[R]):
    """A table that holds one row type; tuples and mappings are kept as JSON text.

    Args:
        db: the store's database.
        name: of the table.
        row_type: frozen dataclass whose attributes are columns of the table.
        key: the columns of its primary key, or of a unique index.
    """

    def __init__(self, db: Database, name: str, row_type: type[R], key: tuple[str, ...]) -> None:
        hints = get_type_hints(row_type)
        self._db = db
        self._name = name
        self._type = row_type
        self._columns = tuple(field.name for field in fields(row_type))
        self._json = {c: hints[c] for c in self._columns if hints[c] not in (str, int, bytes)}
        self._key = key
        self._listed = ", ".join(f"{name}.{column}" for column in self._columns)

    def values(self, row: R) -> dict[str, object]:
        """Return the columns of a row."""
        found = {column: getattr(row, column) for column in self._columns}
        for column in self._json:
            found[column] = msgspec.json.encode(found[column]).decode()
        return found

    def put(self, row: R) -> None:
        """Write a row, replacing the one with the same key."""
        values = self.values(row)
        rest = [column for column in values if column not in self._key]
        self._db.execute(
            f"{self._insert(values)} ON CONFLICT ({', '.join(self._key)}) DO UPDATE SET "
            + ", ".join(f"{column} = excluded.{column}" for column in rest),
            tuple(values.values()),
        )

    def add(self, row: R, extra: Mapping[str, object] | None = None) -> int:
        """Write a new row, with `extra` columns that the row type does not show; return its id."""
        values = self.values(row) | dict(extra or {})
        written = self._db.execute(self._insert(values), tuple(values.values()))
        return int(written.lastrowid or 0)

    def _insert(self, values: Mapping[str, object]) -> str:
        places = ", ".join("?" * len(values))
        return f"INSERT INTO {self._name} ({', '.join(values)}) VALUES ({places})"

    def get(self, *key: object) -> R | None:
        """Return the row with this key."""
        where = " AND ".join(f"{column} = ?" for column in self._key)
        return next(iter(self.select(f"WHERE {where}", key)), None)

    def remove(self, *key: object) -> bool:
        """Delete the row with this key; tell whether there was one."""
        where = " AND ".join(f"{column} = ?" for column in self._key)
        return bool(self._db.execute(f"DELETE FROM {self._name} WHERE {where}", key).rowcount)

    def select(self, rest: str = "", parameters: Sequence[object] = ()) -> list[R]:
        """Return rows; `rest` is SQL from WHERE on, with `?` for every value."""
        sql = f"SELECT {self._listed} FROM {self._name} {rest}"
        return [self._row(values) for values in self._db.execute(sql, tuple(parameters))]

    def _row(self, values: Sequence[Any]) -> R:
        found = dict(zip(self._columns, values, strict=True))
        for column, kind in self._json.items():
            found[column] = msgspec.json.decode(found[column], type=kind)
        return self._type(**found)
