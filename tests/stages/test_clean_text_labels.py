"""clean_text: labels of sources, tags and editors with something else behind them, and the lines that they are for."""

import pytest

from tests.stages.cleaning import BODY, clean


@pytest.mark.parametrize(
    "line",
    [
        "Source of income: raffle",
        "Source: the river at Thaxby",
        "Quelle: ein Brunnen im Wald",
        "Tags: red for cattle, blue for sheep",
        "Redaktion: Jeden Freitag offen",
        "Editor: nobody applied",
        "Author: nobody you know",
    ],
)
def test_a_label_with_a_phrase_behind_it_stays(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}")

    assert (cleaned.body, cleaned.authors) == (f"{BODY}\n{line}", ())


@pytest.mark.parametrize(
    "line",
    [
        "Source: The Guardian",
        "Source: le Monde",
        "Quelle: dpa",
        "Źródło: materiały prasowe",  # what the press was sent
        "Источник: пресс-служба губернатора",  # the governor's press office
        "Source: thaxbytimes.example",
        "Theo Báo Tuổi Trẻ",
        "Tags: harbour, ferry, dogs",
        "Tags: climate change, Red Cross",
        "Redaktion: Ana van der Berg",
        "Redaktion: red/ab",
        "编辑：王明",
    ],
)
def test_a_label_with_a_name_behind_it_goes(line: str) -> None:
    assert clean(f"{BODY}\n{line}").body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Photo: lost.",
        "Foto: so hieß das letzte Wort im Tagebuch",
        "Source: unknown.",
        "Fuente: desconocida.",
        "Foto: verloren.",
        "Photo : perdue.",
        "Foto: perdida para siempre.",
        "Zdjęcie: zgubione.",
        "Фото: потеряно.",
        "Φωτογραφία: χαμένη.",
        "Fotoğraf: kayıp.",
        "Ảnh: thất lạc.",
        "صورة: مفقودة.",
        "फोटो: खो गई।",
        "写真：紛失。",
        "照片：丢失。",
        "사진: 분실.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_sentence_that_names_nobody_behind_a_label_stays(line: str, place: int) -> None:
    lines = BODY.split("\n")
    body = "\n".join([*lines[:place], line, *lines[place:]])

    assert clean(body).body == body


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ana Ruiz.",
        "Foto: dpa.",
        "Foto: privat",
        "Фото: Иван Петров.",
        "写真：田中花子。",
        "写真：本社撮影。",
        "사진: 홍길동 기자.",
        "फोटो: राजेश कुमार।",
    ],
)
def test_a_credit_with_a_full_stop_still_goes(line: str) -> None:
    assert clean(f"{BODY}\n{line}").body == BODY
