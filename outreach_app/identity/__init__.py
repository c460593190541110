"""Keys of the laptop, its enrolment, and the officers who may unlock it."""

from outreach_app.identity.accounts import (
    Unlocked,
    add_officer,
    change_passphrase,
    cost_of,
    device_name,
    enrolled,
    office_card,
    officers,
    remove_officer,
    unlock,
)
from outreach_app.identity.again import enrol_again
from outreach_app.identity.cost import CHEAP, START, Argon2Cost, calibrated, measured
from outreach_app.identity.curtain import has_pin, pin_fits, set_pin
from outreach_app.identity.enrolment import EnrolmentOffice, enrol
from outreach_app.identity.passphrase import accepted
from outreach_app.identity.recovery import prepared, recover, request
from outreach_app.identity.recovery_code import RecoveryRequest
from outreach_app.identity.slots import Officer, officer_named
from outreach_app.identity.tries import Tries

__all__ = [
    "CHEAP",
    "START",
    "Argon2Cost",
    "EnrolmentOffice",
    "Officer",
    "RecoveryRequest",
    "Tries",
    "Unlocked",
    "accepted",
    "add_officer",
    "calibrated",
    "change_passphrase",
    "cost_of",
    "device_name",
    "enrol",
    "enrol_again",
    "enrolled",
    "has_pin",
    "measured",
    "office_card",
    "officer_named",
    "officers",
    "pin_fits",
    "prepared",
    "recover",
    "remove_officer",
    "request",
    "set_pin",
    "unlock",
]
