"""schema.org: the article is found in a graph, and its publisher has not written it."""

import pytest

from tests.wire.shapes.reading import decoded


def test_the_article_with_a_body_is_taken_out_of_a_graph() -> None:
    graph = [
        "stray",
        {"@type": "Article", "headline": "teaser"},
        {"@type": ["WebPage"], "mainEntity": {"@type": "schema:NewsArticle", "headline": "a", "articleBody": "b"}},
    ]
    found = decoded({"@graph": graph}).article

    assert (found.title, found.body) == ("a", "b")


def test_a_reference_to_itself_ends() -> None:
    node = {"@id": "#a", "@type": "NewsArticle", "headline": "x", "author": {"@id": "#a"}, "publisher": [{"@id": "#a"}]}

    assert decoded({"@graph": [node]}).article.authors == ()


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ({"@type": "Organization", "name": "Hill Times"}, ()),
        ("Hill Times", ()),
        ({"@type": "Person", "name": "Hill Times"}, ("Hill Times",)),
        ([{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Organization", "name": "Hill Times"}], ("Ana Ruiz",)),
        ({"@type": "Organization", "name": "River Agency"}, ("River Agency",)),
    ],
)
def test_the_publisher_is_no_author_of_schema_org(author: object, authors: tuple[str, ...]) -> None:
    publisher = {"@type": "Organization", "name": "Hill Times"}
    node = {"@type": "NewsArticle", "headline": "x", "articleBody": "y", "author": author, "publisher": publisher}

    assert decoded({"@context": "https://schema.org", **node}).article.authors == authors
