"""How fast a form is, beside a floor and a rival in the same run: `python tests/bench/forms.py`.

Floor: the same arithmetic written by hand in Python. Rival: lxml's XPath on the same answers.
Figures are printed, never asserted.
"""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime

from lxml import etree

from outreach_app.clock import WIB
from outreach_app.forms import Session, load, tables
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.scope import Scope, Surroundings
from outreach_app.forms.xpath.trees import read_tree

QUESTIONS, CARDS = 500, 50
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>x</h:title><model><instance>'
)


def _bind(number: int) -> str:
    rules = {
        5: f'relevant="/data/q{number - 1} != 3"',
        7: f'calculate="/data/q{number - 1} + /data/q{number - 2}"',
        3: 'constraint=". &lt; 100"',
    }
    return f'<bind nodeset="/data/q{number}" type="int" {rules.get(number % 10, "")}/>'


def big_form() -> str:
    """Return a form of 500 questions, 50 cards and a list of villages."""
    nodes = "".join(f"<q{n}/>" for n in range(QUESTIONS))
    cards = "<p><a/><b/><c/></p>" * CARDS
    binds = "".join(map(_bind, range(QUESTIONS)))
    binds += '<bind nodeset="/data/p/c" calculate="../a * ../b"/>'
    binds += '<bind nodeset="/data/total" calculate="sum(/data/p/c)"/>'
    body = "".join(
        f'<input ref="/data/q{n}"><label>Q {n}</label></input>' for n in range(1, QUESTIONS)
    )
    rows = "instance('v')/root/item[kec = /data/q1]"
    body += f'<select1 ref="/data/q0"><itemset nodeset="{rows}"><value ref="name"/>'
    body += '<label ref="label"/></itemset></select1><group><label>P</label>'
    body += '<repeat nodeset="/data/p"><input ref="/data/p/a"/><input ref="/data/p/b"/></repeat>'
    return (
        f'{_HEAD}<data id="x" version="1">{nodes}{cards}<total/></data></instance>{binds}'
        f'<instance id="v" src="jr://file-csv/v.csv"/></model></h:head><h:body>{body}</group>'
        "</h:body></h:html>"
    )


def villages(count: int) -> str:
    """Return a CSV of `count` rows, 20 of each district."""
    return "name,label,kec\n" + "".join(f"{n},Pekon {n},{n // 20}\n" for n in range(count))


def own_list(xml: str, count: int) -> str:
    """Return the form with `count` villages written into it instead of a file."""
    rows = "".join(
        f"<item><name>{n}</name><label>Pekon {n}</label><kec>{n // 20}</kec></item>"
        for n in range(count)
    )
    there = '<instance id="v" src="jr://file-csv/v.csv"/>'
    return xml.replace(there, f'<instance id="v"><root>{rows}</root></instance>')


def own_labels(xml: str, count: int, languages: int) -> str:
    """Return the form with `count` villages in it whose labels are translations."""
    rows = "".join(
        f"<item><name>{n}</name><itextId>v-{n}</itextId><kec>{n // 20}</kec></item>"
        for n in range(count)
    )
    texts = "".join(f'<text id="v-{n}"><value>Pekon {n}</value></text>' for n in range(count))
    said = "".join(f'<translation lang="{n}">{texts}</translation>' for n in range(languages))
    there = '<instance id="v" src="jr://file-csv/v.csv"/>'
    xml = xml.replace(there, f'<instance id="v"><root>{rows}</root></instance>')
    xml = xml.replace("<model>", f"<model><itext>{said}</itext>")
    return xml.replace('<label ref="label"/>', '<label ref="jr:itext(itextId)"/>')


def timed(title: str, work: Callable[[int], object], times: int = 400) -> None:
    """Print p50 and p99 of `work` in milliseconds, and p50 of its own processor time.

    On a machine that does other things too, only the last says what the work itself costs.
    """
    taken, own = [], []
    for number in range(times):
        begun, spent = time.perf_counter(), time.process_time()
        work(number)
        taken.append((time.perf_counter() - begun) * 1000)
        own.append((time.process_time() - spent) * 1000)
    taken.sort()
    own.sort()
    p50, p99, cpu = taken[times // 2], taken[int(times * 0.99)], own[times // 2]
    print(f"{title:46} p50 {p50:9.4f} ms   p99 {p99:9.4f} ms   processor {cpu:9.4f} ms")


def main() -> None:
    """Print the table."""
    print(f"seed 3; {QUESTIONS} questions, {CARDS} cards")
    draw = random.Random(3)
    xml = big_form()
    timed("compile and load", lambda _: load(xml), 5)
    form = load(xml)
    for count in (5_000, 50_000):
        lookup = {"v.csv": villages(count)}
        timed(f"first opening with {count} rows", lambda _, r=lookup: _new(form, r), 5)  # type: ignore[misc]
        timed(f"first cascade over {count} rows", lambda n, r=lookup: _cascade(_new(form, r), n), 5)  # type: ignore[misc]
        session = _open(form, lookup)
        timed(f"cascade over {count} rows", lambda n, s=session: _cascade(s, n))  # type: ignore[misc]
    _rows_in_the_form(xml)
    print(f"memory of a form with 50,000 rows, at most: {_memory(xml):.0f} MB")
    timed("opening again", lambda _: _open(form, lookup), 20)
    answers = dict.fromkeys(range(QUESTIONS), "")
    timed("floor: the same answer, by hand", lambda n: _floor(answers, n % QUESTIONS, str(n)))
    timed("one answer", lambda n: session.answer(f"/data/q{draw.randrange(2, 500)}", str(n)))
    timed("one answer in a card", lambda n: session.answer(f"/data/p[{n % 50 + 1}]/a", str(n)))
    timed("all pages drawn for the first time", lambda _: _open(form, lookup).pages("id"), 20)
    timed("pages after an answer", lambda n: _drawn_again(session, n), 100)
    timed("everything computed again", lambda _: session.finish(NOW), 20)
    timed("losses looked for", lambda n: session.losses("/data/q1", str(n)), 50)
    _rivals()


def _rows_in_the_form(xml: str) -> None:
    own = own_list(xml, 50_000)
    timed("floor: 50,000 rows in the form, XML alone", lambda _: etree.fromstring(own.encode()), 5)
    timed("load and open, 50,000 rows in the form", lambda _: _open(load(own), {}), 5)
    fresh = [_open(load(own), {}) for _ in range(3)]
    timed("first cascade over them", lambda n: _cascade(fresh[n], n), 3)
    for languages in (1, 2):
        spoken = own_labels(xml, 50_000, languages)
        title = f"50,000 labels in {languages} language(s)"
        timed(f"floor: {title}, XML alone", lambda _, s=spoken: etree.fromstring(s.encode()), 5)  # type: ignore[misc]
        timed(f"load and open, {title}", lambda _, s=spoken: _open(load(s), {}), 5)  # type: ignore[misc]


def _open(form: object, lookup: dict[str, str]) -> Session:
    return Session(form, today=NOW.date(), now=NOW, new_id=lambda: "u", lookup=lookup)  # type: ignore[arg-type]


def _new(form: object, lookup: dict[str, str]) -> Session:
    """Open a file whose list nobody has read yet."""
    tables.rows.cache_clear()
    return _open(form, lookup)


def _memory(xml: str) -> float:
    tables.rows.cache_clear()
    lookup = {"v.csv": villages(50_000)}
    tracemalloc.start()
    session = _open(load(xml), lookup)
    for number in range(50):
        _cascade(session, number)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def _cascade(session: Session, number: int) -> None:
    session.answer("/data/q1", str(number))
    session.choices("/data/q0", "id")


def _drawn_again(session: Session, number: int) -> None:
    session.answer(f"/data/q{number % 400 + 2}", str(number))
    session.pages("id")


def _rivals() -> None:
    source = "sum(/data/p[a > 3]/b) + count(/data/p[a = 7])"
    xml = "<data>" + "".join(f"<p><a>{n % 10}</a><b>{n}</b></p>" for n in range(CARDS)) + "</data>"
    document = read_tree(xml)
    run, scope = compile_text(source), Scope(document, Surroundings(document=document))
    _cascade_rivals()
    rival, tree = etree.XPath(source), etree.fromstring(xml.encode())
    pairs = [(n % 10, n) for n in range(CARDS)]
    timed("expression: ours", lambda _: run(scope))
    timed("expression: lxml", lambda _: rival(tree))
    timed("expression: floor, by hand", lambda _: _by_hand(pairs))


def _cascade_rivals() -> None:
    """The same 20 rows of 50,000: lxml scans; by hand they stand in a table."""
    rows = [(str(n), str(n // 20)) for n in range(50_000)]
    xml = "".join(f"<item><name>{n}</name><kec>{k}</kec></item>" for n, k in rows)
    tree = etree.fromstring(f"<root>{xml}</root>")
    scan = etree.XPath("/root/item[kec = $k]")
    timed("cascade over 50,000 rows: lxml scans", lambda n: scan(tree, k=str(n)), 10)
    table: dict[str, list[str]] = {}
    for name, key in rows:
        table.setdefault(key, []).append(name)
    timed("cascade over 50,000 rows: floor, a table", lambda n: table[str(n)])


def _floor(answers: dict[int, str], number: int, text: str) -> None:
    """What the rules of `_bind` do after one answer, written by hand."""
    answers[number] = text
    for after in (number + 1, number + 2):
        if after % 10 == 7 and after < QUESTIONS:
            one, two = answers[after - 1], answers[after - 2]
            answers[after] = str(int(one) + int(two)) if one and two else ""


def _by_hand(pairs: list[tuple[int, int]]) -> float:
    return float(sum(b for a, b in pairs if a > 3) + sum(a == 7 for a, _ in pairs))


if __name__ == "__main__":
    main()
