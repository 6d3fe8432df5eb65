# Two commands suffice: `make demo` to see it, `make test` to prove it. Both install what is missing.

UV := $(shell command -v uv || echo var/uv/bin/uv)
RUN := $(UV) run --frozen
# The distribution's own Python, where it is new enough: it is mended with the system, and built for speed.
export UV_PYTHON ?= $(shell /usr/bin/python3 -c 'import sys; sys.version_info >= (3, 11) and print(sys.executable)' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help demo test test-long check docs bench growth twin-worlds lock prepare-demo prepare-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: prepare-demo ## Play the stories, write the PDFs, serve (RESET=1 afresh, NOSERVE=1, DIRECTORY=dir)
	$(RUN) complaints demo $(if $(RESET),--reset) $(if $(NOSERVE),--no-serve) $(if $(DIRECTORY),--directory "$(DIRECTORY)")

# Tests start many Pythons: each would compile everything anew where the shell says to keep no bytecode.
test test-long: export PYTHONDONTWRITEBYTECODE :=
test: prepare-test ## Run the tests on every core: both databases, browser, PDFs
	$(RUN) pytest --numprocesses auto --dist loadgroup -m "not long"

test-long: prepare-test ## Run those that take minutes: more worlds, every page in every state, planted bugs, the how-tos
	$(RUN) pytest --numprocesses auto --dist loadgroup -m long

check: prepare-demo ## Format, lint, types, layers, and the generated pages
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) complaints docs --check

docs: prepare-demo ## Write docs/reference/ from the rules
	$(RUN) complaints docs

bench: prepare-test ## Measure, print the table, write var/bench.json
	$(RUN) python -m tests.benchmarks

growth: prepare-test ## Measure in a force of 20,000 cases beside one of 1,000, write var/growth.json
	$(RUN) python -m tests.benchmarks.growth

twin-worlds: prepare-test ## Compare 200 generated worlds with and without a secret case, and plant ten leaks
	$(RUN) python -m tests.twin $(WORLDS)

lock: prepare-demo ## Bring uv.lock in step with pyproject.toml
	$(UV) lock

prepare-demo prepare-test: prepare-%:
	@tools/prepare $*
