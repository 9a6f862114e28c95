"""ninjs: who has written, and which of several bodies is the article."""

import pytest

from tests.wire.shapes.reading import decoded


def test_contributors_who_write_are_the_authors_of_ninjs() -> None:
    people = [
        {"name": "Ana Ruiz"},
        {"name": "Jan Ek", "roles": ["Writer"]},
        {"name": "Li Na", "roles": ["photographer"]},
    ]
    item = {"uri": "u", "headlines": [{"value": "x"}], "bodies": [{"value": "y"}], "contributors": people}

    assert decoded(item).article.authors == ("Ana Ruiz", "Jan Ek")
    assert decoded({**item, "by": "Li Na"}).article.authors == ("Li Na",)


@pytest.mark.parametrize(
    ("bodies", "body", "content_type"),
    [
        ([{"value": "<p>a</p>"}], "<p>a</p>", "text/html"),
        ([{"value": "a < b"}], "a < b", "text/plain"),
        ([{"contentType": "text/html; charset=utf-8", "value": "<p>a"}], "<p>a", "text/html"),
        ([{"contentType": "application/nitf+xml", "value": "<nitf/>"}], "<nitf/>", "text/html"),
        ([{"role": "main", "contentType": "text/html", "value": "<p>a"}, {"value": "b"}], "<p>a", "text/html"),
        (
            [{"contentType": "text/html", "value": "<p>a"}, {"contentType": "text/plain", "value": "b"}],
            "b",
            "text/plain",
        ),
        ([{"role": "summary", "value": "s"}, {"contentType": "text/html", "value": "<p>a"}], "<p>a", "text/html"),
        ([{"role": "main", "value": " "}, {"role": "main", "value": 3}, {"value": "b"}], "b", "text/plain"),
        (["a", "b"], "a", "text/plain"),
    ],
)
def test_the_main_body_of_ninjs_is_found(bodies: list[object], body: str, content_type: str) -> None:
    found = decoded({"headlines": [], "bodies": bodies}).article

    assert (found.body, found.content_type) == (body, content_type)
