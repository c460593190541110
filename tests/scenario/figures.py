"""Walks every figure of an evaluation to its records and counts it again, by SQL of its own."""

from __future__ import annotations

import json
import tomllib
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from sqlalchemy import text

from outreach_app import resources
from outreach_app.clock import office_date
from outreach_app.domain import bundled
from outreach_app.domain.satisfaction import index
from outreach_app.office import publications
from outreach_app.office.published import published

EXISTS = (
    "SELECT 1 FROM case_file WHERE number = :it",
    "SELECT 1 FROM citizen_record WHERE number = :it OR citizen_id = :it",
    "SELECT 1 FROM day WHERE day_id = :it OR pekon = :it",
    "SELECT 1 FROM day_plan WHERE day_id = :it",
    "SELECT 1 FROM event WHERE kind = 'ticket.changed'"
    " AND day_id || '/' || json_extract(facts, '$.ticket') = :it",
    "SELECT 1 FROM text_version WHERE publication_id || '/' || version = :it",
    "SELECT 1 FROM text_version, entry WHERE author || '/' || publication_id = :it",
    "SELECT 1 FROM audit_item WHERE sample_id || '/' || number = :it",
    "SELECT 1 FROM day WHERE :it LIKE day_id || '/%'",
)


class Walk:
    """One transaction of an office, and what a figure's unit means there."""

    def __init__(self, tx, until):
        self.tx, self.until = tx, until
        self.calendar = publications.calendar(tx)
        self.rules = published(tx.connection).satisfaction

    def check(self, section, figure):
        """Raise AssertionError when a record is missing or the value is another one."""
        here = f"{section.code} {figure.code} {figure.group}"
        for it in (*figure.trace, *figure.among):
            assert self.exists(it), f"{here}: no record {it}"
        if figure.value or figure.trace:
            counted = getattr(self, figure.unit)(figure)
            assert figure.value == counted, f"{here}: {figure.value} is {counted}"

    def exists(self, it):
        found = (self.tx.connection.scalar(text(query), {"it": it}) for query in EXISTS)
        return any(one is not None for one in found)

    def count(self, figure):
        if figure.code in ("standards.own_late", "standards.legal_late"):
            assert not self.kept(figure)
        return str(len(set(figure.trace)))

    def percent(self, figure):
        assert set(figure.trace) <= set(figure.among)
        assert figure.of == len(set(figure.among))
        if figure.code.startswith("standards."):
            assert self.kept(figure) == set(figure.trace)
        if not figure.among:
            return ""
        return tenth(Decimal(len(set(figure.trace))) * 100 / figure.of)

    def average(self, figure):
        return tenth(Decimal(len(figure.trace)) / len(figure.among))

    def sum(self, figure):
        roles = {"reach.came": "came", "awareness.problems": "problem_count"}
        total = sum(int(self.said(n, roles[figure.code])) for n in figure.trace)
        return "" if figure.code == "awareness.problems" and total < 5 else str(total)

    def idr(self, figure):
        if figure.code == "resources.budget":
            query = "SELECT body FROM day_plan WHERE day_id = :it"
            bodies = (self.tx.connection.scalar(text(query), {"it": d}) for d in figure.trace)
            return str(sum(json.loads(body)["budget_idr"] for body in bodies))
        spent = sum(int(self.said(number, "amount")) for number in figure.trace)
        if not figure.among:
            return str(spent)
        return tenth(Decimal(spent) / len(figure.among), "1")

    def days(self, figure):
        return tenth(Decimal(str(median(self.took(figure.code, n) for n in figure.trace))))

    def took(self, code, number):
        if code == "complaints.response_days":
            query = "SELECT date FROM citizen_record WHERE number = :it"
            came = self.tx.connection.scalar(text(query), {"it": number})
            query = "SELECT max(time_ms) FROM thread_event WHERE number = :it AND kind = 'answered'"
            done = self.tx.connection.scalar(text(query), {"it": number})
            first = type(self.until).fromisoformat(came)
        else:
            return self.clock(number, code.split("_")[0])[0]
        return self.calendar.working_days_left(first, office_date(done))

    def clock(self, number, name):
        """Return a case's working days and whether its clock ended; day by day, from raw rows."""
        query = "SELECT min(finished_ms) FROM revision WHERE number = :it"
        began = self.tx.connection.scalar(text(query), {"it": number})
        query = (
            "SELECT released_ms, state FROM decision WHERE number = :it"
            " AND released_ms IS NOT NULL ORDER BY released_ms, entry_number"
        )
        moves = [(began, "diterima"), *self.tx.connection.execute(text(query), {"it": number})]
        moves = [(office_date(ms), self.runs(state)) for ms, state in moves]
        wanted = name.removeprefix("standards.")
        at = next(i for i, (_, runs) in enumerate(moves) if runs == wanted)
        rest = moves[at:]
        end = next((on for on, runs in rest if runs not in (wanted, "stopped")), None)
        used, on = 0, rest[0][0]
        while on < (end or self.until):
            held = [runs for since, runs in rest if since <= on][-1]
            on += timedelta(days=1)
            used += self.calendar.is_working(on) and held != "stopped"
        return used, end is not None

    def runs(self, state):
        tables = resources.toml("services/machines.toml")
        names = ("application_bap", "application", "shared")
        return next(found for n in names if (found := tables[n]["states"].get(state)))["clock"]

    def standard(self, code, service):
        """Return a service's days as the office published them last, else as bundled."""
        query = "SELECT text FROM resource WHERE name = 'services'"
        said = self.tx.connection.scalar(text(query)) or bundled.text(bundled.SERVICES)
        found = tomllib.loads(said)[service]
        own = code.startswith("standards.own")
        return found.get("own_days", 3) if own else found["standard_days"]

    def kept(self, figure):
        """Return the numbers of a standards figure that a recount finds within the standard."""
        most, name = self.standard(figure.code, figure.group), figure.code.split("_")[0]
        told = {number: self.clock(number, name) for number in (*figure.trace, *figure.among)}
        assert all(ended or used > most for used, ended in told.values())
        return {number for number, (used, _) in told.items() if used <= most}

    def minutes(self, figure):
        waits = sorted(self.waited(name) / 60_000 for name in figure.trace)
        last = min(len(waits) - 1, len(waits) * 9 // 10)
        value = median(waits) if figure.code == "waiting.median" else waits[last]
        return tenth(Decimal(str(value)))

    def waited(self, name):
        query = (
            "SELECT json_extract(facts, '$.state'), json_extract(facts, '$.since_start_ms')"
            " FROM event WHERE kind = 'ticket.changed'"
            " AND day_id || '/' || json_extract(facts, '$.ticket') = :it"
            " ORDER BY feed_id, entry_number"
        )
        told = [(s, int(ms)) for s, ms in self.tx.connection.execute(text(query), {"it": name})]
        taken = next(ms for state, ms in told if state == "menunggu")
        return next(ms for state, ms in told if state in ("dipanggil", "dilayani")) - taken

    def index(self, figure):
        return str(self.surveyed(figure).value)

    def few(self, figure):
        assert not figure.trace
        return str(self.rules.on(self.until).least_shown)

    def beside(self, figure):
        assert not figure.trace
        return ""

    period = beside

    def score(self, figure):
        mean = self.surveyed(figure).means[figure.group]
        return f"{mean:.3f}"

    def surveyed(self, figure):
        query = "SELECT answers FROM citizen_record WHERE citizen_id = :it"
        said = [
            json.loads(self.tx.connection.scalar(text(query), {"it": it}))["unsur"]
            for it in figure.trace
        ]
        found = index(said, self.rules.on(self.until))
        assert found.respondents == figure.of == len(said)
        return found

    def sample(self, figure):
        return str(self.rules.on(self.until).minimum_sample(len(figure.trace)))

    def points(self, figure):
        sides = {"sebelum": [], "sesudah": []}
        for number in figure.trace:
            share = Decimal(self.said(number, "score")) / Decimal(self.said(number, "best"))
            sides[self.said(number, "phase")].append(share)
        before, after = (tenth(sum(s) * 100 / len(s)) for s in sides.values())
        return str(Decimal(after) - Decimal(before))

    def said(self, number, role):
        query = (
            "SELECT r.form_id, r.answers FROM revision r JOIN case_file c"
            " ON c.newest_id = r.instance_id WHERE c.number = :it"
        )
        form, answers = self.tx.connection.execute(text(query), {"it": number}).one()
        found = json.loads(answers)
        for step in resources.tables("forms")[form][role].split("/")[2:]:
            found = found[step]
        return found


def walk(office, found):
    """Check every figure and return how many there were, by section."""
    with office.ledger.reading() as tx:
        until = office_date(office.clock.now_ms())
        steps = Walk(tx, until)
        for section in found.sections:
            for figure in section.figures:
                steps.check(section, figure)
    return {section.code: len(section.figures) for section in found.sections}


def tenth(value, step="0.1"):
    return str(value.quantize(Decimal(step), ROUND_HALF_UP))
