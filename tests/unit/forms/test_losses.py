"""A smaller count takes cards away: who fills in is asked first, and what is tried is undone."""

from __future__ import annotations

from outreach_app.forms import Loss, canonical
from tests.unit.forms.forms_at_hand import opened, xform

_FORM = xform(
    "<n/><p><t/><k/></p><total/>",
    """<bind nodeset="/data/n" type="int"/><bind nodeset="/data/total" calculate="count(/data/p)"/>
    <bind nodeset="/data/p/k" calculate="position(..)"/>""",
    """<input ref="/data/n"/><group ref="/data/p"><label>Anak</label>
    <repeat nodeset="/data/p" jr:count="/data/n"><input ref="/data/p/t"><label>Nama</label></input>
    </repeat></group>""",
)


def test_a_smaller_count_names_what_it_would_take() -> None:
    session = opened(_FORM)
    session.answer("/data/n", "3")
    session.answer("/data/p[2]/t", "BUDI")
    before = canonical(session.draft())
    assert session.losses("/data/n", "1") == (Loss("/data/p[2]", "Anak 2", (("Nama", "BUDI"),)),)
    assert session.losses("/data/n", "2") == ()
    assert session.losses("/data/p[2]/t", "SITI") == ()
    assert canonical(session.draft()) == before
    assert (session.count("/data/p"), session.value("/data/total")) == (3, "3")


def test_after_asking_the_cards_go_and_come_back_with_their_answers() -> None:
    session = opened(_FORM)
    session.answer("/data/n", "3")
    session.answer("/data/p[2]/t", "BUDI")
    session.losses("/data/n", "1")
    session.answer("/data/n", "1")
    assert (session.count("/data/p"), session.value("/data/total")) == (1, "1")
    session.answer("/data/n", "2")
    assert session.value("/data/p[2]/t") == "BUDI"


def test_a_count_that_is_computed_is_looked_through() -> None:
    form = _FORM.replace("<n/>", "<n/><m/>").replace('jr:count="/data/n"', 'jr:count="/data/m"')
    session = opened(
        form.replace("</model>", '<bind nodeset="/data/m" calculate="/data/n * 1"/></model>')
    )
    session.answer("/data/n", "2")
    session.answer("/data/p[2]/t", "BUDI")
    assert [loss.path for loss in session.losses("/data/n", "0")] == ["/data/p[2]"]
