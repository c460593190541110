"""What a removal leaves to clean stands until it was cleaned, whatever comes in between."""

import pytest

from outreach_app.store.removals import PURGED
from tests.unit.store.conftest import RECORD


@pytest.fixture
def removed(store):
    """Remove one file after another."""

    def do(number):
        store.removals.remove([number], PURGED, 1)
        return store.removals.left_over()

    return do


def test_cleaned_leaves_nothing_over(store, removed):
    left = removed(RECORD.number)
    assert (left.pages, left.numbers) == (True, (RECORD.number,))
    store.removals.cleaned(left)
    assert not store.removals.left_over().pages


def test_a_removal_during_the_cleaning_is_cleaned_next(store, removed):
    left = removed(RECORD.number)
    removed("LB-26-D07-00043-X")
    store.removals.cleaned(left)
    again = store.removals.left_over()
    assert again.pages, "slips of the second may still lie there"
    store.removals.cleaned(again)
    assert not store.removals.left_over().pages
