"""Areas 4 (questions), 6 (survey) and 9 (complaints) in the citizens' hands."""

from __future__ import annotations

from outreach_app.casework import citizen, following
from outreach_app.casework.citizen import Told
from outreach_app.domain.periods import quarter
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.citizen_client import CitizenCalls
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.practice.areas.area import Area, Scene, fill_form

_SURVEYS, _COMPLAINTS, _QUESTIONS = 12, 3, 3


def _say(scene: Scene, service: str, answers: dict[str, str]) -> Told:
    form = citizen.open_form(scene.laptop.place, service, "id")
    fill_form(form, answers)
    return form.finish()


def _act(scene: Scene, calls: CitizenCalls, number: str, kind: str, text: str) -> cm.ThreadView:
    wanted = cm.ThreadAct(event_id=scene.new_id(), kind=kind, text=text, value="Kasubsi")
    return calls.act(number, wanted)


def _readable(scene: Scene, told: list[Told]) -> int:
    """Return how many answers can be read on the laptop with number and code."""
    place = scene.laptop.place
    words = [following.word(place, one.number, one.check_code) for one in told]
    return sum(bool(word and word.said) for word in words)


class Questions(Area):
    """Questions asked in the village and by telephone become threads with an answer."""

    def __init__(self) -> None:
        self._told: list[Told] = []

    def during(self, scene: Scene) -> None:
        """Ask in the village."""
        for about in ("PAS-ANAK", "PAS-BARU", "IZIN")[:_QUESTIONS]:
            asked = {"layanan": about, "isi": "Dokumen apa yang perlu dibawa?", "boleh_umum": "ya"}
            self._told.append(_say(scene, "TANYA", asked | {"tinggal_kontak": "tidak"}))
            scene.count(4, "questions_asked")

    def after(self, scene: Scene) -> None:
        """Answer them, and log a call."""
        calls = CitizenCalls(scene.clerk)
        wanted = cm.NewThread(
            thread_id=scene.new_id(),
            channel="telepon",
            kind="PERTANYAAN",
            about="PAS-GANTI",
            story="Kapan kunjungan berikutnya?",
            may_publish=True,
        )
        calls.open(wanted)
        scene.count(4, "calls_logged")
        for row in calls.threads():
            if row.kind == "PERTANYAAN" and row.state == "diterima":
                view = _act(scene, calls, row.number, "answered", "Bawa KTP dan KK asli.")
                scene.count(4, "questions_answered", view.row.state == "dijawab")
                scene.count(4, "answered_in_time", not view.row.late_days)
                self._publish(scene, view)
        told = self._told[0]
        caller = cm.CallerReply(
            reply_id=scene.new_id(), number=told.number, code=told.check_code, move="SELESAI"
        )
        scene.count(4, "callers_confirmed", calls.caller(caller).state == "selesai")

    def _publish(self, scene: Scene, view: cm.ThreadView) -> None:
        """Make one answer a frequent answer, as the desk does in one step."""
        if not view.may_publish or scene.counts[4]["frequent_answers_from_questions"]:
            return
        wanted = pm.PublishShort(
            kind="frequent_answer",
            title={"id": view.story},
            text={"id": view.events[-1].text},
        )
        done = PublishingClient(scene.clerk).publish_short(wanted)
        scene.count(4, "frequent_answers_from_questions", not done.problems)

    def at_last(self, scene: Scene) -> None:
        """Read the answers on the laptop."""
        scene.count(4, "answers_read_by_number_and_code", _readable(scene, self._told))


class Survey(Area):
    """Satisfaction by the national formula, sealed and mixed."""

    def during(self, scene: Scene) -> None:
        """Fill in surveys in citizen mode."""
        for _ in range(_SURVEYS):
            scores = {f"U{n}": scene.random.choice("334444") for n in range(1, 10)}
            about = scene.random.choice(("PAS-BARU", "PAS-GANTI", "IZIN"))
            _say(scene, "SKM", scores | {"layanan": about})
            scene.count(6, "surveys_sealed")

    def after(self, scene: Scene) -> None:
        """Count the index at the office."""
        since, until = (day.isoformat() for day in quarter(scene.today))
        found = CitizenCalls(scene.clerk).survey(since, until)
        scene.count(6, "surveys_counted", found.all.respondents)
        scene.count(6, "surveys_waiting_for_a_step", found.waiting)
        scene.count(6, "services_with_an_index", sum(bool(i.value) for i in found.by_service))
        scene.count(6, "days_with_an_index", sum(bool(i.value) for i in found.by_date))
        scene.count(6, "lowest_elements_named", len(found.all.lowest))
        scene.count(6, "sample_needed", found.all.sample)


class Complaints(Area):
    """Complaints: sealed, limited, passed on, answered, confirmed."""

    def __init__(self) -> None:
        self._told: list[Told] = []

    def during(self, scene: Scene) -> None:
        """Complain: with a name, anonymously, in secret."""
        for anonymous, kept in (("tidak", "tidak"), ("ya", "tidak"), ("tidak", "ya")):
            said = {"jenis": "PENGADUAN", "layanan": "PAS-BARU", "uraian": "Antrean tidak urut."}
            said |= {"anonim": anonymous, "rahasia": kept, "nama": "Sukardi"}
            self._told.append(_say(scene, "ADUAN", said))
            scene.count(9, "complaints_sealed")
            scene.count(9, "anonymous", anonymous == "ya")
            scene.count(9, "secret", kept == "ya")

    def after(self, scene: Scene) -> None:
        """Pass them on and answer."""
        calls = CitizenCalls(scene.clerk)
        for row in calls.threads():
            if row.kind == "PENGADUAN" and row.state == "diterima":
                _act(scene, calls, row.number, "forwarded", "")
                scene.count(9, "passed_on")
                view = _act(scene, calls, row.number, "answered", "Urutan kini diumumkan.")
                scene.count(9, "answered", view.row.state == "dijawab")
                scene.count(9, "answered_in_time", not view.row.late_days)
        for told, move in zip(self._told, ("SELESAI", "BUKA_LAGI"), strict=False):
            wanted = cm.CallerReply(
                reply_id=scene.new_id(),
                number=told.number,
                code=told.check_code,
                move=move,
                text="" if move == "SELESAI" else "Belum berubah.",
            )
            state = calls.caller(wanted).state
            scene.count(9, "confirmed", state == "selesai")
            scene.count(9, "reopened", state == "dikerjakan")

    def at_last(self, scene: Scene) -> None:
        """Read the answers on the laptop."""
        scene.count(9, "answers_read_by_number_and_code", _readable(scene, self._told))
