"""What is a stage?  A named, versioned, pure decision about one article."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.core.article import Article
from streams.core.codes import Code
from streams.core.outcome import Drop, Fail

Apply = Callable[[Article], Article | Drop | Fail]
ApplyMany = Callable[[Sequence[Article]], Sequence[Article | Drop | Fail]]


@dataclass(frozen=True, slots=True)
class Model:
    """Which weights or tables decided: *sha256* is the hex digest of the file or files behind it."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Material:
    """What a stage works with besides code: a model, a lexicon version, or neither."""

    model: Model | None = None
    lexicon: str | None = None


def _nothing() -> Material:
    return Material()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the pipeline.

    *name* is verb_object.  *version* rises when the same input may give another output: it is part of every
    event id.  *requires* and *assigns* are annotation types.  *codes* are the reasons it may fail with;
    `unexpected` belongs to the frame.  *apply* never raises for any article and gives the same result for
    the same input; `Unavailable` passes through it.  *apply_many*, of a stage that is faster with several
    articles at once, gives for each of them what *apply* gives.  *open* opens models and lexicons ahead of the
    first article (idempotent, thread-safe) and says what they are; it raises `Unavailable` when a file is damaged.
    """

    name: str
    version: int
    apply: Apply
    requires: tuple[type, ...] = ()
    assigns: tuple[type, ...] = ()
    codes: frozenset[Code] = frozenset()
    apply_many: ApplyMany | None = None
    open: Callable[[], Material] = _nothing

    @property
    def label(self) -> str:
        """`name@version`, as in event ids, headers and dead letters."""
        return f"{self.name}@{self.version}"
