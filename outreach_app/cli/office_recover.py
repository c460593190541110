"""`office recover D007`: a one-time code for a laptop whose officers all forgot.

The clerk who makes it signs in, and both shares of the root are needed where it is away. The code
goes to this screen only; that it was made is written into the laptop's feed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from outreach_app.cli.office_folder import opened, root_at_hand, signed_in
from outreach_app.errors import UserProblem
from outreach_app.i18n import language, tr, translate
from outreach_app.office.recovery import Wanted, make_code


def run(folder: Path, clerk: str, words: Sequence[str]) -> int:
    """Make a code and show it.

    Args:
        folder: of the office.
        clerk: who makes it.
        words: the laptop, and the text its lock screen shows if the office asked for it.

    Raises:
        UserProblem: RECOVERY_007 no laptop was named; see `recovery.make_code`.
    """
    if not words:
        raise UserProblem("RECOVERY_007")
    office = opened(folder)
    try:
        by = signed_in(office, clerk)
        wanted = Wanted(
            device=words[0],
            told=input(f"{tr('Who on the laptop is told the code')}: "),
            reason=input(f"{tr('Why it is needed')}: "),
            request="".join(words[1:]),
        )
        made = make_code(office, root_at_hand(folder), wanted, by)
    finally:
        office.close()
    facts = {"code": made.code, "device": words[0].upper(), "number": made.number}
    sys.stdout.write(translate(language(), "RECOVERY_010", **facts) + "\n")
    return 0
