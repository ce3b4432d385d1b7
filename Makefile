# make run    everything, on http://127.0.0.1:8000/ (WEIAN_PORT, WEIAN_DATA, WEIAN_DATABASE_URL)
#             DEMO=foping|shixing|zhengzhou|wushen|plan chooses another demonstration
# make check  the fast half of the tests
# make test   all of them, with a database and a browser
# make torture  what takes too long for every change: every address × role × place, 200 kills of each
#             part, 1,000 tamperings with the log; PART=name (see tools/torture.py) for one of its parts.
#             Writes its figures to docs/operations/torture.md
# make bench  the measurements
# make bundle, bundle-check, sbom  one file to install from without internet; trying it; the list of what is in it

PYTHON ?= python3
BIN := .venv/bin

# Starting takes twice as long without the compiled modules.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run check test torture bench bundle bundle-check sbom static-checks

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
	@$(BIN)/python tools/torture.py $(PART)

bench:
	@$(PYTHON) tools/bootstrap.py dev
	@exec $(BIN)/python -m weian.site.bench

bundle:
	@$(PYTHON) tools/bootstrap.py run
	@$(PYTHON) tools/bundle.py make

bundle-check:
	@$(PYTHON) tools/bundle.py check $(or $(BUNDLE),$(lastword $(sort $(wildcard dist/weian-*.tar.gz))))

sbom:
	@$(PYTHON) tools/bootstrap.py run
	@mkdir -p dist
	@$(BIN)/python tools/dependencies.py check
	@$(BIN)/python tools/dependencies.py sbom dist/sbom.json

static-checks:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
