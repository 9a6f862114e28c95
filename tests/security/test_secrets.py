"""The password is read from its file and shows up nowhere else: not in logs, probes, settings or the process list."""

import asyncio
import json
from pathlib import Path

import pytest

from ops.local.secure import SecureKafka, make_passwords
from streams.core.outcome import Unavailable
from streams.kafka.apply import plan_topics
from streams.runtime.app import make_app
from streams.settings import WrongSettings, read_settings
from tests.faults.worker import Worker
from tests.security.commands import Start, environment, streams


def process(worker: Worker, file: str) -> str:
    return Path(f"/proc/{worker.process.pid}/{file}").read_bytes().replace(b"\0", b"\n").decode()


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_worker_at_its_loudest_never_says_its_password(secure: SecureKafka, start: Start) -> None:
    password = secure.passwords["worker"].read_text()
    worker = start(secure.login("worker", log_level="DEBUG")).wait_ready()
    assert streams(secure.login("producer"), "produce", "--reference").returncode == 0
    assert streams(secure.login("audit"), "audit").returncode == 0

    places = {path: worker.get(path)[1] for path in ("/version", "/metrics", "/livez", "/readyz")}
    places |= {file: process(worker, file) for file in ("cmdline", "environ")}
    assert worker.terminate() == 0
    places["log"] = worker.said()

    assert "worker.stopped" in places["log"]
    assert str(secure.passwords["worker"]) in places["environ"]
    assert [place for place, text in places.items() if password in text] == []


@pytest.mark.kafka
def test_the_client_at_its_loudest_never_says_it(
    secure: SecureKafka, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not-the-right-one")
    caplog.set_level("DEBUG")
    assert asyncio.run(plan_topics(read_settings({}, **secure.login("topics")))) is not None
    with pytest.raises(Unavailable, match="refuses the login"):
        asyncio.run(plan_topics(read_settings({}, **secure.login("topics", sasl_password_file=wrong))))

    assert any(record.name.startswith("aiokafka") and record.levelname == "DEBUG" for record in caplog.records)
    assert secure.passwords["topics"].read_text() not in caplog.text
    assert "not-the-right-one" not in caplog.text


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_several_processes_get_it_from_the_file_too(secure: SecureKafka, start: Start) -> None:
    password = secure.passwords["worker"].read_text()
    supervisor = start(secure.login("worker"), "--processes", "2").wait_ready()
    children = Path(f"/proc/{supervisor.process.pid}/task/{supervisor.process.pid}/children").read_text().split()

    assert len(children) == 2
    for pid in children:
        assert password.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
        assert password.encode() not in Path(f"/proc/{pid}/environ").read_bytes()
    assert supervisor.terminate() == 0
    assert password not in supervisor.said()


@pytest.mark.kafka
def test_the_broker_keeps_no_password_in_its_files(secure: SecureKafka) -> None:
    passwords = [file.read_bytes() for file in secure.passwords.values()]
    metadata = [file for file in (secure.data_dir / "log/__cluster_metadata-0").iterdir() if file.suffix == ".log"]
    files = [secure.properties_file, secure.log_file, secure.data_dir / "console.log", *metadata]

    assert metadata
    assert not any(password in file.read_bytes() for file in files for password in passwords)


def login(folder: Path) -> dict[str, object]:
    file = make_passwords(folder, ["worker"])["worker"]
    return {"security_protocol": "SASL_PLAINTEXT", "sasl_username": "worker", "sasl_password_file": file}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["table", "json"])
def test_config_check_shows_the_file_and_not_what_is_in_it(tmp_path: Path, form: tuple[str, ...]) -> None:
    settings = login(tmp_path)
    shown = streams(settings, "config", "check", "--offline", *form)

    assert shown.returncode == 0, shown.stderr
    assert "STREAMS_SASL_PASSWORD_FILE" in shown.stdout
    assert Path(str(settings["sasl_password_file"])).read_text() not in shown.stdout + shown.stderr
    if form:
        assert json.loads(shown.stdout)["STREAMS_SASL_USERNAME"] == {"value": "worker", "source": "environment"}


def test_a_password_in_a_variable_is_refused_and_not_repeated(tmp_path: Path) -> None:
    refused = streams({**login(tmp_path), "sasl_password": "hunter2"}, "config", "check", "--offline")

    assert refused.returncode == 78
    assert "STREAMS_SASL_PASSWORD is not a setting" in refused.stderr
    assert "hunter2" not in refused.stderr


def test_nothing_that_holds_the_settings_shows_the_password(tmp_path: Path) -> None:
    settings = read_settings({}, **login(tmp_path))
    password = settings.sasl_password()

    assert password
    assert password not in repr(settings) + settings.model_dump_json()
    assert password not in repr(make_app(settings).conf.broker_credentials)


def test_a_password_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match=r"STREAMS_SASL_PASSWORD_FILE names .*nowhere, which is not a file"):
        read_settings({}, **{**login(tmp_path), "sasl_password_file": tmp_path / "nowhere"})


def test_the_environment_of_a_test_command_holds_no_password(tmp_path: Path) -> None:
    settings = login(tmp_path)

    assert Path(str(settings["sasl_password_file"])).read_text() not in environment(settings).values()
