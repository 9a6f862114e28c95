"""Settings come from the environment and from flags; a wrong one stops the start with one sentence."""

from pathlib import Path

import pytest

from streams.settings import WrongSettings, origins, read_settings


def test_nothing_set_means_staged_on_the_local_broker() -> None:
    settings = read_settings({})

    assert settings.brokers == "127.0.0.1:9092"
    assert settings.cuts == ("clean_text", "detect_language")


def test_the_environment_is_read_and_flags_win() -> None:
    environment = {"STREAMS_CUTS": "none", "STREAMS_GROUP": "g", "PATH": "/bin"}

    assert read_settings(environment).cuts == ()
    assert read_settings(environment, cuts="clean_text", group=None).cuts == ("clean_text",)
    assert read_settings(environment, group=None).group == "g"


def test_an_empty_variable_is_unset() -> None:
    assert read_settings({"STREAMS_GROUP": ""}).group == "news-streams"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"STREAMS_CUT": "none"}, "STREAMS_CUT is not a setting"),
        ({"STREAMS_BROKERS": "kafka"}, "STREAMS_BROKERS is 'kafka'"),
        ({"STREAMS_BROKERS": "kafka:abc"}, "STREAMS_BROKERS is 'kafka:abc'"),
        ({"STREAMS_WEB_PORT": "http"}, "STREAMS_WEB_PORT is 'http'.*integer"),
        ({"STREAMS_BATCH_RECORDS": "0"}, "STREAMS_BATCH_RECORDS is '0'.*greater than or equal to 1"),
        ({"STREAMS_LOG_LEVEL": "loud"}, "STREAMS_LOG_LEVEL is 'loud'.*'DEBUG'"),
        ({"STREAMS_SECURITY_PROTOCOL": "SASL_SSL"}, "needs STREAMS_SASL_USERNAME and STREAMS_SASL_PASSWORD_FILE"),
        ({"STREAMS_TLS_CA_FILE": "/nowhere"}, "STREAMS_TLS_CA_FILE names /nowhere, which is not a file"),
        ({"STREAMS_SASL_PASSWORD": "x"}, "STREAMS_SASL_PASSWORD is not a setting"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongSettings, match=sentence) as caught:
        read_settings(environment)

    assert "\n" not in str(caught.value)


def test_a_password_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("geheim\n")
    environment = {
        "STREAMS_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
        "STREAMS_SASL_USERNAME": "worker",
        "STREAMS_SASL_PASSWORD_FILE": str(file),
    }
    settings = read_settings(environment)

    assert settings.sasl_password() == "geheim"
    assert "geheim" not in repr(settings)
    assert all("geheim" not in row.value for row in origins(settings, environment))


def test_every_setting_says_where_it_comes_from() -> None:
    environment = {"STREAMS_GROUP": "g"}
    rows = {row.name: row for row in origins(read_settings(environment, cuts="none"), environment, cuts="none")}

    assert (rows["STREAMS_GROUP"].value, rows["STREAMS_GROUP"].source) == ("g", "environment")
    assert (rows["STREAMS_CUTS"].value, rows["STREAMS_CUTS"].source) == ("none", "flag")
    assert rows["STREAMS_WEB_PORT"].source == "default"
