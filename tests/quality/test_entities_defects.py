"""What readers of the output have found wrong: people called like places, headlines in capitals, names joined by "and".

A few dozen names each, so a floor is one or two names under what was measured.
"""

from collections import defaultdict

import pytest

from ops.models.entities.corpus import Sentence
from tests.quality.entities_own import SENTENCES, marked
from tests.quality.entities_report import measure

pytestmark = pytest.mark.quality

_FLOORS = {
    "en people": 72, "id people": 75, "en organisations": 58, "en capitals": 78, "id languages": 100,
    "vi languages": 45,
    "es and": 93, "ar titles": 88, "he titles": 86, "fa titles": 90, "el titles": 88,
}  # fmt: skip


def _kinds() -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    for line in (SENTENCES.parent / "entities_defects.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = " ".join(line.split()[1:3])
        elif line and not line.startswith("#"):
            found[kind].append(marked(line))
    return found


KINDS = _kinds()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_readers_found_wrong_is_mostly_mended(kind: str) -> None:
    f1 = measure(kind.partition(" ")[0], KINDS[kind]).f1()

    assert f1 >= _FLOORS[kind], f"{kind}: F1 {f1:.1f}"
