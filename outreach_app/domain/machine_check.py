"""What a table of machines must say before it may be published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach_app.domain.machines import Machine

CLOCKS = frozenset({"own", "legal", "stopped", "none", "done"})
ROLES = frozenset({"clerk", "head", "officer", "applicant"})
FACTS = frozenset({"due", "appointment", "reason", "office"})
BEGINNINGS = ("diterima", "ditahan", "ditolak")
"""The words of the intake: every case begins in one of them."""


def check(machine: Machine) -> None:
    """Refuse a machine that contradicts itself.

    Raises:
        ValueError: the message names the machine and the state.
    """
    for problem in (*_of_states(machine), *_of_moves(machine)):
        raise ValueError(f"{machine.name}: {problem}")


def _of_states(machine: Machine) -> list[str]:
    found = [f"{name} is missing" for name in BEGINNINGS if name not in machine.states]
    for name, state in machine.states.items():
        texts = (*state.tell_id, *state.tell_en)
        asked = {fact for text in texts for fact in re.findall(r"{(\w+)}", text)}
        if state.clock not in CLOCKS:
            found.append(f"{name}: {state.clock} is no clock")
        if unknown := asked - FACTS:
            found.append(f"{name}: nobody fills in {min(unknown)}")
        if len(state.tell_id) != len(state.tell_en) or not state.tell_id:
            found.append(f"{name}: the applicant must be told the same in both languages")
    return found


def _of_moves(machine: Machine) -> list[str]:
    known = machine.states.keys()
    named = {s for move in machine.moves for s in (*move.from_, move.to)}
    named |= set(machine.starts.values())
    found = [f"the state {name} is not there" for name in sorted(named - known)]
    reached = {move.to for move in machine.moves} | set(BEGINNINGS)
    found += [f"nothing leads to {name}" for name in known if name not in reached]
    found += [f"nobody moves to {move.to}" for move in machine.moves if not set(move.by) <= ROLES]
    return found + [
        f"{name} is a dead end"
        for name, state in machine.states.items()
        if not state.closed and not any(name in move.from_ for move in machine.moves)
    ]
