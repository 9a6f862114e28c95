"""Help texts are golden; errors are one sentence with a documented exit code."""

import io

import click
import pytest
from click.testing import CliRunner

from streams.cli.__main__ import COMMANDS, cli, main
from tests.golden import check


def commands() -> list[tuple[str, ...]]:
    """List every command and subcommand."""
    found: list[tuple[str, ...]] = [()]
    for name in COMMANDS:
        found.append((name,))
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            found += [(name, sub) for sub in command.commands]
    return found


@pytest.mark.parametrize("path", commands(), ids=lambda path: "-".join(path) or "streams")
def test_the_help_of_every_command_is_as_agreed(path: tuple[str, ...]) -> None:
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name) or command
    # click keeps the help option of the first call, and a test that calls the command without its group has no -h.
    vars(command)["_help_option"] = None
    result = CliRunner(env={"COLUMNS": "100"}).invoke(cli, [*path, "--help"], prog_name="streams", terminal_width=100)

    assert result.exit_code == 0
    check(f"help/{'-'.join(path) or 'streams'}.txt", result.output)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["topology", "--cuts", "nonsense"], 78, "no cut is possible after nonsense"),
        (["nonsense"], 2, "No such command"),
        (["run", "/no/such/file"], 2, "No such file"),
    ],
)
def test_an_error_is_a_sentence_and_a_code(
    arguments: list[str], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr().err

    assert end.value.code == code
    assert sentence in said
    assert "Traceback" not in said


def test_a_wrong_setting_ends_with_78(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("STREAMS_BATCH_RECORDS", "many")
    with pytest.raises(SystemExit) as end:
        main(["config", "check", "--offline"])

    assert end.value.code == 78
    assert "STREAMS_BATCH_RECORDS is 'many'" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["run", "-"], ["worker"], ["config", "check", "--offline"]])
def test_a_wrong_quarantine_ends_with_78_whoever_reads_it(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STREAMS_QUARANTINE", "nonsense")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"body": "a"}\n')))
    with pytest.raises(SystemExit) as end:
        main(arguments)

    assert end.value.code == 78
    assert "STREAMS_QUARANTINE: not a record address: 'nonsense'" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["run", "-"], ["worker"], ["config", "check", "--offline"], ["doctor"]])
def test_a_plug_in_for_no_language_ends_with_78_whoever_reads_it(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STREAMS_TAGGERS", "klingon=onnx:/models/tlh")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"body": "a"}\n')))
    with pytest.raises(SystemExit) as end:
        main(arguments)

    assert end.value.code == 78
    assert "plug-in 'klingon=onnx:/models/tlh' is for 'klingon'" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "mermaid", "dot", "json"])
def test_the_topology_is_drawn_in_every_form(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["topology", "--format", form, "--cuts", "none"])
    drawn = capsys.readouterr().out

    assert end.value.code == 0
    assert "articles.raw.v1" in drawn
    assert "articles.cleaned.v1" not in drawn


def test_every_setting_is_listed_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["config", "check", "--offline"])
    said = capsys.readouterr().out

    assert "STREAMS_MAX_RECORD_BYTES" in said
    assert "default" in said
