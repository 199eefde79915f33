# Every target sets up what it needs: on a fresh checkout `make compare` or `make test` is enough.
# Without make (Windows, macOS): see the pip lines in README.md.

PYTHON ?= python3
JOBS ?= 2
REPLICATES ?= 20
OUT ?= results/carnisse
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Tests start many processes; where this is set each of them would parse every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help compare dashboard assets offline-kit test test-all ready-to-test compiled lint format bench bench-check clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | \
		awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

compare: $(READY) ## Compare the two Carnisse policies and write a report
	$(BIN)/wijksim compare carnisse/top-down-rollout carnisse/bottom-up-self-organisation \
		--replicates $(REPLICATES) --jobs $(JOBS) --out $(OUT) --force
	@echo "The report: $(OUT)/report.html"

dashboard: assets ## Compare and explore in a browser
	$(BIN)/wijksim dashboard

assets: $(READY) ## Fetch what the dashboard shows in a browser (once; needs npm)
	@$(BIN)/python -m wijksim.dashboard.vendored

offline-kit: assets ## Make one archive that installs without the internet, on machines like this one
	rm -rf build/offline-kit
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check -c constraints.txt \
		-w build/offline-kit ".[dashboard]"
	tar -czf build/wijksim-offline-kit.tar.gz -C build offline-kit
	@echo "The kit: build/wijksim-offline-kit.tar.gz. Unpack it, and in a virtual environment:"
	@echo "pip install --no-index --find-links offline-kit 'wijksim[dashboard]'"

test: ready-to-test ## Check style and types, and run the tests (without the slow ones)
	$(BIN)/pytest -q -rs -n $(JOBS) --dist loadgroup -m "not slow"

test-all: ready-to-test ## Check style and types, and run every test
	$(BIN)/pytest -q -rs -n $(JOBS) --dist loadgroup

# The model is compiled once, for all tests, while style and types are checked beside it.
ready-to-test: $(READY)
	@$(MAKE) --no-print-directory -j2 lint compiled

compiled: $(READY)
	@$(BIN)/wijksim run carnisse/top-down-rollout --until 2013-03-31 --events \
		--out build/first-run --force >/dev/null

lint: $(READY) ## Check style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy wijksim

format: $(READY) ## Put the code in the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure speed and memory
	$(BIN)/python benchmarks/bench.py

bench-check: $(READY) ## Measure, and fail when it became clearly slower
	$(BIN)/python benchmarks/bench.py --check

clean: ## Remove the environment, caches and built files (results/ stays)
	rm -rf $(VENV) build dist wijksim/dashboard/vendored *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find wijksim tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "wijksim needs Python 3.11 or newer; $(PYTHON) is older."; \
		echo "Name a newer one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: its venv part is missing."; \
		echo "On Debian and Ubuntu: sudo apt install python3-venv"; \
		echo "Without admin rights: use a Python that includes it: make PYTHON=/path/to/python3 ..."; \
		exit 1; }
	@echo "Setting up $(VENV) (once; a minute or so) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check \
		-c constraints.txt -e ".[dev]"
	@touch $@
