# Everything a person runs.  `make demo` and `make test` do all set-up themselves.
# Needs: Python >= 3.11 with venv, and for a broker Java 17 and Maven (Debian: openjdk-17-jre-headless maven).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo up down test unit floors kafka long check format bench quality faults faults-large fuzz soak observe trials compose-test advisories models docs \
	requirements clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## .venv with the `streams` command, from hash-pinned requirements

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, found: $$($(PYTHON) --version)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3-venv is needed (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## the whole pipeline on samples: Kafka, worker, enriched records, dead letters, audit (KEEP=1 leaves it running)
	@$(BIN)/python -m ops.local.demo $(if $(KEEP),--keep)

up: setup  ## start a local Kafka on 127.0.0.1:9092 (PORT=... for another)
	@$(BIN)/python -m ops.local.background up $(if $(PORT),--port $(PORT))

down:  ## stop the local Kafka
	@$(BIN)/python -m ops.local.background down

test: unit floors kafka  ## all tests: first those without a broker, then quality floors, then those on a real Kafka

unit: setup  ## tests without a broker, in seconds
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not kafka and not slow and not quality and not agreement"

floors: setup  ## quality floors of each stage on gold data; compose, rules and dashboards agree with the code
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "(quality or agreement) and not slow and not kafka"

kafka: setup  ## tests on a real Apache Kafka, started by themselves
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "kafka and not slow and not long and not quality"

long: setup  ## more tests on a real Kafka: security, broker outages, every panel on a real Prometheus
	$(BIN)/python -m pytest -q -m "long and not slow"

check: setup  ## lint, formatting, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## format and sort imports
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

bench: setup  ## stages alone, and the worker against a bare aiokafka loop, side by side
	$(BIN)/streams bench stages
	$(BIN)/python -m ops.bench.engines

quality: setup  ## scores of each stage on gold data, by language; figures in .build/quality
	$(BIN)/python -m tests.quality.clean_report
	$(BIN)/python -m tests.quality.language_report
	$(BIN)/python -m tests.quality.entities_report

faults: setup  ## break everything on a real Kafka, and print what was survived
	$(BIN)/python -m tests.faults.run

faults-large: setup  ## 200,000 records, a kill every few seconds, two rebalances: nothing lost, few enough twice
	$(BIN)/python -m tests.faults.run --large

soak: setup  ## half an hour of full load: is the memory flat? (MINUTES=... INTO=folder)
	$(BIN)/python -m tests.faults.soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(INTO),--into $(INTO))

observe: setup  ## Kafka, two workers, audit, a producer and Debian's Prometheus, until Ctrl-C
	$(BIN)/python -m ops.local.observe

trials: setup  ## bring every alert about on a real Prometheus, follow its runbook, see it end (a quarter of an hour)
	$(BIN)/python -m pytest -q -m slow tests/ops/test_trials.py

compose-test: setup  ## docker-compose.yml for real, with an engine of its own (root; Debian: docker.io mmdebstrap)
	$(BIN)/python -m ops.compose.rehearse $(if $(WORK),--work $(WORK))

advisories: setup  ## known vulnerabilities of the pinned dependencies
	$(BIN)/python -m ops.audit_dependencies

fuzz: setup  ## a million generated inputs over decode, 100,000 over the stages (SEED=...)
	$(BIN)/python -m tests.fuzz.run $(if $(SEED),--seed $(SEED))

models: setup  ## train the entity taggers again from the data in ops/models, and measure them (an hour on 2 cores)
	$(BIN)/python -m ops.models.names.build
	$(BIN)/python -m ops.models.names.own
	$(BIN)/python -m ops.models.entities.train
	$(BIN)/python -m ops.models.entities.publish
	$(BIN)/python -m tests.quality.entities_report --floors

docs: setup  ## write the generated parts of the documentation
	$(BIN)/python -m ops.docs

requirements:  ## compile the hash-pinned requirements anew
	$(BIN)/python -m ops.requirements

clean:  ## remove what make has built; the local Kafka must be down
	rm -rf $(VENV) .local .build .mypy_cache .ruff_cache .pytest_cache
