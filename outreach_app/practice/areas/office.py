"""Areas 2 and 5 (cases and their clocks) and 10 (audit, evaluation) at the office."""

from __future__ import annotations

from outreach_app.domain import small_groups
from outreach_app.officeapi import audit_messages as am
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.audit_client import AuditCalls
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.practice import office_day
from outreach_app.practice.areas.area import Area, Scene

_SAMPLE = 5


class Cases(Area):
    """Applications from capture to the interview; the clocks of open cases."""

    def after(self, scene: Scene) -> None:
        """Count the day's files by what became of them."""
        detail = scene.clerk.batch(scene.batch_id)
        for row in detail.records:
            if row.kind == "application":
                scene.count(2, "applications")
                scene.count(2, "ready_for_interview", row.case_state == "siap_wawancara")
        listed = CaseClient(scene.clerk).listed()
        for case in listed.cases:
            scene.count(5, "cases_with_a_clock", case.clock.name != "none")
            scene.count(5, "late", (case.clock.left or 0) < 0)

    def at_last(self, scene: Scene) -> None:
        """Count what came back to the laptop, and the tickets of its lanes."""
        numbers = [row.number for row in scene.laptop.search("") if row.number]
        decided = sum(bool(scene.laptop.file(number).decision_state) for number in numbers)
        scene.count(2, "decided_on_the_laptop", decided)


class Audit(Area):
    """Feeds verified, a sample with its checklist, the evaluation's figures."""

    def after(self, scene: Scene) -> None:
        """Verify, draw, look, evaluate."""
        calls, today = AuditCalls(scene.clerk), scene.today.isoformat()
        feeds = calls.verify()
        scene.count(10, "feeds_verified", sum(not feed.why for feed in feeds))
        scene.count(10, "entries_verified", sum(feed.entries for feed in feeds))
        wanted = am.DrawSample(sample_id=scene.new_id(), since=today, until=today, size=_SAMPLE)
        sample = calls.draw(wanted)
        scene.count(10, "files_drawn", len(sample.items))
        version = next(p.version for p in scene.clerk.publications() if p.name == "uji_petik")
        for item in sample.items:
            finding = "RINGAN" if item == sample.items[0] else "TIDAK_ADA"
            answers = {"/data/berkas/nomor": item.number, "/data/temuan_grup/temuan": finding}
            answers |= {"/data/temuan_grup/uraian": "Waktu tidak tercatat."}
            names = "identitas dokumen persetujuan waktu alasan kebutuhan biaya"
            answers |= {f"/data/daftar/{name}": "ya" for name in names.split()}
            looked = am.AnswerItem(number=item.number, form_version=version, answers=answers)
            calls.answer(sample.sample_id, looked)
            scene.count(10, "checklists")
            scene.count(10, "findings", finding != "TIDAK_ADA")
        scene.count(10, "findings_closed", self._settle(scene, calls, sample.sample_id))
        found = calls.evaluation(today, today)
        figures = [figure for section in found.sections for figure in section.figures]
        scene.count(10, "figures", len(figures))
        scene.count(10, "figures_traced", sum(bool(figure.trace) for figure in figures))
        why = (small_groups.FEW, small_groups.BESIDE, small_groups.PERIOD)
        hidden = [f for f in figures if f.unit in why]
        scene.count(10, "figures_hidden", len(hidden))
        rest = [f for f in figures if not f.trace and f not in hidden]
        nothing = [f for f in rest if f.value in ("", "0", "0.0")]
        scene.count(10, "figures_of_nothing", len(nothing))

    def _settle(self, scene: Scene, calls: AuditCalls, sample_id: str) -> int:
        """Give each finding of a sample an owner, and close it; return how many are closed."""
        name = scene.new_id()[:8]
        scene.clerk.add_clerk(
            m.NewClerk(
                clerk=name,
                name="Adi Nugraha",
                role="petugas_meja",
                passphrase=office_day.CLERK_PASSPHRASE,
            )
        )
        sample = next(one for one in calls.samples() if one.sample_id == sample_id)
        for number in [item.number for item in sample.items if item.state]:
            for kind, text in (("assigned", "Lengkapi catatan."), ("closed", "Sudah dicatat.")):
                wanted = am.FollowUp(
                    step_id=scene.new_id(), number=number, kind=kind, owner=name, text=text
                )
                sample = calls.follow_up(sample_id, wanted)
        return sum(item.state == "closed" for item in sample.items)
