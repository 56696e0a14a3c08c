"""A knowledge assistant that answers from a project's own documents and proves every sentence."""

import os

# From version 1.29 on onnxruntime tells its maker of each process and model, and keeps an id of the machine in the home
# folder, unless this stands in the environment before it is loaded. Source: microsoft/onnxruntime, pull request 27379.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
