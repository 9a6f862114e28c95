"""marked: bylines and dates in the visible mark-up, as news sites write them."""

import pytest

from streams.text.web import read_page

SENTENCE = "Hundreds of volunteers carried sandbags to the river bank before the water reached its highest mark."
PARAGRAPHS = "".join(f"<p>{SENTENCE} It was day number {number}.</p>" for number in range(6))


def _page(
    *, above: str = "", below: str = "", body: str = PARAGRAPHS, head: str = "", title: str = "A river at night"
) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{above}"
        f"<article><h1>A river at night</h1>{below}{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('<b class="pb-byline">By <a href="/x">Ana Ruiz</a></b><b class="stamp">March 18</b>', ("Ana Ruiz",)),
        ('<span class="meta-author">By <a href="/author/ana/">Ana Ruiz</a></span>', ("Ana Ruiz",)),
        ('<p class="byline"><b>by</b> <a>Ana Ruiz</a><b class="day">22 Dec 2016</b>651</p>', ("Ana Ruiz",)),
        ('<div class="meta">Par <a href="/auteur/12-ana-ruiz">Ana Ruiz</a></div>', ("Ana Ruiz",)),
        ('<cite class="byline vcard"><b>By </b><b class="fn">ANA RUIZ</b><b>3 pm</b></cite>', ("ANA RUIZ",)),
        (
            '<p class="authors">Par <b class="author"><a>Ana Ruiz</a></b> et <b class="author"><a>Jan Ek</a></b></p>',
            ("Ana Ruiz", "Jan Ek"),
        ),
        ('<a rel="author" class="pic" href="/p"><img alt=""></a><a rel="author" href="/p">Ana Ruiz</a>', ("Ana Ruiz",)),
        ('<span itemprop="author">Autor/in: Ana Ruiz</span>', ("Ana Ruiz",)),
        ('<div class="author">Ana (A.B.) Ruiz</div>', ("Ana Ruiz",)),
        ('<div class="author">By Ana Ruiz Follow @ana</div>', ("Ana Ruiz",)),
        ('<div class="byline">By\n   Ana\n   Ruiz</div>', ("Ana Ruiz",)),
        ('<div class="byline"><a>Ana Ruiz</a><a>Share</a><a>Follow Her</a></div>', ("Ana Ruiz",)),
        ('<figure><img><figcaption class="author">Ana Ruiz</figcaption></figure>', ()),
        ('<div class="related"><span class="byline">Ana Ruiz</span></div>', ()),
    ],
)  # fmt: skip
def test_the_byline_is_found_by_what_the_page_calls_it(byline: str, authors: tuple[str, ...]) -> None:
    assert read_page(_page(below=byline)).authors == authors


@pytest.mark.parametrize(
    "above",
    [
        '<ul class="menu"><li><a href="/author/jan/">Jan Ek</a></li></ul>',
        '<h1>The Evening Lamp</h1><a class="author-list" href="/people/jan/">Jan Ek</a>',
    ],
)
def test_weaker_marks_count_below_the_headline_only(above: str) -> None:
    assert read_page(_page(above=above)).authors == ()
    assert read_page(_page(above=above, below='<a href="/author/ana/">Ana Ruiz</a>')).authors == ("Ana Ruiz",)


def test_what_comes_after_the_first_paragraphs_is_no_byline() -> None:
    assert read_page(_page(body=f'{PARAGRAPHS}<a href="/author/jan/">Jan Ek</a>{PARAGRAPHS}')).authors == ()


def test_a_byline_behind_many_buttons_is_found() -> None:
    picture = f'<svg>{"<path d=1>" * 60}</svg><img src="data:image/png;base64,{"A" * 900}">'
    button = f'<a onclick="share({"x" * 300})">{picture}</a>'

    byline = '<span class="site-byline">Ana Ruiz</span>'

    assert read_page(_page(below=button * 25 + byline)).authors == ("Ana Ruiz",)
    # Lower-cased, a dotted capital is two letters.
    assert read_page(_page(below=f"<i>{'İ' * 40}</i><SVG></SVG>{byline}")).authors == ("Ana Ruiz",)


@pytest.mark.parametrize("name", ["The Evening Lamp", "Winter Nights"])
def test_neither_the_site_nor_the_title_wrote_it(name: str) -> None:
    head = '<meta property="og:site_name" content="The Evening Lamp">'

    assert read_page(_page(title="Winter Nights", head=head, below=f'<a rel="author">{name}</a>')).authors == ()


@pytest.mark.parametrize(
    "name",
    [
        "Lamp Online GmbH, Munich, Germany",
        "The Lamp Foundation",
        "Our Foreign Staff",
        "Super User",
        "Ministry of Rivers",
    ],
)
def test_a_body_is_no_author(name: str) -> None:
    assert read_page(_page(head=f'<meta name="author" content="{name}">')).authors == ()


def test_where_an_author_is_is_no_author() -> None:
    assert read_page(_page(head='<meta name="author" content="Ana Ruiz, Munich, Germany">')).authors == ("Ana Ruiz",)


def test_one_author_in_two_spellings_is_one() -> None:
    head = '<meta name="author" content="Ana Ruiz"><meta name="byl" content="By ANA RUIZ and Jan Ek">'

    assert read_page(_page(head=head)).authors == ("Ana Ruiz", "Jan Ek")


@pytest.mark.parametrize(
    "around", ["<![CDATA[\n{}\n]]>", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/{}/*]]>*/", "<!--\n{}\n-->"]
)
def test_linked_data_hidden_from_old_browsers_is_read(around: str) -> None:
    said = '{"@type": "NewsArticle", "headline": "A river", "author": {"@type": "Person", "name": "Lin O&#039;Dea"}}'
    page = read_page(_page(head=f'<script type="application/ld+json">{around.replace("{}", said)}</script>'))

    assert (page.title, page.authors) == ("A river", ("Lin O'Dea",))


@pytest.mark.parametrize(
    ("mark", "day"),
    [
        ('<abbr class="published" title="2019-06-27T10:21:40Z">27 June</abbr>', "2019-06-27T10:21:40.000Z"),
        ('<time datetime="2019-06-27T10:21:40Z">27 June</time>', "2019-06-27T10:21:40.000Z"),
        ('<aside><time datetime="2019-06-27T10:21:40Z">27 June</time></aside>', None),
    ],
)
def test_the_date_is_found_by_what_the_page_calls_it(mark: str, day: str | None) -> None:
    assert read_page(_page(below=mark)).published_at == day


@pytest.mark.parametrize(
    ("title", "above", "expected"),
    [
        ("A river at night | News | Jan Ek", "<h1>Hello, I am Jan Ek.</h1>", "A river at night"),
        ("A river at night", "<h1>Rivers Health Centre</h1>", "A river at night"),
        (
            "Lamp - all the news",
            "<h1>Hundreds carried sandbags to the bank</h1>",
            "Hundreds carried sandbags to the bank",
        ),
    ],
)
def test_of_several_headings_the_one_in_the_title_counts(title: str, above: str, expected: str) -> None:
    assert read_page(_page(title=title, above=above)).title == expected


def test_a_described_name_is_the_title() -> None:
    said = '{"@type": "Article", "name": "A river at night", "headline": "watercourse in the north"}'
    head = f'<script type="application/ld+json">{said}</script>'

    assert read_page(_page(head=head, title="A river at night - Lampopedia")).title == "A river at night"


def test_a_slogan_above_the_headline_is_no_lede() -> None:
    slogan = "Tests, reports and every kind of news from the river: independent, fair and free of charge since 1971."

    assert slogan not in read_page(_page(above=f"<h2>{slogan}</h2>")).text
    assert slogan in read_page(_page(below=f"<h2>{slogan}</h2>")).text


def test_a_page_of_menus_gives_the_sentences_below_its_headline() -> None:
    menus = "".join(f"<div><a href=/{number}>Section {number}</a></div>" for number in range(80))
    body = f"{menus}<h1>A river at night</h1><div>{SENTENCE}</div>{menus}"
    page = f"<html><head><title>A river at night</title></head><body>{body}</body></html>"

    assert read_page(page).text == SENTENCE


@pytest.mark.parametrize(
    "times",
    [
        'Updated: <time datetime="2024-11-09T10:00Z"></time> Published: <time datetime="2024-11-05T10:00Z"></time>',
        '<time class="updated" datetime="2024-11-09T10:00Z">9</time><time datetime="2024-11-05T10:00Z">5</time>',
        '<p class="modified"><time datetime="2024-11-09T10:00Z"></time></p><time datetime="2024-11-05T10:00Z">5</time>',
        'Aktualisiert: <time datetime="2024-11-09T10:00Z"></time><b><time datetime="2024-11-05T10:00Z">5</time></b>',
    ],
)
def test_the_time_of_a_change_is_no_date(times: str) -> None:
    assert read_page(_page(below=f"<div>{times}</div>")).published_at == "2024-11-05T10:00:00.000Z"


def test_a_time_in_a_sentence_is_no_date() -> None:
    told = '<p>The concert is on <time datetime="2025-06-01">1 June</time> at eight in the hall, the town said.</p>'

    assert read_page(_page(below=told)).published_at is None


def test_the_paper_at_the_end_of_the_title_is_no_author() -> None:
    head, title = '<meta name="author" content="Hill Times">', "A river at night - Hill Times"

    assert read_page(_page(head=head, title=title)).authors == ()
    assert read_page(_page(head=head, title=title, below='<p class="byline">By Ana Ruiz</p>')).authors == ("Ana Ruiz",)
    assert read_page(_page(head=head.replace("Hill Times", "Ana Ruiz"), title="A river - Ana Ruiz")).authors == (
        "Ana Ruiz",
    )


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<div><div><span>Por Mateo Urrutia Salas</span></div></div>", ("Mateo Urrutia Salas",)),
        ("<div>Спуск закрыли.</div><div><span>Автор: Алевтина Суховей</span> 18 марта</div>", ("Алевтина Суховей",)),
        ("<div>The gate was shut by night.</div><div>By Ana Ruiz</div>", ("Ana Ruiz",)),
        ("<div>The gate was shut, they said.</div><div>By Christmas</div>", ()),
        ("<div>The gate was shut, they said.</div><div>by Ana Ruiz</div>", ()),
    ],
)
def test_a_line_that_begins_with_the_word_for_author_is_a_byline(line: str, authors: tuple[str, ...]) -> None:
    """A lede above it ends what is read as the lines around the headline."""
    assert read_page(_page(below=line)).authors == authors
