"""`streams run` answers every line, in order, and stops at none."""

import json
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from streams.cli.__main__ import cli

LINES = [
    b'{"title": "Berita", "body": "Presiden bertemu di Paris, Prancis, kemarin sore untuk berunding."}',
    b"not json",
    b"",
    b'{"body": "\xff"}',
    b"[1]",
    '{"body": "В Киеве и Париже обсудили перемирие, сообщили журналисты."}'.encode(),
]


def run(*arguments: str, lines: list[bytes] = LINES) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["run", "-", *arguments], input=b"\n".join(lines) + b"\n")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_line_is_answered_in_order() -> None:
    answers = run()

    assert [answer["outcome"] for answer in answers] == ["emit", "fail", "fail", "fail", "fail", "emit"]
    assert [answer.get("code") for answer in answers[1:5]] == [
        "invalid_json",
        "empty_payload",
        "invalid_encoding",
        "not_an_object",
    ]
    assert all(answer["stage"] == "decode" and answer["detail"] for answer in answers[1:5])


def run_file(path: Path, text: str) -> list[dict[str, object]]:
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["run", str(path), "--until", "clean_text"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_document_is_told_by_its_ending(tmp_path: Path) -> None:
    (text,) = run_file(tmp_path / "article.txt", "Чому місто тихне\n\nУвечері на площі зібралися люди.\n")
    (page,) = run_file(tmp_path / "page.html", "<html><body><p>Kemarin sore warga berkumpul di alun-alun.</p></body>")
    (pretty,) = run_file(tmp_path / "one.json", json.dumps({"title": "Berita", "body": "Isi berita."}, indent=2))

    assert [one["outcome"] for one in (text, page, pretty)] == ["emit"] * 3


def test_lines_of_json_are_lines_whatever_the_file_is_called(tmp_path: Path) -> None:
    lines = '{"title": "一"}\nnot json\n{"title": "二"}\n'

    for name in ("records.txt", "records.json", "records"):
        assert [one["outcome"] for one in run_file(tmp_path / name, lines)] == ["emit", "fail", "emit"]


def test_an_event_stands_as_it_would_on_the_topic_of_its_stage() -> None:
    (cleaned,), (tagged,), (enriched,) = (
        run("--until", stage, lines=LINES[:1]) for stage in ("clean_text", "detect_language", "extract_entities")
    )

    assert [one["event"]["meta"]["schema"] for one in (cleaned, tagged, enriched)] == [  # type: ignore[index]
        "cleaned-article",
        "tagged-article",
        "enriched-article",
    ]
    assert "language" not in cleaned["event"]  # type: ignore[operator]
    assert tagged["event"]["language"]["tag"] == "id"  # type: ignore[index]
    assert "entities" in enriched["event"]  # type: ignore[operator]


def test_an_unknown_stage_is_a_usage_error_with_one_sentence() -> None:
    result = CliRunner().invoke(cli, ["run", "-", "--until", "translate"], input=b"")

    assert result.exit_code == 2
    assert "stages: clean_text, detect_language, extract_entities" in result.output


def test_the_settings_are_honoured(monkeypatch: object) -> None:
    result = CliRunner(env={"STREAMS_MAX_RECORD_BYTES": "10"}).invoke(cli, ["run", "-"], input=LINES[0] + b"\n")

    assert json.loads(result.stdout)["code"] == "too_large"


def test_only_the_models_that_are_needed_are_opened() -> None:
    code = (
        "import sys; from streams.cli.__main__ import main\n"
        "try: main(['run', '-', '--until', 'clean_text'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'py3langid', 'faust', 'aiokafka'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], input=LINES[0], capture_output=True, check=True)

    assert result.stderr.decode().strip() == "[]"


def test_each_line_is_answered_as_soon_as_it_is_read() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "streams.cli", "run", "-", "--until", "clean_text"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], env=os.environ,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        for line in LINES[:2]:
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["outcome"] in {"emit", "fail"}
        process.stdin.close()


def test_an_explanation_that_is_piped_is_no_wider_than_columns_says() -> None:
    body = "Sebuah jembatan bambu dibuka di desa itu, dan warga menyeberang sambil bernyanyi. " * 4
    line = json.dumps({"title": "Jembatan", "body": f"{body}\nKomentar (0)"}).encode()

    result = CliRunner().invoke(
        cli, ["run", "-", "--until", "clean_text", "--explain"], input=line, env={"COLUMNS": "70"}
    )

    assert "counter" in result.output
    assert max(map(len, result.output.splitlines())) == 70
