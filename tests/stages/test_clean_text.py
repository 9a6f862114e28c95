"""clean_text: the contract of the stage and its annotation."""

import pytest

from streams.core.article import Article
from streams.stages.clean_text import Cleaned, Removed
from tests.quality.clean_pairs import SHARED, read_pairs, score
from tests.stages.cleaning import STAGE, clean_article


def test_the_note_survives_a_round_trip_through_a_record() -> None:
    note = Cleaned((Removed("source", 3, "Sumber: https://a.example"),), "https://a.example", "PARIS")

    assert Cleaned.from_record(note.to_record()) == note
    assert Cleaned.from_record(Cleaned().to_record()) == Cleaned()


def test_the_body_comes_out_as_plain_nfc_text_with_a_note() -> None:
    result = clean_article(Article(title="Cafe\u0301", body="Phở\r\nngon"))

    assert (result.title, result.body, result.content_type) == ("Café", "Phở\nngon", "text/plain")
    assert isinstance(result.get(Cleaned), Cleaned)


def test_the_reference_article_is_exact() -> None:
    pair = read_pairs(SHARED)[0]

    found = score(pair, STAGE)

    assert pair.id == "id-01-reference"
    assert found.exact
    assert found.facts["source_url"] == (pair.meta["source_url"], pair.meta["source_url"])
    assert found.rules == {"placeholder": 1, "source": 1, "counter": 1}


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (("By Jane Doe", "https://social.example/jane"), ("Jane Doe",)),
        (("jane@mail.example",), ()),
        (("Kompas Tim", "张三", "JANE DOE"), ("Kompas Tim", "张三", "JANE DOE")),
    ],
    ids=["label and link", "address", "as they are"],
)
def test_authors_of_the_producer_are_names(stated: tuple[str, ...], names: tuple[str, ...]) -> None:
    result = clean_article(Article(title="River", body="The council agreed on a plan on Monday.", authors=stated))

    assert result.authors == names
