"""Area 8: a campaign is planned, run on a day of its own, and its event is recorded on it."""

from __future__ import annotations

from outreach_app.casework import protocol
from outreach_app.casework.days import Opening
from outreach_app.casework.opening import start_checklist
from outreach_app.domain import day_entries as d
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.areas.area import Area, Scene, fill_form

_SPEAKERS = "/data/narasumber_grup/narasumber"
_HEALTHY = dict.fromkeys(("cuci_tangan", "petugas_sehat", "masker", "jarak"), "ya")


def fill_in_checklist(scene: Scene) -> bool:
    """Fill in the health checklist when the alert level asks for one; tell whether it did."""
    place = scene.laptop.place
    if not protocol.standing(place).level.checklist:
        return False
    file = start_checklist(place, scene.pekon)
    fill_form(file, _HEALTHY | {"kapasitas": "30"})
    file.finish()
    return True


def record_event(scene: Scene) -> None:
    """Record an event of the open day with two speakers, and how three people judged it."""
    event = scene.laptop.start_file("KEHADIRAN")
    told = {"jenis": "kampanye", "judul": "Migrasi aman", "laki": "18", "perempuan": "23"}
    fill_form(event, told | {"prioritas": "6", "leaflet": "40", "buku_saku": "12"})
    for at, name in enumerate(("Sukardi", "Siti Aminah"), start=1):
        if at > 1:
            event.add(_SPEAKERS)
        event.answer(f"{_SPEAKERS}[{at}]/nama_narasumber", name)
    event.finish()
    for points in ("4", "3", "4"):
        answers = dict.fromkeys(("isi", "jelas", "narasumber", "tempat"), points)
        scene.record("EVALUASI-KEGIATAN", answers | {"tahu": "ya"})


class Campaign(Area):
    """A campaign day from its plan to what the office sees of it."""

    def __init__(self) -> None:
        self._day_id = ""

    def before(self, scene: Scene) -> None:
        """Plan and publish it."""
        draft = d.DayPlanned(
            day_id="",
            version=0,
            kind=d.CAMPAIGN,
            pekon=scene.pekon,
            place="Pasar Liwa",
            date=scene.today.isoformat(),
            start="07:00",
            end="08:00",
            speakers=("Sukardi", "Siti Aminah"),
        )
        self._day_id = scene.publish(draft).day_id

    def opening(self, scene: Scene) -> None:
        """Run it: open the planned day, record its event, close it."""
        fill_in_checklist(scene)
        scene.laptop.open_day(scene.pekon, opening=Opening(plan=self._day_id))
        record_event(scene)
        scene.laptop.close_day()
        scene.count(8, "campaigns_run")

    def after(self, scene: Scene) -> None:
        """Count what the office sees of that day."""
        days = DaysClient(scene.clerk).season().days
        row = next(one for one in days if one.day_id == self._day_id)
        scene.count(8, "events_on_the_campaign", len(row.events) * (row.kind == d.CAMPAIGN))
        scene.count(8, "people_at_the_campaign", row.came)
