"""German words of the evaluation."""

ERRORS: dict[str, tuple[str, str]] = {
    "dataset_unreadable": (
        "Die Fragensammlung {path} ist nicht lesbar: {why}.",
        "Bitte Pfad und Rechte prüfen.",
    ),
    "dataset_without_passages": (
        "Die Fragensammlung {path} stellt keine Fragen zu einzelnen Passagen.",
        "Bitte Fragen mit den Feldern passage, answerable, answer und start angeben, daneben passages.jsonl und distractors.jsonl.",
    ),
    "dataset_empty": ("Die Fragensammlung {path} enthält keine Frage.", "Bitte eine JSON-Lines-Datei angeben."),
    "dataset_unknown": (
        "Die Datei {path} hat keine bekannte Form; ihre Felder sind: {fields}.",
        "Bekannt sind: question, context, answers (MLQA); id, question, answerable, passages (NoMIRACL); "
        "id, passage, question, answerable, answer, start … (mit passages.jsonl); "
        "id, question, kind, document, answers … (Gold).",
    ),
    "dataset_line": (
        "Zeile {line} von {path} ist kein JSON-Objekt: {why}.",
        "Bitte die Zeile berichtigen.",
    ),
    "dataset_field": (
        "In Zeile {line} von {path} fehlt das Feld {field}, oder es ist nicht: {expected}.",
        "Bitte die Zeile berichtigen.",
    ),
    "dataset_without_ranking": (
        "Für {path} lässt sich keine Suche bewerten: Niemand hat gesagt, welche der Passagen die Antwort enthält.",
        "Bitte evaluate answers verwenden.",
    ),
    "dataset_part_missing": (
        "Neben der Fragensammlung {path} fehlt die Datei {part}.",
        "Bitte {part} in denselben Ordner legen.",
    ),
    "dataset_folder_without_questions": (
        "Im Ordner {path} nennt keine Markdown-Datei Fragen.",
        "Bitte im Kopf der Dateien (zwischen ---) unter fragen: eine Liste mit einer Frage je Zeile („- Was kostet …?“) anlegen, oder eine JSON-Lines-Datei angeben.",
    ),
    "dataset_front_matter": (
        "Zeile {line} von {path} ist keine Frage der Liste fragen:.",
        "Bitte je Zeile eine Frage schreiben: „- Was kostet der Eintritt?“",
    ),
    "dataset_without_answers": (
        "Für {path} lassen sich keine Antworten bewerten: Die Fragen nennen nur das Dokument, in dem die Antwort steht.",
        "Bitte evaluate retrieval verwenden.",
    ),
    "report_unknown": ("Die Datei {path} ist kein Bericht.", "Bitte einen mit --json geschriebenen Bericht angeben."),
    "report_of_others": (
        "Der Bericht {path} behandelt andere Fragen ({before}, jetzt {now}).",
        "Bitte einen Bericht derselben Aufgabe über dieselbe Fragensammlung angeben.",
    ),
    "bench_not_ready": (
        "Der Server war nach {seconds} Sekunden nicht bereit.",
        "Bitte prüfen, was er meldet: python -m assistant serve --data DIR",
    ),
    "browser_missing": (
        "Für diese Messung fehlt Playwright oder ein Browser ({names}).",
        'Bitte installieren: pip install "wissens-assistent[dev]" und apt-get install chromium',
    ),
    "manifest_unreadable": (
        "Die Liste {path} ist nicht lesbar: {why}.",
        "Bitte einen Ordner mit einer MANIFEST.tsv (UTF-8) angeben.",
    ),
    "manifest_head": (
        "Die Liste {path} beginnt nicht mit den Spalten {columns}.",
        "Bitte die Spalten mit Tabulatoren trennen und in der ersten Zeile benennen.",
    ),
    "manifest_empty": ("Die Liste {path} nennt keine Datei.", "Bitte in jede Zeile eine Datei schreiben."),
    "manifest_file": (
        "Zeile {line} von {path} nennt die Datei {file}, die es nicht gibt.",
        "Bitte die Zeile berichtigen oder die Datei ablegen.",
    ),
    "manifest_word": (
        "Zeile {line} von {path} erwartet „{word}“; das ist nicht bekannt.",
        "Bekannt sind: {known}.",
    ),
    "bench_ended": (
        "Die Messung „{case}“ ist ohne Ergebnis beendet worden (Rückgabewert {status}).",
        "Bitte die Meldungen darüber lesen; reicht der Speicher nicht, mit --sizes kleinere Größen wählen.",
    ),
    "peers_missing": (
        "Für den Vergleich fehlt das Paket {package}.",
        "Bitte installieren: pip install {package}",
    ),
    "corpus_missing": (
        "Unter {path} liegt keiner der Ordner {folders}, auf die sich die Fragen beziehen.",
        "Bitte mit --corpus den Ordner angeben, der sie enthält.",
    ),
}
