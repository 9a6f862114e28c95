"""keep: the times above the entries of a live report stay, those of tickers and bylines do not come in."""

import pytest

from streams.text.web import read_page

SENTENCES = [
    "Der Rat hat mit vierzehn zu neun Stimmen beschlossen, die Bücherei zu erhalten.",
    "Die Bürgermeisterin ist eingetroffen und nimmt vorn im Saal ihren Platz ein.",
    "Vor dem Rathaus stehen zweihundert Menschen mit Kerzen und mit Schildern.",
    "Die Sitzung beginnt mit Verspätung, weil ein Fenster offen steht und klemmt.",
]
CLOCKS = ["12:05", "11:40", "11:15", "11:00"]
PAGE = (
    "<html><head><title>Rat entscheidet</title></head><body><article><h1>Rat entscheidet über die Bücherei</h1>{0}"
    "</article></body></html>"
)


def _lines(entry: str) -> list[str]:
    return read_page(PAGE.format("".join(map(entry.format, CLOCKS, SENTENCES)))).text.split("\n")


@pytest.mark.parametrize("clock", ["<time>{0}</time>", '<span class="time">{0}</span>', "<div><time>{0}</time></div>"])
@pytest.mark.parametrize("heading", ["", "<h3>Im Saal</h3>"])
def test_times_above_entries_stay(clock: str, heading: str) -> None:
    found = _lines(f"{clock}{heading}<p>{{1}}</p>")

    assert [line for line in found if line in CLOCKS] == CLOCKS
    assert found[found.index("11:40") + 1 :][: 2 if heading else 1][-1] == SENTENCES[1]


@pytest.mark.parametrize(
    "entry",
    [
        '<div class="t"><time>{0}</time><h3><a href="/1">Ticker</a></h3><p>{1}</p></div>',
        '<div class="t">Ida Kohl <time>{0}</time><p>{1}</p></div>',
        "<div><time>{0}</time><p>{1}</p></div>".replace("{0}", "vor 2 Stunden"),
    ],
)
def test_times_of_other_things_do_not_come_in(entry: str) -> None:
    assert not [line for line in _lines(entry) if line[:1].isdigit() or line.startswith("vor")]


def test_a_time_or_two_make_no_live_report() -> None:
    page = PAGE.format("<time>12:05</time>" + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES))

    assert "12:05" not in read_page(page).text
