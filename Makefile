# Every target prepares the environment it needs; a second call finds it ready.
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
CODE := bot coaching storage tests bench

.PHONY: help demo test test-data check fix run bench search soak screenshots requirements clean
.DEFAULT_GOAL := help

help:
	@echo "make demo       try Deal Coach here, without Slack"
	@echo "make test       every test, on SQLite and PostgreSQL"
	@echo "make check      format, lint, types, architecture, dependencies"
	@echo "make fix        format and mend what ruff can mend"
	@echo "make run        serve a real workspace (settings in .env)"
	@echo "make test-data  the tests that read ../shared"
	@echo "make search     the tests with new random examples"
	@echo "make soak       the long runs, with their figures"
	@echo "make screenshots  the pictures of the documents, taken anew"
	@echo "make bench      speed and memory, as ratios to their floors"

demo: .venv/.ready
	@$(BIN)/deal-coach demo

run: .venv/.ready
	@$(BIN)/deal-coach run

test: .venv/.ready-dev
	@$(PY) -m tests.browser
	@$(PY) -m pytest -n 2 tests/coaching --cov --cov-fail-under=100 --cov-report=term:skip-covered
	@$(PY) -m pytest -n 2 --dist loadgroup --ignore=tests/coaching

test-data: .venv/.ready-dev
	@test -d ../shared || { echo "make test-data needs the folder ../shared beside this project."; exit 1; }
	@$(PY) -m pytest -m data

search: .venv/.ready-dev
	@HYPOTHESIS_PROFILE=search $(PY) -m pytest -n 2 --dist loadgroup

soak: .venv/.ready-dev
	@$(PY) -m pytest -m soak -s

check: .venv/.ready-dev
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .

fix: .venv/.ready-dev
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

bench: .venv/.ready-dev
	@for file in bench/[a-z]*.py; do echo "== $$file"; $(PY) $$file || exit 1; done

screenshots: .venv/.ready-dev
	@$(PY) docs/screenshots.py

# Pinned versions with their hashes, for every platform; needs uv.
requirements:
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --extra build pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --all-extras -c requirements.txt pyproject.toml -o requirements-dev.txt

.venv/.ready: requirements.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh .ci/environment requirements.txt
	@touch $@

.venv/.ready-dev: requirements-dev.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh .ci/environment requirements-dev.txt
	@touch .venv/.ready $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
