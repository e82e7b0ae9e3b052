# `make run` and `make test` are all that a newcomer needs: each sets up what is missing, then does its job.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
READY := .venv/.ready
PO := $(wildcard zolal/locale/*/LC_MESSAGES/zolal.po)
MO := $(PO:.po=.mo)
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
SUPPORTED := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

.PHONY: help setup run test check format bench messages guide lock clean

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/' | expand -t 16

setup: $(READY) $(MO) ## The environment in .venv, with the command .venv/bin/zolal

$(BIN)/pip:
	@for python in python3 python3.13 python3.12 python3.11; do \
	  if $$python -c '$(SUPPORTED)' 2>/dev/null; then exec $$python -m venv .venv; fi; \
	done; \
	echo "Zolal needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: apt-get install python3 python3-venv)." >&2; \
	exit 1

$(READY): requirements/dev.txt pyproject.toml | $(BIN)/pip
	@echo "Setting up .venv (once; a minute or two) ..."
	@$(PIP) install --require-hashes --no-deps --requirement requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

run: setup ## Clean a messy demo file and tell where the report lies
	@mkdir -p demo
	@$(BIN)/zolal demo-data 3000 --seed 7 --out demo/customers.csv
	@$(BIN)/zolal clean demo/customers.csv --out demo/clean --force
	@printf '\nOpen in a browser: file://%s\n' "$(CURDIR)/demo/clean/report.html"

test: check ## Every check, then every test
	@$(BIN)/pytest --numprocesses=auto --quiet

check: setup ## Format, lint, types, layers, complete Persian strings
	@$(BIN)/ruff format --check --quiet . || { echo "Run make format."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@told=$$($(BIN)/lint-imports) || { echo "$$told"; exit 1; }
	@$(BIN)/pytest --quiet --no-header tests/test_i18n.py

format: setup ## Put the code into its form
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

$(BIN)/splink.ready: requirements/bench.txt | $(READY)
	@$(PIP) install --require-hashes --no-deps --requirement requirements/bench.txt
	@touch $@

bench: setup $(BIN)/splink.ready ## Our published figures beside the peers'
	$(BIN)/python -m bench.accuracy --splink
	$(BIN)/python -m bench.clean

messages: setup ## Collect the strings of the source into the translations
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keyword N_ --no-location --sort-output \
	  --project zolal --output-file build/messages.pot zolal
	@$(BIN)/pybabel --quiet update --domain zolal --input-file build/messages.pot --output-dir zolal/locale \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	@sed -i '/^"\(Report-Msgid\|POT-Creation\|PO-Revision\|Last-Translator\|Language-Team\|Generated-By\)/d' $(PO)

guide: setup ## Write the tables of the guide from the rules
	@$(BIN)/python docs/guide/tables.py

lock: setup ## Pin the requirements again after a change in pyproject.toml
	@$(PIP) install uv
	@lock="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links pyproject.toml"; set -e; \
	$$lock --output-file requirements/base.txt; \
	$$lock --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt; \
	$$lock --extra dev --extra bench --constraint requirements/dev.txt --output-file requirements/bench.txt

clean: ## Remove what was made, but not the environment
	@rm -rf demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find zolal tests bench -name __pycache__ -prune -exec rm -rf {} +
