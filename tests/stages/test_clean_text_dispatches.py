"""Datelines without capitals: believed for a known city, or when agency and day stand behind the place."""

import pytest

from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import clean

REST = "The council has opened the new bridge to the public, and forty people crossed it on the first day."


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("Horná Dolina 26. februára (TASR) - ", "Horná Dolina"),
        ("Bratislava 26. februára (TASR) – ", "Bratislava"),
        ("Praha 26. února – ", "Praha"),
        ("София /БТА/ – ", "София"),
        ("Wien /APA/ - ", "Wien"),
        ("(Hà Nội) - ", "Hà Nội"),
    ],
)
def test_a_place_with_agency_or_day_is_a_dateline(front: str, place: str) -> None:
    assert clean(f"{front}{REST}").get(Cleaned).dateline == place


@pytest.mark.parametrize(
    "front",
    [
        "Mnoho 26. února – ",  # no city, no agency
        "Monday 3 March (Reuters) - ",
        "Horná Dolina 26 rokov (TASR) - ",  # no month
        "(Dân trí) - ",  # a paper
        "Either /or/ - ",
        "Suka Maju - ",
        "Zgornja Vas - ",
    ],
)
def test_what_begins_like_a_dateline_is_none(front: str) -> None:
    cleaned = clean(f"{front}{REST}")

    assert cleaned.get(Cleaned).dateline is None
    assert cleaned.body == f"{front}{REST}"
