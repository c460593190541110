"""State machines of cases as data: states, who may move a case, what its applicant reads.

Source: `resources/services/machines.toml`, or the text that the office published. One machine per
kind of service; a service may name another one. Which words a state has is data, too: the product
never says approved, issued or paid (decisions C30; a test looks).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from outreach_app.domain.machine_check import check
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language

CLERK, HEAD, OFFICER, APPLICANT = "clerk", "head", "officer", "applicant"
"""Who may move a case: the first two record it, on the word of one of the others where named."""
INVITED = ("siap_wawancara", "siap_bap")
"""States in which the applicant is asked to come to the office."""
_OFFICE_ROLES = {"petugas_meja": CLERK, "kepala": HEAD}
_SHARED = "shared"


class State(msgspec.Struct, frozen=True):
    """One state of a case.

    Attributes:
        id: its name in Indonesian; `en` the same in English.
        tell_id: sentences for the applicant; `{due} {appointment} {reason} {office}` are filled in.
        clock: `own`, `legal`, `stopped`, `none` or `done`.
        closed: nobody has to do anything any more.
        reopens: a corrected file sends the case back to its beginning.
        limit_days: calendar days until the applicant must act; 0 for none.
    """

    id: str
    en: str
    tell_id: tuple[str, ...]
    tell_en: tuple[str, ...]
    clock: str
    closed: bool = False
    reopens: bool = False
    limit_days: int = 0

    def title(self, language: Language) -> str:
        """Return the state's name."""
        return self.id if language == "id" else self.en


class Move(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A change of state.

    Attributes:
        by: who may do it.
        reason: one must be given, as the applicant will read it.
        appointment: day and time must be given.
        due: a day must be given.
        after_due: only when the printed day has passed.
    """

    from_: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    reason: bool = False
    appointment: bool = False
    due: bool = False
    after_due: bool = False

    @property
    def on_word_of(self) -> str:
        """Return who asked for it or reported it: `applicant`, `officer`; empty: the office."""
        return next((who for who in self.by if who in (APPLICANT, OFFICER)), "")


class _Written(msgspec.Struct, frozen=True):
    states: dict[str, State] = {}
    moves: tuple[Move, ...] = ()
    starts: dict[str, str] = {}
    back: tuple[str, ...] = ()
    extends: str = ""
    without: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of one kind of case.

    Attributes:
        states: name -> state, in the order of the table.
        moves: every change of state.
        starts: event that starts the legal clock -> state that begins with it.
        back: who may take a sent move back to the state before it.
    """

    name: str
    states: Mapping[str, State]
    moves: tuple[Move, ...]
    starts: Mapping[str, str]
    back: tuple[str, ...]

    def state(self, name: str) -> State:
        """Return a state; one that a later table brought is shown by its name and runs no clock."""
        return self.states.get(name) or State(name, name, (), (), "none")

    def on_word_of(self, state: str, to: str) -> str:
        """Return on whose word a case goes from `state` to `to`, empty on the office's own."""
        found = (m for m in self.moves if state in m.from_ and m.to == to)
        return next((m.on_word_of for m in found), "")

    def moves_from(self, state: str, role: str) -> tuple[Move, ...]:
        """Return what `role` may do with a case in `state`, in the order of the table."""
        return tuple(m for m in self.moves if state in m.from_ and role in m.by)

    def possible(self, state: str, role: str, former: str = "") -> tuple[Move, ...]:
        """Return every move of `role` from `state`, the way back to `former` included.

        Where the clock stood still, a clerk goes on where the case was.
        """
        found = self.moves_from(state, role)
        known = {m.to for m in found}
        if former and former not in {state, *known}:
            if self.state(state).clock == "stopped" and role in (CLERK, HEAD):
                found += (Move(from_=(state,), to=former, by=(CLERK, HEAD)),)
            elif role in self.back:
                found += (Move(from_=(state,), to=former, by=self.back, reason=True),)
        return found


@dataclass(frozen=True, slots=True)
class Machines:
    """All machines of one published text."""

    machines: Mapping[str, Machine]

    @classmethod
    def load(cls, text: str) -> Machines:
        """Return the machines in TOML `text`.

        Raises:
            ValueError: it cannot be read or contradicts itself; the message names the machine.
        """
        written = {
            name: _read(name, table)
            for name, table in tomllib.loads(text).items()
            if isinstance(table, dict)
        }
        shared = written.pop(_SHARED, _Written())
        made = {name: _made(name, row, written, shared) for name, row in written.items()}
        for machine in made.values():
            check(machine)
        return cls(made)

    def get(self, name: str) -> Machine:
        """Return a machine.

        Raises:
            UserProblem: CASES_004 there is no such machine.
        """
        if name not in self.machines:
            raise UserProblem("CASES_004", machine=name)
        return self.machines[name]


def role_of(office_role: str) -> str:
    """Return how machines call a clerk's role; empty for one that moves no case."""
    return _OFFICE_ROLES.get(office_role, "")


def told(state: State, language: Language, **facts: str) -> tuple[str, ...]:
    """Return what the applicant reads; a sentence that lacks its fact is left out.

    Args:
        state: of the case.
        language: of the applicant.
        facts: `due`, `appointment`, `reason`, `office`; empty when there is none.
    """
    known = {name: value.strip().rstrip(".") for name, value in facts.items()}
    sentences = state.tell_id if language == "id" else state.tell_en
    return tuple(s.format(**known) for s in sentences if all(known.get(n) for n in _names(s)))


def _names(sentence: str) -> list[str]:
    return re.findall(r"{(\w+)}", sentence)


def _read(name: str, table: dict[str, Any]) -> _Written:
    try:
        return msgspec.convert(table, _Written)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _made(name: str, row: _Written, written: dict[str, _Written], shared: _Written) -> Machine:
    parent = written.get(row.extends, _Written()) if row.extends else _Written()
    kept = tuple(_less(move, row.without) for move in parent.moves)
    return Machine(
        name,
        {**shared.states, **parent.states, **row.states},
        tuple(move for move in (*kept, *row.moves) if move.from_),
        parent.starts | row.starts,
        row.back or parent.back or shared.back,
    )


def _less(move: Move, without: tuple[tuple[str, str], ...]) -> Move:
    rest = tuple(state for state in move.from_ if (state, move.to) not in without)
    return msgspec.structs.replace(move, from_=rest)
