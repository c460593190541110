"""A notice as a picture: its size, its words, and that long texts stay inside."""

import io

from PIL import Image

from outreach_app.documents.poster import SIZE, Poster, post_text, poster_png

SHORT = Poster("Pengumuman", "Kantor tutup", "Tutup **24 Desember**.", "Kantor Imigrasi")


def picture(poster):
    return Image.open(io.BytesIO(poster_png(poster))).convert("RGB")


def inked(image, box):
    return sum(image.crop(box).convert("L").histogram()[:100])


def test_the_picture_is_square_and_bears_ink():
    image = picture(SHORT)
    assert image.size == (SIZE, SIZE)
    assert inked(image, (84, 150, 1000, 500)) > 1000


def test_a_long_text_never_runs_into_the_foot_or_the_margin():
    long = Poster("Pengumuman", "Judul yang sangat panjang " * 4, "kata panjang sekali " * 200, "K")
    image = picture(long)
    assert inked(image, (SIZE - 60, 0, SIZE, 940)) == 0
    assert inked(image, (84, SIZE - 132 - 20, 1000, SIZE - 132)) == 0


def test_the_words_beside_it_say_all_of_it():
    assert post_text(SHORT) == "Kantor tutup\n\nTutup 24 Desember.\n\nKantor Imigrasi\n"
