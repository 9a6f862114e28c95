"""Which texts measure `detect_language`?  The odd rows of the dev files, whole, cut, spoiled, mixed and emptied.

The even rows calibrated the stage, the train files trained it; nothing here was seen by either.
"""

import random
import string
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ops.models.language.corpus import Row, base, rows, with_other_scripts
from streams.stages.detect_language.languages import SUPPORTED

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_ENGLISH = (
    "Sign up for our newsletter to get the best stories of the day delivered to your inbox every morning.",
    "Follow us on social media for breaking news and exclusive videos from our reporters around the world.",
    "This website uses cookies to improve your experience; by continuing you agree to our privacy policy.",
    "Copyright 2025 News Media Group. All rights reserved. No part of this page may be reproduced without consent.",
    "Read more: ten things you need to know before the markets open on Monday, according to our analysts.",
    "Advertisement. Your story continues below. Subscribe now and save fifty percent on your first year.",
)


_RELATED = (
    {"hr", "sr", "bs", "sl", "mk"},
    {"id", "ms"},
    {"da", "nb", "nn", "sv"},
    {"es", "gl", "pt", "ca"},
    {"cs", "sk"},
)
_LITTER = (
    "https://www.example.com/2025/03/11/world/story-of-the-day.html",
    "@newsdesk",
    "#BreakingNews",
    "press@example.org",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A body and what is right: a tag without script, `und`, or `outside` (anything but a confident tag)."""

    body: str
    expected: str
    tag: str


def held(name: str) -> list[Row]:
    """The odd rows of a dev file, with the other scripts of sr, az and uz."""
    return with_other_scripts(rows(name))[1::2]


def supported(name: str) -> list[Row]:
    """The odd rows in languages of the list."""
    return [row for row in held(name) if base(row[0]) in SUPPORTED]


def sentences(name: str) -> list[Case]:
    """One sentence each."""
    return [Case(text, base(tag), tag) for tag, text, _ in supported(name)]


def headlines(name: str, *, words: tuple[int, int] = (6, 11), seed: int = 7) -> list[Case]:
    """A few words out of a sentence, as long as headlines are."""
    rng = random.Random(seed)
    return [Case(_cut(text, base(tag), rng.randint(*words), rng), base(tag), tag) for tag, text, _ in supported(name)]


def articles(name: str, *, size: int = 8) -> list[Case]:
    """Sentences of one language and source, a paragraph each, about 200 words; every sentence in two articles."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tag, text, source in supported(name):
        texts[tag, source].append(text)
    return [
        Case("\n".join(some[at : at + size]), base(tag), tag)
        for (tag, _), some in texts.items()
        for at in range(0, len(some) - size + 1, size // 2)
    ]


def noisy() -> dict[str, list[Case]]:
    """Dev sentences spoiled in every way that raw news are."""
    rng = random.Random(21)
    ways: dict[str, Callable[[str, str], str]] = {
        "capitals": lambda text, _: text.upper(),
        "no diacritics": lambda text, _: _bare(text),
        "typos": lambda text, _: _typos(text, rng),
        "four words": lambda text, language: _cut(text, language, 4, rng),
        "links and handles": lambda text, _: _littered(text, rng),
        "leftover html": lambda text, _: _marked_up(text, rng),
        "english around": lambda text, _: "\n".join([rng.choice(_ENGLISH), text, rng.choice(_ENGLISH)]),
    }
    found = {}
    for name, spoil in ways.items():
        some = supported("dev")[::3]
        if name == "english around":  # own text as long as the boilerplate, as in an article
            grouped = articles("dev", size=8)[::2]
            found[name] = [_surrounded(case, rng) for case in grouped if case.expected != "en"]
        else:
            found[name] = [Case(spoil(text, base(tag)), base(tag), tag) for tag, text, _ in some]
    return found


def _surrounded(case: Case, rng: random.Random) -> Case:
    size, lines = len(case.body), [*rng.sample(_ENGLISH, len(_ENGLISH))]
    while sum(map(len, lines)) < 0.8 * size:
        lines += rng.sample(_ENGLISH, 2)
    while sum(map(len, lines)) > size:
        lines.pop()
    half = len(lines) // 2
    return Case("\n".join([*lines[:half], case.body, *lines[half:]]), case.expected, case.tag)


def mixed() -> list[Case]:
    """Articles of two languages, the first with about two thirds of the letters; close neighbours are not paired."""
    rng = random.Random(33)
    whole = articles("dev", size=8)
    found: list[Case] = []
    while len(found) < 400:
        first, second = rng.sample(whole, 2)
        if first.expected == second.expected or any({first.expected, second.expected} <= group for group in _RELATED):
            continue
        weight = 3 if second.expected in _UNSPACED | {"ko"} else 1
        room = len(first.body) * (3 if first.expected in _UNSPACED | {"ko"} else 1) // 2
        other: list[str] = []
        for line in second.body.splitlines():
            if sum(map(len, other)) * weight < room - len(line) * weight // 2:
                other.append(line)
        parts = first.body.splitlines()
        at = rng.randrange(len(parts) + 1)
        found.append(Case("\n".join([*parts[:at], *other, *parts[at:]]), first.expected, f"{first.tag}+{second.tag}"))
    return found


def outside(name: str = "interface") -> list[Case]:
    """Sentences in languages that are not on the list."""
    return [Case(text, "outside", tag) for tag, text, _ in held(name) if base(tag) not in SUPPORTED]


def wordless() -> list[Case]:
    """Texts without language: tables, scores, prices, code, logs, identifiers, keyboard noise, emoji."""
    rng = random.Random(55)
    return [Case(_WORDLESS[at % len(_WORDLESS)](rng), "und", "und") for at in range(420)]


def _table(rng: random.Random) -> str:
    return "\n".join(" ".join(str(rng.randrange(10 ** rng.randint(1, 6))) for _ in range(6)) for _ in range(4))


def _scores(rng: random.Random) -> str:
    return " ".join(
        f"{rng.randrange(6)}-{rng.randrange(6)} (pen. {rng.randrange(6)}:{rng.randrange(6)})" for _ in "five!"
    )


def _prices(rng: random.Random) -> str:
    return "; ".join(f"${rng.randrange(900)}.{rng.randrange(99):02d} = €{rng.randrange(900)},99" for _ in "five!")


def _c_code(rng: random.Random) -> str:
    a, b, c = (_name(rng) for _ in range(3))
    return f"for (int {a} = 0; {a} < {rng.randrange(99)}; {a}++) {{ {b}[{a}] += {c}({a}); }}"


def _python_code(rng: random.Random) -> str:
    a, b, c = (_name(rng) for _ in range(3))
    return f"def {a}({b}, {c}=None):\n    return {{'{b}': [{c} for {c} in {b}]}}"


def _log_line(rng: random.Random) -> str:
    return (
        f"2025-0{rng.randrange(1, 9)}-11 1{rng.randrange(9)}:07:22 [{rng.randrange(9999)}] 0x{rng.randrange(2**32):08x}"
    )


def _empty_markup(rng: random.Random) -> str:
    return f'<{_name(rng)} id="{_name(rng)}"></{_name(rng)}><{_name(rng)}/>'


def _addresses(rng: random.Random) -> str:
    return f"https://{_name(rng)}.example.com/{_name(rng)}/{rng.randrange(9999)} #{_name(rng)} @{_name(rng)}"


def _keyboard(rng: random.Random) -> str:
    return " ".join("".join(rng.choices(string.ascii_lowercase, k=rng.randint(5, 11))) for _ in range(8))


def _codes(rng: random.Random) -> str:
    return " ".join("".join(rng.choices(string.ascii_uppercase + string.digits, k=8)) for _ in range(6))


_WORDLESS: tuple[Callable[[random.Random], str], ...] = (
    _table,
    _scores,
    _prices,
    _c_code,
    _python_code,
    _log_line,
    _empty_markup,
    _addresses,
    _keyboard,
    _codes,
    lambda rng: "".join(rng.choices("0123456789abcdef", k=64)),
    lambda rng: "".join(rng.choices("😀🚀🎉🔥⚽🇮🇩❤️✨", k=12)),
    lambda rng: f"+62 {rng.randrange(999)} {rng.randrange(9999)} {rng.randrange(9999)}, x{rng.randrange(99)}",
    lambda _: "*** --- === ... !!! ??? " * 3,
)


def _name(rng: random.Random) -> str:
    return rng.choice("abcxyz") + "".join(rng.choices(string.ascii_lowercase + "_", k=rng.randint(1, 6)))


def _cut(text: str, language: str, words: int, rng: random.Random) -> str:
    if language in _UNSPACED:
        start = rng.randrange(max(1, len(text) - 3 * words))
        return text[start : start + 3 * words]
    parts = text.split()
    start = rng.randrange(max(1, len(parts) - words + 1))
    return " ".join(parts[start : start + words])


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFD", text)
    if not any("a" <= char <= "z" for char in plain):
        return text
    kept = "".join(char for char in plain if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", kept).translate(str.maketrans("đłøıĐŁØ", "dloiDLO"))


def _typos(text: str, rng: random.Random) -> str:
    return "".join(_slip(words, rng) for words in _words_and_gaps(text))


def _words_and_gaps(text: str) -> Iterator[str]:
    for word in text.split():
        yield word
        yield " "


def _slip(word: str, rng: random.Random) -> str:
    """Swap, lose or double a letter in every third longer word."""
    if len(word) < 4 or rng.random() > 0.33:
        return word
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )


def _littered(text: str, rng: random.Random) -> str:
    parts = text.split(" ")
    for piece in _LITTER:
        parts.insert(rng.randrange(len(parts) + 1), piece)
    return " ".join(parts)


def _marked_up(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    words[at] = f'<strong class="article-link">{words[at]}</strong>'
    return f'<div class="story-body"><p>{" ".join(words)}</p>&nbsp;<img src="/static/photo.jpg" alt=""/></div>'
