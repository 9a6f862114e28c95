"""raised: figures above the line do not fall into the number before them."""

import pytest

from streams.text.markup import strip_markup
from streams.text.raised import raise_figures
from streams.text.web import read_page

PAGE = (
    "<html><body><article><h1>Die Brücke von Oberau</h1><p>{0}</p><p>Der Rat der Stadt hat am Montag beschlossen, die "
    "Brücke für ein Jahr zu sperren.</p><p>Wer hinüber will, nimmt die Fähre.</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ('Seit 1928<sup><a href="#f1">1</a></sup> steht sie dort.', "Seit 1928 steht sie dort."),
        ('Seit 1928<a href="/a.html#f1"><sup class="n">12</sup></a> steht sie.', "Seit 1928 steht sie."),
        ('Sie kostet 300*<sup><a href="#f1">*</a></sup> im Jahr.', "Sie kostet 300* im Jahr."),
        ("Es sind 10<sup>6</sup> Bakterien je Liter.", "Es sind 10⁶ Bakterien je Liter."),
        ("Площадь 45 м<SUP>2</SUP>, это 10<sup>−3</sup> км.", "Площадь 45 м², это 10⁻³ км."),
        ("Wie 1928<sup>1, 3-4</sup> steht sie dort.", "Wie 1928¹, ³-⁴ steht sie dort."),
        ('Le XX<sup>e</sup> siècle, le 1<sup class="x">er</sup> mai.', "Le XXe siècle, le 1er mai."),
        ('The bridge<sup><a href="#c1">[1]</a></sup> is old.', "The bridge[1] is old."),
        ('The <sup><a href="/about">7</a></sup> bridges.', "The 7 bridges."),
    ],
)
def test_figures_stay_raised_and_references_to_footnotes_go(marked: str, text: str) -> None:
    assert strip_markup(marked) == text
    assert text in read_page(PAGE.format(f"{marked} Sie ist lang und aus Stein.")).text


def test_what_has_no_raised_figures_is_the_same_text() -> None:
    text = "a < sup > b, <superb>6</superb> and H<sub>2</sub>O"

    assert raise_figures(text) is text
    assert raise_figures("<sup>" * 9) == "<sup>" * 9
