"""The two-sided balance: every number stands somewhere, and both sides say the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.balance import Held, OnLaptop, agree, balance, differences, laptop_side
from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED, DayClosed, FormCount
from outreach_app.domain.numbering import local_number

NUMBERS = [str(local_number(2026, "D007", serial)) for serial in range(1, 31)]
FORMS = [("paspor", "1"), ("paspor", "2"), ("izin_tinggal", "1")]


def manifest(files: dict[str, tuple[str, str]]) -> DayClosed:
    """Return a manifest that declares `files`, number -> form and version."""
    forms = list(files.values())
    return DayClosed(
        day_id="D007-2026-11-24-1",
        pekon="18.04.04.2002",
        date="2026-11-24",
        first=1,
        last=9,
        head="00",
        forms=tuple(FormCount(*form, forms.count(form)) for form in sorted(set(forms))),
        numbers=tuple(files),
    )


THREE = dict.fromkeys(NUMBERS[:3], FORMS[0])


def held(number: str, intake: str = ACCEPTED) -> Held:
    return Held(number, *FORMS[0], intake)


def test_a_whole_batch_balances() -> None:
    states = (ACCEPTED, HELD, REJECTED)
    found = balance(manifest(THREE), [held(n, s) for n, s in zip(THREE, states, strict=True)])
    assert found.balanced
    (line,) = found.lines
    assert (line.declared, line.received) == (3, 3)
    assert (line.accepted, line.held, line.rejected, line.missing) == (1, 1, 1, 0)


def test_what_is_missing_is_named() -> None:
    found = balance(manifest(THREE), [held(NUMBERS[0])])
    assert not found.balanced
    assert found.missing == tuple(NUMBERS[1:3])
    assert found.total.missing == 2


def test_a_strange_file_does_not_stand_in_for_a_missing_one() -> None:
    """The known-bad twin compares counts only: three and three."""
    found = balance(manifest(THREE), [held(NUMBERS[n]) for n in (0, 1, 9)])
    assert found.total.declared == found.total.received == 3
    assert not found.balanced
    assert (found.missing, found.undeclared) == ((NUMBERS[2],), (NUMBERS[9],))
    assert (found.total.missing, found.total.undeclared) == (1, 1)


def test_an_open_day_never_balances_and_misses_nothing() -> None:
    found = balance(None, [held(NUMBERS[0])])
    assert not found.balanced
    assert (found.closed, found.missing, found.undeclared) == (False, (), ())
    assert found.total.declared is None


def test_an_empty_day_balances() -> None:
    assert balance(manifest({}), []).balanced


def test_a_manifest_that_contradicts_itself_does_not_balance() -> None:
    wrong = DayClosed(
        **{f: getattr(manifest(THREE), f) for f in DayClosed.__struct_fields__}
        | {"forms": (FormCount("paspor", "1", 2),)}
    )
    assert not balance(wrong, [held(n) for n in THREE]).balanced


@given(
    st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(FORMS)),
    st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from([ACCEPTED, HELD, REJECTED, ""])),
)
def test_every_number_stands_somewhere(
    declared: dict[str, tuple[str, str]], received: dict[str, str]
) -> None:
    files = [Held(n, *declared.get(n, FORMS[2]), state) for n, state in received.items()]
    found = balance(manifest(declared), files)
    for line in (*found.lines, found.total):
        assert line.declared is not None
        right = line.accepted + line.held + line.rejected + line.unjudged + line.missing
        assert line.declared + line.undeclared == right
    assert found.total.missing == len(found.missing)
    assert found.total.undeclared == len(found.undeclared)
    assert found.balanced == (set(declared) == set(received))


def laptop(states: dict[str, str | None]) -> list[OnLaptop]:
    """Return the laptop's files; None: no receipt yet."""
    return [
        OnLaptop(n, *THREE[n], arrived=state is not None, intake=state or "")
        for n, state in states.items()
    ]


def test_both_sides_agree_after_the_exchange() -> None:
    states: dict[str, str | None] = dict(zip(THREE, (ACCEPTED, HELD, REJECTED), strict=True))
    office = balance(manifest(THREE), [held(n, s or "") for n, s in states.items()])
    ours = laptop_side(manifest(THREE), laptop(states))
    assert agree(office, ours)
    assert ours.balanced


def test_without_a_receipt_a_file_is_missing_on_the_laptops_side() -> None:
    states: dict[str, str | None] = {NUMBERS[0]: ACCEPTED, NUMBERS[1]: None, NUMBERS[2]: ""}
    ours = laptop_side(manifest(THREE), laptop(states))
    assert ours.missing == (NUMBERS[1],)
    assert ours.total.unjudged == 1
    assert not ours.balanced


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({NUMBERS[1]: HELD}, ("paspor 1",)),
        ({NUMBERS[1]: None}, ("missing", "paspor 1")),
        ({NUMBERS[1]: ""}, ("paspor 1",)),
    ],
)
def test_a_difference_is_named(change: dict[str, str | None], where: tuple[str, ...]) -> None:
    all_fine: dict[str, str | None] = dict.fromkeys(THREE, ACCEPTED)
    office = balance(manifest(THREE), [held(n) for n in THREE])
    ours = laptop_side(manifest(THREE), laptop(all_fine | change))
    assert differences(office, ours) == where
    assert not agree(office, ours)


def test_a_manifest_that_one_side_lacks_is_a_difference() -> None:
    office = balance(None, [held(n) for n in THREE])
    ours = laptop_side(manifest(THREE), laptop(dict.fromkeys(THREE, ACCEPTED)))
    assert "closed" in differences(office, ours)
    assert "closed" not in differences(replace(office, closed=True), ours)
