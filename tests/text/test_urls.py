"""urls: tracking goes, identity stays."""

import pytest

from streams.text.urls import clean_url, day_in


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://A.example:443/x?utm_source=a&id=3&fbclid=1#:~:text=hi", "https://a.example/x?id=3"),
        ("HTTP://a.example/Path?page=2", "http://a.example/Path?page=2"),
        ("www.a.example/x.", "https://www.a.example/x"),
        ("https://a.example/p#chapter", "https://a.example/p#chapter"),
        ("https://例え.example/記事", "https://例え.example/記事"),
        ("ftp://a.example", None),
        ("http://[bad", None),
        ("https://localhost/x", None),
    ],
)
def test_a_link_keeps_what_names_the_article(url: str, cleaned: str | None) -> None:
    assert clean_url(url) == cleaned


def test_cleaning_a_clean_link_changes_nothing() -> None:
    url = clean_url("https://a.example/x?b=1&utm_medium=rss")

    assert url is not None
    assert clean_url(url) == url


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024/03/05/ferry", "2024-03-05"),
        ("news/2024/3/5/", "2024-03-05"),
        ("news/2024-03-05-ferry.html", "2024-03-05"),
        ("local/20240305-118", "2024-03-05"),
        ("2024/03/ferry", None),
        ("2024/13/05/ferry", None),
        ("story-20240305", None),
        ("202403051", None),
        ("2024/03-05/", None),
        ("x?d=/2024/03/05/", None),
    ],
)
def test_a_path_may_say_the_day(path: str, day: str | None) -> None:
    assert day_in(f"https://a.example/{path}") == day
