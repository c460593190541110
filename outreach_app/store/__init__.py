"""The laptop's encrypted database: rooms of rows, one thread, one door to SQLite."""

from outreach_app.store.queued_feed import device_storage
from outreach_app.store.store import Store
from outreach_app.store.thread import StoreThread

__all__ = ["Store", "StoreThread", "device_storage"]
