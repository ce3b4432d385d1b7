# make run    everything, on http://127.0.0.1:8000/ (WEIAN_PORT, WEIAN_DATA, WEIAN_DATABASE_URL)
#             DEMO=foping|shixing|zhengzhou|wushen|plan chooses another demonstration
# make check  the fast half of the tests
# make test   all of them, with a database and a browser
# make torture  what takes too long for every change: every address × role × place, 200 kills of each
#             part, 1,000 tamperings with the log
# make bench  the measurements

PYTHON ?= python3
BIN := .venv/bin

# Starting takes twice as long without the compiled modules.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run check test torture bench static-checks

run:
	@$(PYTHON) tools/bootstrap.py run
	@WEIAN_DEMO_PLACE="$${WEIAN_DEMO_PLACE:-$(DEMO)}" exec $(BIN)/weian run

check:
	@$(PYTHON) tools/bootstrap.py dev
	@$(MAKE) --no-print-directory static-checks
	$(BIN)/pytest -n 2 -m "not db and not browser"

test:
	@$(PYTHON) tools/bootstrap.py dev
	@$(PYTHON) tools/browser.py
	@$(MAKE) --no-print-directory static-checks
	$(BIN)/pytest -n 2 --dist loadgroup

torture:
	@$(PYTHON) tools/bootstrap.py dev
	WEIAN_TORTURE=1 $(BIN)/pytest -n 2 tests/isolation tests/base/test_tamper_with_log.py
	WEIAN_TORTURE=1 $(BIN)/pytest -n 0 -rP tests/kills

bench:
	@$(PYTHON) tools/bootstrap.py dev
	@exec $(BIN)/python -m weian.site.bench

static-checks:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
