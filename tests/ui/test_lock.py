"""Curtain and lock: nothing typed is lost, nothing is left for a thief, sealed files still go."""

import base64
import gc
import io

import pytest
from PySide6.QtCore import Qt
from reportlab.pdfgen.canvas import Canvas

from outreach_app import identity
from outreach_app.clock import SetClock
from outreach_app.field import paper
from outreach_app.field.curtain_page import CurtainPage
from outreach_app.field.idle import IdleWatch
from outreach_app.field.sign_in import SignInPage
from outreach_app.field.window import FieldWindow
from outreach_app.identity import Unlocked
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from sync import runner
from sync.keys import DeviceKeys

PIN = "2468"


def a_finished_file(laptop):
    """Finish one file; return the person."""
    today = laptop.place.today()
    person = next(p for p in People(4, today, PEKON).draw(30) if not p.edge)
    laptop.open_day(PEKON, ("RY",))
    file = laptop.start_file(person.service)
    fill(file, person, today)
    file.finish()
    return person


def secrets_on_disk(folder, secrets):
    """Return which secrets stand in which file, in the usual disguises."""
    found = set()
    for file in (f for f in folder.rglob("*") if f.is_file()):
        data = file.read_bytes()
        for secret in secrets:
            raw = secret if isinstance(secret, bytes) else secret.encode()
            plain = base64.b64encode(raw).rstrip(b"=")
            if any(form in data for form in (raw, raw.hex().encode(), plain)):
                found.add((file.name, raw))
    return found


def test_the_curtain_hides_all_but_the_number_and_rises_by_pin(field_window, enter, qtbot):
    laptop = enter()
    person = a_finished_file(laptop)
    laptop.tickets.issue("A", "PAS-BARU")
    laptop.tickets.call_next()
    identity.set_pin(field_window.doors.profile, laptop.place.unlocked, PIN)
    field_window.files.show_register()
    behind = field_window.page
    field_window.gate.curtain_or_lock()
    page = field_window.page
    assert isinstance(page, CurtainPage)
    assert not behind.isVisible()
    texts = " ".join(w.text() for w in page.findChildren(type(page.asks)))
    assert "A-001" in texts
    assert field_window.frame.status.startswith("Belum terkirim 1 berkas")
    assert person.name not in texts
    qtbot.keyClicks(page.secret, PIN)
    qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    assert type(field_window.page) is type(behind)
    assert field_window.laptop is laptop


def test_three_wrong_pins_lock(field_window, enter, qtbot):
    laptop = enter()
    identity.set_pin(field_window.doors.profile, laptop.place.unlocked, PIN)
    field_window.curtain.fall()
    for left in (2, 1):
        qtbot.keyClicks(field_window.page.secret, "1111")
        qtbot.keyClick(field_window.page.secret, Qt.Key.Key_Return)
        assert f"{left} kali" in field_window.page.problem.text()
    qtbot.keyClicks(field_window.page.secret, "1111")
    qtbot.keyClick(field_window.page.secret, Qt.Key.Key_Return)
    assert isinstance(field_window.page, SignInPage)
    assert field_window.laptop is None


def test_half_an_answer_is_stored_before_the_curtain_and_the_lock(field_window, enter, qtbot):
    laptop = enter()
    laptop.open_day(PEKON, ("RY",))
    laptop.tickets.issue("A", "PAS-BARU")
    laptop.tickets.call_next()
    field_window.files.start("A-001")
    desk = field_window.page
    desk.form.go_to("/data/identitas/nama")
    qtbot.wait(20)
    qtbot.keyClicks(desk.form._fields["/data/identitas/nama"]._edit, "Ngatiyem")
    field_window.gate.curtain_or_lock()
    field_window.gate.curtain_or_lock()
    assert field_window.laptop is None
    again = enter()
    (draft,) = again.today().resumable
    assert draft.name == "Ngatiyem"


def test_locked_there_is_no_key_in_memory_and_neither_key_nor_name_on_disk(
    field_window, enter, practice, others
):
    laptop = enter()
    field_window.files.show_register()
    practice[0].server.stop()  # so that everything still waits
    person = a_finished_file(laptop)
    unlocked = laptop.place.unlocked
    keys = unlocked.device_keys
    secrets = (person.name, person.nik, unlocked.database_key, keys.signing_seed, keys.sealing_seed)
    slip = field_window.doors.profile.slips_folder / "x.pdf"
    slip.parent.mkdir(exist_ok=True)
    slip.write_bytes(person.name.encode())
    folder = field_window.doors.profile.folder
    assert secrets_on_disk(folder, secrets), "the known-bad twin: a saved slip shows the name"
    field_window.gate.lock()
    assert list(field_window.doors.profile.outbox_folder.glob("*.request"))
    assert secrets_on_disk(folder, secrets) == set()
    own_keys, database_key = bytes(keys.encode()), bytes(unlocked.database_key)
    del laptop, unlocked, keys
    gc.collect()
    known = [o for o in gc.get_objects() if isinstance(o, Unlocked) and id(o) not in others]
    assert keys_in_memory(own_keys, others) == []
    assert not [o for o in known if isinstance(o, Unlocked) and o.database_key == database_key]
    assert "1 berkas belum terkirim" in field_window.frame.status


@pytest.fixture
def others(field_window):
    """What other tests of this process left of the same practice laptop, by identity."""
    gc.collect()
    return {id(o): o for o in gc.get_objects() if isinstance(o, Unlocked | DeviceKeys)}


def keys_in_memory(own_keys, others):
    gc.collect()
    known = [o for o in gc.get_objects() if isinstance(o, DeviceKeys) and id(o) not in others]
    return [one for one in known if one.encode() == own_keys]


def locked_after_a_sync_that_failed(window, laptop, practice, qtbot):
    """Lock a laptop whose office is away, and that has just found so; return its keys."""
    own_keys = bytes(laptop.place.unlocked.device_keys.encode())
    practice[0].server.stop()
    a_finished_file(laptop)
    window.sending._syncing.now()
    qtbot.waitUntil(lambda: window.sending.log.problem is not None, timeout=10_000)
    window.gate.lock()
    return own_keys


def test_a_sync_that_failed_keeps_no_key_beyond_the_lock(
    field_window, enter, practice, qtbot, others
):
    own_keys = locked_after_a_sync_that_failed(field_window, enter(), practice, qtbot)
    assert keys_in_memory(own_keys, others) == []


def test_the_keys_go_whatever_goes_wrong_with_the_outbox(field_window, enter, monkeypatch, others):
    laptop = enter()
    own_keys = bytes(laptop.place.unlocked.device_keys.encode())

    def fails(*_args):
        raise ValueError("nobody thought of it")

    monkeypatch.setattr(type(laptop), "seal_outbox", fails)
    field_window.gate.lock()
    del laptop
    assert isinstance(field_window.page, SignInPage)
    assert keys_in_memory(own_keys, others) == []


def test_twin_an_error_that_keeps_its_frames_keeps_the_keys(
    field_window, enter, practice, qtbot, monkeypatch, others
):
    monkeypatch.setattr(runner, "without_frames", lambda error: error)
    own_keys = locked_after_a_sync_that_failed(field_window, enter(), practice, qtbot)
    assert keys_in_memory(own_keys, others) != []


def test_what_was_sealed_is_sent_while_locked_and_applied_at_the_next_sign_in(
    field_window, enter, practice, qtbot
):
    office = practice[0]
    laptop = enter()
    field_window.sending._syncing.let_go()  # nothing goes before the lock
    a_finished_file(laptop)
    field_window.gate.lock()
    qtbot.waitUntil(lambda: "terkirim selagi terkunci" in field_window.frame.status, timeout=10_000)
    with office.office.ledger.reading() as tx:
        feed = tx.lock_feed(laptop.place.unlocked.certificate.feed_id)
        assert feed.head.number == 3, "the recovery code, the day and the file"
    unlocked_again = enter()
    assert unlocked_again.sync_state().unsent_entries == 0
    assert not list(field_window.doors.profile.outbox_folder.glob("*"))


@pytest.fixture
def watch(qapp, qtbot):
    clock = SetClock(1_795_500_000_000)
    made = IdleWatch(qapp, clock)
    made._timer.stop()
    seen = []
    made.quiet.connect(lambda: seen.append("quiet"))
    made.gone.connect(lambda: seen.append("gone"))
    yield made, clock, seen
    qapp.removeEventFilter(made)
    made.deleteLater()


def pass_time(watch, clock, seconds):
    for _ in range(seconds):
        clock.advance(1)
        watch.tick()


def test_two_quiet_minutes_bring_the_curtain_and_five_the_lock(watch):
    made, clock, seen = watch
    pass_time(made, clock, 119)
    assert seen == []
    pass_time(made, clock, 1)
    assert seen == ["quiet"]
    pass_time(made, clock, 179)
    assert set(seen) == {"quiet"}
    pass_time(made, clock, 1)
    assert seen[-1] == "gone"


def test_a_laptop_that_slept_is_locked_at_once(watch):
    made, clock, seen = watch
    clock.advance(60)
    made.tick()
    assert seen == ["gone"]


def test_a_key_counts_as_somebody_there_and_citizens_have_their_time(watch, qtbot, field_window):
    made, clock, seen = watch
    pass_time(made, clock, 100)
    qtbot.keyClick(field_window.page.passphrase, Qt.Key.Key_A)
    pass_time(made, clock, 100)
    assert seen == []
    made.exempt(900)
    pass_time(made, clock, 899)
    assert seen == []
    pass_time(made, clock, 125)
    assert "quiet" in seen


def test_slips_that_a_power_cut_left_are_gone_at_the_next_start(field_window, shown):
    doors = field_window.doors
    file = doors.profile.slips_folder / "LB-26-D001-00001-K-58mm.pdf"
    paper.print_pdf(a_page(), file)
    assert file.stat().st_mode & 0o077 == 0
    again = shown(FieldWindow(doors))
    assert not file.exists()
    again.close()


def a_page():
    """A real page of one line."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(10, 10, "NGATIYEM")
    canvas.save()
    return made.getvalue()
