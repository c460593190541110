"""Area 5: the queue by lane, its order, those served without a file, and how long they waited."""

from __future__ import annotations

from outreach_app.domain import queue
from outreach_app.officeapi.audit_client import AuditCalls
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.areas.area import Area, Scene

_COME = {queue.PRIORITY: 5, queue.EXAMINATION: 2, queue.COLLECTION: 3}


class Queue(Area):
    """Examinations, collections and advice are called between priority tickets, and served."""

    def __init__(self) -> None:
        self._served: list[str] = []

    def during(self, scene: Scene) -> None:
        """Give tickets, call them in order, serve them without a file."""
        desk = scene.laptop.tickets
        for lane, people in _COME.items():
            for _ in range(people):
                desk.issue(lane)
        others = sum(people for lane, people in _COME.items() if lane != queue.PRIORITY)
        rows_of_priority = [0]
        while ticket := desk.call_next():
            if ticket.lane == queue.PRIORITY:
                rows_of_priority[-1] += others > 0
            else:
                others -= 1
                rows_of_priority.append(0)
            desk.done(ticket.ticket)
            self._served.append(ticket.ticket)
        scene.count(5, "most_priority_in_a_row_while_others_wait", max(rows_of_priority))
        for ticket in desk.view().rows:
            scene.count(5, f"tickets_{ticket.lane}")

    def after(self, scene: Scene) -> None:
        """Count at the office who was served without a file, and whose waiting is known."""
        row = next(r for r in DaysClient(scene.clerk).season().days if _is(scene, r.day_id))
        scene.count(5, "served_without_a_file", len(self._served))
        scene.count(5, "served_at_the_office", row.served)
        scene.count(5, "absent_at_the_office", row.tickets.get(queue.ABSENT, 0))
        today = scene.today.isoformat()
        found = AuditCalls(scene.clerk).evaluation(today, today)
        figures = next(s for s in found.sections if s.code == "waiting").figures
        for figure in figures:
            if figure.code == "waiting.median" and figure.group:
                scene.count(5, f"waiting_known_{figure.group}", figure.of)


def _is(scene: Scene, day_id: str) -> bool:
    return scene.batch_id == f"{scene.laptop.device}.{day_id}"
