"""Labels may be marked up; nothing in them ever becomes HTML of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.forms.markdown import to_html, to_plain


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("**Nama** lengkap", "<b>Nama</b> lengkap", "Nama lengkap"),
        ("__Nama__ *lengkap*", "<b>Nama</b> <i>lengkap</i>", "Nama lengkap"),
        ("# Judul\nisi", "<h1>Judul</h1>isi", "Judul\nisi"),
        ("[situs](https://imigrasi.go.id)", '<a href="https://imigrasi.go.id">situs</a>', "situs"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", "<script>x</script>"),
        ("2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4"),
        ("nama_anak_1", "nama_anak_1", "nama_anak_1"),
        ("a & b", "a &amp; b", "a & b"),
    ],
)
def test_marks(text: str, html: str, plain: str) -> None:
    assert to_html(text) == html
    assert to_plain(text) == plain


@given(st.text("ab*_#[]()<>&\"' :/htps\n", max_size=60))
def test_no_other_tag_ever_comes_out(text: str) -> None:
    tags = re.findall(r"<[^>]*>", to_html(text))
    assert all(re.fullmatch(r'</?(b|i|h[1-6]|br|a)>|<a href="[^"<>]*">', tag) for tag in tags)
