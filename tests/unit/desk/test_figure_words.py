"""Groups and hidden values of figures stand in words, not in the data's own codes."""

import pytest

from outreach_app import i18n
from outreach_app.desk.figure_words import group_text, value_text
from outreach_app.officeapi.audit_messages import Figure


@pytest.fixture(autouse=True)
def indonesian():
    i18n.use("id")


def figure(code, group="", **more):
    return Figure(**({"code": code, "group": group, "value": "1", "unit": "count"} | more))


def test_a_group_is_told_in_words():
    assert group_text(figure("resources.spent", "bbm")) == "Bahan bakar"
    title = {"id": "Mengenali TPPO", "en": "Recognising trafficking"}
    module = figure("training.current", "modul-tppo", title=title)
    assert group_text(module) == "Mengenali TPPO"
    i18n.use("en")
    assert group_text(module) == "Recognising trafficking"
    assert group_text(figure("resources.spent", "bbm")) == "Fuel"


def test_a_hidden_index_says_why():
    few = figure("satisfaction.index", "IZIN", value="5", unit="few")
    assert value_text(few) == "kurang dari 5 jawaban"
    assert value_text(figure("satisfaction.index", value="", unit="beside")) == "tidak ditampilkan"
