"""Deutsche Worte zum Vektorserver."""

ERRORS: dict[str, tuple[str, str]] = {
    "index_building": (
        "Der Suchindex dieses Rechners wird gerade aus dem Katalog aufgebaut.",
        "Bitte einen Augenblick warten; danach geht es von selbst weiter.",
    ),
    "chroma_unreachable": (
        "Der Chroma-Server {url} ist nicht zu erreichen: {why}.",
        "Bitte prüfen, ob er läuft und ASSISTANT_CHROMA_URL stimmt. Ein laufender Server macht danach von selbst weiter; einen Befehl bitte noch einmal geben.",
    ),
    "chroma_slow": (
        "Der Chroma-Server {url} hat in {seconds} Sekunden nicht geantwortet.",
        "Bitte prüfen, ob er überlastet ist; länger gewartet wird mit ASSISTANT_CHROMA_TIMEOUT_SECONDS.",
    ),
    "chroma_busy": (
        "Der Chroma-Server {url} nimmt gerade nichts an: {why}.",
        "Bitte prüfen, ob er oder der Proxy davor überlastet ist. Ein laufender Server macht danach von selbst weiter; einen Befehl bitte noch einmal geben.",
    ),
    "chroma_refused": (
        "Der Chroma-Server {url} oder ein Proxy davor weist uns ab: {why}.",
        "Bitte die Zugangsdaten in ASSISTANT_CHROMA_HEADERS prüfen.",
    ),
    "chroma_version": (
        'Der Chroma-Server {url} antwortet auf die Frage nach seiner Version mit "{found}", dieses Programm kennt {oldest} bis {newest}.',
        "Bitte einen Server von Chroma 1.x einsetzen, oder prüfen, ob unter der Adresse überhaupt Chroma läuft.",
    ),
    "chroma_tenant": (
        'Auf dem Chroma-Server {url} fehlt "{name}", und anlegen lässt es sich nicht: {why}.',
        "Bitte Mandant und Datenbank dort anlegen, oder ASSISTANT_CHROMA_TENANT und ASSISTANT_CHROMA_DATABASE berichtigen.",
    ),
    "chroma_failed": (
        "Der Chroma-Server {url} meldet einen Fehler: {why}.",
        "Bitte in sein Protokoll sehen. Fehlt ihm etwas, entsteht es neu aus dem Katalog: python -m assistant check --repair",
    ),
    "chroma_torn": (
        "Auf dem Chroma-Server {url} fehlen Vektoren: {why}.",
        "Bitte aus dem Katalog wiederherstellen, ohne neue Berechnung: python -m assistant check --repair",
    ),
}
