"""Texte zu dem, was von Personen gespeichert ist."""

ERRORS: dict[str, tuple[str, str]] = {
    "export_exists": (
        "Die Datei {path} gibt es schon.",
        "Bitte einen anderen Namen angeben oder sie vorher löschen.",
    ),
}

TEXTS: dict[str, str] = {
    "retention_description": "Entfernt jetzt, was seine Frist überschritten hat, wie es der Server von selbst tut",
    "retention_dry_run": "nur sagen, was entfernt würde",
    "retention_withdrawn": "auch aus dem Index Entferntes sofort aus dem Katalog löschen; danach geht kein --rollback",
    "retention_due": "Fällig: {questions} Fragen, {ended} beendete Einträge (Sitzungen, Gespräche, Zähler); "
    "zurückgezogen: {documents} Dokumente mit {passages} Passagen.",
    "retention_done": "Entfernt: {questions} Fragen, {ended} beendete Einträge (Sitzungen, Gespräche, Zähler), "
    "{documents} zurückgezogene Dokumente mit {passages} Passagen.",
    "retention_offer": "Zurückgezogenes bleibt für spätere Läufe stehen; „python -m assistant retention --withdrawn“ "
    "entfernt es sofort.",
    "person_description": "Was von einer Person gespeichert ist: ausgeben, löschen, in Dokumenten finden",
    "person_export": "schreibt als JSON in eine Datei, was gespeichert ist",
    "person_delete": "löscht es",
    "person_find": "nennt jede Stelle der Dokumente, die einen Namen enthält",
    "person_subject": "wer sich angemeldet hat: Kennung oder Name aus der Anmeldung",
    "person_answer": "Kennung einer Antwort (answer_id)",
    "person_conversation": "Kennung eines Gesprächs (conversation_id)",
    "person_file": "Datei, die es noch nicht gibt",
    "person_name": "Name, zum Beispiel „Imke Rohwer“",
    "person_exported": "{count} Einträge stehen in {path}.",
    "person_deleted": "{count} Einträge gelöscht.",
    "person_page": ", Seite {page}",
    "person_withdrawn": "{path}: nicht mehr im Index, aber noch im Katalog",
    "person_question": "Gespeicherte Frage {answer}",
    "person_found": "{passages} Stellen in {documents} Dokumenten, {questions} gespeicherte Fragen.",
    "person_remedy": "Entfernen: die Datei löschen oder ändern, dann „python ingest.py PFAD --prune“ und "
    "„python -m assistant retention --withdrawn“.",
    "person_withdrawn_remedy": "Zurückgezogenes sofort löschen: „python -m assistant retention --withdrawn“.",
    "person_not_kept": "Nicht gespeichert werden Antworten, Adressen, Browser und wer gefragt hat. In Protokolldateien, "
    "Sicherungen und Dokumenten steht nur, was docs/PRIVACY.md nennt.",
    "person_table_votes": "Urteil über eine Antwort",
    "person_table_questions": "Frage ohne Antwort oder mit falscher Antwort, solange sie aufbewahrt wird",
    "person_table_server_sessions": "Anmeldung eines Browsers",
    "person_table_server_conversations": "frühere Fragen eines Gesprächs, bis 30 Minuten nach der letzten",
    "person_field_answer": "zufälliger Schlüssel der Antwort",
    "person_field_day": "Tag der Frage",
    "person_field_verdict": "Urteil: helpful (hilfreich) oder wrong (falsch)",
    "person_field_mode": "ob ein Sprachmodell formuliert hat (generated) oder nicht (extractive)",
    "person_field_documents": "Kennungen der zitierten Dokumente",
    "person_field_text": "Wortlaut der Frage",
    "person_field_history": "Fragen davor, an die sie anschließt",
    "person_field_reason": "warum es keine Antwort gab",
    "person_field_audience": "ob öffentlich gefragt wurde (public) oder angemeldet (internal)",
    "person_field_language": "Sprache",
    "person_field_places": "Stellen in Dokumenten: Kennung, Anfang und Ende in Zeichen",
    "person_field_is_wrong": "ob die Antwort als falsch bezeichnet wurde",
    "person_field_comment": "Bemerkung dazu",
    "person_field_in_gold": "ob Beschäftigte daraus eine Prüffrage gemacht haben (gold.jsonl, von Hand zu löschen)",
    "person_field_subject": "Kennung der Person bei der Anmeldung",
    "person_field_name": "Name der Person bei der Anmeldung",
    "person_field_role": "Rolle",
    "person_field_began": "Beginn, Sekunden seit 1970 (UTC)",
    "person_field_seen": "zuletzt benutzt, Sekunden seit 1970 (UTC)",
    "person_field_audiences": "welche Dokumente durchsucht werden durften",
    "person_field_site": "Website, auf der gefragt wurde; leer: die eigene Seite",
    "person_field_questions": "Wortlaut der Fragen, mit den Filtern, die abgewählt wurden",
    "person_field_last": "letzte Frage, Sekunden seit 1970 (UTC)",
}
