# Every target works alone on a fresh machine: it sets up what is missing. `make` alone prints this list.
SHELL := /bin/sh
PYTHON := .venv/bin/python
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH

.PHONY: help setup run demo test test-slow check eval train bench lock clean
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup: ## build .venv/ (the command is .venv/bin/celnice)
	@scripts/setup .venv lock/dev.txt project

run: setup ## start the gateway on embedded defaults
	@exec .venv/bin/celnice run

demo: setup ## a dozen prompts from real clients through the real proxy to a stand-in provider
	@scripts/setup .venv-clients lock/clients.txt
	@.venv/bin/celnice demo --clients .venv-clients/bin/python

test: setup ## the tests (under 15 minutes on two cores)
	@scripts/setup .venv-clients lock/clients.txt
	@scripts/setup .venv-deploy lock/deploy.txt
	@$(PYTHON) -m pytest -q -m "not slow" -n 2 --dist loadgroup $(ARGS)

test-slow: setup ## faults, kills, browsers, several processes (under 20 minutes)
	@scripts/setup .venv-clients lock/clients.txt
	@scripts/setup .venv-peers lock/peers.txt
	@$(PYTHON) -m pytest -q -m slow $(ARGS)

check: setup ## lint, types, import contracts, licences
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@$(PYTHON) scripts/licences
	@$(PYTHON) -m gateway.cli config docs | diff -u docs/settings.md - >&2 || { echo "docs/settings.md is out of date: .venv/bin/celnice config docs > docs/settings.md" >&2; exit 1; }

eval: setup ## accuracy of the detectors
	@$(PYTHON) -m evaluation $(ARGS)

train: setup ## train the name model anew from what package registries carry (two cores, well under two hours)
	@$(PYTHON) -m training $(ARGS)

bench: setup ## what it costs, beside others in one run; writes docs/performance.md and docs/scale.md (ARGS=gateway: one part)
	@scripts/setup .venv-clients lock/clients.txt
	@scripts/setup .venv-peers lock/peers.txt
	@scripts/setup .venv-shield lock/shield.txt
	@scripts/setup .venv-litellm lock/litellm.txt
	@scripts/setup .venv-privaite lock/privaite.txt
	@$(PYTHON) -m bench --write $(ARGS)

lock: ## pin the dependencies anew (needs uv)
	@for one in "pyproject.toml --extra hsm --extra otel -o lock/product.txt" "pyproject.toml --extra dev -o lock/dev.txt" \
	            "lock/clients.in -o lock/clients.txt" "lock/peers.in -o lock/peers.txt" "lock/deploy.in -o lock/deploy.txt" \
	            "lock/kerberos.in -o lock/kerberos.txt" "lock/build.in -o lock/build.txt" \
	            "lock/shield.in -o lock/shield.txt" "lock/litellm.in -o lock/litellm.txt" \
	            "lock/privaite.in -o lock/privaite.txt"; do \
	    uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-annotate --no-header -q $$one >/dev/null || exit 1; \
	done

clean: ## remove what setup and the tests made
	@rm -rf .venv .venv-clients .venv-peers .venv-shield .venv-litellm .venv-privaite .venv-deploy .pytest_cache .mypy_cache .ruff_cache build *.egg-info
