"""A population registry to practise with: a real HTTP server with synthetic people.

It speaks the shape of `registry_wire`. Its people come from a CSV file with the columns nik, kk,
name, birth_date, birth_place, sex, standing (`active deceased duplicate inactive`).
"""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from outreach_app.domain import nik as nik_rules
from outreach_app.office.connectors import registry_batch
from outreach_app.office.connectors import registry_wire as wire

PATH = "/dukcapil/get_json/CALL_VERIFY_BY_ELEMEN"
_STANDING = {"deceased": "11", "duplicate": "12", "inactive": "14"}
_MOST = 64 * 1024


def people_of(text: str) -> dict[str, dict[str, str]]:
    """Return NIK -> person of a CSV text."""
    return {row["nik"]: dict(row) for row in csv.DictReader(io.StringIO(text))}


def reply(people: Mapping[str, Mapping[str, str]], asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the registry says to a question."""
    nik = str(asked.get("NIK", ""))
    if nik_rules.check(nik).hard:
        return _coded("15", "Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil")
    found = people.get(nik)
    if found is None:
        return _coded("13", "Data Tidak Ditemukan")
    if code := _STANDING.get(found["standing"], ""):
        return _coded(code, f"Data Ditemukan, {found['standing']}")
    return {"content": [_compared(found, asked)]}


def _coded(code: str, text: str) -> dict[str, Any]:
    return {"content": [{"RESPONSE_CODE": code, "RESPONSE": text}]}


def _compared(found: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, str]:
    said = {}
    for name, field in wire.NAMES.items():
        if field not in asked:
            continue
        mine = wire.written(name, found[name]).casefold()
        same = mine == str(asked[field]).casefold()
        word = wire.SAME if same else wire.OTHER
        said[field] = f"{word} ({100 if same else 40})" if field == "NAMA_LGKP" else word
    return said


def answer_file(people: Mapping[str, Mapping[str, str]], text: str) -> str:
    """Return the answer file to a question file (`registry_batch`)."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(registry_batch.ANSWERED)
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        asked = {wire.NAMES[n]: wire.written(n, row[n]) for n in wire.NAMES if row.get(n)}
        said = wire.answer(msgspec.json.encode(reply(people, asked)))
        rows.writerow((row["number"], said.result, " ".join(said.fields)))
    return out.getvalue()


class RegistrySimulator:
    """The server; it answers on loopback until it is stopped.

    Args:
        people: NIK -> person.
        port: 0 lets the system choose.
    """

    def __init__(self, people: Mapping[str, Mapping[str, str]], port: int = 0) -> None:
        self._people = dict(people)
        simulator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                simulator.answer(self)

            def log_message(self, *words: object) -> None:
                del words  # a log would hold people's data

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def people(self) -> Mapping[str, Mapping[str, str]]:
        """Return whom it knows."""
        return self._people

    def add(self, people: Mapping[str, Mapping[str, str]]) -> None:
        """Know these people as well; who is known already stays as he or she is."""
        self._people = {**people, **self._people}

    @property
    def url(self) -> str:
        """Return the address to ask."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{PATH}"

    def start(self) -> str:
        """Answer from now on; return the address."""
        self._thread.start()
        return self.url

    def stop(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        size = min(int(handler.headers.get("Content-Length", 0)), _MOST)
        try:
            asked = msgspec.json.decode(handler.rfile.read(size), type=dict[str, str])
        except msgspec.DecodeError:
            handler.send_error(400)
            return
        body = msgspec.json.encode(reply(self._people, asked))
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
