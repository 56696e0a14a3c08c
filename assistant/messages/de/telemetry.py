"""German words of what an operator watches."""

ERRORS: dict[str, tuple[str, str]] = {
    "otlp_missing": (
        "ASSISTANT_OTLP_ENDPOINT nennt einen Sammler für OpenTelemetry, aber das Paket dafür fehlt.",
        'Bitte installieren: pip install "wissens-assistent[telemetry]"',
    ),
    "dependency_slow": (
        "{name} antwortet seit {seconds} Sekunden nicht.",
        "Bitte prüfen, ob der Dienst läuft und erreichbar ist.",
    ),
}
