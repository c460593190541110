"""What is published of a statement holds nobody's name, number or address, and runs nothing."""

import pytest

from outreach_app.domain import markdown, statements
from outreach_app.domain.statements import Group, Said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Saya Siti Aminah dari Suoh", "Saya (…) dari Suoh"),
        ("saya SITI, setuju", "saya (…), setuju"),
        ("Nama saya Budi Santoso. Setuju", "Nama saya (…). Setuju"),
        ("Saya Budi Santoso, setuju", "Saya (…), setuju"),
        ("Menurut saya Sabtu lebih baik", "Menurut saya Sabtu lebih baik"),
        ("saya setuju dengan jadwal", "saya setuju dengan jadwal"),
        ("Telepon 0812-3456-7890 saja", "Telepon (…) saja"),
        ("NIK 1804 0457 0890 0001.", "NIK (…)."),
        ("tulis ke siti@contoh.example ya", "tulis ke (…) ya"),
        ("lihat https://contoh.example/siti", "lihat (…)"),
        ("Tanggal 12, tahun 2027, 40 orang", "Tanggal 12, tahun 2027, 40 orang"),
        ("Aminahan bukan nama itu", "Aminahan bukan nama itu"),
    ],
)
def test_names_numbers_and_addresses_are_taken_out(text, said):
    assert statements.redacted(text, "Siti Aminah", "081234567890") == said


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "![x](https://luar.example/x.png)",
        "[klik](javascript:x)",
        "# besar\n\n- butir",
        "`<b>`",
        "a\u202eb",
    ],
)
def test_whatever_is_written_is_shown_as_letters(text):
    quote = statements.as_quote(text)
    assert list(markdown.faults(f"- No. 1: {quote}")) == []
    assert "\n" not in quote


def test_an_answer_is_by_groups_and_every_statement_keeps_its_number():
    groups = [
        Group(1, {"id": "Waktu", "en": "Time"}, {"id": "Sabtu.", "en": "Saturday."}),
        Group(2, {"id": "Kosong", "en": "Empty"}, {"id": "-", "en": "-"}),
    ]
    said = [Said(3, "Hari Sabtu saja", 1), Said(1, "Jangan musim kopi", 1)]
    text = statements.response(groups, said, "en")
    assert text.startswith("2 statements were received.")
    assert "- No. 3: Hari Sabtu saja\n- No. 1: Jangan musim kopi" in text
    assert "Empty" not in text
    assert "**Answer of the office**: Saturday." in text
