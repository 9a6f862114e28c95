"""captions: what a caption between the paragraphs of an article says stays, credits and galleries do not come in."""

import pytest

from streams.text.web import read_page

SENTENCES = [
    "The council of the town decided on Monday to close the old bridge over the river for a year.",
    "Engineers found cracks in two of the pillars, and the mayor spoke of a hard decision.",
    "Buses will go round by the mill, which takes twenty minutes more, the company said.",
    "A ferry is to carry people on foot from May on, free of charge for pupils.",
]
PAGE = "<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>{0}</article></body></html>"


def _lines(block: str) -> list[str]:
    first, second, *rest = (f"<p>{sentence}</p>" for sentence in SENTENCES)
    text = read_page(PAGE.format("".join([first, second, block, *rest]))).text.split("\n")
    assert [line for line in text if line in SENTENCES] == SENTENCES
    return text[text.index(SENTENCES[1]) + 1 : text.index(SENTENCES[2])]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=a.jpg><figcaption>{0}</figcaption></figure>",
        "<div class=media><figure><img src=a.jpg><figcaption><span>{0}</span></figcaption></figure></div>",
        "<figure><figcaption><span class=caption>{0}</span> <i class=credit>Ann Lee</i></figcaption></figure>",
        '<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">{0}</p></div>',
        '<p class="caption">{0}</p>',
    ],
)
@pytest.mark.parametrize(
    "caption",
    [
        "Engineers look at the cracks below the old bridge on Monday morning",
        "Горожане смотрят на старый мост с берега реки.",
        "朝の橋のたもとで渡し船を待つ人たち",
        "Tienda junto al puente viejo, cerrada desde el lunes por la tarde",
    ],
)
def test_a_caption_between_paragraphs_stays(figure: str, caption: str) -> None:
    assert _lines(figure.format(caption)) == [caption]


@pytest.mark.parametrize(
    "caption",
    [
        "Engineers look at the old bridge on Monday morning. Photo: Ann Lee",
        "Engineers look at the old bridge on Monday morning (Ann Lee)",
        "Engineers look at the old bridge on Monday. Ann Lee/The Post.",
        "Engineers look at the old bridge © Ann Lee for the Post.",
        "The old bridge by night Ann Lee",
        "The bridge",
        '<a href="/gallery">Twelve pictures of the old bridge and its cracks.</a>',
    ],
)
def test_a_caption_with_a_credit_a_label_and_a_link_do_not_come_in(caption: str) -> None:
    assert _lines(f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>") == []


def test_galleries_teasers_and_what_is_said_already_do_not_come_in() -> None:
    figure = "<figure><img src=a.jpg><figcaption>People wait for the ferry below the bridge.</figcaption></figure>"
    other = figure.replace("People", "Pupils")

    assert not [line for line in _lines(f"<div class=gallery>{figure}{other}</div>") if "wait" in line]
    assert not [line for line in _lines(f"<div>{figure}<h3><a href='/1'>Ferry</a></h3></div>") if "wait" in line]
    assert _lines(f"<figure><img src=a.jpg><figcaption>{SENTENCES[3]}</figcaption></figure>") == []


def test_a_paragraph_with_a_picture_and_its_caption_keeps_its_own_sentence() -> None:
    told = "The pictures were taken from a boat that the harbour office had lent to the paper for a day."
    caption = "<span class=caption>Engineers look at the cracks below the old bridge on Monday</span>"

    assert any(told in line for line in _lines(f"<p><span><img src=a.jpg>{caption}</span> {told}</p>"))
