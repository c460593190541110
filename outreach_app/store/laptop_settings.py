"""Small facts of this laptop: chosen printer, language, lock times."""

from __future__ import annotations

from outreach_app.store.engine import Database


class SettingRoom:
    """Key and text; no secrets of people belong here."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str, default: str = "") -> str:
        """Return a setting."""
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def put(self, key: str, value: str) -> None:
        """Write a setting."""
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def all(self) -> dict[str, str]:
        """Return all settings."""
        return dict(self._db.execute("SELECT key, value FROM settings ORDER BY key").fetchall())
