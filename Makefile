# `make run` and `make test` are all that a newcomer needs: each sets up what is missing, then does its job.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
READY := .venv/.ready
PO := $(wildcard zolal/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
SUPPORTED := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

KEYWORDS := --keyword gettext_lazy --keyword gettext_noop --keyword pgettext_lazy:1c,2

VENDOR := zolal/web/static/vendor
ASSETS := $(VENDOR)/htmx.min.js
FONTS := $(VENDOR)/vazirmatn/Vazirmatn-Regular.ttf
NODE := export PATH="$$PATH:$(CURDIR)/$(BIN)"; npm

PORT := 8000
DEMO := 1
# On PostgreSQL too. Screens ask no database by themselves: what they call and the API are asked on both. Nor do the
# command line and the settings know which one it is. Walks over every address look for what is told, not for how.
DJANGO_TESTS := $(wildcard $(addprefix tests/,core accounts people activities calendar sales quality stewardship capture strategy connect api server))
DJANGO_TESTS += $(addprefix --ignore=tests/server/test_,serve.py settings.py create_admin.py demo_data.py)
DJANGO_TESTS += $(addprefix --deselect=tests/,people/queries/test_titles.py::test_no_page_and_no_answer_tells_a_withheld_name \
  people/queries/test_permitted.py::test_no_page_and_no_answer_tells_what_is_withheld \
  sales/queries/test_worth.py::test_no_page_no_file_and_no_answer_tells_an_amount)
PYTEST := $(BIN)/pytest --quiet --no-header --numprocesses=auto --dist=loadgroup

.PHONY: help setup run test check format bench test-spark bench-spark messages guide dump lock clean chromium java

help: ## What can be made
	@grep -E '^[a-z-]+:.* ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/make \1\t\2/' | expand -t 20

setup: $(READY) $(MO) $(ASSETS) $(FONTS) ## The environment in .venv, with the command .venv/bin/zolal

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

# What the browser needs, without running a line of it here. A machine without Node gets one inside .venv.
$(ASSETS): package.json package-lock.json | $(READY)
	@command -v npm >/dev/null || $(PIP) install --require-hashes --no-deps --requirement requirements/node.txt
	@$(NODE) ci --ignore-scripts --loglevel=error >/dev/null
	@rm -rf $(VENDOR) && mkdir -p $(VENDOR)/vazirmatn $(VENDOR)/jalalidatepicker $(VENDOR)/licences
	@cp node_modules/echarts/dist/echarts.common.min.js $(VENDOR)/
	@cp "node_modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2" $(VENDOR)/vazirmatn/Vazirmatn.woff2
	@cp node_modules/vazirmatn/OFL.txt $(VENDOR)/vazirmatn/
	@cp node_modules/@majidh1/jalalidatepicker/dist/jalalidatepicker.min.{js,css} $(VENDOR)/jalalidatepicker/
	@cp node_modules/@majidh1/jalalidatepicker/LICENSE $(VENDOR)/jalalidatepicker/
	@for name in htmx.org echarts zrender; do cp node_modules/$$name/LICENSE $(VENDOR)/licences/$$name.txt; done
	@cp node_modules/echarts/NOTICE $(VENDOR)/licences/echarts-notice.txt
	@cp node_modules/echarts/licenses/LICENSE-d3 $(VENDOR)/licences/d3.txt
	@cp node_modules/tslib/LICENSE.txt $(VENDOR)/licences/tslib.txt
	@install -m 644 node_modules/htmx.org/dist/htmx.min.js $@

# The fonts that PDF embeds.
$(FONTS): | $(ASSETS)
	@[ -d node_modules/vazirmatn/fonts/ttf ] || { $(NODE) ci --ignore-scripts --loglevel=error >/dev/null; }
	@cp node_modules/vazirmatn/fonts/ttf/Vazirmatn-Bold.ttf $(VENDOR)/vazirmatn/
	@install -m 644 node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf $@

run: setup ## Zolal in the browser with a demo company; PORT=8001 takes another port, DEMO=0 starts empty
	@exec $(BIN)/zolal serve --port $(PORT) $(if $(filter 0 no,$(DEMO)),,--demo)

test: check chromium ## Every check, every test on SQLite, and all below the screens on PostgreSQL
	@$(PYTEST) --ignore tests/spark
	@$(BIN)/python -m tests.postgres $(PYTEST) $(DJANGO_TESTS)

chromium: # The browser of the journeys
	@command -v chromium >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Chromium (once) ..." && \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium >/dev/null; \
	} || { echo "The tests need Chromium; as root: apt-get install chromium." >&2; exit 1; }

check: setup ## Format, lint, types, layers, migrations, complete Persian strings
	@mkdir -p build
	@$(BIN)/ruff format --check --quiet . || { echo "Run make format."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary >build/types.log & types=$$!; \
	told=$$($(BIN)/lint-imports) || { echo "$$told"; exit 1; }; \
	ZOLAL_DATA=build/check $(BIN)/python -m django makemigrations --check --dry-run --settings zolal.server.settings \
	  >build/migrations.log || { cat build/migrations.log; exit 1; }; \
	$(BIN)/pytest --quiet --no-header tests/test_i18n.py || exit 1; \
	wait $$types || { cat build/types.log; exit 1; }

format: setup ## Put the code into its form
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

$(BIN)/splink.ready: requirements/bench.txt | $(READY)
	@$(PIP) install --require-hashes --no-deps --requirement requirements/bench.txt
	@touch $@

bench: setup $(BIN)/splink.ready ## Our published figures beside the peers'
	$(BIN)/python -m bench.match
	$(BIN)/python -m bench.names --peers
	$(BIN)/python -m bench.one
	$(BIN)/python -m bench.learning
	$(BIN)/python -m bench.companies
	$(BIN)/python -m bench.clean
	$(BIN)/python -m bench.resolve

$(BIN)/spark.ready: requirements/spark.txt | $(READY)
	@echo "Installing Spark (once; 450 MB) ..."
	@$(PIP) install --require-hashes --no-deps --requirement requirements/spark.txt
	@touch $@

# The JVM under Spark, 17 or newer.
JAVA := java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])'

java:
	@$(JAVA) || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Java (once) ..." && \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
	    default-jre-headless >/dev/null; $(JAVA); \
	} || { echo "Spark needs Java 17 or newer; as root: apt-get install default-jre-headless." >&2; exit 1; }

test-spark: setup $(BIN)/spark.ready java ## The engine on a Spark cluster of this machine: the same customers
	@$(BIN)/pytest --quiet --no-header tests/spark

bench-spark: setup $(BIN)/spark.ready java ## 200,000 rows on a Spark cluster of this machine, beside one process
	$(BIN)/python -m bench.spark

messages: setup ## Collect the strings of the source into the translations
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keyword N_ $(KEYWORDS) --no-location --sort-output \
	  --project zolal --output-file build/messages.pot zolal
	@$(BIN)/pybabel --quiet update --domain django --input-file build/messages.pot --output-dir zolal/locale \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	@sed -i '/^"\(Report-Msgid\|POT-Creation\|PO-Revision\|Last-Translator\|Language-Team\|Generated-By\)/d' $(PO)

guide: setup ## Write the tables of the guide from the rules
	@$(BIN)/python docs/guide/tables.py

dump: setup ## The data of this release, from which the upgrade tests of the next one start
	@version=$$($(BIN)/python -c 'import zolal; print(zolal.__version__)'); mkdir -p build; \
	$(BIN)/python -m tests.server.releases >build/dump.json && mv build/dump.json tests/server/releases/$$version.json

lock: setup ## Pin the requirements again after a change in pyproject.toml
	@$(PIP) install uv
	@lock="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links pyproject.toml"; set -e; \
	$$lock --output-file requirements/base.txt; \
	$$lock --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt; \
	$$lock --extra dev --extra bench --constraint requirements/dev.txt --output-file requirements/bench.txt; \
	$$lock --extra dev --extra spark --constraint requirements/bench.txt --output-file requirements/spark.txt; \
	$$lock --extra node --constraint requirements/base.txt --output-file requirements/node.txt

clean: ## Remove what was made, but neither the environment nor the data
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find zolal tests bench -name __pycache__ -prune -exec rm -rf {} +
