"""`office keys`: list the sealing keys; `new`, `print FILE` and `away` for root and rotation.

`open` opens, by the root, forms of citizens whose sealing key was lost.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from outreach_app.cli.office_folder import opened, root_at_hand, root_of, typed_root
from outreach_app.clock import at_office
from outreach_app.documents.root_shares import shares_pdf
from outreach_app.errors import UserProblem
from outreach_app.i18n import day, language, translate
from outreach_app.office.keyfile import write_secret
from outreach_app.office.office import Office
from outreach_app.office.opening import open_all
from outreach_app.office.root import FILE, Root, shares
from outreach_app.office.sealing_keys import KeyState, announce_new, states_of


def run(folder: Path, words: Sequence[str]) -> int:
    """Do what the words say.

    Raises:
        UserProblem: KEYS_004 no such action; and those of the actions.
    """
    action, *rest = words or ("",)
    office = opened(folder)
    try:
        if action == "new" and not rest:
            announce_new(office, root_at_hand(folder))
            _say("KEYS_010")
        elif action == "print" and len(rest) == 1:
            _print(office, root_at_hand(folder), Path(rest[0]))
        elif action == "open" and not rest:
            opened_, waiting = open_all(office, root_at_hand(folder))
            _say("KEYS_013", opened=opened_, waiting=waiting)
        elif action == "away" and not rest:
            _away(folder)
        elif action or rest:
            raise UserProblem("KEYS_004")
        for state in states_of(office):
            _tell(office, state)
    finally:
        office.close()
    return 0


def _print(office: Office, root: Root, file: Path) -> None:
    write_secret(file, shares_pdf(office.name, shares(root, secrets.token_bytes), language()))
    _say("KEYS_011", file=file)


def _away(folder: Path) -> None:
    """Remove the root once both printed shares were typed in and make the same root.

    Raises:
        UserProblem: KEYS_005 they do not; KEYS_006 it is away already.
    """
    root = root_of(folder)
    if root is None:
        raise UserProblem("KEYS_006")
    if typed_root().seed != root.seed:
        raise UserProblem("KEYS_005")
    (folder / FILE).unlink()
    _say("KEYS_012")


def _tell(office: Office, state: KeyState) -> None:
    def on(ms: int) -> str:
        return day(at_office(ms).date()) if ms else "-"

    code = "KEYS_021" if state.destroy_ms else "KEYS_020"
    if not state.here:
        code = "KEYS_022"
    elif not state.destroy_ms and office.clock.now_ms() > state.until_ms:
        code = "KEYS_023"
    facts = {"key": state.key_id, "since": on(state.from_ms), "until": on(state.until_ms)}
    waiting = ", ".join(state.waiting) or "-"
    _say(code, **facts, destroy=on(state.destroy_ms), waiting=waiting)


def _say(code: str, **facts: object) -> None:
    sys.stdout.write(translate(language(), code, **facts) + "\n")
