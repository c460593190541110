"""Areas 1 (training), 4 (notices), 6 (topics), 12 (drafts), 14 (awareness), 15 (entry rules)."""

from __future__ import annotations

from outreach_app.casework import citizen, citizen_offers, materials, training
from outreach_app.casework.materials import Material
from outreach_app.domain.publications import (
    DISCUSSION_TOPIC,
    ENTRY_RULES,
    HEALTH_PROTOCOL,
    LEGAL_MATERIAL,
    NOTICE,
    POLICY_DRAFT,
    POLICY_RESPONSE,
    Standing,
)
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.participation_client import ParticipationClient
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.practice.areas.area import Area, Scene, fill_form

_STATEMENT_AREA = {POLICY_DRAFT: 12, DISCUSSION_TOPIC: 6}
_OPEN = {POLICY_DRAFT: "drafts_open", DISCUSSION_TOPIC: "topics_open"}
_READING_S = 180.0
_SAID = ("Jangan pada musim kopi.", "Hari Sabtu paling baik.", "Beli pulsa di warung saya.")


def _in_force(scene: Scene, kind: str) -> list[Material]:
    found = materials.listed(scene.laptop.place, kind=kind)
    return [one for one in found if one.standing is Standing.IN_FORCE]


class Training(Area):
    """Modules are read and their quizzes taken on the laptop; a seminar is recorded."""

    def during(self, scene: Scene) -> None:
        """Read and take every quiz, with the answers that have points."""
        place = scene.laptop.place
        scene.count(1, "services_warned_before", _warned(scene))
        for due in training.standing(place):
            one = materials.material(place, due.module.publication_id)
            materials.read(place, one, _READING_S, finished=True)
            quiz = training.start_quiz(place, one.body)
            fill_form(quiz, _best(scene, due.module.training.quiz if due.module.training else ""))
            tried = training.last_attempt(place, quiz.finish().number)
            scene.count(1, "modules_read")
            rule = one.body.training
            scene.count(1, "modules_passed", bool(tried and rule and tried.passed(rule)))
        scene.count(1, "services_warned_after", _warned(scene))
        event = {"kode": "PEL-01", "jenis": "seminar", "judul": "Paspor anak", "tempat": "Liwa"}
        seminar = scene.laptop.start_file("PELATIHAN")
        fill_form(seminar, event | {"tanggal": scene.today.isoformat(), "hadir_lain": "12"})
        seminar.answer("/data/narasumber_grup/narasumber[1]/nama_narasumber", "Siti Aminah")
        seminar.answer("/data/hadir_grup/hadir[1]/petugas", scene.laptop.place.author)
        seminar.finish()
        points = dict.fromkeys(("materi", "narasumber", "tempat", "terapan"), "4")
        scene.record("EVALUASI", points | {"kode": "PEL-01"})

    def after(self, scene: Scene) -> None:
        """See at the office who is current, and tell every laptop."""
        desk = PublishingClient(scene.clerk)
        seen = desk.training()
        scene.count(1, "current_at_office", sum(r.currency == "current" for r in seen.rows))
        scene.count(1, "seminars", len(seen.events))
        scene.count(1, "officers_at_seminars", sum(len(e.officers) for e in seen.events))
        scene.count(1, "others_at_seminars", sum(e.others for e in seen.events))
        scene.count(1, "speakers", sum(len(e.speakers) for e in seen.events))
        scene.count(1, "evaluations", sum(len(e.evaluations) for e in seen.events))
        desk.tell_laptops()


def _warned(scene: Scene) -> int:
    """Return the services whose intake warns of a module that is lapsed or was never passed."""
    place = scene.laptop.place
    return sum(bool(training.due(place, service.code)) for service in scene.laptop.services())


def _best(scene: Scene, form_id: str) -> dict[str, str]:
    """Return question -> the answer with most points, by trying each (a quiz has few)."""
    opened = next(
        one.code
        for one in scene.laptop.place.rules.catalogue.services.values()
        if one.form == form_id
    )
    trial = scene.laptop.start_file(opened)
    found: dict[str, str] = {}
    for page in trial.session.pages("id"):
        for item in page.items:
            if not item.choices:
                continue
            scores = []
            for choice in item.choices:
                trial.answer(item.path, choice.value)
                scores.append((float(trial.value("score") or 0), choice.value))
            found[item.name] = max(scores)[1]
            trial.answer(item.path, found[item.name])
    scene.laptop.place.run(lambda store: store.drafts.remove(trial.draft.draft_id))
    return found


class Notices(Area):
    """A notice goes out, and every laptop has it after the next sync."""

    def before(self, scene: Scene) -> None:
        """Publish a notice, and a frequent answer in one step."""
        desk = PublishingClient(scene.clerk)
        for kind, title in (
            ("notice", "Jalan ke Suoh ditutup"),
            ("frequent_answer", "Bayar di mana?"),
        ):
            text = {"id": "Lihat papan pengumuman pekon."}
            desk.publish_short(pm.PublishShort(kind=kind, title={"id": title}, text=text))
            scene.count(4, "texts_published")

    def at_last(self, scene: Scene) -> None:
        """Count what the laptop has, and what the office knows of it."""
        scene.count(4, "notices_on_laptop", len(_in_force(scene, NOTICE)))
        rows = [t for t in PublishingClient(scene.clerk).texts() if t.body.kind == NOTICE]
        scene.count(4, "notices_reached_laptops", sum(len(row.reached) for row in rows))
        scene.count(15, "entry_rules_current", len(_in_force(scene, ENTRY_RULES)))
        scene.count(15, "health_protocols_current", len(_in_force(scene, HEALTH_PROTOCOL)))


class Participation(Area):
    """Statements on drafts and topics: sealed, moderated, grouped, answered and published."""

    def during(self, scene: Scene) -> None:
        """Take statements in the village, in citizen mode."""
        place = scene.laptop.place
        for offer in citizen_offers.offers(place):
            if offer.about is None:
                continue
            area = _STATEMENT_AREA[offer.about.kind]
            scene.count(area, _OPEN[offer.about.kind])
            for said in _SAID:
                form = citizen.open_form(place, offer.service.code, "id", offer.key[1])
                fill_form(form, {"sikap": "usul", "isi": said})
                form.finish()
                scene.count(area, "statements_sealed")

    def after(self, scene: Scene) -> None:
        """Moderate, group, answer and publish."""
        desk = ParticipationClient(scene.clerk)
        for draft in desk.drafts():
            if not draft.received:
                continue
            for one in desk.statements(draft.draft).statements:
                left_out = "IKLAN" if "Beli" in one.text else ""
                sorted_ = sm.SortStatement(number=one.number, group=1, left_out=left_out)
                desk.sort(draft.draft, sorted_)
            answer = {"id": "Kami susun jadwalnya.", "en": "We put the schedule in order."}
            title = {"id": "Waktu", "en": "Time"}
            desk.answer(draft.draft, sm.StatementGroup(group=1, title=title, answer=answer))
            desk.publish_response(draft.draft)
        for row in desk.drafts():
            area = _STATEMENT_AREA[row.kind]
            scene.count(area, "statements_received", row.received)
            scene.count(area, "statements_answered", row.answered)
            scene.count(area, "statements_withheld", row.withheld)

    def at_last(self, scene: Scene) -> None:
        """See the answers on the laptop."""
        kinds = {row.draft: row.kind for row in ParticipationClient(scene.clerk).drafts()}
        for answer in _in_force(scene, POLICY_RESPONSE):
            area = _STATEMENT_AREA[kinds[answer.body.replies_to]]
            scene.count(area, "answers_on_laptop")


class Awareness(Area):
    """A session with its quiz before and after; problems noted without names."""

    def during(self, scene: Scene) -> None:
        """Quiz, and note problems."""
        best = _best(scene, "kuis_sadar_hukum")
        for phase in ("sebelum", "sesudah"):
            for _ in range(5):
                wrong = {name: "c" if best[name] != "c" else "a" for name in ("p1", "p2")}
                told = best if phase == "sesudah" else best | wrong
                scene.record("KUIS-HUKUM", told | {"tahap": phase})
                scene.count(14, "quizzes_taken")
        for kind, n in (("calo", "6"), ("overstay", "2")):
            told = {"jenis": kind, "jumlah": n, "tindak": "penjelasan"}
            scene.record("CATATAN-MASALAH", told)
            scene.count(14, "problems_noted")
        scene.count(14, "materials_on_laptop", len(_in_force(scene, LEGAL_MATERIAL)))

    def after(self, scene: Scene) -> None:
        """See the effect, and that small numbers stay hidden."""
        seen = ParticipationClient(scene.clerk).awareness()
        scene.count(14, "sessions_with_effect", sum(bool(one.points) for one in seen.sessions))
        better = [one for one in seen.sessions if one.points and float(one.points) > 0]
        scene.count(14, "sessions_better_after", len(better))
        scene.count(14, "problems_shown", sum(len(cell.shown) for cell in seen.problems))
        scene.count(14, "small_numbers_hidden", sum(cell.hidden for cell in seen.problems))
