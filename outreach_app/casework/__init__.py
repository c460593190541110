"""The use cases of the laptop, without Qt: take in, finish, correct, send, close the day."""

from outreach_app.casework.laptop import Laptop
from outreach_app.casework.unlocking import furnished, open_laptop, recover_laptop

__all__ = ["Laptop", "furnished", "open_laptop", "recover_laptop"]
