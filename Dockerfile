# One image for every role: the server (the default), the ingestion worker and the commands. docs/OPERATIONS.md runs it.
#
#   docker build -t wissens-assistent .
#   docker build -t wissens-assistent --build-arg OFFICE=1 .     # reads DOC, XLS, PPT and RTF too, 400 MB more
#
# The tag moves; who wants the same bytes each time names a digest:
#   docker build --build-arg PYTHON=python:3.11-slim@sha256:... .     (docker buildx imagetools inspect python:3.11-slim)
ARG PYTHON=python:3.11-slim

FROM ${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# The build of torch for processors alone: a quarter of the one with CUDA, which nothing here would use. It comes from
# torch's own index, for which we have no hashes; everything else by hash (docs/SUPPLY_CHAIN.md).
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
WORKDIR /build
RUN python -m venv /opt/assistant
ENV PATH=/opt/assistant/bin:$PATH
COPY requirements.lock constraints.txt ./
RUN pip install --quiet --no-deps --only-binary :all: --require-hashes --requirement requirements.lock \
 && pip install --quiet --no-deps --index-url "${TORCH_INDEX}" --constraint constraints.txt torch
COPY pyproject.toml README.md LICENSE ./
COPY assistant assistant
RUN pip install --quiet --no-deps --no-build-isolation . && pip check
# The model is unpacked once here, and not at the first start of each host: that takes a minute and 3 GB of memory. An
# empty named volume is filled with it.
RUN ASSISTANT_MODELS=/var/lib/assistant/models python -c "from assistant.settings.loading import load; \
from assistant.indexing.embedding.models import load_embedder; load_embedder(load()).embed_query('Probe')"

FROM ${PYTHON}
# 1: LibreOffice, for the formats of old office programs
ARG OFFICE=0
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      tesseract-ocr tesseract-ocr-deu tesseract-ocr-eng tzdata \
      $(test "${OFFICE}" = 0 || echo libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui) \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 assistant \
 && useradd --uid 10001 --gid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin assistant \
 && install -d -o 10001 -g 10001 /var/lib/chroma
COPY --from=build /opt/assistant /opt/assistant
COPY --from=build --chown=10001:10001 /var/lib/assistant /var/lib/assistant
WORKDIR /opt/assistant
COPY server.py ingest.py deploy/healthy.py ./
# Where there is one: compose.yaml puts a folder of settings there.
RUN ln -s /etc/assistant/assistant.toml .
# Written are this folder and /tmp, nothing else: the file system can be read-only. TZ, for which tzdata is installed, says
# whose day "today" is; without it that is the day in UTC.
ENV PATH=/opt/assistant/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ORT_DISABLE_TELEMETRY=1 \
    HOME=/tmp \
    TZ=Europe/Berlin \
    HF_HOME=/var/lib/assistant/models/hub \
    ASSISTANT_DATA=/var/lib/assistant/data \
    ASSISTANT_MODELS=/var/lib/assistant/models
VOLUME /var/lib/assistant
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["python", "healthy.py", "server"]
CMD ["python", "server.py", "--host", "0.0.0.0"]
