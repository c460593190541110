"""R11: other people's vectors for the chosen ciphers, through what the product calls."""

import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync import blob, quiet, segment
from sync.keys import verify

_FOLDER = Path(__file__).parent / "wycheproof"


def vectors(name):
    groups = json.loads((_FOLDER / f"{name}_test.json").read_text())["testGroups"]
    return [(group, one) for group in groups for one in group["tests"]]


def raw(text):
    return bytes.fromhex(text)


def wrong_signatures(check):
    """Return the numbers of the Ed25519 cases in which `check` does not say what is right."""
    return [
        one["tcId"]
        for group, one in vectors("ed25519")
        if one["result"] != "acceptable"  # a strange key, which no enrolment makes: either is right
        and check(raw(group["publicKey"]["pk"]), raw(one["sig"]), raw(one["msg"]))
        != (one["result"] == "valid")
    ]


def test_signatures_are_taken_and_refused_as_they_should_be():
    assert len(vectors("ed25519")) > 100
    assert wrong_signatures(verify) == []


def test_the_known_bad_twin_that_takes_every_signature_is_caught():
    assert len(wrong_signatures(lambda *_: True)) > 50


def test_a_shared_key_is_the_right_one_and_never_one_that_anybody_knows():
    context = bytes(48)
    for _, one in vectors("x25519"):
        seed, public, shared = raw(one["private"]), raw(one["public"]), raw(one["shared"])
        if not any(shared):  # a point of low order: the key would be known to all
            with pytest.raises(ValueError):
                quiet.quiet_key(seed, public, context[:16], context[16:])
            continue
        derived = HKDF(SHA256(), 32, salt=None, info=quiet._KEY + context).derive(shared)
        assert quiet.quiet_key(seed, public, context[:16], context[16:]) == derived, one["tcId"]


def test_a_document_cipher_opens_what_is_whole_and_nothing_else():
    counted = 0
    for group, one in vectors("chacha20_poly1305"):
        key, nonce, extra = raw(one["key"]), raw(one["iv"]), raw(one["aad"])
        sealed, right = raw(one["ct"]) + raw(one["tag"]), one["result"] == "valid"
        counted += 1
        if group["ivSize"] != 96:  # ours are always twelve bytes
            with pytest.raises(ValueError):
                blob.ChaCha20Poly1305(key).decrypt(nonce, sealed, extra)
        elif right:
            assert blob.ChaCha20Poly1305(key).decrypt(nonce, sealed, extra) == raw(one["msg"])
            assert blob.ChaCha20Poly1305(key).encrypt(nonce, raw(one["msg"]), extra) == sealed
        else:
            with pytest.raises(InvalidTag):
                blob.ChaCha20Poly1305(key).decrypt(nonce, sealed, extra)
    assert counted > 300


def test_the_suite_of_segments_opens_the_example_of_rfc_9180():
    one = {key: raw(text) for key, text in json.loads((_FOLDER / "hpke.json").read_text()).items()}
    private = X25519PrivateKey.from_private_bytes(one["skRm"])
    sealed = blob.ChaCha20Poly1305(one["key"]).encrypt(one["base_nonce"], b"segment", None)
    assert segment._SUITE.decrypt(one["enc"] + sealed, private, info=one["info"]) == b"segment"
