"""Whose taggers can take the place of ours?  Those of a spaCy package, or a transformer (ONNX) in a local folder.

A plug-in is chosen per language (`de=spacy:de_core_news_sm, ru=onnx:/models/ru`), opened at start, and then called like
our own taggers.  Nothing is downloaded.  Its entities carry the tier `plugin` and its name as method; it was not
measured here, so its language is `experimental`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from streams.core.outcome import Unavailable
from streams.settings import WrongSettings
from streams.stages.detect_language.languages import SUPPORTED
from streams.stages.extract_entities.finder import Tag

KINDS = ("spacy", "onnx")


class WrongPlugin(WrongSettings):
    """The choice of plug-ins cannot be read; the text says what is wrong and what was expected."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One choice: *kind* of KINDS, *source* a package name or a folder."""

    language: str
    kind: str
    source: str

    @property
    def method(self) -> str:
        """The `method` of its entities: kind and last part of the source, never a path."""
        return f"{self.kind}-{self.source.rstrip('/').rpartition('/')[2]}"


def parse(choices: str) -> tuple[Plugin, ...]:
    """Read `language=kind:source, ...`; empty text gives none.  `ID` is `id`.  Raises WrongPlugin."""
    plugins = tuple(_parsed(part.strip()) for part in choices.split(",") if part.strip())
    for language, count in Counter(plugin.language for plugin in plugins).items():
        if count > 1:
            raise WrongPlugin(f"STREAMS_TAGGERS names {count} plug-ins for {language!r}; one a language is expected")
    return plugins


def _parsed(part: str) -> Plugin:
    language, equals, rest = part.partition("=")
    kind, colon, source = rest.partition(":")
    if not (language.strip() and equals and colon and source.strip() and kind.strip() in KINDS):
        raise WrongPlugin(f"plug-in {part!r} is not of the form language=spacy:PACKAGE or language=onnx:FOLDER")
    tag = language.strip().lower()
    if tag not in SUPPORTED:  # it would be accepted and never asked
        raise WrongPlugin(
            f"plug-in {part!r} is for {language.strip()!r}, a language that no article is tagged with; expected one of "
            + " ".join(sorted(SUPPORTED))
        )
    return Plugin(tag, kind.strip(), source.strip())


class NoPlugin(Unavailable):
    """A plug-in cannot be opened; our own models are not to blame."""


def open_plugin(plugin: Plugin) -> Tag:
    """Open one.  Raises Unavailable with one sentence when the extra, the package or the folder is missing."""
    try:
        if plugin.kind == "spacy":
            from streams.plugins.spacy_package import open_package

            return open_package(plugin.source, plugin.method)
        from streams.plugins.onnx_folder import open_folder

        return open_folder(plugin.source, plugin.method)
    except ImportError as error:
        raise Unavailable(
            f"the plug-in for {plugin.language} needs {error.name}: pip install 'news-streams[{plugin.kind}]'"
        ) from error


def open_all(plugins: tuple[Plugin, ...]) -> Mapping[str, Tag]:
    """Open several, by language; each language is named once."""
    return dict(_opened(plugins))


def _opened(plugins: tuple[Plugin, ...]) -> Iterator[tuple[str, Tag]]:
    for plugin in plugins:
        try:
            yield plugin.language, open_plugin(plugin)
        except Unavailable as error:
            raise NoPlugin(str(error)) from error
