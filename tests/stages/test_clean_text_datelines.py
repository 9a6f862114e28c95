"""clean_text: places in front of the first sentence, proved by a city, a site or an agency, and what is none."""

import pytest

from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import clean

TOLD = "Warga membuat jembatan bambu sepanjang 40 meter tanpa satu paku pun, kata lurah setempat pada hari Senin."
GERMAN = "Der alte Turm ist wieder offen, wie die Stadt am Montag nach drei Jahren Pause mitteilte."
RUSSIAN = "Паром, который тянут вручную, перевёз во вторник первых школьников."
JAPANESE = "市内の旧駅舎に残る柱時計が十二日、四十年ぶりに正午の鐘を鳴らした。"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (f"Jakarta - {TOLD}", "Jakarta"),
        (f"Jakarta, CNN Indonesia -- {TOLD}", "Jakarta"),
        (f"Liputan6.com, Jakarta - {TOLD}", "Jakarta"),
        (f"TEMPO.CO, Jakarta - {TOLD}", "Jakarta"),
        (f"JAKARTA, KOMPAS.com - {TOLD}", "JAKARTA"),
        (f"Lubuk Awi.net, Cikole - {TOLD}", None),  # not proved by anything
        (f"Kabar.id, Cikole - {TOLD}", "Cikole"),  # by the site in front of it
        (f"Graz - {GERMAN}", "Graz"),
        (f"Altbrück - {GERMAN}", None),
        (f"HUSUM taz | {GERMAN}", "HUSUM"),
        (f"Genève (awp/ats) - {GERMAN}", "Genève"),
        (f"New Delhi: {TOLD}", "New Delhi"),
        (f"Верхний Яр, 5 марта. {RUSSIAN}", "Верхний Яр"),
        (f"【札幌】{JAPANESE}", "札幌"),
        (f"【ソウル共同】{JAPANESE}", "ソウル"),
        (f"［東京 ５日 ロイター］ - {JAPANESE}", "東京"),
    ],
)
def test_a_place_with_a_proof_is_the_dateline(line: str, place: str | None) -> None:
    assert _dateline(line) == place


@pytest.mark.parametrize(
    "line",
    [
        f"KOMPAS.com - {TOLD}",  # a site is no place
        f"INFO NASIONAL - {TOLD}",
        "Berlin – Hamburg in neunzig Minuten, das verspricht die Bahn seit Jahren ihren Kunden.",
        "Berlin – so heißt nicht nur eine Stadt, sondern auch ein Dorf an der Küste von Maine.",
        "Nice – The seaside is quiet and the sellers of ice cream are asleep under their trees.",
        f"Putin - {GERMAN}",
        f"ANALYSE von uns | {GERMAN}",
        f"Verdict: {TOLD}",
        f"Понедельник, 5 марта. {RUSSIAN}",
        f"Сегодня, 5 марта. {RUSSIAN}",
        f"【速報】{JAPANESE}",  # breaking news
        f"【写真】{JAPANESE}",
    ],
)
def test_what_stands_in_front_and_is_no_place_is_none(line: str) -> None:
    assert _dateline(line) is None


def _dateline(body: str) -> str | None:
    result = clean(body)
    assert result.body == body or "写真" in body  # the dateline stays; a picture's label goes
    return result.get(Cleaned).dateline


@pytest.mark.parametrize(
    ("front", "below"),
    [
        ("Serie A - ", "Il Napoli è tornato in Serie A."),
        ("Champions League - ", "Det var tredje segern i Champions League."),
        ("Altbrück - ", "Die Leute in Altbrück haben drei Jahre gewartet."),  # a place, which nothing tells from those
    ],
)
def test_that_something_is_in_it_proves_no_place(front: str, below: str) -> None:
    assert clean(f"{front}{TOLD}\n{below}").get(Cleaned).dateline is None


def test_a_paper_in_front_of_a_reporter_is_no_place() -> None:
    cleaned = clean("[남도데일리 = 이서준 기자] 강변의 방앗간이 삼십 년 만에 다시 돌기 시작했다고 시가 밝혔다.")

    assert (cleaned.get(Cleaned).dateline, cleaned.authors) == (None, ("이서준",))
