"""A laptop in a process of its own that types answers until it is killed.

Prints `<draft id> <path>` after each answer that was said to be saved. Run by test_kill.py.
"""

import sys
from pathlib import Path

from outreach_app.casework import open_laptop
from outreach_app.clock import SystemClock
from outreach_app.practice import office_day
from outreach_app.settings import Profile


def main(folder: str, unsafe: bool) -> None:
    """Type a growing answer for ever; `unsafe` reports before saving (the known-bad twin)."""
    import secrets

    laptop = open_laptop(
        Profile(Path(folder)),
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=secrets.token_bytes,
    )
    drafts = laptop.today().resumable
    file = laptop.resume(drafts[0].key) if drafts else laptop.start_file("PAS-BARU")
    path = file.map.path("street")
    count = int(file.session.value(path).removeprefix("Jalan ") or 0)
    while True:
        count += 1
        if unsafe:
            for ahead in range(count, count + 5):
                print(ahead, flush=True)
            count += 4
        file.answer(path, f"Jalan {count}")
        if not unsafe:
            print(count, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], len(sys.argv) > 2)
