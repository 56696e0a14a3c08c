"""German words of feedback and the questions without an answer."""

ERRORS: dict[str, tuple[str, str]] = {
    "feedback_version": (
        "Die Rückmeldungen in {path} haben das Format {found}, dieses Programm erwartet {expected}.",
        "Bitte das passende Programm verwenden, oder die Datei beiseitelegen; dann beginnt eine neue.",
    ),
    "keep_days_unset": (
        "Alle aufbewahrten Fragen in {data} würden entfernt ({count}): Hier ist ASSISTANT_KEEP_QUESTIONS_DAYS nicht gesetzt. Geändert wurde nichts.",
        "Bitte dieselbe Zahl von Tagen angeben wie der Server, in der Umgebung, in .env oder assistant.toml; mit 0 werden wirklich alle entfernt.",
    ),
    "answer_id_unknown": (
        "Diese Rückmeldung gehört zu keiner Antwort dieses Servers.",
        "Bitte stellen Sie die Frage noch einmal und bewerten Sie die neue Antwort.",
    ),
    "answer_id_expired": (
        "Diese Antwort ist älter als {hours} Stunden und lässt sich nicht mehr bewerten.",
        "Bitte stellen Sie die Frage noch einmal und bewerten Sie die neue Antwort.",
    ),
    "too_many_votes": (
        "Es kamen in der letzten Minute {limit} Rückmeldungen von Ihnen, mehr ist nicht erlaubt.",
        "Bitte warten Sie {seconds} {seconds:Sekunde|Sekunden}.",
    ),
    "gap_gone": (
        "Diese Frage steht nicht mehr in der Liste.",
        "Sie wurde erledigt, übernommen oder nach ihrer Zeit gelöscht; bitte laden Sie die Liste neu.",
    ),
    "unknown_named_document": (
        "Ein Dokument „{name}“ gibt es nicht.",
        "Bitte geben Sie Titel, Pfad oder Kennung genau so an, wie sie unter „Dokumente“ stehen.",
    ),
    "several_of_title": (
        "Mehrere Dokumente heißen „{title}“: {paths}.",
        "Bitte geben Sie statt des Titels einen dieser Pfade an.",
    ),
    "quote_empty": ("Es fehlt das Zitat.", "Bitte wählen Sie einen Satz aus oder geben Sie das Zitat ein."),
    "quote_not_in_document": (
        "Das Zitat „{quote}“ steht nicht wörtlich in „{title}“.",
        "Bitte kopieren Sie es Zeichen für Zeichen aus dem geöffneten Dokument.",
    ),
    "answer_not_in_quote": (
        "Die Kurzantwort „{answer}“ steht nicht im Zitat.",
        "Bitte nehmen Sie als Kurzantwort einen Teil des Zitats, oder lassen Sie sie weg.",
    ),
    "gold_exists": (
        "Die Frage steht schon in Zeile {line} von {path}, mit anderer Entscheidung.",
        "Bitte ändern Sie jene Zeile in der Datei.",
    ),
    "gold_broken": (
        "Zeile {line} von {path} ist keine Prüffrage: {why}.",
        "Bitte die Zeile berichtigen oder löschen; bis dahin wird nichts angefügt.",
    ),
}

TEXTS: dict[str, str] = {
    "gaps_description": "Listet Fragen ohne Antwort und falsch beantwortete, gleiche zusammen (ASSISTANT_KEEP_QUESTIONS_DAYS).",
    "gaps_purge": "Fragen löschen, deren Aufbewahrung vorbei ist; der Server tut es stündlich selbst",
    "gaps_json": "die Lücken als eine Zeile JSON ausgeben",
    "gaps_csv": "die Lücken als CSV ausgeben",
    "gaps_purged": "Gelöschte Fragen: {count}.",
    "gaps_off": "Fragen werden hier nicht aufbewahrt, nur gezählt. Fragen ohne Antwort und falsch beantwortete können hier einige Tage lang stehen, wenn Ihre Systembetreuung das einschaltet.",
    "gaps_off_here": "Hier ist ASSISTANT_KEEP_QUESTIONS_DAYS nicht gesetzt oder 0: Es werden keine Fragen gezeigt. Bewahrt der Server welche auf, geben Sie hier dieselbe Zahl von Tagen an, in der Umgebung, in .env oder assistant.toml.",
    "gaps_none": "Keine offenen Fragen.",
    "gap_reason_no_hits": "nichts gefunden",
    "gap_reason_below_threshold": "keine Stelle sicher genug",
    "gap_reason_no_programme": "kein Programm dafür",
    "gap_reason_not_supported": "nicht belegt",
    "gap_reason_out_of_scope": "außerhalb der Dokumente",
    "gap_reason_wrong": "Antwort als falsch markiert",
}
