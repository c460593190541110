"""Names of services, forms and papers as people know them; a code stands only where none is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from outreach_app.domain import bundled
from outreach_app.domain.papers import Papers
from outreach_app.domain.services import Catalogue
from outreach_app.i18n import language, tr

_SHARED = {
    "paspor": "Passport",
    "izin_tinggal": "Stay permit",
    "kewarganegaraan": "Citizenship and travel letters",
}
"""Forms of several services; any other is called as the one service that it belongs to."""


@cache
def catalogue() -> Catalogue:
    """Return the services that came with the program."""
    return Catalogue.load(bundled.text(bundled.SERVICES))


@cache
def _papers() -> Papers:
    return Papers.load(bundled.text("documents"))


def service_title(code: str) -> str:
    """Return what a service is called, its code when it came later than this program."""
    found = catalogue().services.get(code)
    return found.title(language()) if found else code


def form_title(form_id: str) -> str:
    """Return what a form is called, its id when it belongs to no service known here."""
    if form_id in _SHARED:
        return tr(_SHARED[form_id])
    found = next((s for s in catalogue().services.values() if s.form == form_id), None)
    return found.title(language()) if found else form_id


def paper_title(code: str) -> str:
    """Return what a paper is called."""
    return _papers().title(code, language())


def papers_text(codes: Iterable[str]) -> str:
    """Return papers by their names, `KTP-el, akta lahir`."""
    return ", ".join(map(paper_title, codes))
