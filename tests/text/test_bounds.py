"""bounds: what packed code looks like is no reason to refuse a page."""

import pytest

from streams.core.article import Article
from streams.core.outcome import Fail
from streams.resources import lexicon
from streams.stages.clean_text.stage import clean_text
from streams.text.bounds import MAX_ATTRIBUTES, attributes, without_code

TOLD = "The ferry will cross the bay again on Monday, the harbour office said, once the ice has gone."
CODE = "if(a<b;f++){" + "var g = d + f, h = 'x', " * 3_000 + "}>0"
PAGE = "<html><head>{0}</head><body><article><h1>Ferry</h1><p>{1}</p></article></body></html>"


@pytest.mark.parametrize("script", ["<script>{0}</script>", "<SCRIPT type=module>{0}</SCRIPT>"])
def test_code_that_reads_like_a_tag_is_no_reason_to_refuse_a_page(script: str) -> None:
    page = PAGE.format(script.format(CODE), TOLD)
    assert attributes(page) > MAX_ATTRIBUTES

    cleaned = clean_text(Article("", page, "text/html"), lexicon())

    assert isinstance(cleaned, Article)
    assert TOLD in cleaned.body


@pytest.mark.parametrize(
    "around", ["{0}", "<!-- <script> -->{0}", "<script>var a = 1;</script>{0}<script>", "<script>{0}"]
)
def test_a_tag_of_the_page_is_refused_wherever_scripts_stand(around: str) -> None:
    page = PAGE.format("", around.format("<b " + "a='b' " * (MAX_ATTRIBUTES + 1) + ">"))

    assert isinstance(clean_text(Article("", page, "text/html"), lexicon()), Fail)


def test_statements_and_text_stay_when_code_goes() -> None:
    said = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'

    assert without_code(f"<p>a</p><script>b</script>{said}<p>c</p>") == f"<p>a</p><script></script>{said}<p>c</p>"
