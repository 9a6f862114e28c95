"""Plug-ins: choices are read, a tiny model is built and used, and what is missing is named."""

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from streams.core.outcome import Unavailable
from streams.plugins import NoPlugin, Plugin, WrongPlugin, open_all, open_plugin, parse
from streams.resources import entities_with
from streams.stages.extract_entities.features import LABELS

VOCABULARY = {"[UNK]": 0, "Ana": 1, "Lestari": 2, "Reuters": 3, "Kyjev": 4}
SCORED = {0: "O", 1: "B-PER", 2: "I-PER", 3: "B-ORG", 4: "B-LOC"}


def test_choices_are_read_in_order() -> None:
    assert parse("de=spacy:de_core_news_sm, ru=onnx:/models/ru ,") == (
        Plugin("de", "spacy", "de_core_news_sm"),
        Plugin("ru", "onnx", "/models/ru"),
    )
    assert parse("") == ()
    assert Plugin("ru", "onnx", "/models/ru/").method == "onnx-ru"


@pytest.mark.parametrize("text", ["de", "de=", "de=spacy", "=spacy:x", "de=torch:x", "de=spacy:"])
def test_a_choice_that_cannot_be_read_is_refused_with_the_form_expected(text: str) -> None:
    with pytest.raises(WrongPlugin, match="language=spacy:PACKAGE"):
        parse(text)


def test_the_case_of_a_language_does_not_matter() -> None:
    assert parse("ID=onnx:/models/id") == (Plugin("id", "onnx", "/models/id"),)


@pytest.mark.parametrize("language", ["klingon", "de-AT", "multi", "und"])
def test_a_language_that_no_article_is_tagged_with_is_refused(language: str) -> None:
    with pytest.raises(WrongPlugin, match=rf"'{language}', a language that no .* expected one of af am ar .* vi zh$"):
        parse(f"{language}=onnx:/models/x")


def test_two_plug_ins_for_one_language_are_refused() -> None:
    with pytest.raises(WrongPlugin, match="STREAMS_TAGGERS names 2 plug-ins for 'id'"):
        parse("id=onnx:/models/a, ru=onnx:/models/r, ID=spacy:b")


@pytest.mark.parametrize(("kind", "module"), [("spacy", "spacy"), ("onnx", "onnxruntime")])
def test_a_missing_extra_names_the_command_that_installs_it(
    kind: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:  # the signature of __import__
        if name == module or name.startswith("streams.plugins."):
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unavailable, match=rf"pip install 'news-streams\[{kind}\]'"):
        open_plugin(Plugin("de", kind, "x"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Build a model of five words: an embedding whose rows are the scores of the labels."""
    onnx = pytest.importorskip("onnx")
    tokenizers = pytest.importorskip("tokenizers")
    numpy = pytest.importorskip("numpy")
    rows = numpy.full((len(VOCABULARY), len(LABELS)), -4, dtype=numpy.float32)
    for number, label in SCORED.items():
        rows[number, LABELS.index(label)] = 4
    kinds, helper = onnx.TensorProto, onnx.helper
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["scores"])],
        "tiny",
        [helper.make_tensor_value_info("input_ids", kinds.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("scores", kinds.FLOAT, ["batch", "length", len(LABELS)])],
        [onnx.numpy_helper.from_array(rows, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(tmp_path / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(VOCABULARY, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    return tmp_path


def test_a_transformer_from_a_folder_tags_names_at_their_offsets(folder: Path) -> None:
    text = "😀 Ana Lestari tiba. Menurut Reuters, di Kyjev damai."
    tag = open_all((Plugin("id", "onnx", str(folder)),))["id"]
    found = [(text[one.start : one.end], one.type, one.method) for one in tag(text)]

    method = f"onnx-{folder.name}"
    assert found == [("Ana Lestari", "PER", method), ("Reuters", "ORG", method), ("Kyjev", "LOC", method)]
    assert all(one.score > 0.9 for one in tag(text))
    assert list(tag("")) == []


def test_a_language_with_a_plug_in_is_experimental_and_the_others_are_as_measured(folder: Path) -> None:
    find = entities_with(f"id=onnx:{folder}")

    assert [find("", "Ana Lestari tiba.", language, 1.0)[1] for language in ("id", "hr")] == ["experimental", "tier_1"]


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "labels.json"])
def test_a_folder_with_a_file_missing_is_named_with_its_path_and_the_file(folder: Path, missing: str) -> None:
    (folder / missing).unlink()

    with pytest.raises(Unavailable, match=f"the ONNX folder {folder} has no {missing}; it must hold model.onnx, "):
        open_plugin(Plugin("id", "onnx", str(folder)))


@pytest.mark.parametrize("damaged", ["model.onnx", "tokenizer.json", "labels.json"])
def test_a_file_that_cannot_be_read_is_named_with_its_path(folder: Path, damaged: str) -> None:
    (folder / damaged).write_text("{no", encoding="utf-8")

    with pytest.raises(Unavailable, match=f"cannot read {folder / damaged}: "):
        open_plugin(Plugin("id", "onnx", str(folder)))


def test_a_folder_that_is_not_there_is_named_with_its_whole_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(Unavailable, match=f"the ONNX folder {folder / 'none'} is not a folder"):
        open_plugin(Plugin("id", "onnx", "none"))


@pytest.mark.parametrize(
    ("labels", "wrong"),
    [
        (LABELS[:-1], "labels.json has 6 labels"),
        ({"0": "O", "1": "B-PER"}, "holds no list of labels"),
        ([f"LABEL_{number}" for number in range(7)], "names none of B-PER, "),
    ],
)
def test_labels_that_do_not_go_with_the_model_stop_the_start(folder: Path, labels: object, wrong: str) -> None:
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")

    with pytest.raises(Unavailable, match=wrong):
        open_plugin(Plugin("id", "onnx", str(folder)))


def test_a_model_with_other_inputs_stops_the_start(folder: Path) -> None:
    onnx = pytest.importorskip("onnx")
    model = onnx.load(str(folder / "model.onnx"))
    model.graph.input[0].name = model.graph.node[0].input[1] = "tokens"
    onnx.save(model, str(folder / "model.onnx"))

    with pytest.raises(Unavailable, match="has the inputs tokens; expected input_ids"):
        open_plugin(Plugin("id", "onnx", str(folder)))


def test_what_is_wrong_with_a_plug_in_is_told_from_our_own_models(tmp_path: Path) -> None:
    with pytest.raises(NoPlugin, match=r"is not a folder|pip install"):
        open_all((Plugin("id", "onnx", str(tmp_path / "none")),))


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """Build a spaCy pipeline of four rules, saved to a folder."""
    spacy = pytest.importorskip("spacy")
    built = spacy.blank("xx")
    rules = {"GPE": "Київ", "PERSON": "Ірина Коваленко", "ORG": "Нафтогаз", "DATE": "вчора"}
    ruler = built.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in rules.items()])
    built.to_disk(tmp_path)
    return tmp_path


def test_a_spacy_folder_tags_names_at_their_offsets(pipeline: Path) -> None:
    text = "😀 Ірина Коваленко вчора залишила Нафтогаз, але не Київ."
    tag = open_all((Plugin("uk", "spacy", str(pipeline)),))["uk"]
    found = [(text[one.start : one.end], one.type, one.method) for one in tag(text)]

    method = f"spacy-{pipeline.name}"
    assert found == [("Ірина Коваленко", "PER", method), ("Нафтогаз", "ORG", method), ("Київ", "LOC", method)]
    assert list(tag("")) == []


def test_a_spacy_package_that_is_not_there_is_named() -> None:
    pytest.importorskip("spacy")

    with pytest.raises(Unavailable, match="cannot load 'uk_no_such_package'"):
        open_plugin(Plugin("uk", "spacy", "uk_no_such_package"))
