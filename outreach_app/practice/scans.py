"""Scans in a practice day: switched on by the clerk, taken of synthetic papers."""

from __future__ import annotations

import io
import random

from PIL import Image

from outreach_app.casework import Laptop, scans
from outreach_app.domain import bundled
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient

SERVICE, PAPER = "PAS-BARU", "KK"


def allow_scans(clerk: OfficeClient) -> None:
    """Publish services in which one service takes scans."""
    text = bundled.text("services").replace(f"[{SERVICE}]", f"[{SERVICE}]\nscans = true")
    version = f"{bundled.version()}-pindai"
    clerk.publish_resource(m.PublishResource(name="services", version=version, text=text))


def take_scans(laptop: Laptop, count: int, seed: int) -> int:
    """Scan a paper of the newest files of that service; return of how many there was one."""
    place, chance = laptop.place, random.Random(seed)
    files = [r for r in place.run(lambda store: store.records.all()) if r.service == SERVICE]
    for record in files[:count]:
        picture = Image.frombytes("L", (300, 200), chance.randbytes(60_000)).resize((1200, 800))
        out = io.BytesIO()
        picture.save(out, "PNG")
        scans.add_scan(place, place.scans_folder, record.number, PAPER, out.getvalue())
    return len(files[:count])
