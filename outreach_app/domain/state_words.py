"""The name of a state where only its code is known, as in lists that mix services."""

from __future__ import annotations

from functools import cache

from outreach_app.domain import bundled
from outreach_app.domain.machines import Machines, State
from outreach_app.i18n import Language


def state_word(state: str, language: Language) -> str:
    """Return a state's name by the bundled table; its code when that does not know it."""
    found = _states().get(state)
    return found.title(language) if found else state


@cache
def _states() -> dict[str, State]:
    machines = Machines.load(bundled.text("machines")).machines.values()
    return {name: state for machine in machines for name, state in machine.states.items()}
