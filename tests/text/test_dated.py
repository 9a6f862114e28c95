"""dated: a time is the article's near its headline or right below its body, never in cards and comments."""

import pytest

from streams.text.web import read_page

SENTENCE = "Hundreds of volunteers carried sandbags to the river bank before the water reached its highest mark."
PARAGRAPHS = "".join(f"<p>{SENTENCE} It was day number {number}.</p>" for number in range(6))
TIME = '<time datetime="2024-11-05T10:00Z">5 November</time>'
ARTICLE = f"<h1>A river at night</h1>{PARAGRAPHS}"
DAY = "2024-11-05T10:00:00.000Z"


def _dated(body: str) -> str | None:
    head = "<head><title>A river at night</title></head>"
    return read_page(f"<!DOCTYPE html><html>{head}<body><div>{body}</div></body></html>").published_at


@pytest.mark.parametrize(
    "body",
    [
        f"{ARTICLE}<section><article><h3>Five walks</h3>{TIME}</article></section>",
        f"{ARTICLE}<section><h3>2 comments</h3><div><b>Gull</b>{TIME}<p>Yes.</p></div></section>",
        f"{ARTICLE}<div><h3>Read on</h3><ul><li><a href=/r>Five walks</a>{TIME}</li></ul></div>",
        f"<div><h3>Новое</h3><div>{TIME}<a href=/r>Пять прогулок</a></div></div><h1>A river at night</h1>{PARAGRAPHS}",
        f"<div><span>14 de mayo</span></div>{PARAGRAPHS}<section><article>{TIME}</article></section>",
        f"{ARTICLE}<div><b>Gull</b>{TIME}<p>{SENTENCE}</p></div>",
        f"<h1>A river at night</h1>{PARAGRAPHS[:240]}<div><h3>Five walks</h3>{TIME}</div>{PARAGRAPHS}",
        f"<section><article>{TIME}</article></section>{PARAGRAPHS}",
    ],
)
def test_a_time_of_others_is_no_date(body: str) -> None:
    assert _dated(body) is None


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>A river at night</h1><div>{TIME}</div>{PARAGRAPHS}",
        f"<div>{TIME}</div><h1>A river at night</h1>{PARAGRAPHS}",
        f"<h1>A river at night</h1><p>{SENTENCE}</p><div><a href=/a>{TIME}</a></div>{PARAGRAPHS}",
        f"<h1>The Hill Paper</h1><div><h2>A river at night</h2>{TIME}</div>{PARAGRAPHS}<h2>Five walks</h2>",
        f"{ARTICLE}<div><span>By Ana Ruiz</span> {TIME}</div>",
        f"<h1>The Hill Paper</h1><h2>News</h2><h1>{TIME} On the bridge</h1>{PARAGRAPHS}",
        f"<div>{TIME}</div>{PARAGRAPHS}",
        f"{ARTICLE}{TIME.replace('<time', '<time pubdate')}{PARAGRAPHS}",
    ],
)
def test_a_time_by_the_headline_or_right_below_the_body_is_the_date(body: str) -> None:
    assert _dated(body) == DAY


def test_a_page_without_any_tag_but_text_has_no_date() -> None:
    assert _dated(SENTENCE) is None


def test_a_time_beyond_what_is_walked_is_no_date() -> None:
    assert _dated(f"<h1>A river at night</h1>{'<i></i>' * 20_000}{TIME}") is None
