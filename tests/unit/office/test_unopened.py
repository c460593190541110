"""A key announced after the backup is lost with the machine; what citizens sealed to it is not."""

import shutil

import msgspec
import pytest

from outreach_app.casework.citizen_sealing import sealed
from outreach_app.cli import main as cli
from outreach_app.domain import citizen_entries as c
from outreach_app.office import sealing_keys, threads
from outreach_app.office.backups import back_up
from outreach_app.office.opening import open_all
from outreach_app.office.projection import rebuild
from outreach_app.office.restoring import restore
from outreach_app.office.root import FILE, Root, read_root
from outreach_app.office.setup import open_office
from outreach_app.office.tables import event
from outreach_app.office.worklist import worklist
from tests.unit.office.conftest import CHEAP, HEAD, seeded

NUMBER = "AD-26-7KQ4-M2XP-C"


def answer(serial):
    return c.CitizenAnswer(
        citizen_id=f"u{serial}",
        form_id="aduan",
        form_version="1",
        service="ADUAN",
        date="2026-11-24",
        pekon="18.04.04.2001",
        language="id",
        answers=msgspec.Raw(b"{}"),
        number=NUMBER,
        check_code="7KQ4M2XP",
        anonymous=True,
    )


@pytest.fixture
def root(office_folder):
    return read_root(office_folder)


@pytest.fixture
def lost_key(office, office_folder, laptop, tmp_path, clock, root):
    """Restore a backup older than the newest key; a report is sealed to that key."""
    laptop.send()
    file = back_up(office, office_folder, tmp_path / "b").file
    sealing_keys.announce_new(office, root)
    said = sealed(office.keys.card, None, answer(1), None)
    office.close()
    shutil.rmtree(office_folder)
    restore(file, office_folder, root, clock=clock, random=seeded(9), rules=CHEAP)
    again = open_office(office_folder, clock=clock, random=seeded(2), rules=CHEAP)
    laptop.office = again
    laptop.write(c.CITIZEN_SEALED, said)
    laptop.send()
    yield again
    again.close()


def listed(office):
    return [one.number for one in threads.listed(office, HEAD).threads]


def test_it_waits_for_the_root_and_is_opened_by_it(lost_key, root):
    assert (listed(lost_key), worklist(lost_key, HEAD).unopened) == ([], 1)
    assert open_all(lost_key) == (0, 1), "no key here opens it"
    assert open_all(lost_key, root) == (1, 0)
    assert (listed(lost_key), worklist(lost_key, HEAD).unopened) == ([NUMBER], 0)
    assert open_all(lost_key, root) == (0, 0)


def test_the_command_asks_for_the_root(lost_key, office_folder, root, monkeypatch, capsys):
    (office_folder / FILE).unlink(missing_ok=True)
    monkeypatch.setattr("outreach_app.cli.office_keys.root_at_hand", lambda _folder: root)
    lost_key.close()
    assert cli.main(["office", "keys", "open", "--folder", str(office_folder)]) == 0
    assert "dibuka: 1" in capsys.readouterr().out


def test_another_offices_root_opens_nothing(lost_key):
    with pytest.raises(Exception, match="RESTORE_002"):
        open_all(lost_key, Root(bytes(32)))


def test_a_key_that_comes_back_opens_it_too(office, laptop, clock):
    keys = office.keys
    laptop.write(c.CITIZEN_SEALED, sealed(keys.card, None, answer(1), None))
    gone = with_seeds(keys, keys.sealing_seeds[:0])
    office.ring.change(lambda _keys: gone, seeded(3))
    laptop.send()
    assert worklist(office, HEAD).unopened == 1
    office.ring.change(lambda _keys: keys, seeded(3))
    assert open_all(office) == (1, 0)


def with_seeds(keys, seeds):
    """The same keys with other sealing keys."""
    other = type(keys).generate(seeded(5), 1).sealing_seeds
    return type(keys)(
        keys.office_id,
        keys.office_epoch,
        keys.signing_seed,
        seeds or other,
        keys.root_key,
        keys.recovery_key,
    )


def test_a_rebuild_leaves_what_was_opened_although_its_key_was_destroyed(office, laptop):
    keys = office.keys
    laptop.write(c.CITIZEN_SEALED, sealed(keys.card, None, answer(1), None))
    laptop.send()
    office.ring.change(lambda _keys: with_seeds(keys, ()), seeded(3))
    rebuild(office)
    assert (listed(office), worklist(office, HEAD).unopened) == ([NUMBER], 0)
    with office.ledger.reading() as tx:
        assert tx.connection.execute(event.select()).all() == []


def test_twin_without_the_second_seal_it_waits_for_ever(office, laptop, root):
    said = msgspec.structs.replace(
        sealed(office.keys.card, None, answer(1), None), key_id="00" * 8, for_root=b""
    )
    laptop.write(c.CITIZEN_SEALED, said)
    laptop.send()
    assert open_all(office, root) == (0, 1)
