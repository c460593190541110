"""R19: SIGKILL before every SQL statement of taking a file in, on both sides.

A child opens the database file, takes the courier file and dies; the parent opens the database
again: the file is in whole or the next attempt brings what is missing, never twice. Writing files
is killed at every system call in `test_stick`. Known-bad twin: an office that takes entries in
without a transaction around them and their mark.
"""

import contextlib
import os
import signal
import sqlite3

from sync.courier_file import decode_file
from sync.reference import PlainDevice, PlainOffice
from tests.sync.world import World

WRITTEN = [b"record %d" % n for n in range(6)]


def killed_at(step, connection, work):
    """Run `work` in a child that dies before its statement number `step`; tell whether it died."""
    child = os.fork()
    if child == 0:
        count = 0

        def dying(_sql):
            nonlocal count
            count += 1
            if count > step:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with contextlib.suppress(Exception):
                connection().set_trace_callback(dying)
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


class Loose(PlainOffice):
    """The known-bad twin: every statement counts by itself."""

    @contextlib.contextmanager
    def transaction(self):
        yield self


def office_after_kills(folder, kind):
    """Kill taking in at every statement; return (how many, what was wrong)."""
    wrong, step = [], 0
    while True:
        path = folder / f"{kind.__name__}-{step}.sqlite"
        with contextlib.redirect_stdout(None):
            world = World(office=kind(str(path)))
        (laptop,) = world.laptops
        laptop.write(*WRITTEN)
        (file,) = [decode_file(f.encode()) for f in laptop.courier.files()]
        world.office._db.close()

        def opened(world=world, path=path):
            devices = world.office.devices
            world.office = world.end.storage = kind(str(path))
            world.office.devices = devices
            return world.office._db

        died = killed_at(step, opened, lambda world=world, file=file: world.courier.take(file))
        opened()
        wrong += whole_or_nothing(world, laptop, file)
        if not died:
            return step, wrong
        step += 1


def whole_or_nothing(world, laptop, file):
    stored = world.stored(laptop)
    found = [] if stored in ([], WRITTEN) else ["half a file"]
    mark = world.office.lock_feed(laptop.feed_id).head.number
    if mark != len(stored):
        found.append("a mark without its entries")
    with contextlib.suppress(sqlite3.Error):
        world.courier.take(file)
    if world.stored(laptop) != WRITTEN:
        found.append("lost or doubled")
    return found


def test_the_office_killed_at_any_statement_of_taking_a_file(tmp_path):
    steps, wrong = office_after_kills(tmp_path, PlainOffice)
    print(f"{steps} statements")
    assert steps > 20
    assert wrong == []


def test_an_office_without_transactions_is_caught(tmp_path):
    _, wrong = office_after_kills(tmp_path, Loose)
    assert {"half a file", "a mark without its entries"} & set(wrong)


def test_the_laptop_killed_at_any_statement_of_taking_the_reply(tmp_path):
    step, died = 0, True
    while died:
        path = str(tmp_path / f"laptop-{step}.sqlite")
        with contextlib.redirect_stdout(None):
            world = World(device_path=path)
        (laptop,) = world.laptops
        laptop.write(*WRITTEN)
        world.tell(laptop.own, b"decided", b"decided too")
        (out,) = [decode_file(f.encode()) for f in laptop.courier.files()]
        back = world.back(world.courier.take(out), out)
        laptop.storage._db.close()

        def opened(laptop=laptop, path=path):
            laptop.storage = PlainDevice(path, laptop.feed_id)
            courier = laptop.courier
            courier._storage = courier._arrivals._storage = laptop.storage
            return laptop.storage._db

        died = killed_at(step, opened, lambda laptop=laptop, back=back: laptop.courier.take(back))
        opened()
        assert laptop.storage.marks().acknowledged in (0, len(WRITTEN))
        assert laptop.told() in ([], [b"decided", b"decided too"])
        laptop.courier.take(back)
        assert laptop.storage.marks().acknowledged == len(WRITTEN)
        assert laptop.told() == [b"decided", b"decided too"]
        step += 1
    print(f"{step - 1} statements")
    assert step > 10
