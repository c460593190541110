"""A fault of ours tells its kind and place, never a name or a NIK."""

import asyncio
import logging

import httpx
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from outreach_app.office.app import create_app
from outreach_app.office.quiet_faults import QuietFaults
from outreach_app.office.tables import revision

NAME, NIK = "NGATIYEM BINTI SUKIRNO", "1804045708910001"


def fails(_request):
    raise ValueError(f"{NAME} {NIK}")


def asked(app):
    """Ask the application itself, without a server that would print a traceback."""

    async def ask():
        way = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=way, base_url="http://office") as client:
            return await client.get("/")

    return asyncio.run(ask())


def test_the_answer_is_500_and_the_log_names_kind_and_place(caplog):
    app = Starlette(routes=[Route("/", fails)], middleware=[Middleware(QuietFaults)])
    with caplog.at_level(logging.ERROR):
        assert asked(app).status_code == 500
    told = caplog.text
    assert "ValueError at" in told
    assert "test_quiet_faults.py" in told
    assert NAME not in told
    assert NIK not in told


def test_twin_without_it_the_text_goes_on_to_the_server():
    app = Starlette(routes=[Route("/", fails)])
    with pytest.raises(ValueError, match=NAME):
        asked(app)


def test_the_office_has_it(office):
    assert QuietFaults in [one.cls for one in create_app(office).user_middleware]


def test_a_fault_of_the_database_names_no_value(office):
    row = {"feed_id": b"f", "entry_number": 1, "name": NAME, "nik": NIK}
    with pytest.raises(DBAPIError) as caught, office.ledger.transaction() as tx:
        tx.connection.execute(insert(revision), row)
    assert NAME not in str(caught.value)
    assert NIK not in str(caught.value)
