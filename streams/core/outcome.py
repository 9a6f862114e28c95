"""What can come of a record?  Emitted, dropped on purpose, or failed; a broken world is an exception instead."""

from dataclasses import dataclass

from streams.core.article import Article
from streams.core.codes import Code, DropCode, Site


@dataclass(frozen=True, slots=True)
class Emit:
    """The article walked every stage of the hop."""

    article: Article


@dataclass(frozen=True, slots=True)
class Drop:
    """Not wanted.  Counted and acked; nothing is published."""

    code: DropCode


@dataclass(frozen=True, slots=True)
class Fail:
    """This record cannot be processed; it goes to the dead-letter topic.

    *detail* names the thing, the value seen and what was expected in at most 512 bytes, without article
    text.  *stage* is `name@version` and is filled in by `run`; stages leave it empty.  *error_type* and
    *frame* (own file and function) are set for `unexpected` only.
    """

    code: Code
    detail: str = ""
    site: Site = Site.PROCESS
    stage: str | None = None
    error_type: str | None = None
    frame: str | None = None


Outcome = Emit | Drop | Fail


class Unavailable(Exception):  # noqa: N818  (it names the state of the world, not an error of ours)
    """The world is broken (broker, disk, model file).  The worker stops un-acked; the text is one sentence."""
