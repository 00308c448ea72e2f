# The gates and the ways to run; `make` alone lists them.
SHELL := /bin/sh
BIN := .venv/bin
STRICT := desktop/domain/*,desktop/schemefiles/*
UV := uv==0.13.8
PIN = build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
# One more than processors: a test that waits leaves its place to another.
WORKERS = $$(($$(nproc) + 1))
# What was compiled is kept: hundreds of processes that tests start would compile the program anew.
export PYTHONDONTWRITEBYTECODE :=

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile | expand -t 14

run: bootstrap ## open the program
	$(BIN)/python -m desktop

test: bootstrap-tests ## every gate: format, lint, types, imports, tests, coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov --cov-report=
	$(BIN)/coverage report --include='$(STRICT)' --fail-under=100
	$(BIN)/coverage report --omit='$(STRICT)' --fail-under=90

torture: bootstrap-torture ## the long forms: kills, power cuts, disk faults, bit flips, real windows, many examples
	KAOPING_TORTURE=1 $(BIN)/pytest tests/store tests/cli tests/documents tests/intake tests/services tests/journeys tests/access tests/clocks --durations=10
	$(BIN)/pytest tests/domain tests/intake tests/schemes tests/services --hypothesis-profile=explore -n auto --dist loadfile

bench: bootstrap ## time what must be fast beside its peers; the manual's page of performance anew, whatever was missed
	mkdir -p build/bench
	$(BIN)/pytest tests/benchmarks -p no:randomly --benchmark-only --benchmark-json=build/bench/report.json; held=$$?; \
	$(BIN)/python -m tests.benchmarks.page build/bench/report.json && exit $$held

shots: bootstrap ## a picture of every screen and state, into build/shots/, and the manual's anew
	$(BIN)/python -m tests.manual_shots resources/manual/pictures
	$(BIN)/python -m tests.shots build/shots

mutants: bootstrap ## does a test notice each change to the domain?
	$(BIN)/mutmut run
	$(BIN)/mutmut results

format: bootstrap ## lay out the code, mend what can be mended
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

wheel: bootstrap ## build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel --directory dist

notice: bootstrap ## write resources/licences.txt: what is inside, under which licence
	$(BIN)/python packaging/licences.py

windows: bootstrap ## build the installer for Windows into dist/ and prove it under Wine, both in a chroot
	sh packaging/windows/build.sh
	sh packaging/windows/prove.sh

deb: bootstrap ## the .deb for Debian, UOS and Kylin and a portable folder, into dist/, proved in bare systems
	sh packaging/debian/build.sh

lock: bootstrap ## pin every package anew; LOCK=--upgrade takes the newest
	$(BIN)/python -m pip install --quiet --upgrade --target build/uv $(UV)
	$(PIN) $(LOCK) --group dev --output-file requirements.lock pyproject.toml
	$(PIN) --constraint requirements.lock --output-file packaging/shipped.lock pyproject.toml
	$(PIN) $(LOCK) --group packaging --output-file packaging/build.lock

prove: ## the README's commands on a fresh bare Debian 12 and 13, timed, into build/proofs/
	sh packaging/prove_clone.sh --tests bookworm trixie

clean: ## remove all that was built
	rm -rf .venv build dist mutants .coverage .benchmarks .hypothesis .*_cache
	find desktop tests -name __pycache__ -prune -exec rm -rf {} +

bootstrap:
	@sh packaging/bootstrap.sh

bootstrap-tests:
	@sh packaging/bootstrap.sh tests

bootstrap-torture:
	@sh packaging/bootstrap.sh torture

.PHONY: help run test torture bench shots mutants format wheel deb windows notice lock prove clean bootstrap bootstrap-tests bootstrap-torture
