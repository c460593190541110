"""Dictionaries in the outer header: smaller, and never a reason to lose anything."""

import pytest

from sync.dictionary import Dictionary, train

KEYS = b",".join(b'"pertanyaan_ke_%d":"jawaban yang lazim %d"' % (n, n * n) for n in range(40))
BODIES = [b'{"nama":"Orang %d",%s}' % (n, KEYS) for n in range(400)]
TRAINED = train([b"".join(BODIES[n : n + 5]) for n in range(0, 400, 5)], 4096)


def sent(world):
    world.write(*BODIES[:4])
    assert world.engine.run_once().left == 0
    assert world.stored() == BODIES[:4]
    return sum(map(len, world.link.sent))


def test_a_dictionary_makes_small_segments_smaller(new_world):
    plain = sent(new_world())
    world = new_world(dictionary=TRAINED)
    world.end.dictionaries = lambda: {TRAINED.dictionary_id: TRAINED}
    assert sent(world) < plain


def test_an_unknown_dictionary_leads_to_plain(new_world):
    sent(new_world(dictionary=TRAINED))


def test_equal_bytes_have_an_equal_id():
    again = Dictionary(TRAINED.data)
    assert again.dictionary_id == TRAINED.dictionary_id
    with pytest.raises(ValueError):
        Dictionary(bytes(2**20))
