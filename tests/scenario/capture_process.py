"""A laptop in a process of its own that types answers until it is killed; see test_kill.py."""

import secrets

from outreach_app.casework import open_laptop
from outreach_app.clock import SystemClock
from outreach_app.practice import office_day
from outreach_app.settings import Profile


def capture(folder, unsafe, told):
    """Type a growing answer for ever and tell each that was said to be saved.

    Args:
        folder: of the laptop's profile.
        unsafe: tells before saving (the known-bad twin).
        told: a pipe; each message is one write, whole or not there.
    """
    laptop = open_laptop(
        Profile(folder),
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
                told.send_bytes(b"%d" % ahead)
            count += 4
        file.answer(path, f"Jalan {count}")
        if not unsafe:
            told.send_bytes(b"%d" % count)
