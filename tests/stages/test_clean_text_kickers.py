"""clean_text: words in capitals before a dash that are no place, and the places beside them."""

import pytest

from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import clean


@pytest.mark.parametrize(
    "front",
    [
        "NEW — The harbour has opened again after the storm, and the boats are out.",
        "SPECIAL REPORT — The harbour has opened again after the storm, and the boats are out.",
        "DIRECT — Le port a rouvert après la tempête et les bateaux sont sortis.",
        "ANÁLISIS - El puerto abrió de nuevo tras la tormenta y los barcos salieron.",
        "ФОТО — Порт снова открылся после бури, и лодки вышли в море.",
        "TTO - Cảng đã mở lại sau cơn bão và các con tàu đã ra khơi.",  # a newspaper's mark, in Vietnamese
        "TPO - Cảng đã mở lại sau cơn bão và các con tàu đã ra khơi.",
        "XYZ - Cảng đã mở lại sau cơn bão và các con tàu đã ra khơi.",
    ],
)
def test_a_kicker_or_a_mark_of_the_site_is_no_place(front: str) -> None:
    assert _dateline(front) is None


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("NEW DELHI — The harbour has opened again after the storm, and the boats are out.", "NEW DELHI"),
        ("ULM (dpa) - Der Hafen ist nach dem Sturm wieder offen, und die Boote sind draußen.", "ULM"),
        ("ROMA - Il porto ha riaperto dopo la tempesta e le barche sono uscite.", "ROMA"),
        ("КИЕВ — Порт снова открылся после бури, и лодки вышли в море.", "КИЕВ"),
    ],
)
def test_a_place_in_capitals_is_still_one(front: str, place: str) -> None:
    assert _dateline(front) == place


def _dateline(body: str) -> str | None:
    result = clean(body)
    assert result.body == body
    return result.get(Cleaned).dateline
