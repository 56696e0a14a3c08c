"""English words of what an operator watches."""

ERRORS: dict[str, tuple[str, str]] = {
    "otlp_missing": (
        "ASSISTANT_OTLP_ENDPOINT names a collector for OpenTelemetry, but the package for it is missing.",
        'Please install it: pip install "wissens-assistent[telemetry]"',
    ),
    "language_model_away": (
        "The server of the language model {name} cannot be reached: {why}. Until then answers are quotes alone.",
        "Please check that it runs and that ASSISTANT_LLM_BASE_URL is right.",
    ),
    "dependency_slow": (
        "{name} has not answered for {seconds} seconds.",
        "Please check that the service runs and can be reached.",
    ),
    "no_worker": (
        "No program runs that ingests: uploads and sources are waiting.",
        "Please start one on one of the hosts: python -m assistant worker",
    ),
}
