"""A laptop is enrolled again: new keys, new feed, new number; its database and officers stay.

Needed after a copy, a restored older state, or a revocation that was lifted (decisions A1). As at
the first enrolment the new keys are on disk before the office is asked, so a lost answer is asked
for again with the same keys.
"""

from __future__ import annotations

import msgspec

from outreach_app.identity import keyfile, wrapping
from outreach_app.identity.accounts import DEVICE_KEYS, Unlocked, slot_of, unlocked_of
from outreach_app.identity.enrolment import EnrolmentOffice, bound, checked, finished
from outreach_app.identity.keyfile import KeyFile
from outreach_app.identity.slots import officer_of
from outreach_app.officeapi.again import claim
from outreach_app.officeapi.messages import EnrolRequest
from outreach_app.settings import Profile
from sync.keys import DeviceKeys, Random

_NEXT = b"outreach/next-device-keys/1"


def enrol_again(
    profile: Profile, unlocked: Unlocked, office: EnrolmentOffice, *, code: str, random: Random
) -> Unlocked:
    """Enrol an unlocked laptop again and return it with its new keys.

    Raises:
        UserProblem: IDENTITY_009 another office answered; IDENTITY_010 its certificate is not for
            these keys; what the office refuses (OFFICE_014, OFFICE_015, OFFICE_070).
        EnvironmentProblem: the office is away; nothing is lost.
    """
    file, keys = _next(profile, unlocked, random)
    former = unlocked.certificate.feed_id
    said = claim(unlocked.office_card.office_id, former, keys.signing_key, keys.sealing_key)
    proof = unlocked.device_keys.sign(said)
    answer = office.enrol(
        EnrolRequest(
            code=code,
            signing_key=keys.signing_key,
            sealing_key=keys.sealing_key,
            laptop_name=file.laptop_name,
            former=former,
            former_proof=proof,
        )
    )
    card = checked(answer, code, keys)
    new = msgspec.structs.replace(
        file,
        next_keys=None,
        again_after=answer.again_after,
        again_former=former,
        again_proof=proof,
    )
    new = finished(new, answer, card, keys, unlocked.database_key, random)
    keyfile.write(profile, new)
    officer = officer_of(slot_of(new, unlocked.officer.officer_id))
    return unlocked_of(new, officer, unlocked.database_key)


def _next(profile: Profile, unlocked: Unlocked, random: Random) -> tuple[KeyFile, DeviceKeys]:
    """Return the keys of an enrolment that was cut, or new ones that are on disk already."""
    file = keyfile.read(profile)
    key = wrapping.derived(unlocked.database_key, _NEXT)
    if file.next_keys is not None:
        return file, DeviceKeys.decode(wrapping.unwrap(key, file.next_keys, DEVICE_KEYS))
    keys = DeviceKeys.generate(random)
    wrapped = wrapping.wrap(key, keys.encode(), DEVICE_KEYS, random)
    file = msgspec.structs.replace(file, next_keys=wrapped)
    keyfile.write(profile, bound(file, unlocked.device_keys, unlocked.database_key, random))
    return keyfile.read(profile), keys
