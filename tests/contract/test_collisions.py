"""Two writers of a real PostgreSQL that meet, and a PostgreSQL that is away."""

import threading

import pytest
from sqlalchemy import text

from outreach_app.office.again import again
from outreach_app.office.engine import Collided, Database
from sync.errors import OfficeBusy
from tests.postgresql import emptied


@pytest.fixture
def database(postgresql):
    opened = Database(emptied(postgresql))
    with opened.writing() as connection:
        connection.execute(text("CREATE TABLE two (n INTEGER PRIMARY KEY, times INTEGER)"))
        connection.execute(text("INSERT INTO two VALUES (1, 0), (2, 0)"))
    yield opened
    opened.close()


def crosswise(database, run):
    """Let two threads lock two rows in opposite orders; return what each got."""
    both, found = threading.Barrier(2), {}

    def act(first, second):
        met = iter([both.wait])

        def write():
            with database.writing() as connection:
                for n in (first, second):
                    add = text("UPDATE two SET times = times + 1 WHERE n = :n")
                    connection.execute(add, {"n": n})
                    next(met, lambda **_: None)(timeout=10) if n == first else None

        try:
            found[first] = run(write)
        except OfficeBusy as error:
            found[first] = error

    threads = [threading.Thread(target=act, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        times = connection.execute(text("SELECT times FROM two ORDER BY n")).scalars().all()
    return list(found.values()), times


def test_a_deadlock_ends_one_of_the_two_and_says_so(database):
    found, times = crosswise(database, lambda write: write())
    assert [type(one) for one in found if one] == [Collided]
    assert times == [1, 1]


def test_what_collided_is_done_again(database):
    found, times = crosswise(database, again)
    assert found == [None, None]
    assert times == [2, 2]


def test_three_times_is_enough():
    tries = []

    def act():
        tries.append(1)
        raise Collided("two writers met", after_s=1)

    with pytest.raises(OfficeBusy):
        again(act)
    assert len(tries) == 3


def test_a_postgresql_that_is_away_says_come_back(tmp_path):
    away = Database(f"postgresql://postgres@/postgres?host={tmp_path}")
    with pytest.raises(OfficeBusy) as caught, away.reading():
        pass
    assert caught.value.facts["after_s"] == 5
    away.close()
