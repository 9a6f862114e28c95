"""clean_text: lines that look like clutter and are text, and names that are nobody's."""

import pytest

from streams.core.article import Article
from streams.text.bounds import MAX_ATTRIBUTES, attributes
from streams.text.names import split_names
from tests.stages.cleaning import BODY, clean, clean_article


@pytest.mark.parametrize(
    "line",
    [
        "Lea: Wir haben drei Stunden gewartet, dann ging das Licht aus.",  # German name; "lea" is Spanish for "read"
        "Mira: Stimmt das?",
        "Les: Every single day.",  # English name; "les" is Norwegian for "read"
        "Bakgrunn: Saken ble kjent i mai, da en nabo ringte politiet.",
        "Video: Police released footage of the fall, and asked for witnesses.",
    ],
)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_sentence_behind_one_word_is_said_by_somebody(line: str, place: str) -> None:
    first, last = BODY.split("\n")
    body = "\n".join({"first": [line, first, last], "middle": [first, line, last], "last": [first, last, line]}[place])

    assert _cleaned(body).body == body


@pytest.mark.parametrize(
    "line",
    [
        "Google changed its privacy policy on Monday, and regulators in three countries asked why.",
        "Users who refuse the new privacy policy will lose their accounts, the regulator warned on Monday.",
        "Die Behörde prüft, ob die Datenschutzerklärung des Vereins den Mitgliedern genug sagt.",
        "Le ministre a critiqué la politique de confidentialité du réseau devant les députés.",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_news_about_a_notice_is_no_notice(line: str, above: bool) -> None:
    body = f"{line}\n{BODY}" if above else f"{BODY}\n{line}"

    assert _cleaned(body).body == body


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to show you the news that matters to you.",
        "By going on you agree to our privacy policy and our terms of use.",
    ],
)
def test_a_notice_goes_though_it_is_a_sentence(line: str) -> None:
    assert _cleaned(f"{BODY}\n{line}").body == BODY


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Jane Doe, Staff Writer", ("Jane Doe",)),
        ("Jane Doe, BBC News", ("Jane Doe",)),
        ("Jane Doe, The New York Times", ("Jane Doe",)),
        ("JANE DOE and JOHN SMITH, Associated Press", ("JANE DOE", "JOHN SMITH")),
        ("Jane Doe | Reuters", ("Jane Doe",)),
        ("Juan Pérez | Madrid", ("Juan Pérez",)),
        ("Иван Петров, РИА Новости", ("Иван Петров",)),
        ("王小明／台北報導", ("王小明",)),
        ("Jane Doe Political Correspondent", ()),
        ("Emily Post and Fritz Haber", ("Emily Post", "Fritz Haber")[:1]),
        ("Emily Post", ("Emily Post",)),
    ],
)
def test_roles_and_papers_are_no_authors(byline: str, names: tuple[str, ...]) -> None:
    assert split_names(byline) == names


def test_a_tag_with_very_many_attributes_is_counted_whatever_its_quotes_hold() -> None:
    many = " ".join(f"a{number}='>'" for number in range(12_000))

    assert attributes(f"<html><p {many}>text</p></html>") == 12_000 > MAX_ATTRIBUTES


def test_attributes_behind_closed_quotes_are_counted_where_few_have_a_value() -> None:
    """No stretch without `>` is long here, and hardly a `=` stands on the page."""
    many = "".join("b " * 2_000 + 'x=">" ' for _ in range(4))

    assert attributes(f"<html><p {many}>text</p></html>") == 8_004 > MAX_ATTRIBUTES


def test_attributes_of_a_page_with_a_long_script_are_not_its_words() -> None:
    script = "var a = 1; " * 900

    assert attributes(f"<html><script>{script}</script><p>text</p></html>") == 0


@pytest.mark.parametrize(
    "line",
    [
        "2011年12月18日，工党正式成立。",  # Chinese: a sentence that begins with its day
        "2003年4月1日に所属事務所を移籍。",  # Japanese
        "1943年1月1日晋北政厅改为大同省",
        "Les « gilets jaunes » manifestent à Paris",  # quotation marks, no breadcrumb
        "Telegram blocked in Spain",
        "Facebook ändert seinen Namen",
        "Arriva il pagamento tramite Whatsapp",
        "Steun voor Oekraïne groeit verder",  # Dutch: `support`, also what a paper asks for
        "Descarga eléctrica mata a un jinete",  # Spanish: a discharge, also `download`
        "Van egy álmunk.",  # Hungarian: we have a dream
        "Intră în vigoare planul politicii naționale",  # Romanian: comes into force
        "La vicenda ha smosso la comunità sui social",
        "Založený na dvou pilířích:",  # holds the name of a messenger
        "有律师认为，苹果侵犯了他人的著作权和专利权，将向法院起诉。",  # Chinese: about copyright
        "Bốn năm sau, bản quyền của phát minh đã được cấp cho hai nhà khoa học.",  # Vietnamese: the same
        "12",  # a score
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_of_news_stays_above_and_below_the_body(line: str, *, above: bool) -> None:
    text = f"{line}\n{BODY}" if above else f"{BODY}\n{line}"

    assert _cleaned(text).body == text


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Facebook",
        "Telegram",
        "Facebook Twitter WhatsApp",
        "Steun ons",
        "Seguici ora",
        "Nothing on this page may be sold, © 2024 Harbour Echo, all rights reserved.",
        "Suivez-nous sur les réseaux",
        "Все права защищены. При перепечатке ссылка обязательна. © 2024 Вести",
        "12+",
        "2024年4月8日 08:12 来源：青石晚报",
    ],
)
def test_a_call_or_a_notice_still_goes(line: str) -> None:
    assert _cleaned(f"{BODY}\n{line}").body == BODY


def test_a_place_on_the_page_makes_no_other_article() -> None:
    article = clean_article(
        Article("A title", "A sentence of the body.", url="https://a.example/x?utm_source=b#comments")
    )

    assert article.canonical_url == "https://a.example/x"


def test_a_long_value_is_one_attribute() -> None:
    state = "{'a': " + "word " * 9_000 + "}"

    assert attributes(f'<html><div data-state="{state}" class="x">text</div></html>') < 10


def _cleaned(body: str) -> Article:
    return clean(body, "A title")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("", "2024-03-05"),
        ("<div>12 May 2024 | Rivers, Boats | 3 comments</div>", "2024-05-12"),
        ('<time datetime="2024-06-01T10:00:00Z"></time>', "2024-06-01"),
    ],
)
def test_the_day_in_the_address_of_a_page_counts_where_it_prints_none(printed: str, day: str) -> None:
    head = '<title>A river at night</title><link rel="canonical" href="https://a.example/2024/03/05/river">'
    page = f"<html><head>{head}</head><body><h1>A river at night</h1>{printed}<p>{BODY}</p></body></html>"
    article = clean_article(Article("", page, "text/html"))

    assert (article.published_at or "").startswith(day)


def test_the_section_in_front_of_the_date_of_a_page_is_no_author() -> None:
    head = '<title>A river at night</title><meta property="article:section" content="North Hill">'
    page = (
        f"<html><head>{head}</head><body><h1>A river at night</h1><div>North Hill 09:31 May 12, 2024</div><p>{BODY}</p>"
    )
    article = clean_article(Article("", page, "text/html"))

    assert (article.authors, article.published_at) == ((), "2024-05-12T00:00:00.000Z")
