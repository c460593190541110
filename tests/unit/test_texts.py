"""Every text stands in both languages, and says things the way people are spoken to."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from outreach_app import i18n, resources
from outreach_app.i18n import catalogue, counted, translate

ROOT = Path(i18n.__file__).parent
CODE = re.compile(r"\b[A-Z]{4,}_\d{3}\b")


def menu_texts(node):
    """Return the three texts of a MenuItem; the page puts them through `tr`."""
    return [a.value for a in node.args[:3] if isinstance(a, ast.Constant)]


def held_in_tables(tree):
    """Return texts of dicts that `tr` reads by key: `tr(WORDS[kind])`, `tr(WORDS.get(kind))`."""
    dicts = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr" and node.args):
            continue
        wanted = node.args[0]
        if isinstance(wanted, ast.Call) and getattr(wanted.func, "attr", "") == "get":
            wanted = wanted.func
        name = getattr(getattr(wanted, "value", None), "id", "")
        for value in dicts[name].values if name in dicts else ():
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def listed(tree):
    """Return texts of `tr(h) for h in ("Number", "Name")`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ListComp | ast.GeneratorExp):
            continue
        call, over = node.elt, node.generators[0].iter
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "tr":
            for one in getattr(over, "elts", ()):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def sources():
    for file in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from ((file.name, text) for text in held_in_tables(tree))
        yield from ((file.name, text) for text in listed(tree))
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name == "MenuItem":
                    yield from ((file.name, text) for text in menu_texts(node))
                place = 1 if name == "translate" else 0
                if name in ("tr", "_", "translate") and len(node.args) > place:
                    value = node.args[place]
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield file.name, value.value


@pytest.mark.parametrize(("file", "source"), sorted(set(sources())))
def test_every_text_has_its_indonesian(file, source):
    assert CODE.fullmatch(source) or source in catalogue("id"), f"{file}: {source}"


def said(language):
    """Return (text, context) -> the files that translate it; of two, the last would win."""
    found = defaultdict(list)
    for name in resources.names(f"translations/{language}", ".po"):
        with resources.path(name).open("rb") as file:
            for one in read_po(file, locale=language):
                if one.id:
                    found[one.id, one.context].append(Path(name).name)
    return found


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_text_is_translated_in_one_place(language):
    assert {text: files for text, files in said(language).items() if len(files) > 1} == {}


def test_facts_named_in_a_text_are_the_same_in_both_languages():
    for source, text in catalogue("id").items():
        english = catalogue("en").get(source, source)
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english)), source


def test_every_code_that_is_raised_has_both_texts():
    raised = set()
    for file in ROOT.rglob("*.py"):
        raised |= set(re.findall(r"\"([A-Z]{4,}_\d{3})\"", file.read_text(encoding="utf-8")))
    for file in (ROOT.parent / "sync").glob("*.py"):
        raised |= set(re.findall(r"\"(SYNC_\d{3})\"", file.read_text(encoding="utf-8")))
    raised.discard("SYNC_000")
    missing = {c for c in raised if c not in catalogue("id") or c not in catalogue("en")}
    assert not missing


def test_no_message_blames_or_promises():
    banned = re.compile(r"\b(oops|invalid|gagal|disetujui|approved|anda salah)\b", re.IGNORECASE)
    for language in i18n.LANGUAGES:
        for source, text in catalogue(language).items():
            assert not banned.search(text), source


def test_the_catalogues_are_read_from_resources():
    assert resources.names("translations/id", ".po")
    assert translate("id", "Call the next") == "Panggil berikutnya"
    assert translate("en", "Call the next") == "Call the next"


PLURAL = re.compile(r"\{(\w+)\} (?:[a-z]+ )?([a-z]+s|are|were|have|people)\b")
NO_PLURAL = {"is", "was", "has", "asks", "learns", "stays", "exists", "goes", "this", "its"}
NO_PLURAL |= {"does", "differs", "waits", "counts", "needs"}
NO_COUNT = {"done", "least", "number", "place", "slot", "ticket", "version", "what", "need", "old"}
NO_COUNT |= {"file", "name", "day", "laptop", "folder", "kind", "machine", "end", "after", "of"}
LIMITS = {"PUBLISH_008", "OFFICE_020", "IDENTITY_016"}  # never 1
ENTRY_NUMBER = "Up to entry {n} both are the same; from {m} on they part. Both are kept."
AT_LEAST = "Numbers below {n} are not shown, nor totals that give them away."


def counts(text):
    """Return the facts of a text that stand before a plural."""
    found = {m[1] for m in PLURAL.finditer(text) if m[2] not in NO_PLURAL}
    return found - NO_COUNT


def english():
    coded = catalogue("en")
    return {source: source for source in catalogue("id") if not CODE.fullmatch(source)} | coded


def test_every_counted_text_has_english_for_one():
    told = {source: counts(text) for source, text in english().items()}
    assert sum(map(len, told.values())) > 70
    for source in (*LIMITS, ENTRY_NUMBER, AT_LEAST):
        assert told.pop(source)
    missing = {s: names for s, names in told.items() if names - set().union(*counted().get(s, ()))}
    assert missing == {}


@pytest.mark.parametrize("source", counted())
def test_no_text_says_one_files(source):
    assert source in english(), source
    for names, text in counted()[source].items():
        assert not names & counts(text), text
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", english()[source])
    names = set().union(*counted()[source])
    facts = dict.fromkeys(re.findall(r"\{(\w+)\}", english()[source]), 7)
    assert translate("en", source, **facts) == english()[source].format(**facts)
    for name in names:
        said = translate("en", source, **(facts | {name: 1}))
        assert said != english()[source].format(**(facts | {name: 1})), name
        assert translate("en", source, **(facts | {name: "1"})) == said


def test_one_feed_is_whole():
    source = "What the office wrote: {count} entries in {feeds} feeds whole"
    assert translate("en", source, count=1, feeds=1).endswith("1 entry in 1 feed whole")
    assert translate("en", source, count=3, feeds=1).endswith("3 entries in 1 feed whole")
    assert translate("id", source, count=1, feeds=1) == translate("id", source, count="1", feeds=1)
