"""Columns give every body back byte for byte, whatever it is, and refuse what they did not make."""

import hashlib
import json
import random

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.record_columns import ColumnCodec
from sync.codec import PlainCodec
from sync.wire import varint

CODEC = ColumnCodec()
leaves = st.one_of(
    st.text(max_size=12),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.none(),
    st.from_regex(r"\A[0-9]{8,18}\Z"),
    st.uuids().map(lambda u: f"uuid:{u}"),
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=15,
)
jsons = trees.map(
    lambda tree: json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
)
marks = st.text('ab1":,[]{}\\\x01\x02\x03\n', max_size=30).map(str.encode)
bodies = st.lists(st.one_of(jsons, marks, st.binary(max_size=60)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(bodies)
def test_any_bodies_come_back_byte_for_byte(some):
    kinds = [("a", "b")[n % 2] for n in range(len(some))]
    assert CODEC.decode(kinds, CODEC.encode(kinds, some)) == some


def record(n, rng):
    return json.dumps(
        {
            "instance_id": f"uuid:00000000-0000-4000-8000-{rng.getrandbits(48):012x}",
            "nik": f"{rng.randrange(10**15, 10**16)}" if n % 3 else "",
            "nama": rng.choice(["Siti", "Ngatiyem", "Budi \\"]),
            "anak": [{"nama": "A", "umur": n % 9}] * (n % 3),
        },
        separators=(",", ":"),
    ).encode()


def test_columns_are_smaller_than_rows():
    rng = random.Random(4)
    print("seed 4")
    some = [record(n, rng) for n in range(100)]
    kinds = ["record.finished"] * 100
    sizes = [len(zstandard.compress(c.encode(kinds, some))) for c in (CODEC, PlainCodec())]
    assert CODEC.decode(kinds, CODEC.encode(kinds, some)) == some
    assert sizes[0] < 0.9 * sizes[1]


def test_damaged_columns_are_refused_or_differ_but_never_crash():
    rng = random.Random(5)
    some = [record(n, rng) for n in range(6)]
    data = CODEC.encode(["k"] * 6, some)
    for at in range(len(data)):
        bad = bytearray(data)
        bad[at] ^= 1 << rng.randrange(8)
        try:
            CODEC.decode(["k"] * 6, bytes(bad))
        except (ValueError, KeyError, IndexError):
            continue
    with pytest.raises(ValueError):
        CODEC.decode(["k"] * 5, data)


def test_a_bomb_of_repeated_shapes_is_refused_before_it_fills_memory():
    shape = b"x" * 2**20
    data = b"\x01" + varint(len(shape)) + shape + b"\x01" * 100
    with pytest.raises(ValueError):
        CODEC.decode(["k"] * 100, data)


def test_the_bytes_of_a_run_stay_what_other_laptops_already_send():
    rng = random.Random(4)
    odd = [
        b'{"a":[1,2,{"b":"x\\"y"}],"c":-1.5e3,"d":true,"e":"","f":[]}',
        b'["a","b",3]',
        b'{"a":"b\nc"}',
        b"\0",
        b"",
    ]
    some = [record(n, rng) for n in range(40)] + odd
    data = CODEC.encode([("a", "b")[n % 2] for n in range(len(some))], some)
    assert hashlib.sha256(data).hexdigest()[:16] == "7d81ba3ca97777a4"
