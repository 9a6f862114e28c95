"""repair and markup: what is broken is mended, what is meant stays, in linear time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.text.markup import decode_entities, strip_markup
from streams.text.repair import collapse_blank_lines, has_endless_marks, repair, repair_line

ODD = st.sampled_from(
    [
        "<b>",
        "</p>",
        "<br/>",
        "&amp;",
        "&lt;",
        "&#60;",
        "\u200d",
        "\u00ad",
        "\u202e",
        "é",
        "e\u0301",
        "\r\n",
        "Ã©",
        "\x00",
    ]
)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("cafe\u0301", "café"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Unter\u00adkirch", "Unterkirch"),
        ("\u200f\u202bمرحبا\u202c", "مرحبا"),
        ("thin\u2009space\u00a0and\u3000wide", "thin space and wide"),
        ("\u3000\u3000山腰小学", "山腰小学"),
        ("weâ€™ll", "we’ll"),
        ("CaÃ±averal", "Cañaveral"),
        ("Ã‚Â«FueÃ‚Â»", "«Fue»"),  # read wrongly twice
        ("ãƒ•ã‚©ãƒ\xadãƒ¼ã\x81™ã‚‹", "フォローする"),  # the soft hyphen is half of a letter
        ("Ïðîãíîç ïîãîäû íà íåäåëþ", "Прогноз погоды на неделю"),  # cp1251 read as Latin-1
        ("Aur&#233;lie &amp;amp; Jan", "Aurélie & Jan"),
        ("<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"),
        ("x<script>var a = '<p>';</script>y", "x\ny"),
        ("red \x1b[31malert\x1b[0m", "red alert"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)
def test_broken_text_is_mended(broken: str, whole: str) -> None:
    assert repair(broken).text == whole


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘quotes’ – and … dots",
        "１２０円、ﬁne ligatures",
        "3<y and y>z, a < b > c",
        "if x<b and c>d",
        "نمی‌خواهم",  # ZWNJ belongs to the word
        "👨‍👩‍👧 family",  # ZWJ joins
        "CÂU CHUYỆN ÃO",
        "L’État, c’est moi – à Besançon",
        "AT&T &c. &unknown;",
        "ÉÉÉ! criait-il",  # one shout is no encoding
        "write &lt;p&gt; for a paragraph".replace("&gt;", ">"),  # decoded it would be a tag
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair(text).text == text


@settings(deadline=None)
@given(st.lists(ODD | st.text(max_size=12), max_size=20).map("".join))
def test_repair_is_idempotent(text: str) -> None:
    once = repair(text).text

    assert repair(once).text == once


def test_a_short_broken_line_is_mended_among_others() -> None:
    """`ê´‘ê³` could be anything; its last byte reads as a blank."""
    sentence = "솔고개 마을 이발소가 손님에게 씨앗 봉투를 건넸다."
    broken = sentence.encode().decode("latin-1")

    assert repair(f"{broken}\nê´‘ê³\u00a0\n{broken}!").text == f"{sentence}\n광고\n{sentence}!"
    assert repair("Der Preis stieg auf 5 â¬\nGrande Île").text.endswith("Grande Île")


def test_what_was_repaired_is_told() -> None:
    assert repair("a\x07b").control_chars
    assert repair("weâ€™ll").mojibake
    assert not repair("weâ€\x9d").control_chars, "a C1 character is half of mojibake, not a control character"
    assert not repair("plain text").mojibake


def test_a_title_stays_one_line() -> None:
    assert repair_line("Two<br>lines\n here").text == "Two lines here"


def test_entities_and_tags_are_left_where_they_are_none() -> None:
    assert decode_entities("&bogus; & &amp;bogus;") == "&bogus; & &bogus;"
    assert strip_markup("<3 <notatag> <b and c>") == "<3 <notatag> <b and c>"


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("Le <b>caf</b>é", "Le café"),
        ("H<sub>2</sub>O", "H2O"),
        ("<strong>demain</strong>.", "demain."),
        ("<b>十二年</b>ぶり", "十二年ぶり"),
        ("<sc<b></b>ript>x", "<sc ript>x"),
    ],
)
def test_a_tag_inside_a_word_leaves_no_blank_unless_its_halves_were_a_tag(marked: str, text: str) -> None:
    assert strip_markup(marked) == text


def test_stacked_marks_are_found_and_ordinary_ones_are_not() -> None:
    assert has_endless_marks("a" + "\u0301\u0323" * 200)
    assert not has_endless_marks("नमस्ते दुनिया " * 200)
    assert collapse_blank_lines("a\n \n\n\nb") == "a\nb"


@pytest.mark.parametrize(("less", "more"), [("&lt;", "&gt;"), ("&amp;lt;", "&amp;gt;"), ("&amp;amp;lt;", ">")])
def test_a_paragraph_in_tags_escaped_once_more_or_twice_stands_without_them(less: str, more: str) -> None:
    said = "Der Rat hat heute nach drei Jahren die Mühle wieder geöffnet."
    paragraph = f"{less}p{more}{said}{less}/p{more}"

    assert repair(f"{said}\n{paragraph}\nEnde.").text == f"{said}\n{said}\nEnde."
    assert repair(f"{paragraph}\n{paragraph}").text == f"{said}\n{said}"
    assert "p>" in repair(f"Write it so:\n{less}p{more}Hello{less}/p{more}").text  # an example of mark-up


def test_a_page_that_was_escaped_once_more_is_read_as_a_page() -> None:
    feed = '&lt;p class="lead"&gt;Der Rat hat &quot;heute&quot; beschlossen.&lt;/p&gt;\n&lt;p&gt;3 &lt; 5.&lt;/p&gt;'

    assert repair(feed).text == 'Der Rat hat "heute" beschlossen.\n3 < 5.'


def test_a_tag_that_a_sentence_speaks_of_stays() -> None:
    assert "p>" in repair("Write &lt;p&gt; before a paragraph and &lt;/p&gt; behind it.").text
