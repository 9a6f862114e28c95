"""What sites print around an article: boxes, buttons, notes on pictures, and who wrote, where no label says so."""

import pytest

from tests.stages.cleaning import BODY, clean

FIRST, LAST = BODY.split("\n")
CHINESE = (
    "每天清晨六点，列车在云岭站停靠两分钟，只为接一名高三学生和她的自行车。\n"
    "车票三元五角，十年没有涨过，站长说以后也不会涨，因为没有人会来改票。"
)
JAPANESE = "駅前の喫茶店は列車が来てから注文を取る。店主は「待つことを味わってほしい」と話し、湯を沸かし始めた。"


@pytest.mark.parametrize(
    "line",
    [
        "Get the best of the Post in your inbox. Sign up here.",
        "Our editors' favourites, straight to your inbox. Sign up now.",
        "Las mejores historias en nuestras redes sociales. Suscríbete aquí.",
        "LEIA TAMBÉMPrefeitura abre as comportas",  # the label is glued to the headline
        "İLGİLİ HABERTepeköy sarnıcı su tutmaya başladı",
        "READ MOREHow the ferry came back",
        "本报记者 沈一鸣 文/图",
    ],
)
def test_a_box_between_two_paragraphs_goes(line: str) -> None:
    assert clean(f"{FIRST}\n{line}\n{LAST}").body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "They write to us on social media. Sign up here, they say.",
        "It is painted in red on the door. Sign up here.",
        "NO TURNINGTurning point of the story",  # capitals that are no label
        "LEIA TAMBÉM é o nome do livro",
        "He writes on social media. Nobody signs up here.",
    ],
)
def test_a_line_that_only_looks_like_a_box_stays(line: str) -> None:
    assert clean(f"{FIRST}\n{line}\n{LAST}").body == f"{FIRST}\n{line}\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "Published by Fell Media. All rights reserved.",
        "Publisert av Fjellvik Blad AS. Alt innhold er opphavsrettslig beskyttet.",
        "Herausgegeben von der Moorbote GmbH. Alle Inhalte sind urheberrechtlich geschützt.",
    ],
)
def test_rights_behind_the_publisher_go(line: str) -> None:
    assert clean(f"{BODY}\n{line}\nShare this story").body == BODY


def test_a_sentence_about_rights_stays_behind_another() -> None:
    said = "The club sold every seat. All rights reserved seats were sold within an hour, it said."

    assert clean(f"{BODY}\n{said}").body == f"{BODY}\n{said}"


def test_who_wrote_and_took_the_pictures_is_the_author_between_paragraphs_too() -> None:
    first, last = CHINESE.split("\n")
    cleaned = clean(f"{first}\n本报记者 沈一鸣 文/图\n{last}")

    assert (cleaned.body, cleaned.authors) == (CHINESE, ("沈一鸣",))


@pytest.mark.parametrize("line", ["写真はいずれも岸本りえ撮影", "写真はすべて岸本りえ撮影", "写真は岸本りえ撮影"])
def test_a_note_on_all_pictures_goes(line: str) -> None:
    assert clean(f"{JAPANESE}\n{line}\n{JAPANESE[::-1]}。").body == f"{JAPANESE}\n{JAPANESE[::-1]}。"


def test_a_paper_in_front_of_its_reporter_is_no_name() -> None:
    body = "山城車站外的公用電話每天下午四點會響一次，接起來只聽得到海浪聲，站長說沒有人知道是誰打來的。"
    cleaned = clean(f"2025-07-30 14:22 山城日報／記者林詠晴／山城報導\n{body}")

    assert (cleaned.body, cleaned.authors, (cleaned.published_at or "")[:10]) == (body, ("林詠晴",), "2025-07-30")


def test_a_disclaimer_of_the_site_goes_and_what_stands_above_it() -> None:
    below = "（责任编辑：周宁）\n扫一扫，关注山城晚报官方微信\n免责声明：本文仅代表作者个人观点，与本网无关。"

    assert clean(f"{CHINESE}\n{below}").body == CHINESE


def test_two_days_with_labels_below_a_deck_are_of_the_article() -> None:
    """`19.03` behind the first clock was read as a clock too."""
    deck = "Yüz yıllık sarnıç temizlenirken bulunan on iki balık yeni bir havuza taşındı."
    text = "Balıkların sarnıca nasıl girdiğini kimse bilmiyor; en yaşlı köylü bile onları hep orada hatırlıyor."
    dates = "Giriş: 19.03.2025 - 10:05 Güncelleme: 20.03.2025 - 11:40"
    cleaned = clean(f"{deck}\nElif Sönmezer\n{dates}\n{text}", "Sarnıçtan çıkan balıklar okulun maskotu oldu")

    assert cleaned.body == f"{deck}\n{text}"
    assert (cleaned.authors, (cleaned.published_at or "")[:10]) == (("Elif Sönmezer",), "2025-03-19")


def test_an_unknown_name_above_an_office_and_a_day_is_the_author() -> None:
    head = "Sino da matriz volta a tocar na hora certa\nDalva Quintão\nDa Redação, em Ipê Verde\n10/10/2025 às 09h12"
    cleaned = clean(f"{head}\n{BODY}")

    assert cleaned.authors == ("Dalva Quintão",)
    assert cleaned.body == f"Sino da matriz volta a tocar na hora certa\n{BODY}"


def test_an_unknown_name_above_an_office_alone_stays() -> None:
    head = "Sino da matriz volta a tocar na hora certa\nDalva Quintão\nDa Redação, em Ipê Verde"

    assert "Dalva Quintão" in clean(f"{head}\n{BODY}").body


def test_a_name_beside_the_site_is_the_author_when_the_page_has_its_address() -> None:
    head = "Warga Suka Maju Antre Mi Demi Nama Jalan\nRatna Kusuma - kabarlembah"
    site = "Artikel ini telah tayang di kabarlembah.example"
    cleaned = clean(f"{head}\n{BODY}\n{site}")

    assert (cleaned.body, cleaned.authors) == (
        f"Warga Suka Maju Antre Mi Demi Nama Jalan\n{BODY}",
        ("Ratna Kusuma",),
    )
    assert clean(f"{head}\n{BODY}").body == f"{head}\n{BODY}"  # it could say what she is


@pytest.mark.parametrize("line", ["文・なし", "Text: unbekannt", "Autor: desconocido", "글: 없음"])
def test_nobody_is_no_author(line: str) -> None:
    assert clean(f"{line}\n{BODY}").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Atualizado há 2 meses",
        "Updated 3 weeks ago",
        "vor 2 Wochen",
        "hace 3 meses",
        "обновлено 2 месяца назад",
        "2 周前",
        "3 か月前",
        "2주 전",
        "2 bulan lalu",
    ],
)
def test_weeks_and_months_ago_say_when(line: str) -> None:
    cleaned = clean(f"The ferry is back\n{line}\n{BODY}")

    assert (cleaned.body, cleaned.published_at) == (f"The ferry is back\n{BODY}", None)


def test_a_day_below_a_sentence_is_none_of_the_article() -> None:
    said = (
        "They raised the bridge in one night, nobody knows how.\n12 March 2025\n"
        "The day stands carved in the stone beside the road, and nobody may clean it."
    )
    cleaned = clean(said)

    assert (cleaned.body, cleaned.published_at) == (said, None)


@pytest.mark.parametrize("line", ["12 March 2099", "Published: 12 March 2099", "12.03.2099, 10:15"])
def test_a_day_far_ahead_is_of_a_plan_or_a_novel(line: str) -> None:
    cleaned = clean(f"{line}\n{BODY}")

    assert (cleaned.body, cleaned.published_at) == (f"{line}\n{BODY}", None)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("لیکوال: احمد وردګ", ("احمد وردګ",)),
        ("نویسنده: علی وحیدی و رضا کریمی", ("علی وحیدی", "رضا کریمی")),
        ("كتب: أحمد علي ومحمد حسن وسعيد عمر", ("أحمد علي", "محمد حسن", "سعيد عمر")),
    ],
)
def test_a_name_that_begins_with_the_arabic_and_is_whole(line: str, names: tuple[str, ...]) -> None:
    assert clean(f"{line}\n{BODY}").authors == names
