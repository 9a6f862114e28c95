"""Which language is the article written in?

A naive-Bayes model over byte n-grams (py3langid) and an own linear model over letter n-grams are pooled over
the languages that the script allows; a third detector (pycld2) testifies, and a fitted calibration says how far
the answer can be trusted, whether the language is outside the list, or whether there is none.  The body decides
and the headline inherits.  Weak spots: hr, sr and bs below about 100 words, nb and nn or id and ms in a few words.
"""

from collections.abc import Callable, Sequence

from streams.core.article import Article
from streams.core.stage import Material, Stage
from streams.stages.detect_language.annotation import Alternative, Language, Status
from streams.stages.detect_language.detectors import Detectors
from streams.stages.detect_language.judge import Verdict, judge
from streams.stages.detect_language.languages import CLOSE
from streams.stages.detect_language.paragraphs import Block, Vote, blocks, sampled, vote
from streams.stages.detect_language.profile import Profile, profile
from streams.stages.detect_language.tags import compare, script_of_chinese, written
from streams.stages.detect_language.tidy import tidy

SHORT_BODY = 60  # letters (CJK weighted): a shorter body is judged together with its title
MAX_TITLE = 1024  # code points
SURE = 0.9  # below, a body of several paragraphs is judged paragraph by paragraph
SECOND_SHARE = 0.1  # of the letters in a second script, or of the text in the witness's second language: look closer
_NO_VOTE = Vote((), False, ())


def detect_language(article: Article, detectors: Detectors) -> Language:
    """Judge the body, or a short body with its title.  Never raises; `und` when there is no language."""
    pieces = sampled(article.body)
    text = tidy("\n".join(article.body[start:end] for start, end in pieces))
    seen = profile(text)
    if seen.weight < SHORT_BODY or not seen.speaks:
        return _short(article, text, detectors)
    verdict = judge(text, detectors, seen=seen)
    ballot = _NO_VOTE
    if len(pieces) > 1 and _doubtful(verdict, seen):
        ballot = _ballot(blocks(article.body, pieces), detectors)
        text = "\n".join(block.text for block in ballot.winner)
        verdict = judge(text, detectors)
    return _published(article, verdict, text, ballot, detectors)


def _short(article: Article, body: str, detectors: Detectors) -> Language:
    title = tidy(article.title[:MAX_TITLE])
    text = "\n".join(part for part in (title, body) if profile(part).speaks)
    return _published(article, judge(text, detectors), text, _NO_VOTE, detectors)


def _doubtful(verdict: Verdict, seen: Profile) -> bool:
    """Say whether there may be a second language: the judgement is unsure, or the script or the witness shows one."""
    close = CLOSE.get(verdict.tag)
    unsure = verdict.confidence < SURE and close is None
    second_script = 1 - seen.script[1] >= SECOND_SHARE
    return (
        unsure
        or second_script
        or any(
            share >= SECOND_SHARE and tag != verdict.tag and (close is None or CLOSE.get(tag) != close)
            for tag, share in verdict.witness.shares
        )
    )


def _ballot(found: Sequence[Block], detectors: Detectors) -> Vote:
    return vote(
        found,
        lambda block: judge(block.text, detectors, seen=block.seen),
        lambda verdict: written(verdict.tag, verdict.script if verdict.tag != "zh" else "Hans"),
    )


def _published(article: Article, verdict: Verdict, text: str, ballot: Vote, detectors: Detectors) -> Language:
    script = verdict.script
    if verdict.tag == "zh":
        script = script_of_chinese(text, detectors.simplified, detectors.traditional)
    tag = written(verdict.tag, script)
    named = verdict.witness.tag
    return Language(
        tag=tag,
        confidence=round(verdict.confidence, 4),
        status=verdict.status,
        method=verdict.method + ("+vote" if ballot.winner else ""),
        script=None if script == "Zyyy" else script,
        agreed=None if verdict.status is Status.UND or named is None else named == verdict.tag,
        declared=compare(article.declared_language, tag),
        alternatives=tuple(
            Alternative(written(one.tag, script), round(one.confidence, 4)) for one in verdict.alternatives
        ),
        mixed=ballot.mixed,
        paragraphs=ballot.passages,
    )


def build(detectors: Callable[[], Detectors], *, open: Callable[[], Material]) -> Stage:
    """Make the stage.  *detectors* hands out what `open` opened, and opens it itself when asked first."""

    def apply(article: Article) -> Article:
        return article.having(detect_language(article, detectors()))

    return Stage("detect_language", 3, apply, assigns=(Language,), open=open)
