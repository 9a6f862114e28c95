"""clean_text: a deck between headline and byline stays, and byline and date below it go; rows of other things stay."""

import pytest

from tests.stages.cleaning import clean

ENGLISH = "The council voted on Monday to reopen the bridge.\nResidents said they had waited long enough for it."
GERMAN = "Der Stadtrat hat am Montag beschlossen, die Brücke zu öffnen.\nDie Anwohner hätten lange genug gewartet."
RUSSIAN = "Городской совет в понедельник решил вновь открыть мост.\nЖители сказали, что ждали достаточно долго."
JAPANESE = "市議会は月曜日、九年ぶりに古い橋を再び開通させることを決めた。\n住民は十分に待ったと話している。"
KOREAN = "시의회는 월요일 오래된 다리를 다시 열기로 결정했다고 밝혔다.\n주민들은 충분히 기다렸다고 말했다."


@pytest.mark.parametrize(
    ("above", "head", "author", "day", "body"),
    [
        (
            "Old bridge to reopen\nThe council has voted, and residents are glad that it did.",
            "By Ana Ruiz\n5 March 2024",
            "Ana Ruiz",
            "2024-03-05",
            ENGLISH,
        ),
        (
            "Alte Brücke öffnet\nDer Stadtrat hat entschieden.\nDie Anwohner freuen sich über den Beschluss.",
            "Von Levke Thoms\n5. März 2024, 10:15 Uhr",
            "Levke Thoms",
            "2024-03-05",
            GERMAN,
        ),
        (
            "Старый мост откроют\nЖители ждали этого девять лет, и теперь они довольны.",
            "5 марта 2024, 10:15",
            None,
            "2024-03-05",
            RUSSIAN,
        ),
        (
            "Old bridge to reopen\nResidents are glad that the council voted so.",
            "By Ana Ruiz",
            "Ana Ruiz",
            None,
            ENGLISH,
        ),
    ],
)
def test_byline_and_date_below_a_deck_go(above: str, head: str, author: str | None, day: str | None, body: str) -> None:
    cleaned = clean(f"{above}\n{head}\n{body}")

    assert cleaned.body == f"{above}\n{body}"
    assert cleaned.authors == ((author,) if author else ())
    assert (cleaned.published_at or "")[:10] == (day or "")


@pytest.mark.parametrize(
    "text",
    [
        # A timeline and a live blog go on below their first day.
        f"Nine years\nThis is how it went.\n5 March 2024, 10:15\n{ENGLISH}\n6 March 2024, 11:30\n{ENGLISH.upper()}",
        # A day alone, without a clock, is what a chronicle begins with.
        f"Nine years of a bridge\nThis is how it went on.\n5 March 2024\n{ENGLISH}",
        # No headline above: the song is what the sentences are about.
        f"{ENGLISH}\nWords: Ann Lee\nMusic: Tom Hart\nThe song was sung by the choir of the town school.",
        f"{ENGLISH}\n(Reporting by Ana Ruiz)\n{ENGLISH.upper()}",
    ],
)
def test_what_stands_between_sentences_without_a_headline_stays(text: str) -> None:
    cleaned = clean(text)

    assert (cleaned.body, cleaned.authors, cleaned.published_at) == (text, (), None)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("6/3(月) 10:15配信", JAPANESE),
        ("6月3日 10時15分", JAPANESE),
        ("6월 3일 10:15", KOREAN),
        ("3 июня, 10:15", RUSSIAN),
        ("Mon, 3 Jun, 10:15", ENGLISH),
        ("3 juin à 10h15", ENGLISH),
        ("Updated: 10:15", ENGLISH),
        ("آخر تحديث 10:15", ENGLISH),
        ("Обновлено 10:15", RUSSIAN),
    ],
)
def test_a_time_beside_a_day_without_a_year_or_a_word_for_publishing_goes(line: str, body: str) -> None:
    cleaned = clean(f"A headline of some words\n{line}\n{body}")

    assert (cleaned.body, cleaned.published_at) == (f"A headline of some words\n{body}", None)


@pytest.mark.parametrize(
    "rows",
    [
        "3 June, 10:15\n4 June, 11:30",
        "3 June, 19:30\nTown Hall",  # a concert
        "Monday 10:15",
        "3 June, 10:15: Opening",
        "Mark 10:15",
        "10:15",
        "3-1 (10:15)",
    ],
)
def test_rows_of_a_programme_stay(rows: str) -> None:
    text = f"A headline of some words\n{rows}\n{ENGLISH}"

    assert clean(text).body == text


@pytest.mark.parametrize("stars", ["★★★★☆", "★★☆☆☆", "★★★★★", "⭐⭐⭐⭐⭐"])
def test_the_stars_of_a_review_stay(stars: str) -> None:
    assert clean(f"A fine evening\n{stars}\n{ENGLISH}").body == f"A fine evening\n{stars}\n{ENGLISH}"


@pytest.mark.parametrize("line", ["★ ★ ★", "★", "★☆", "* * * * *"])
def test_stars_between_parts_go(line: str) -> None:
    assert clean(f"{ENGLISH}\n{line}\n{GERMAN}").body == f"{ENGLISH}\n{GERMAN}"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("文/浜田一郎 写真/田中花子", "浜田一郎"),
        ("文・写真/浜田一郎", "浜田一郎"),
        ("记者 林小美 摄影 王大明", "林小美"),
        ("记者 林小美 文/图", "林小美"),
        ("글 홍길동 기자 사진 김철수 기자", "홍길동"),
        ("글·사진 홍길동 기자", "홍길동"),
        ("Text und Fotos: Anna Keller", "Anna Keller"),
        ("Text: Anna Keller / Fotos: Jan Ek", "Anna Keller"),
        ("Texto Ana Ruiz Fotos Jan Ek", "Ana Ruiz"),
        ("Текст: Анна Иванова. Фото: Иван Петров", "Анна Иванова"),
        ("[여수=뉴스1] 홍길동 기자", "홍길동"),
        ("(서울=연합뉴스) 홍길동 기자", "홍길동"),
    ],
)
def test_of_writer_and_photographer_in_one_line_the_writer_is_the_author(line: str, author: str) -> None:
    cleaned = clean(f"A headline of some words\n{line}\n{ENGLISH}")

    assert (cleaned.body, cleaned.authors) == (f"A headline of some words\n{ENGLISH}", (author,))


@pytest.mark.parametrize(
    "line",
    ["Photos & Text Messages", "Foto und Video: Neue Regeln gelten", "文・音楽・酒", "Words: Ann Lee, Music: Tom Hart"],
)
def test_a_line_of_labels_without_names_credits_nobody(line: str) -> None:
    assert clean(f"A headline of some words\n{line}\n{ENGLISH}").authors in ((), ("Ann Lee",))


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("Par Anne Martin (Lyon, envoyée spéciale)", "Anne Martin"),
        ("Von Anna Keller, ARD-Studio London", "Anna Keller"),
        ("聯合報 記者林小美／即時報導", "林小美"),
        ("Autoři\nAnna Nová", "Anna Nová"),
        ("Авторы\nАнна Иванова", "Анна Иванова"),
    ],
)
def test_the_author_is_named_beside_a_place_a_station_or_below_the_word_for_one(head: str, author: str) -> None:
    for text in (f"A headline of some words\n{head}\n{ENGLISH}", f"{ENGLISH}\n{head}"):
        cleaned = clean(text)

        assert cleaned.authors == (author,)
        assert author not in cleaned.body


@pytest.mark.parametrize(
    ("head", "left"),
    [
        ("5 March 2024\n| 10:15\nA headline of some words", "A headline of some words"),
        ("A headline of some words\nShare\n12\n5 March 2024", "A headline of some words"),
        ("A headline of some words\n5 March 2024\nA- A A+", "A headline of some words"),
        ("A headline of some words\n5 March 2024\nঅ+\nঅ-", "A headline of some words"),
        ("A headline of some words\nBy DIN | Published On : 05th March 2024 10:15 AM", "A headline of some words"),
        ('{"_id":"65e6"}\nA headline of some words', "A headline of some words"),
        ("A headline of some words\nThe mill — Photo: Ana Silva/g1", "A headline of some words"),
        ("A headline of some words\nAh–", "A headline of some words\nAh–"),
        ("A headline of some words\n12\n5 apples", "A headline of some words\n12\n5 apples"),
    ],
)
def test_what_stands_beside_a_date_goes_with_it(head: str, left: str) -> None:
    assert clean(f"{head}\n{ENGLISH}").body == f"{left}\n{ENGLISH}"


def test_a_score_stays() -> None:
    text = f"Rovers\n2\nUnited\n1\n{ENGLISH}"

    assert clean(text.replace("1\n", "1\n5 March 2024\n", 1)).body == text


def test_numbers_of_parts_stay() -> None:
    text = f"A headline of some words\n1\n{ENGLISH}\n2\n{ENGLISH.upper()}"

    assert clean(text.replace("\n1", "\n5 March 2024\n1", 1)).body == text


@pytest.mark.parametrize("line", ["dpa-infocom, dpa:240305-930-123456/1", "© dpa-infocom, dpa:240305-99-123456/2"])
def test_the_code_of_a_dispatch_goes(line: str) -> None:
    assert clean(f"{GERMAN}\n{line}").body == GERMAN


@pytest.mark.parametrize(
    ("section", "date"),
    [
        ("Politik", "5. März 2024"),
        ("Общество", "05.03.2024 10:15"),
        ("スポーツ", "2024年3月5日"),
        ("World News", "5 March 2024"),
        ("Noticias | Economía", "5 de marzo de 2024"),
        ("رياضة", "5 مارس 2024"),
        ("EXCLUSIVE", "5 March 2024"),
    ],
)
def test_the_section_beside_a_date_or_above_a_headline_goes(section: str, date: str) -> None:
    assert clean(f"A headline of some words\n{section}\n{date}\n{ENGLISH}").body == (
        f"A headline of some words\n{ENGLISH}"
    )
    assert clean(f"{section}\nA headline of some words\n{date}\n{ENGLISH}").body == (
        f"A headline of some words\n{ENGLISH}"
    )


def test_a_thai_headline_is_no_sentence_though_neither_has_a_mark() -> None:
    body = "กังหันน้ำริมแม่น้ำบดแป้งกระสอบแรกเมื่อวันจันทร์ หลังน้ำท่วมพัดวงล้อไปเมื่อเก้าปีก่อน ชาวบ้านต่างดีใจ"
    headline = "กังหันน้ำเก่าหมุนอีกครั้งหลังเก้าปี"

    assert clean(f"{headline}\n5 มี.ค. 2567 10:15 น.\nภูมิภาค\n{body}\n{body[::-1]}").body.startswith(
        f"{headline}\n{body}"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # Nothing else can be the headline.
        (f"Sport\n5 March 2024\n{ENGLISH}", f"Sport\n{ENGLISH}"),
        # A digest: its parts have headings.
        (
            f"The week\nSport\n5 March 2024\n{ENGLISH}\nPolitics\n{ENGLISH.upper()}",
            f"The week\nSport\n{ENGLISH}\nPolitics\n{ENGLISH.upper()}",
        ),
        # No date, no byline: a heading.
        (f"A headline of some words\nSport\n{ENGLISH}", f"A headline of some words\nSport\n{ENGLISH}"),
    ],
)
def test_a_section_that_may_be_a_heading_stays(text: str, left: str) -> None:
    assert clean(text).body == left
