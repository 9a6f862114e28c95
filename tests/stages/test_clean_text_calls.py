"""clean_text: a line that begins like a call to share or follow goes only when it says what is shared or followed."""

import pytest

from tests.stages.cleaning import clean

BODY = "The ferry will cross the bay again on Monday, the harbour office said on the radio today."


@pytest.mark.parametrize(
    "line",
    [
        "Compartilhe o recheio",
        "Следите за духовкой",
        "Podziel się ciastem z sąsiadem",
        "Oszd meg a tésztát",
        "分享给邻居",
        "Teilen Sie den Teig.",
        "подпишись кровью.",
        "Share the recipe with a neighbour",
        "Follow us on the path to the mill and you will see the old wheel that turned for our grandmothers.",
    ],
)
def test_the_steps_of_a_recipe_stay(line: str) -> None:
    assert _body(f"{BODY}\n{line}") == f"{BODY}\n{line}"


@pytest.mark.parametrize("line", ["takip et beni,", "följ mig,", "Share,", "关注我，"])
def test_a_line_that_ends_in_a_comma_stays(line: str) -> None:
    assert _body(f"{BODY}\n{line}") == f"{BODY}\n{line}"


@pytest.mark.parametrize("poem", ["cuando vuelvas,\nlee también\nlas cartas del mar", "im Regen\nlies auch\nden Fluss"])
def test_a_small_line_of_a_poem_is_no_heading(poem: str) -> None:
    assert _body(f"{BODY}\n{poem}") == f"{BODY}\n{poem}"


def test_a_heading_below_one_that_is_gone_is_looked_at() -> None:
    assert _body(f"Related\nShort line\nrelated\n{BODY}") == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Follow us",
        "Follow us on Facebook",
        "Follow us at Oakham News",
        "Share this article with your friends",
        "Compartilhe esta notícia no WhatsApp",
        "Teilen Sie diesen Artikel",
        "Подписывайтесь на наш канал",
        "Следите за нами",
        "Podziel się tym artykułem",
        "Oszd meg ismerőseiddel!",
        "分享给朋友",
        "扫一扫在手机打开当前页",
        "Seguici su Instagram",
        "Takip edin",
    ],
)
def test_what_names_a_channel_a_site_or_the_article_still_goes(line: str) -> None:
    assert _body(f"{BODY}\n{line}") == BODY


def _body(body: str) -> str:
    return clean(body).body
