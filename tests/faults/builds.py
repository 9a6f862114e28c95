"""Which builds of the worker are broken on purpose?  The real command line around a list with one stage changed.

    python -m tests.faults.builds raise:POISON worker --cuts none

The first argument says what the first stage does with an article whose title holds the mark behind the
colon (an empty mark: with every article); the rest is a command of `streams`.  `hang=publish` and
`hang=consumer` leave the stages alone and never confirm, or never give, a record; `without=codecs` is a
worker on a machine without the library for lz4, snappy and zstd; `late=S` learns its committed
offsets S seconds late, as from a slow broker; `light` has stages that cost nothing and find
always the same, for tests of the host with very many records.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from streams.cli.__main__ import main
from streams.core.article import Annotation, Article
from streams.core.codes import Code
from streams.core.outcome import Drop, Fail
from streams.core.stage import Apply, Material, Stage
from streams.core.topology import Topology
from streams.pipeline import news_pipeline

Change = Callable[[Article, Apply], Article | Drop | Fail]


def _raise(article: Article, apply: Apply) -> Article | Drop | Fail:
    del article, apply
    raise RuntimeError("this stage is broken on purpose")


def _abort(article: Article, apply: Apply) -> Article | Drop | Fail:
    del article, apply
    os.abort()


def _refuse(article: Article, apply: Apply) -> Article | Drop | Fail:
    del article, apply
    return Fail(Code.TOO_COMPLEX, "refused on purpose")


def _sleep(seconds: float) -> Change:
    def sleep(article: Article, apply: Apply) -> Article | Drop | Fail:
        time.sleep(seconds)  # holds the event loop, as a slow model would
        return apply(article)

    return sleep


def _grow(size: int) -> Change:
    def grow(article: Article, apply: Apply) -> Article | Drop | Fail:
        result = apply(article)
        return replace(result, body="ж" * size) if isinstance(result, Article) else result

    return grow


_BEHAVIOURS: dict[str, Callable[[str], Change]] = {
    "raise": lambda _: _raise,
    "abort": lambda _: _abort,
    "refuse": lambda _: _refuse,
    "sleep": lambda number: _sleep(float(number)),
    "grow": lambda number: _grow(int(number)),
}


def broken(stage: Stage, what: str) -> Stage:
    """Give *stage* with the behaviour that *what* names: `raise abort refuse sleep=S grow=CHARS version=N`."""
    behaviour, _, mark = what.partition(":")
    name, _, number = behaviour.partition("=")
    if name == "version":
        return replace(stage, version=int(number))
    change = _BEHAVIOURS[name](number)

    def apply(article: Article) -> Article | Drop | Fail:
        return change(article, stage.apply) if mark in article.title else stage.apply(article)

    return replace(stage, apply=apply, codes=stage.codes | {Code.TOO_COMPLEX})


def pipeline(what: str) -> Topology:
    """Give the list of the product with its first stage broken."""
    topology = news_pipeline()
    first, *rest = topology.steps
    return replace(topology, steps=(replace(first, stage=broken(first.stage, what)), *rest))


_FOUND: dict[str, object] = {
    "language": {"tag": "und", "confidence": 0.0, "status": "und", "method": "none", "declared": "absent"},
    "offsets": {"title_sha256": "0" * 64, "body_sha256": "0" * 64},
    "entities": [],
    "entity_coverage": "experimental",
    "entities_truncated": False,
}


def light() -> Topology:
    """Give the list of the product with stages that need no model and always find the same."""
    topology = news_pipeline()
    return replace(topology, steps=tuple(replace(step, stage=_light(step.stage)) for step in topology.steps))


def _light(stage: Stage) -> Stage:
    (kind,) = stage.assigns
    note = cast(type[Annotation], kind).from_record(_FOUND)
    return replace(stage, apply=lambda article: article.having(note), open=Material)


def hang(what: str) -> None:
    """Change the runtime so that *what*, `publish` or `consumer`, never comes to an end."""
    import faust.transport.drivers.aiokafka as driver

    import streams.runtime.worker as runtime

    async def never_confirmed(_: object) -> object:
        return asyncio.get_running_loop().create_future()

    async def never_fetched(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    if what == "publish":
        vars(runtime)["sender"] = lambda _: never_confirmed
    else:
        driver.AIOKafkaConsumerThread._fetch_records = never_fetched  # type: ignore[method-assign,assignment]  # on purpose


def late(seconds: float) -> None:
    """Change the runtime so that it takes *seconds* more until an assignment is worked on."""
    from streams.runtime.consumer import CarefulConsumer

    seek = CarefulConsumer.perform_seek

    async def seek_late(consumer: CarefulConsumer) -> None:
        await asyncio.sleep(seconds)
        await seek(consumer)

    CarefulConsumer.perform_seek = seek_late  # type: ignore[method-assign,assignment]  # on purpose


def without_codecs() -> None:
    """Take away the library that aiokafka reads lz4, snappy and zstd with."""
    import aiokafka.codec

    vars(aiokafka.codec)["cramjam"] = None


if __name__ == "__main__":
    import streams.cli.worker

    build = sys.argv[1]
    if build.startswith("hang="):
        hang(build.partition("=")[2])
    elif build.startswith("late="):
        late(float(build.partition("=")[2]))
    elif build == "without=codecs":
        without_codecs()
    else:
        vars(streams.cli.worker)["news_pipeline"] = lambda taggers="": light() if build == "light" else pipeline(build)
    main(sys.argv[2:])
