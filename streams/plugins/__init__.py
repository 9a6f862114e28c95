"""Whose taggers can take the place of ours?  Those of a spaCy package, or a transformer (ONNX) in a local folder.

A plug-in is chosen per language (`de=spacy:de_core_news_sm, ru=onnx:/models/ru`), opened at start, and then called like
our own taggers.  Nothing is downloaded.  Its entities carry the tier `plugin` and its name as method.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from streams.core.outcome import Unavailable
from streams.settings import WrongSettings
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
    """Read `language=kind:source, ...`; empty text gives none.  Raises WrongPlugin."""
    return tuple(_parsed(part.strip()) for part in choices.split(",") if part.strip())


def _parsed(part: str) -> Plugin:
    language, equals, rest = part.partition("=")
    kind, colon, source = rest.partition(":")
    if not (language.strip() and equals and colon and source.strip() and kind.strip() in KINDS):
        raise WrongPlugin(f"plug-in {part!r} is not of the form language=spacy:PACKAGE or language=onnx:FOLDER")
    return Plugin(language.strip(), kind.strip(), source.strip())


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
    """Open several, by language; the last choice for a language counts."""
    return dict(_opened(plugins))


def _opened(plugins: tuple[Plugin, ...]) -> Iterator[tuple[str, Tag]]:
    for plugin in plugins:
        yield plugin.language, open_plugin(plugin)
