"""signoff: who reported, edited and sent an article goes from below it; what only looks like it stays."""

import pytest

from streams.core.article import Article
from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import BODY, clean


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("(Reporting by Ana Ruiz in Madrid; Additional reporting by Jan Ek; Editing by Liv Moe)", ("Ana Ruiz",)),
        ("(Reporting by Ana Ruiz and Jan Ek; Writing by Liv Moe; Editing by Ida Lie)", ("Ana Ruiz", "Jan Ek")),
        ("Reporting by Ana Ruiz; Editing by Liv Moe", ("Ana Ruiz",)),
        (
            "(Bericht von Ana Ruiz, redigiert von Jan Ek. Fragen an die Redaktion.)",
            ("Ana Ruiz",),
        ),
        ("(Reportage Ana Ruiz ; rédigé par Jan Ek, édité par Liv Moe)", ("Ana Ruiz",)),
        ("(Reporte de Ana Ruiz; editado por Jan Ek)", ("Ana Ruiz",)),
        ("(Reportagem de Ana Ruiz; Edição de Jan Ek)", ("Ana Ruiz",)),
        ("(Tradotto da Ana Ruiz, editing Jan Ek)", ()),
        ("AGERPRES/(AS - autor: Ana Pop, editor: Ion Radu, editor online: Ada Lungu)", ("Ana Pop",)),
        ("（編輯：翁慧如）1130305", ()),
        ("【编辑:罗小满】", ()),
        ("(PAP)", ()),
        ("(ANSA).", ()),
        ("(©NTB)", ()),
        ("/БТА/", ()),
        ("/ritzau/", ()),
        ("-- BERNAMA", ()),
        ("EFE", ()),  # in the list of agencies
        ("（共同）", ()),
        ("（完）", ()),
        ("(إ ف ب)", ()),  # Arabic, letter by letter
        ("(इनपुट-भाषा)", ()),  # Hindi: input by the agency
        ("hz/ mkr/", ()),
        ("◎공감언론 뉴시스 sora@newsis.example", ()),
        ("((ana.ruiz@wire.example; +44 20 0000 0000;))", ()),
        ("Ana Ruiz (PAP)", ("Ana Ruiz",)),
        ("ΑΠΕ-ΜΠΕ", ()),
        ("＃橋　＃霧山町", ()),
        ("Copyright © Harbour Echo 2024", ()),
        ("Copyright 2024 Harbour Echo", ()),
    ],
)
def test_a_line_of_names_below_the_body_goes(line: str, authors: tuple[str, ...]) -> None:
    cleaned = _clean(f"{BODY}\n{line}")

    assert cleaned.body == BODY
    assert cleaned.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by candlelight, the clerk wrote until the generator came back on.)",
        "(By Monday; by Tuesday at the latest)",
        "(Text by the door; read it)",
        "Redigiert von Hand, gelesen von allen: Das war die letzte Zeitung des Dorfes, sagte Ana Ruiz.",
        "(Edition of three hundred copies)",
        "(Applause)",
        "(Ask at the door, or write to ana@wire.example by Monday)",
        "Nord Sud / Est Ouest",
        "Ana Ruiz (mayor)",
        "(A walk by the sea; Edited by Jan Ek)",
        "Hats of paper; edited by Jan Ek; text by Ana Ruiz",
        "and or neither",
        "(She laughed.)",
        "-- and nobody knows why",
        "Copyright on the chime belongs to nobody.",
        "（記者也笑了。）",  # the reporter laughed too
        "Lighthouse",
        "BOOTH",
    ],
)
def test_a_line_that_says_something_stays_below_the_body(line: str) -> None:
    assert _clean(f"{BODY}\n{line}").body == f"{BODY}\n{line}"


@pytest.mark.parametrize("line", ["(PAP)", "(Reporting by Ana Ruiz; Editing by Jan Ek)", "EFE", "hz/ mkr/"])
def test_nothing_of_it_goes_between_sentences(line: str) -> None:
    body = f"{BODY}\n{line}\n{BODY.upper()}"

    assert _clean(body).body == body


def test_an_agency_above_the_body_stays() -> None:
    assert _clean(f"(PAP)\n{BODY}").body == f"(PAP)\n{BODY}"


def test_the_agency_of_the_dateline_goes_from_the_end() -> None:
    front = "Valdehoz, 5 mar (NORTEX).- Un piano de cola apareció el martes a la orilla del río."

    assert _clean(f"{front}\n{BODY}\nNORTEX").body == f"{front}\n{BODY}"
    assert _clean(f"{front}\n{BODY}\nSURTEX").body == f"{front}\n{BODY}\nSURTEX"


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("Published 5 March 2024 | By Jane Doe | Politics", "Jane Doe", "2024-03-05"),
        ("By Jane Doe | Local Affairs Reporter | June 18, 2024", "Jane Doe", "2024-06-18"),
        ("Por Ana Ruiz | 22 de agosto de 2024", "Ana Ruiz", "2024-08-22"),
        ("Von Hanna Ek · Politik · 5. März 2024", "Hanna Ek", "2024-03-05"),
        ("令和6年3月5日", None, "2024-03-05"),
        ("平成30年10月20日（土）", None, "2018-10-20"),
        ("令和元年５月１日", None, "2019-05-01"),
        ("昭和64年1月7日", None, "1989-01-07"),
        ("中華民國113年3月5日", None, "2024-03-05"),
        ("2024/3/5 10:32（3/5 11:05 更新）", None, "2024-03-05"),
        ("Ana Ruiz, Chief Correspondent | 9 July 2024 | 3 min read", "Ana Ruiz", "2024-07-09"),
        ("Von Ana Ruiz (dpa)", "Ana Ruiz", None),
        ("Ana Ruiz / EFE", "Ana Ruiz", None),
        ("Von Ana Ruiz (AFP/dpa)", "Ana Ruiz", None),
        ("Par Ana Ruiz avec AFP", "Ana Ruiz", None),
        ("By Ana Ruiz with Reuters", "Ana Ruiz", None),
    ],
)
def test_a_line_above_the_body_gives_author_and_day(line: str, author: str | None, day: str | None) -> None:
    cleaned = _clean(f"{line}\n{BODY}")

    assert cleaned.body == BODY
    assert (", ".join(cleaned.authors) or None) == author
    assert (cleaned.published_at[:10] if cleaned.published_at else None) == day


@pytest.mark.parametrize(
    "line", ["Rovers Town, Harbour City | 9 July 2024 | Football", "Rovers Town | 9 July 2024 | Cup"]
)
def test_names_between_bars_are_no_author_without_a_trade(line: str) -> None:
    assert _clean(f"{line}\n{BODY}").authors == ()


def test_a_sentence_between_bars_stays_above_the_body() -> None:
    line = "5 March 2024 | By Jane Doe | nobody else saw any of it and nobody asked"

    assert _clean(f"{line}\n{BODY}").body == f"{line}\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Photo by Ana Ruiz/Harbour Echo",
        "Fot. Ana Ruiz / Agencja Wydra",
        "写真・岸本なぎさ",
        "〔写真〕忘れ物の棚＝湯沢の里",
        "照片提供：坪水里辦公處",
        "▲埔口國小廣播室。（圖／埔口國小提供）",
        "＜広告＞",
        "3 Kommentare",
        "5 komentarzy",
        "12 kommentarer",
        "3.4K comments",
    ],
)
def test_a_credit_or_a_count_goes_anywhere(line: str) -> None:
    assert _clean(f"{BODY}\n{line}\n{BODY.upper()}").body == f"{BODY}\n{BODY.upper()}"


@pytest.mark.parametrize(
    ("front", "place", "author"),
    [
        ("（中央社記者簡立文石碇口5日電）", "石碇口", "簡立文"),
        ("（中央社記者李明、王小華台北5日綜合外電報導）", "台北", "李明、王小華"),
        ("（中央社洛杉磯4日電）", "洛杉磯", None),
    ],
)
def test_a_wire_in_brackets_names_place_and_reporters(front: str, place: str, author: str | None) -> None:
    cleaned = _clean(f"{front}石碇的老麵館今天起只收石頭，一顆石頭換一碗乾麵。\n老闆說，石頭會鋪成通往溪邊的路。")

    assert cleaned.get(Cleaned).dateline == place
    assert ("、".join(cleaned.authors) or None) == author


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("(ANSA) - ROMA, 05 MAR - La funivia trasporta da oggi soltanto formaggi.", "ROMA"),
        ("Москва. 5 марта. INTERFAX.RU - Самовар закипел во вторник с третьей попытки.", "Москва"),
        ("Київ. 5 березня. УНН. Вітряк навчили показувати, хто сьогодні черговий.", "Київ"),
        ("(ANSA) - L'opera, di nuovo, - dice il maestro - resta chiusa per lavori.", None),
        ("Осталось. 5 минут. РЖД - так называют железную дорогу - молчит.", None),
        ("Пришла. 5 марта. Она ушла снова, и никто не знал куда и зачем.", None),
    ],
)
def test_the_agency_may_stand_in_front_of_the_place_or_behind_the_day(line: str, place: str | None) -> None:
    assert _clean(f"{line}\n{BODY}").get(Cleaned).dateline == place


def _clean(body: str) -> Article:
    return clean(body, "A title")
