"""German words of what an operator watches."""

ERRORS: dict[str, tuple[str, str]] = {
    "otlp_missing": (
        "ASSISTANT_OTLP_ENDPOINT nennt einen Sammler für OpenTelemetry, aber das Paket dafür fehlt.",
        'Bitte installieren: pip install "wissens-assistent[telemetry]"',
    ),
    "language_model_away": (
        "Der Server des Sprachmodells {name} ist nicht zu erreichen: {why}. Antworten kommen solange wörtlich aus den "
        "Dokumenten.",
        "Bitte prüfen, ob er läuft und ob ASSISTANT_LLM_BASE_URL stimmt.",
    ),
    "dependency_slow": (
        "{name} antwortet seit {seconds} Sekunden nicht.",
        "Bitte prüfen, ob der Dienst läuft und erreichbar ist.",
    ),
    "no_worker": (
        "Es läuft kein Programm, das einliest: Hochgeladenes und Quellen warten.",
        "Bitte auf einem der Rechner starten: python -m assistant worker",
    ),
}
