"""clean_text: any input is clean or refused within two seconds of processor time, and clean stays clean."""

import time

import pytest

from streams import resources
from streams.core.article import Article
from streams.core.codes import Code
from streams.core.outcome import Fail
from tests.stages.cleaning import STAGE

pytestmark = pytest.mark.quality  # stated bounds; ten seconds are too long for the unit suite

LIMIT_S = 2.0
SENTENCE = "The ferry crossed the bay on Monday, carrying forty passengers and a dog."

PLAIN = {
    "one line of a megabyte": "a" * 1_000_000,
    "ten megabytes": "a b\n" * 2_500_000,
    "200,000 short lines": "ab\n" * 200_000,
    "20,000 distinct lines": "\n".join(f"line {number}" for number in range(19_999)),
    "20,000 date lines": "\n".join(f"{number % 28 + 1}.06.2024 {number}:00" for number in range(19_999)),
    "9,900 names above dates": "\n".join(f"Ana Ruiz{number}\n1{number % 9}.06.2024" for number in range(9_900)),
    "a million blank lines": "\n" * 1_000_000,
    "100,000 nested tags": "<div>" * 100_000,
    "nested tags, short lines": ("<div>" * 1_000 + "\n") * 100,
    "unclosed scripts": ("<script>" * 1_000 + "\n") * 100,
    "marks stacked high": ("a" + "\u0301\u0323" * 150) * 1_000,
    "marks stacked": ("a" + "\u0301\u0323" * 45 + "\n") * 5_000,
    "bidi controls": ("\u202e\u2066" * 5_000 + "\n") * 15,
    "lone surrogates": ("\ud800\udfff x. " * 500 + "\n") * 100,
    "null bytes": ("a\0b " * 5_000 + "\n") * 40,
    "mojibake": ("â€œWeâ€™ll plantâ€\x9d Ã©Ã¨ " * 20 + "\n") * 900,
    "lines of mojibake": "\n".join(f"Zeile {n}: GrÃ¶ÃŸe fÃ¼r â€œalleâ€\x9d â€“ nÃ©" for n in range(15_000)),
    "links behind the word for a source": "\n".join(f"Source: https://a.example/{n}" for n in range(19_900)),
    "sources without a mark": "Theo VnExpress\n" * 19_900,
    "bylines one below the other": "\n".join(f"By Ana Ruiz{chr(97 + n % 26)}" for n in range(19_999)),
    "credits in a list": "\n".join(f"Foto: Silke Nagy{n}\nErz: Ana Ruiz{n}" for n in range(9_999)),
    "entities in entities": ("&amp;lt;b&amp;gt;" * 500 + "\n") * 100,
    "ampersands": ("&amp;" * 9_000 + "\n") * 20,
    "angle brackets": ("<" * 40_000 + "\n") * 20,
    "placeholders": ("[ad_2]" * 8_000 + "\n") * 20,
    "open brackets": "[" * 40_000 + "\n" + "[a_" * 10_000,
    "labels": ("a: " * 15_000 + "\n") * 20,
    "source lines": "Source: https://a.example/\n" * 19_000,
    "headlines": "Related\n" + "Headline here again\n" * 19_000,
    "names beside dates": "Ana Ruiz\n12.06.2024\n" * 9_000,
    "copyright lines": "© 2024 All rights reserved.\n" * 19_000,
    "family emoji": ("👨‍👩‍👧‍👦" * 500 + "\n") * 80,
    "a word without an end in front": ("क" * 100 + "!\n") * 9_000,  # a dateline pattern was exponential in it
    "clauses": ("no comments, " * 12 + "\n") * 6_000,
    "thousands": ("Views: 1" + " 000" * 20 + "\n") * 9_000,
    "shortcodes": ("[abc x=y]" * 5_000 + "\n") * 20,
    "read-also labels": ("Read more Foo bar " * 2 + "\n") * 18_000,
    "Han without a stop": ("汉" * 49_000 + "\n") * 3,
}
PAGES = {
    "headings": "<h1>a</h1>" * 19_000 + f"<p>{SENTENCE}</p>",
    "drawings without an end": f"<title>{SENTENCE}</title><h1>{SENTENCE}</h1>" + "<svg>" * 4_900 + f"<p>{SENTENCE}</p>",
    "marks of authors": '<a rel=author class="author byline" href="/author/x"></a>' * 45_000 + f"<p>{SENTENCE}</p>",
    "an author around it all": '<div class="author byline" rel=author>' * 8 + f"<p>{SENTENCE}</p>" * 10_000,
    "attributes": "<p " + " ".join(f"a{number}" for number in range(100_000)) + f">{SENTENCE}</p>",
    "attributes as many as may be": "<p " + " ".join(f"a{number}='>'" for number in range(5_000)) + f">{SENTENCE}</p>",
    "divs": "<div>" * 100_000 + f"<p>{SENTENCE}</p>",
    "formatting": "<b><i>" * 14_000 + f"<p>{SENTENCE}</p>",
    "tables in tables": "<table><tr><td>" * 9_000 + f"<p>{SENTENCE}</p>",
    "cells": "<table>" + "<tr><td>a" * 14_000,
    "comments": "<!--" * 300_000 + f"<p>{SENTENCE}</p>",
    "scripts": "<script>" * 100_000 + f"<p>{SENTENCE}</p>",
    "paragraphs": f"<p>{SENTENCE}</p>" * 12_000,
    "meta tags": "<meta name=a content=b>" * 29_000 + f"<p>{SENTENCE}</p>",
    "JSON-LD brackets": '<script type="application/ld+json">' + "[" * 200_000 + f"</script><p>{SENTENCE}</p>",
    "a headline and buttons": "<h1>x</h1>" + "<span>a</span>" * 14_000,
    "half tags": "x<y " * 700_000,
    "paragraphs deep down": "<div>" * 250 + "<p>x</p>" * 14_700,
    "sentences deep down": "<div>" * 250 + f"<p>{SENTENCE}" * 19_000,
    "paragraphs within formatting": "<b><i><u><a>" * 60 + "<p>x" * 20_000,
    "boxes of one kind": f'<div class="t"><p>{SENTENCE}</p></div>' * 7_000,
    "headings within headings": "<h2><div>Tea" * 1_500 + f"<p>{SENTENCE}</p>" * 20,
    "items within items": "<ul><li>Tea" * 1_500 + f"<p>{SENTENCE}</p><p>- a</p>" * 20,
    "deep but legal": ("<div>" * 3_900 + f"<p>{SENTENCE}</p>" + "</div>" * 3_900) * 3,
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_hostile_text_is_clean_or_refused_in_time(name: str) -> None:
    _check(Article("t", PLAIN[name]))


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_clean_or_refused_in_time(name: str) -> None:
    _check(Article("t", f"<html><body>{PAGES[name]}", content_type="text/html"))


def test_refusals_name_the_bound_and_hold_no_text() -> None:
    long_line, deep = Article("", "x" * 60_000), Article("", "<html>" + "<div>" * 5_900)

    for article, words in ((long_line, "line of 60000 code points"), (deep, "5901 deep")):
        refused = STAGE.apply(article)
        assert isinstance(refused, Fail)
        assert refused.code is Code.TOO_COMPLEX
        assert words in refused.detail


def _timed(article: Article) -> tuple[object, float]:
    started = time.process_time()
    return STAGE.apply(article), time.process_time() - started


def _check(article: Article) -> None:
    resources.lexicon.open()
    result, taken_s = _timed(article)
    if taken_s >= LIMIT_S:  # a neighbour on the same core can double the processor time once
        result, taken_s = _timed(article)

    assert taken_s < LIMIT_S
    if isinstance(result, Fail):
        assert result.code is Code.TOO_COMPLEX
        return
    assert isinstance(result, Article)
    if len(result.body) > 100_000:
        return  # idempotence has a property test of its own; here it would double the time
    again = STAGE.apply(Article(result.title, result.body))
    assert isinstance(again, Article)
    assert again.body == result.body
