"""Write the dictionaries and the first corpus: `python tests/fuzz/seeds.py`."""

from __future__ import annotations

from pathlib import Path

from outreach_app.forms.xpath.axes import AXES
from outreach_app.forms.xpath.library import CALLS
from tests.unit.forms.forms_at_hand import xform

HERE = Path(__file__).parent
EXPRESSIONS = (
    "1 + 2 * -3 div 4 mod 5", "/data/a = 'x' or not(/data/b != 2)", "count(//p[n > 1][last()]/d)",
    "instance('v')/root/item[kec = /data/a]/label", "sum(/data/p/n) | /data/b/@x",
    "if(selected(/data/b, 'a'), today(), date('2026-01-01') + 1)", "regex(/data/b, '^[a-z]+$')",
    "format-date(now(), '%Y-%m-%d %H:%M:%S.%3 %a %b %W')", "indexed-repeat(/data/p/n, /data/p, 2)",
    "randomize(/data/p, 'x')", "weighted-checklist(1, 2, /data/a, 2, true(), -1)", "round(1.25, 1)",
    "area(/data/g)", "distance(/data/g, '0 0')", "geofence('-5 104', /data/g)", "substr('abc', -2)",
    "translate(normalize-space(/data/b), 'du', 'x')", "pulldata('v', 'label', 'name', '1')",
    "digest('a', 'SHA-256', 'hex')", "coalesce(/data/c, once(uuid(5)))", "position(../p[2])",
    "ancestor-or-self::*/following-sibling::node()[2]", "(//*)[3]/preceding::text()",
    "decimal-date-time(/data/p/d) - decimal-time(/data/t)", "string-length(join(';', //n, 'x'))",
)  # fmt: skip
FORMS = (
    xform("<a/><b/>", '<bind nodeset="/data/b" type="int" calculate="/data/a + 1" '
          'relevant="/data/a != 3" constraint=". &lt; 9" required="true()"/>',
          '<input ref="/data/a"><label>A <output value="/data/b"/></label></input>'),
    xform('<n/><p jr:template=""><t/></p><p><t/></p>', "",
          '<input ref="/data/n"/><group ref="/data/p"><label>P</label><repeat nodeset="/data/p" '
          'jr:count="/data/n"><input ref="/data/p/t"/><setvalue event="odk-new-repeat" '
          'ref="/data/p/t" value="position(..)"/></repeat></group>'),
    xform("<s/><k/>", '<instance id="c"><root><item><name>a</name><label>A</label></item></root>'
          '</instance><instance id="v" src="jr://file-csv/v.csv"/>',
          '<select ref="/data/s"><itemset nodeset="randomize(instance(\'c\')/root/item[name != '
          '/data/k])"><value ref="name"/><label ref="label"/></itemset></select>'
          '<rank ref="/data/k"><item><label>x</label><value>a</value></item></rank>'),
    xform("<w/><r/><meta><instanceID/></meta>",
          '<bind nodeset="/data/w" type="geopoint"/><bind nodeset="/data/r" type="decimal"/>'
          '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/><odk:setgeopoint '
          'event="odk-instance-first-load" ref="/data/w"/><setvalue event="xforms-revalidate" '
          'ref="/data/r">2</setvalue>', '<range ref="/data/r" start="1" end="5" step="1"/>',
          '<itext><translation lang="id"><text id="a"><value>x</value></text></translation>'
          "</itext>"),
)  # fmt: skip


def main() -> None:
    """Write everything anew."""
    names = sorted({*CALLS, *(f"{a}::" for a in AXES), "node()", "text()", "and", "or", "div"})
    signs = ["//", "..", "!=", "<=", ">=", "/data/", "instance('v')/root/item[", "@", "[", "]"]
    (HERE / "xpath.dict").write_text("".join(f'"{w}"\n' for w in [*names, *signs]))
    tags = ("<bind nodeset=", "<input ref=", "<repeat nodeset=", "<itemset nodeset=", "<setvalue ",
            "<instance id=", "calculate=", "relevant=", "constraint=", "jr:count=", "jr:preload=",
            "type=", "event=", "<group>", "</group>", "/data/", "<output value=", "<value form=",
            "jr:itext(", "readonly=", "required=", "<range ", "<rank ", "<trigger ", "<upload ",
            "odk-new-repeat", "xforms-value-changed")  # fmt: skip
    words = ["".join(("\\x22" if ch == '"' else ch) for ch in t) for t in tags]
    (HERE / "form.dict").write_text("".join(f'"{w}"\n' for w in words))
    for name, found in (("xpath", EXPRESSIONS), ("form", FORMS)):
        for number, text in enumerate(found):
            (HERE / "corpus" / name / f"seed{number:02}").write_text(text)


if __name__ == "__main__":
    main()
