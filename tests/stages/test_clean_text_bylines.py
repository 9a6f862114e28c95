"""clean_text: lines above the body that look like a byline and name nobody, and the bylines beside them."""

import pytest

from streams.core.article import Article
from tests.stages.cleaning import BODY, clean, clean_article


@pytest.mark.parametrize(
    "line",
    [
        "Dear editor,",
        "Dear Editor:",
        "Our reporter",
        "Chief reporter",
        "By Royal Appointment",
        "By Popular Demand",
        "By Invitation Only",
        "By Design",
        "By Land and Sea",
        "Von Mut und Wut",
        "Published by Marsh & Pike, £18.99",
        "记者节快到了",  # the day of the reporters is near
        "作者已死",  # the author is dead
        "文・音楽・酒",  # letters, music, wine
        "Newcastle United - Leeds United",
        "Northern Ireland, Scotland",
        "By Post",
        "Od ostalih vijesti",  # Croatian: of the other news
        "सीताराम सिंह ( १२ नवम्बर १९४८ – ११ जनवरी २०१४) भारतीय राजनीतिज्ञ थे",  # who he was
        "Council Approves Budget - BBC News",  # a title with the site's name
        "Hedda Moe | NRK.no",
        "Men Schengen-området fungerer nesten som eitt",  # Norwegian; TT is an agency
    ],
)
def test_a_line_that_names_nobody_is_no_byline(line: str) -> None:
    cleaned = clean(f"{line}\n{BODY}")

    assert (cleaned.body, cleaned.authors) == (f"{line}\n{BODY}", ())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Special correspondent", ()),
        ("Ana Ruiz, Special correspondent", ("Ana Ruiz",)),
        ("Ana Ruiz reporter", ("Ana Ruiz",)),
        ("By Robin Day", ("Robin Day",)),
        ("By Mark Royal", ("Mark Royal",)),
        ("Von Mut Schmidt", ("Mut Schmidt",)),
        ("Author: Ana", ("Ana",)),
        ("记者 陈默 通讯员 李强", ("陈默", "李强")),  # reporter and correspondent
        ("记者王小明", ("王小明",)),
        ("文・高静", ("高静",)),
        ("文・ジョン・スミス", ("ジョン・スミス",)),
        ("이서준 기자", ("이서준",)),
        ("Krystyna Bielak, PAP", ("Krystyna Bielak",)),
        ("Ratna Kusumawati - detikNews", ("Ratna Kusumawati",)),
        ("New York, AP", ()),
        ("Gülsüm AKTAN/TİRE (İzmir), (DHA)", ("Gülsüm AKTAN",)),
        ("Piše: Hina", ()),  # an agency
        ("Von Redaktion", ()),
        ("By Online Staff", ()),
        ("Redacción Litoral", ()),
        ("Reporter, Saltmarsh News", ()),
    ],
)
def test_a_byline_above_the_body_goes(line: str, names: tuple[str, ...]) -> None:
    cleaned = clean(f"{line}\n{BODY}")

    assert (cleaned.body, cleaned.authors) == (BODY, names)


def test_a_name_and_a_site_below_the_headline_and_above_a_date_are_a_byline() -> None:
    cleaned = clean(f"Ferry rings again\nHedda Moe | NRK.no\n12 March 2025\n{BODY}")

    assert (cleaned.body, cleaned.authors) == (f"Ferry rings again\n{BODY}", ("Hedda Moe",))


@pytest.mark.parametrize("line", ["Ana Ruiz", "Ana Ruiz, BBC News", "Ana RuizBBC News, Harbour", "Ana Ruiz and Bo Lee"])
def test_a_line_above_the_body_that_names_the_stated_authors_is_a_byline(line: str) -> None:
    cleaned = clean_article(
        Article(title="", body=f"Ferry rings again\n{line}\n{BODY}", authors=("Ana Ruiz", "Bo Lee"))
    )

    assert cleaned.body == f"Ferry rings again\n{BODY}"


@pytest.mark.parametrize(
    "line", ["Ana Ruiz wins a prize", "Ana Ruiz Wins a Prize", "Ana Ruiz's ferry", "Cleo Dow", "王明获奖"]
)
def test_a_headline_about_a_stated_author_stays(line: str) -> None:
    cleaned = clean_article(Article(title="", body=f"{line}\n{BODY}", authors=("Ana Ruiz", "王明")))

    assert cleaned.body == f"{line}\n{BODY}"


@pytest.mark.parametrize("name", ["Staff", "Redaktion", "Online-Redaktion", "Web Desk", "admin", "Екип"])
def test_a_role_that_a_producer_or_a_page_states_is_no_author(name: str) -> None:
    page = (
        f'<html><head><script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "{name}"}}}}'
        f"</script></head><body><h1>A ferry</h1><p>by Hester Cole</p><p>{BODY}</p></body></html>"
    )
    stated = clean_article(Article(title="", body=BODY, authors=(name,)))
    read = clean_article(Article(title="", body=page, content_type="text/html"))

    assert stated.authors == ()
    assert read.authors == ("Hester Cole",)


@pytest.mark.parametrize(
    "answer",
    ["Autorin: Nichts.", "Автор: Ничего.", "Auteur : Rien.", "Author: Nothing.", "Autor: Nada.", "Autorka: Nic."],
)
def test_one_word_with_a_full_stop_is_an_answer(answer: str) -> None:
    cleaned = clean(f"{BODY}\nDo you regret anything?\n{answer}")

    assert (cleaned.body, cleaned.authors) == (f"{BODY}\nDo you regret anything?\n{answer}", ())


@pytest.mark.parametrize(("line", "name"), [("Author: Ana Ruiz.", "Ana Ruiz"), ("Autor: Ruiz", "Ruiz")])
def test_two_words_with_a_full_stop_or_one_without_are_a_name(line: str, name: str) -> None:
    assert clean(f"{BODY}\n{line}").authors == (name,)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("浜田 一郎 記者", ("浜田 一郎",)),
        ("記者 浜田 一郎", ("浜田 一郎",)),
        ("高橋　健一 記者", ("高橋 健一",)),
        ("김 철수 기자", ("김 철수",)),
        ("李小明 张三 记者", ("李小明", "张三")),  # two people
        ("김철수 이영희 기자", ("김철수", "이영희")),
    ],
)
def test_family_and_given_name_with_a_blank_are_one_person(line: str, names: tuple[str, ...]) -> None:
    assert clean(f"{line}\n{BODY}").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee Political editor", ("Ann Lee",)),
        ("By Ann Lee Political editor", ("Ann Lee",)),
        ("By Ann Lee | Political editor", ("Ann Lee",)),
        ("By Ann Lee and Tom Hart in Leeds", ("Ann Lee", "Tom Hart")),
        ("Door Anna Bos en Jan Smit", ("Anna Bos", "Jan Smit")),  # `en` is also where
        ("By Ann Lee Published: 10:15, 5 March 2024", ("Ann Lee",)),
        ("Von Anna Keller (Text) und Jan Ek (Fotos)", ("Anna Keller",)),
        ("Por Ana Silva — São Paulo", ("Ana Silva",)),
        ("نویسنده: سارا احمدی - تهران", ("سارا احمدی",)),
        ("서울 홍길동 기자", ("홍길동",)),
        ("홍길동·김철수 기자", ("홍길동", "김철수")),
        ("来源：青石晚报 作者：王小明", ("王小明",)),
        ("2024-03-05 10:15 来源：青石晚报 作者：王小明", ("王小明",)),
        ("Hà My (Theo BBC)", ("Hà My",)),
        ("Ana Ruiz | Madrid", ("Ana Ruiz",)),
        ("Anna Nová, iDNES.cz", ("Anna Nová",)),
        ("Rasa Petrauskienė, LRT.lt", ("Rasa Petrauskienė",)),
        ("ANA RUIZ | MADRID", ("ANA RUIZ",)),
        ("Anna Keller (Hamburg)", ("Anna Keller",)),
        ("Anna Rossi / Milano", ("Anna Rossi",)),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(line: str, names: tuple[str, ...]) -> None:
    cleaned = clean(f"A headline of some words\n{line}\n{BODY}")

    assert (cleaned.authors, cleaned.body) == (names, f"A headline of some words\n{BODY}")


@pytest.mark.parametrize(
    "line", ["Rom - Paris", "Angst | Hamburg", "Anna Keller, Hamburg", "Anna Keller | Der Film", "Rovers (Madrid)"]
)
def test_a_city_behind_another_word_or_a_comma_makes_no_author(line: str) -> None:
    cleaned = clean(f"A headline of some words\n{line}\n{BODY}")

    assert (cleaned.authors, cleaned.body) == ((), f"A headline of some words\n{line}\n{BODY}")


@pytest.mark.parametrize("line", ["Krieg der Reporter", "Tamsin Oyelaran Political editor", "By Night in Paris"])
def test_three_words_in_front_of_a_trade_name_nobody_unless_two_are_known(line: str) -> None:
    assert clean(f"A headline of some words\n{line}\n{BODY}").authors == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("[강변신문 = 한지우 기자]", ("한지우",)),
        ("[강변=뉴스1] 한지우 기자", ("한지우",)),
        ("(강변=강변신문)", ()),
    ],
)
def test_a_reporter_behind_her_paper_and_an_equals_sign_is_the_author(line: str, names: tuple[str, ...]) -> None:
    headline, *body = [
        "방앗간이 다시 돈다",
        "강변의 방앗간이 삼십 년 만에 다시 돌기 시작했다고 시가 밝혔다.",
        "비용은 시가 냈다.",
    ]
    cleaned = clean("\n".join((headline, line, *body)))

    assert cleaned.authors == names
    assert (line in cleaned.body) == (not names)
