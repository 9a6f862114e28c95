"""Which stretches of a body are judged, and how do their verdicts make one?  Blocks of whole lines, a weighted vote.

Long bodies are sampled evenly, so the cost of the stage has a ceiling.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.stages.detect_language.annotation import Passage
from streams.stages.detect_language.judge import OK_CONFIDENCE, Verdict
from streams.stages.detect_language.languages import CLOSE, UNDETERMINED
from streams.stages.detect_language.profile import Profile, profile
from streams.stages.detect_language.tidy import tidy

MAX_CHARS = 4096  # judged code points of a body; the rest of a longer one is spread over and skipped
MAX_LINE = 1024  # longer lines are judged in pieces of this size
BLOCK_WEIGHT = 40  # letters (CJK weighted) that a block should have; shorter lines join the next one
MAX_BLOCKS = 40
ENGLISH_DAMPING = 0.7  # English is what foreign boilerplate is written in: own + as much English, 79 -> 97 % right
ENGLISH_RULES = 0.8  # ... unless it holds this share of the weight
MIXED_SHARE = 0.15
MIXED_WEIGHT = 40
MAX_PASSAGES = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the body, code points half-open, with its tidy text and profile."""

    start: int
    end: int
    text: str
    seen: Profile


Piece = tuple[int, int]
"""Code points of the body, half-open: a line, or a part of a very long one."""


def sampled(body: str) -> list[Piece]:
    """Cut *body* into its lines without blanks around them; of a long body, every second or third ... piece."""
    pieces = _pieces(body)
    total = sum(end - start for start, end in pieces)
    return pieces[:: -(-total // MAX_CHARS)] if total > MAX_CHARS else pieces


def blocks(body: str, pieces: Sequence[Piece]) -> list[Block]:
    """Join neighbouring *pieces* of one script until they are long enough to be judged."""
    weight = max(BLOCK_WEIGHT, sum(end - start for start, end in pieces) // MAX_BLOCKS)
    found: list[Block] = []
    for start, end in pieces:
        text = tidy(body[start:end])
        block = Block(start, end, text, profile(text))
        if found and found[-1].seen.weight < weight and _one_script(found[-1], block):
            block = _joined(found.pop(), block)
        found.append(block)
    return found


def _pieces(body: str) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    for line in body.splitlines(keepends=True):
        if line.strip():
            end = position + len(line.rstrip())
            start = position + len(line) - len(line.lstrip())
            pieces += [(cut, min(cut + MAX_LINE, end)) for cut in range(start, end, MAX_LINE)]
        position += len(line)
    return pieces


def _one_script(left: Block, right: Block) -> bool:
    return not left.seen.letters or not right.seen.letters or left.seen.script[0] == right.seen.script[0]


def _joined(left: Block, right: Block) -> Block:
    text = f"{left.text}\n{right.text}"
    return Block(left.start, right.end, text, profile(text))


@dataclass(frozen=True, slots=True)
class Vote:
    """*winner* holds the blocks of the dominant language; *others* say whether and where the body is mixed."""

    winner: tuple[Block, ...]
    mixed: bool
    passages: tuple[Passage, ...]


def vote(body_blocks: Sequence[Block], judge: Callable[[Block], Verdict], name: Callable[[Verdict], str]) -> Vote:
    """Let each block vote with its letters times its confidence; *name* gives the tag of a passage."""
    verdicts = [(block, judge(block)) for block in body_blocks]
    weights: dict[str, float] = defaultdict(float)
    for block, verdict in verdicts:
        weights[_camp(verdict.tag)] += block.seen.weight * verdict.confidence
    winner = _winner(weights)
    mixed = winner is not None and _is_mixed(verdicts, winner)
    return Vote(
        tuple(block for block, verdict in verdicts if winner is None or _camp(verdict.tag) == winner),
        mixed,
        _passages(verdicts, name) if mixed else (),
    )


def _camp(tag: str) -> str:
    return CLOSE.get(tag, tag)


def _winner(weights: dict[str, float]) -> str | None:
    total = sum(weights.values())
    if total <= 0:
        return None
    damped = {
        camp: weight * (ENGLISH_DAMPING if camp == "en" and weight < ENGLISH_RULES * total else 1.0)
        for camp, weight in weights.items()
        if camp != UNDETERMINED
    }
    return max(sorted(damped), key=lambda camp: damped[camp])


def _is_mixed(verdicts: Sequence[tuple[Block, Verdict]], winner: str) -> bool:
    """A second language, told with confidence in a block of its own, has at least MIXED_SHARE of the letters."""
    letters: dict[str, int] = defaultdict(int)
    for block, verdict in verdicts:
        if verdict.confidence >= OK_CONFIDENCE and block.seen.weight >= MIXED_WEIGHT:
            letters[_camp(verdict.tag)] += block.seen.weight
    total = sum(block.seen.weight for block, _ in verdicts)
    return any(camp != winner and weight >= MIXED_SHARE * total for camp, weight in letters.items())


def _passages(verdicts: Sequence[tuple[Block, Verdict]], name: Callable[[Verdict], str]) -> tuple[Passage, ...]:
    """Join neighbours of one language; the confidence of a passage is that of its surest block.

    Close neighbours are one language here, named as most of their letters are: an Indonesian line that
    might be Malay does not make a passage of its own.
    """
    names = _names(verdicts, name)
    found: list[Passage] = []
    for block, verdict in verdicts:
        tag = names[_camp(verdict.tag)]
        passage = Passage(tag, block.start, block.end, round(verdict.confidence, 4))
        if found and found[-1].tag == tag:
            last = found.pop()
            passage = Passage(tag, last.start, block.end, max(last.confidence, passage.confidence))
        found.append(passage)
    return tuple(found[:MAX_PASSAGES])


def _names(verdicts: Sequence[tuple[Block, Verdict]], name: Callable[[Verdict], str]) -> dict[str, str]:
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for block, verdict in verdicts:
        weights[_camp(verdict.tag)][name(verdict)] += 1 + round(block.seen.weight * verdict.confidence)
    return {camp: max(sorted(tags), key=lambda tag: tags[tag]) for camp, tags in weights.items()}
