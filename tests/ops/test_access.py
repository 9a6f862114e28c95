"""Do the rules of `ops/access.yaml` fit the pipeline, and are the secret files of a secure broker closed to others?"""

import os
import subprocess
from pathlib import Path

from ops import access
from ops.local.secure import Authority, make_passwords, write_secret
from streams.kafka.rights import worker_needs
from streams.kafka.topics import load_topics
from streams.pipeline import news_pipeline
from streams.settings import read_settings

ROLES = access.load()
TOPOLOGY = news_pipeline()


def granted(role: str, operation: str, kind: str = "topics") -> set[str]:
    return {rule.name for rule in ROLES[role] if (rule.kind, rule.operation) == (kind, operation)}


def test_a_worker_may_do_exactly_what_all_cuts_together_need() -> None:
    every_cut = ("none", "clean_text", "detect_language", "clean_text,detect_language")
    needs = {need for cuts in every_cut for need in worker_needs(read_settings({}, cuts=cuts), TOPOLOGY)}

    assert {(f"{need.kind}s", need.name, need.operation) for need in needs} == {
        (rule.kind, rule.name, rule.operation) for rule in ROLES["worker"]
    }


def test_only_listed_topics_are_named() -> None:
    known = {spec.name for spec in load_topics()} | {"articles.*"}

    assert {rule.name for rules in ROLES.values() for rule in rules if rule.kind == "topics"} <= known


def test_each_role_has_one_task() -> None:
    sources = {TOPOLOGY.source, *(step.topic for step in TOPOLOGY.steps[:-1])}

    assert granted("producer", "Write") == {TOPOLOGY.source}
    assert granted("consumer", "Read") == {TOPOLOGY.sink}
    assert granted("audit", "Read") == {*sources, TOPOLOGY.sink, TOPOLOGY.dead_letter}
    assert granted("audit", "Describe", "groups") == {read_settings({}).group}
    assert granted("dlq", "Write") == sources
    assert not any(granted(role, "Write") for role in ("audit", "topics", "consumer"))
    assert not any(granted(role, "Delete") for role in ROLES)


def test_a_prefix_is_told_from_a_name() -> None:
    literal = access.Rule("consumer", "topics", "articles.enriched.v1", "Read").arguments()
    prefix = access.Rule("consumer", "groups", "consumer*", "Read").arguments()

    assert literal == (2, "articles.enriched.v1", 3, "User:consumer", "*", 3, 3)
    assert prefix == (3, "consumer", 4, "User:consumer", "*", 3, 3)


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_passwords_differ_stay_and_are_for_the_owner_only(tmp_path: Path) -> None:
    files = make_passwords(tmp_path / "passwords")
    texts = {role: file.read_text() for role, file in files.items()}

    assert files.keys() == ROLES.keys()
    assert len({*texts.values()}) == len(ROLES)
    assert min(map(len, texts.values())) >= 32
    assert {mode(file) for file in files.values()} == {0o600}
    assert mode(tmp_path / "passwords") == 0o700
    make_passwords(tmp_path / "passwords")
    assert {role: file.read_text() for role, file in files.items()} == texts


def test_a_secret_is_never_readable_by_others_not_even_for_a_moment(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert mode(write_secret(tmp_path / "secret", "text")) == 0o600
    finally:
        os.umask(before)


def test_certificates_are_of_the_authority_and_keys_are_closed(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "ca")
    server = authority.server(tmp_path / "kafka.pem", ["kafka", "127.0.0.1"])
    client = authority.client(tmp_path / "worker.pem", "worker")

    for file, purpose in ((server, "sslserver"), (client, "sslclient")):
        verify = ["openssl", "verify", "-CAfile", str(authority.certificate), "-purpose", purpose, str(file)]
        assert subprocess.run(verify, capture_output=True, text=True, check=False).returncode == 0, file
        assert mode(file) == 0o600
    assert mode(tmp_path / "ca" / "ca.key") == 0o600
    shown = subprocess.check_output(["openssl", "x509", "-in", server, "-noout", "-ext", "subjectAltName"], text=True)
    assert "DNS:kafka, IP Address:127.0.0.1" in shown
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ca", "kafka.pem", "worker.pem"]


def test_a_server_certificate_is_not_one_for_a_client(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    server = authority.server(tmp_path / "kafka.pem", ["kafka"])
    verify = ["openssl", "verify", "-CAfile", str(authority.certificate), "-purpose", "sslclient", str(server)]

    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0
