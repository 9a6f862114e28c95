"""Would a cluster take the manifests, and do they keep the rules: no token, no root, no surge, lag by topic?"""

import copy
from collections.abc import Collection
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from ops import access
from streams.core.topology import cut
from streams.kafka.topics import load_topics
from streams.pipeline import news_pipeline
from streams.settings import read_settings
from tests.ops.compose_file import handed_on, load
from tests.ops.kubernetes_files import FOLDER, Manifest, build, config, containers, of_kind, pods

BASE, PRODUCTION = build(FOLDER / "base"), build(FOLDER / "production")
each_build = pytest.mark.parametrize("manifests", [BASE, PRODUCTION], ids=["base", "production"])
OLDEST, NEWEST = "1.28", "1.37"


def wrong(manifest: Manifest, version: str) -> str | None:
    """What the schema of a Kubernetes version says against a manifest, unknown fields included."""
    try:
        kubernetes_validate.validate(manifest, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return str(error.message)
    return None


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@each_build
def test_kubernetes_knows_every_field(manifests: list[Manifest], version: str) -> None:
    for manifest in manifests:
        if not manifest["apiVersion"].startswith("keda.sh/"):
            assert wrong(manifest, version) is None, f"{manifest['kind']} {manifest['metadata']['name']}"


def test_a_field_with_a_typing_error_is_noticed() -> None:
    broken = copy.deepcopy(of_kind(BASE, "Deployment", "news-worker"))
    broken["spec"]["template"]["spec"]["terminationGracePeriodSecond"] = 60

    assert "terminationGracePeriodSecond" in str(wrong(broken, NEWEST))


def test_every_file_belongs_to_a_kustomization() -> None:
    for folder in (FOLDER / "base", FOLDER / "production"):
        kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
        named = {*kustomization["resources"], *(patch["path"] for patch in kustomization.get("patches", []))}

        assert {file.name for file in folder.glob("*.yaml")} == {it for it in named if "/" not in it} | {
            "kustomization.yaml"
        }


@each_build
def test_nothing_runs_as_root_or_writes_or_talks_to_the_cluster(manifests: list[Manifest]) -> None:
    assert of_kind(manifests, "ServiceAccount", "news-streams")["automountServiceAccountToken"] is False
    for pod in pods(manifests).values():
        assert pod["automountServiceAccountToken"] is False
        assert pod["serviceAccountName"] == "news-streams"
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == 999
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in containers(manifests):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert {"name": "tmp", "mountPath": "/tmp"} in container["volumeMounts"]
        assert container["resources"]["limits"]["memory"]


@each_build
def test_a_worker_is_probed_drained_and_replaced_one_by_one(manifests: list[Manifest]) -> None:
    worker = of_kind(manifests, "Deployment", "news-worker")["spec"]
    (container,) = worker["template"]["spec"]["containers"]
    paths = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}

    assert paths == {"startup": "/readyz", "liveness": "/livez", "readiness": "/readyz"}
    assert worker["strategy"]["rollingUpdate"] == {"maxSurge": 0, "maxUnavailable": 1}
    assert worker["template"]["spec"]["terminationGracePeriodSeconds"] == 60 > read_settings({}).drain_s
    assert "replicas" not in worker, "an apply would undo what KEDA or a person has scaled"
    budget = of_kind(manifests, "PodDisruptionBudget", "news-worker")["spec"]
    assert budget["maxUnavailable"] == 1
    assert budget["selector"] == worker["selector"]


@each_build
def test_there_is_one_audit_and_never_two(manifests: list[Manifest]) -> None:
    audit = of_kind(manifests, "Deployment", "news-audit")["spec"]

    assert audit["replicas"] == 1
    assert audit["strategy"] == {"type": "Recreate"}


@each_build
def test_only_prometheus_reaches_the_web_port(manifests: list[Manifest]) -> None:
    policy = of_kind(manifests, "NetworkPolicy", "news-streams")["spec"]
    (way_in,) = policy["ingress"]

    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert [peer["podSelector"]["matchLabels"] for peer in way_in["from"]] == [{"app.kubernetes.io/name": "prometheus"}]
    assert [port["port"] for port in way_in["ports"]] == ["web"]
    for manifest in manifests:
        if manifest["kind"] in ("Deployment", "Job"):
            labels = manifest["spec"]["template"]["metadata"]["labels"]
            assert policy["podSelector"]["matchLabels"].items() <= labels.items()


@each_build
def test_the_settings_are_settings(manifests: list[Manifest], tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    files = {name: str(secret) for name in config(manifests) if name.endswith("_FILE")}
    named = {entry["name"]: "somebody" for it in containers(manifests) for entry in it.get("env", [])}
    settings = read_settings({**config(manifests), **named, **files})

    assert settings.web_port == 8080
    assert settings.web_host == "0.0.0.0"  # noqa: S104  (inside a pod; network.yaml says who may ask)


def test_production_logs_in_with_a_secret_that_is_a_file() -> None:
    settings = config(PRODUCTION)

    assert settings["STREAMS_SECURITY_PROTOCOL"] == "SASL_SSL"
    for name, pod in pods(PRODUCTION).items():
        (container,) = pod["containers"]
        mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
        assert sorted(mounts) == ["/run/secrets/kafka", "/tmp"], name
        assert settings["STREAMS_SASL_PASSWORD_FILE"].startswith("/run/secrets/kafka/")
        assert container["image"].startswith("registry.example/news-streams:")


def unlike_the_roles(manifests: list[Manifest], roles: Collection[str], group: str) -> list[str]:
    """Logins that ops/access.yaml does not know, or that are shared: each workload is the role of its own name."""
    found = []
    for name, pod in pods(manifests).items():
        (container,) = pod["containers"]
        users = [entry["value"] for entry in container.get("env", []) if entry["name"] == "STREAMS_SASL_USERNAME"]
        secrets = [volume["secret"]["secretName"] for volume in pod["volumes"] if "secret" in volume]
        role = name.removeprefix("news-")
        if role not in roles:
            found.append(f"ops/access.yaml: no role {role}, which {name} needs")
        if (users, secrets) != ([role], [f"news-streams-{role}"]):
            found.append(f"login-{role}.yaml: {name} comes in as {users} with {secrets}, not as {role}")
    if config(manifests)["STREAMS_GROUP"] != group:
        found.append(f"ops/access.yaml: group {group} is not STREAMS_GROUP {config(manifests)['STREAMS_GROUP']}")
    return found


ROLES = access.load()
(GROUP,) = {rule.name for rule in ROLES["worker"] if rule.kind == "groups"}


def test_each_workload_comes_in_as_its_role_of_the_access_file() -> None:
    assert unlike_the_roles(PRODUCTION, ROLES, GROUP) == []


def test_another_user_role_or_group_is_noticed_and_its_place_named() -> None:
    changed = copy.deepcopy(PRODUCTION)
    pods(changed)["news-audit"]["containers"][0]["env"][0]["value"] = "worker"

    assert "login-audit.yaml: news-audit comes in as ['worker']" in unlike_the_roles(changed, ROLES, GROUP)[0]
    assert unlike_the_roles(PRODUCTION, ROLES.keys() - {"topics"}, GROUP) == [
        "ops/access.yaml: no role topics, which news-topics needs"
    ]
    assert "STREAMS_GROUP news-streams" in unlike_the_roles(PRODUCTION, ROLES, "news")[0]


def unlike_the_cuts(scaled: dict[str, Any], settings: dict[str, str]) -> list[str]:
    """What the triggers of a ScaledObject have that the workers do not, or the other way round."""
    cuts = read_settings({"STREAMS_CUTS": settings["STREAMS_CUTS"]}).cuts
    read = {hop.source for hop in cut(news_pipeline(), after=cuts)}
    asked = {trigger["metadata"]["topic"] for trigger in scaled["triggers"]}
    found = [f"scaling.yaml: no trigger for {topic}, which the cuts read" for topic in sorted(read - asked)]
    found += [f"scaling.yaml: {topic} is not read with these cuts" for topic in sorted(asked - read)]
    for trigger in scaled["triggers"]:
        metadata = trigger["metadata"]
        if (metadata["bootstrapServers"], metadata["consumerGroup"]) != (
            settings["STREAMS_BROKERS"],
            settings["STREAMS_GROUP"],
        ):
            found.append(f"scaling.yaml: {metadata['topic']} asks other brokers or another group than the workers use")
    return found


def test_lag_of_every_topic_that_is_read_scales_the_workers() -> None:
    scaled = of_kind(PRODUCTION, "ScaledObject", "news-worker")["spec"]

    assert unlike_the_cuts(scaled, config(PRODUCTION)) == []
    assert scaled["scaleTargetRef"] == {"name": "news-worker"}
    assert scaled["minReplicaCount"] == 1
    assert {scaled["maxReplicaCount"]} == {spec.partitions for spec in load_topics() if "dead" not in spec.name}
    down = scaled["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]["scaleDown"]
    assert min(scaled["cooldownPeriod"], down["stabilizationWindowSeconds"]) >= 600
    for trigger in scaled["triggers"]:
        metadata = trigger["metadata"]
        assert metadata["offsetResetPolicy"] == "earliest"
        assert metadata["limitToPartitionsWithLag"] == "true"
        assert int(metadata["lagThreshold"]) > int(metadata["activationLagThreshold"])
        login = of_kind(PRODUCTION, "TriggerAuthentication", trigger["authenticationRef"]["name"])["spec"]
        # To see lag takes Describe on the group and on the topic, which audit has and a producer has not.
        assert {entry["name"] for entry in login["secretTargetRef"]} == {"news-streams-audit"}


def test_a_missing_trigger_is_noticed() -> None:
    scaled = copy.deepcopy(of_kind(PRODUCTION, "ScaledObject", "news-worker")["spec"])
    del scaled["triggers"][2]

    assert unlike_the_cuts(scaled, config(PRODUCTION)) == [
        "scaling.yaml: no trigger for articles.tagged.v1, which the cuts read"
    ]


def test_the_cluster_runs_what_compose_runs() -> None:
    services = load()["services"]
    for service in ("worker", "audit", "topics"):
        (container,) = pods(BASE)[f"news-{service}"]["containers"]

        assert container["args"] == services[service]["command"]
    assert services["worker"]["environment"].keys() | handed_on(load()) == config(BASE).keys()
    assert config(BASE)["STREAMS_CUTS"] == services["worker"]["environment"]["STREAMS_CUTS"]


def test_prometheus_finds_them_under_the_jobs_that_rules_and_panels_know() -> None:
    scraped = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]

    assert {job["job_name"] for job in scraped} == {"news-worker", "news-audit"}
    for job in scraped:
        label, port, instance = job["relabel_configs"]
        assert label["regex"] == of_kind(BASE, "Deployment", job["job_name"])["metadata"]["name"]
        assert (port["regex"], instance["target_label"]) == ("web", "instance")
