"""Calls for courier files: the desk uploads what a stick holds and saves what goes back."""

from __future__ import annotations

from outreach_app.office import courier
from outreach_app.office.access import Action
from outreach_app.office.calls import Asked, Call
from outreach_app.officeapi import courier_messages as c


def _upload(asked: Asked) -> c.CourierTaken:
    file = asked.read(c.CourierUpload)
    return courier.take_in(asked.office, file.name, file.data, asked.clerk.clerk)


CALLS = (
    Call(
        "GET",
        "/api/courier",
        "Laptops that send by stick",
        lambda a: courier.laptops(a.office),
        c.CourierLaptops,
        action=Action.CARRY,
    ),
    Call(
        "POST",
        "/api/courier",
        "Take in a courier file and get the file for the way back",
        _upload,
        c.CourierTaken,
        c.CourierUpload,
        action=Action.CARRY,
    ),
    Call(
        "GET",
        "/api/courier/{device}/reply",
        "The newest answers for a laptop as a file",
        lambda a: courier.reply(a.office, a.path["device"]),
        c.CourierReply,
        action=Action.CARRY,
    ),
)
