"""Does ops/topics.yaml keep the rules that no loss, no surprise and no compression bomb depend on?"""

from typing import Any

import yaml

from streams.settings import Settings
from tests.ops.compose_file import ROOT

FILE: dict[str, Any] = yaml.safe_load((ROOT / "ops/topics.yaml").read_text(encoding="utf-8"))
CONFIGS = {topic["name"]: FILE["defaults"]["config"] | topic.get("config", {}) for topic in FILE["topics"]}
PARTITIONS = {topic["name"]: topic["partitions"] for topic in FILE["topics"]}
RAW, DEAD_LETTER = "articles.raw.v1", "articles.dead-letter.v1"
DAY_MS = 86_400_000
KIB = 1024


def test_names_say_what_and_which_version() -> None:
    assert list(CONFIGS) == [
        RAW, "articles.cleaned.v1", "articles.tagged.v1", "articles.enriched.v1", DEAD_LETTER,
    ]  # fmt: skip


def test_a_key_keeps_its_partition_through_all_article_topics() -> None:
    assert {count for name, count in PARTITIONS.items() if name != DEAD_LETTER} == {12}


def test_a_dead_letter_always_fits_whole() -> None:
    limits = {name: config["max.message.bytes"] for name, config in CONFIGS.items()}
    largest_other = max(limit for name, limit in limits.items() if name != DEAD_LETTER)

    assert limits[DEAD_LETTER] >= largest_other + 64 * KIB


def test_the_largest_raw_value_fits_with_its_key_and_headers() -> None:
    largest_value = Settings.model_validate({}).max_record_bytes

    assert CONFIGS[RAW]["max.message.bytes"] == largest_value + 64 * KIB


def test_only_raw_is_unpacked_by_the_broker() -> None:
    codecs = {name: config["compression.type"] for name, config in CONFIGS.items()}

    assert codecs.pop(RAW) == "uncompressed"
    assert set(codecs.values()) == {"producer"}


def test_records_go_by_age_only_and_on_the_brokers_clock() -> None:
    for config in CONFIGS.values():
        assert config["cleanup.policy"] == "delete"
        assert config["retention.bytes"] == -1
        assert config["message.timestamp.type"] == "LogAppendTime"


def test_dead_letters_outlive_articles() -> None:
    ages = {name: config["retention.ms"] / DAY_MS for name, config in CONFIGS.items()}

    assert ages.pop(DEAD_LETTER) == 30
    assert set(ages.values()) == {7}


def test_production_survives_the_loss_of_a_broker() -> None:
    production = FILE["production"]

    assert production["replication_factor"] == 3
    assert production["config"]["min.insync.replicas"] == 2
    assert FILE["defaults"]["replication_factor"] == 1
