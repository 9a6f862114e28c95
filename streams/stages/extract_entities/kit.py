"""How is the finder put together from the shipped files?  An index names the files, their checksums and their use.

The index is written by ops/models/entities (training and report): which models tag which language, how raw
probabilities are calibrated, and how well each language is covered.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from streams.stages.extract_entities.annotation import Coverage
from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.by_table import trained
from streams.stages.extract_entities.crf import Blend, Crf
from streams.stages.extract_entities.finder import Calibration, Kit, Tag
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.tagger import CharacterTagger, Memory, WordTagger
from streams.stages.extract_entities.tagging import DOUBT, TagCharacters, TagWords
from streams.stages.extract_entities.titled import manners_of
from streams.stages.extract_entities.vocabulary import Inflection, Vocabularies
from streams.text.dates import Calendar, read_calendar

Read = Callable[[str], bytes | memoryview]
"""Gives the bytes of a shipped file, named by its path below the folder of models."""

INDEX = "entities/index.json"
TITLES, ORGANISATIONS, PERSONS = "entities/titles.txt", "entities/organisations.txt", "entities/persons.tsv"
ENDINGS, CALENDAR = "names/endings.json", "lexicon/calendar.json"
NAMES, GROUPS = "names/names.safetensors", "entities/groups.safetensors"
COUNTRIES, KNOWN = "names/countries.tsv", "names/known.tsv"


@dataclass(frozen=True, slots=True)
class Index:
    """The index: *files* path to checksum, *languages* language to names of models, *characters* those without words.

    *lean* is what a tagger takes off the score of O, by language.
    """

    version: str
    files: Mapping[str, str]
    languages: Mapping[str, tuple[str, ...]]
    characters: frozenset[str]
    lean: Mapping[str, float]
    calibration: Mapping[str, Calibration]
    coverage: Mapping[str, Coverage]


def read_index(data: bytes | memoryview) -> Index:
    """Parse the index.  Raises Damaged."""
    try:
        fields = json.loads(bytes(data))
        return Index(
            version=fields["version"],
            files=fields["files"],
            languages={language: tuple(models) for language, models in fields["languages"].items()},
            characters=frozenset(fields["characters"]),
            lean=fields["lean"],
            calibration={method: Calibration(*pair) for method, pair in fields["calibration"].items()},
            coverage={language: Coverage(word) for language, word in fields["coverage"].items()},
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"not a readable {INDEX}") from error


def assemble(read: Read) -> tuple[Kit, Index]:
    """Open every file once, compare its checksum, and build the taggers.  Raises Damaged and what *read* raises."""
    index = read_index(read(INDEX))
    opened = {path: _checked(read(path), path, digest) for path, digest in sorted(index.files.items())}
    names, groups = Names(opened[NAMES]), Groups(opened[GROUPS])
    crfs = {
        path: Crf(data)
        for path, data in opened.items()
        if path.endswith(".safetensors") and path not in (NAMES, GROUPS)
    }
    titles, organisations = titles_of(opened[TITLES]), frozenset(_lines(opened[ORGANISATIONS]))
    inflections = inflections_of(opened[ENDINGS])
    vocabularies = Vocabularies(opened[COUNTRIES], opened[KNOWN], names, inflections)
    tables = _Tables(names, groups, vocabularies, Memory())
    taggers = {language: _tag(index, crfs, tables, language) for language in index.languages}
    taggers = {**_by_multi(taggers["multi"], vocabularies), **taggers}
    calendar = _calendar(read(CALENDAR))
    kit = Kit(
        names,
        taggers,
        titles,
        organisations,
        index.coverage,
        index.calibration,
        inflections,
        calendar,
        vocabularies,
        manners_of(opened[PERSONS]),
    )
    return kit, index


def _calendar(data: bytes | memoryview) -> Calendar:
    """Read the calendar.  It belongs to the lexicon, which is edited by hand, so the index holds no checksum of it."""
    try:
        return read_calendar(json.loads(bytes(data)))
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"not a readable {CALENDAR}") from error


def _checked(data: bytes | memoryview, path: str, digest: str) -> bytes | memoryview:
    if sha256(data).hexdigest() != digest:
        raise Damaged(f"{path} has another checksum than the index says")
    return data


@dataclass(frozen=True, slots=True)
class _Tables:
    """What all taggers share."""

    names: Names
    groups: Groups
    vocabularies: Vocabularies
    memory: Memory


def _tag(index: Index, crfs: Mapping[str, Crf], tables: _Tables, language: str) -> Tag:
    models = index.languages[language]
    blend = Blend(*(crfs[f"entities/{model}.safetensors"] for model in models), lean=index.lean.get(language, 0.0))
    method = f"crf-{models[0]}"
    names, vocabulary = tables.names, tables.vocabularies.of(language)
    if language in index.characters:
        return TagCharacters(CharacterTagger(blend, names, tables.groups), language, method, vocabulary=vocabulary)
    tagger = WordTagger(blend, names, tables.groups, tables.memory)
    tongue = "" if language == "multi" else language
    return TagWords(tagger, names, tongue, method, doubt=doubt_of(models), vocabulary=vocabulary)


def _by_multi(multi: Tag, vocabularies: Vocabularies) -> Mapping[str, Tag]:
    """Give the tagger of all languages for each one whose script it knows, with the vocabulary of that language."""
    if not isinstance(multi, TagWords):
        return {}
    return {
        language: multi.using(language, vocabularies.of(language))
        for language, text in vocabularies.languages().items()
        if trained(text)
    }


# The Indonesian news set does not call every country a name: at 0.8 it falls from 79.3 to 78.6, at 0.6 to 79.2.
_DOUBT = {"id": 0.6}


def doubt_of(models: tuple[str, ...]) -> float:
    """Give the doubt up to which a country of the table is taken: any, where no tagger knows the language itself."""
    return 1.0 if set(models) == {"multi"} else _DOUBT.get(models[0], DOUBT)


def inflections_of(data: bytes | memoryview) -> dict[str, Inflection]:
    """Read the case endings of every language."""
    return {
        language: Inflection(tuple(one["endings"]), tuple(one["nominatives"]), one.get("cities", False))
        for language, one in json.loads(bytes(data)).items()
    }


def titles_of(data: bytes | memoryview) -> frozenset[str]:
    """Read the titles of persons, folded."""
    return frozenset(map(fold, _lines(data)))


def _lines(data: bytes | memoryview) -> Iterator[str]:
    """Give the lines of a list; those that begin with # are comments."""
    lines = (line.strip() for line in bytes(data).decode().splitlines())
    return (line for line in lines if line and not line.startswith("#"))
