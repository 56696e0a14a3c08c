"""German words of indexes and data folders."""

ERRORS: dict[str, tuple[str, str]] = {
    "second_writer": (
        "In den Datenordner {data} schreibt schon ein anderer Vorgang (Prozess {process}, seit {started}).",
        "Bitte warten, bis er fertig ist, oder ihn beenden.",
    ),
    "second_writer_on_server": (
        "In die Datenbank (Schema {schema}) schreibt schon ein anderer Vorgang (Rechner und Prozess {writer}, seit {started}).",
        "Bitte warten, bis er fertig ist, oder ihn beenden.",
    ),
    "writer_lost": (
        "Die Verbindung zur Datenbank ist beim Schreiben abgerissen, und mit ihr das Recht zu schreiben.",
        "Bitte denselben Befehl noch einmal ausführen. Es ging nichts verloren.",
    ),
    "disk_full": (
        "Der Speicherplatz für {data} reicht nicht: {why}.",
        "Bitte Platz schaffen und denselben Befehl noch einmal ausführen. Es ging nichts verloren.",
    ),
    "data_not_writable": (
        "In den Datenordner {data} lässt sich nicht schreiben, oder er ist beschädigt: {why}.",
        "Bitte Pfad und Rechte prüfen und denselben Befehl noch einmal ausführen. Der bisherige Stand bleibt erhalten.",
    ),
    "file_closed": (
        "{path} lässt sich nicht öffnen: {why}.",
        "Bitte den Befehl als der Benutzer ausführen, dem der Datenordner gehört (unter systemd mit deploy/as-service.sh), oder diesem die Rechte geben.",
    ),
    "catalogue_broken": (
        "Der Katalog {path} ist nicht lesbar: {why}.",
        "Bitte die Datei aus einer Sicherung zurückholen, oder den Datenordner löschen und die Dokumente neu einlesen: python -m assistant ingest PFAD",
    ),
    "vectors_torn": (
        "Im Katalog {path} hat ein Vektor nicht die Länge der anderen: {why} Byte.",
        "Bitte „python -m assistant check --repair“ ausführen, danach neu einlesen: python -m assistant ingest PFAD",
    ),
    "weights_unreadable": (
        "Die Gewichte der Suche in {path} sind nicht lesbar: {why}.",
        "Bitte die Datei löschen, dann gelten die mitgelieferten Gewichte; neue lernt: python -m assistant tune DATEI",
    ),
    "adapter_unreadable": (
        "Was das Embedding-Modell dazugelernt hat, ist in {path} nicht lesbar oder nicht das dieser Version: {why}.",
        "Bitte das Paket neu installieren: pip install --force-reinstall wissens-assistent",
    ),
    "projection_unreadable": (
        "Die Projektion der Wörter in {path} ist nicht lesbar: {why}.",
        "Bitte die Datei löschen, dann gilt die mitgelieferte; eine neue lernt: python -m assistant tune DATEI --words",
    ),
    "model_not_teachable": (
        "Das Embedding-Modell „{name}“ kann hier nicht weiterlernen: Es ist nicht von der Art von BERT, oder sein Vektor ist nicht der Mittelwert seiner Wörter.",
        "Bitte ein anderes nehmen (ASSISTANT_EMBEDDING_MODEL), zum Beispiel das mitgelieferte oder eines der e5-Reihe.",
    ),
    "model_exists": (
        "{path} gibt es schon.",
        "Bitte einen Ordner nennen, den es noch nicht gibt: python -m assistant tune DATEI --model ORDNER",
    ),
    "nothing_left_to_learn": (
        "Von {count} Fragen ist keine schwer: Das Modell findet ihre Passagen schon.",
        "Bitte Fragen nehmen, deren Passage nicht oder nur knapp zuerst kommt (python -m assistant evaluate retrieval DATEI --verbose).",
    ),
    "too_few_pairs": (
        "{count} Paare von Satz und Zitat sind zu wenige, um daraus zu lernen und zu prüfen, was gelernt wurde; nötig sind {least}.",
        "Bitte mehr Paare angeben.",
    ),
    "too_few_minutes": (
        "{count} Protokolle sind zu wenige, um daraus zu lernen und zu prüfen, was gelernt wurde; nötig sind {least}.",
        "Bitte mehr Protokolle mit ihren Ergebnissen angeben.",
    ),
    "too_few_questions": (
        "Zum Lernen taugen {count} Fragen, es müssen mindestens {least} sein. Es zählen nur Fragen, deren Antwort unter den Treffern ist.",
        "Bitte mehr Fragen mit ihren Fundstellen sammeln.",
    ),
    "one_document": (
        "Alle Fragen, aus denen gelernt werden kann, betreffen dasselbe Dokument; geprüft wird aber an anderen, als woran gelernt wurde.",
        "Bitte Fragen zu mehreren Dokumenten sammeln.",
    ),
    "yardstick_unreadable": (
        "Die Datei {path} hält nicht fest, wonach Sätze gewogen und Antworten beurteilt werden: {why}",
        "Bitte lernen Sie es neu (python -m assistant calibrate), oder löschen Sie die Datei; dann gilt, was mitgeliefert ist.",
    ),
    "too_few_unanswerable": (
        "Unter den Fragen zu Dokumenten sind {count} ohne Antwort, es müssen mindestens {least} sein: Daran lernt der Assistent, wann er schweigen soll.",
        'Bitte einige hinzufügen ("answerable": false).',
    ),
    "model_without_words": (
        "Das Modell {name} läuft bei einem Dienst, der die Vektoren einzelner Wörter nicht herausgibt.",
        "Bitte ein Modell einstellen, das hier läuft (ASSISTANT_EMBEDDING_MODEL), oder ohne --words lernen.",
    ),
    "database_unreachable": (
        "Die Datenbank ist nicht zu erreichen: {why}.",
        "Bitte prüfen, ob der Datenbankserver läuft, und ob Rechner, Port, Benutzer, Passwort und Datenbank in ASSISTANT_DATABASE_URL stimmen. Ein laufender Server macht danach von selbst weiter; einen Befehl bitte noch einmal geben.",
    ),
    "database_connections": (
        "Alle Verbindungen zur Datenbank sind belegt: {why}.",
        "Bitte prüfen, ob der Datenbankserver überlastet ist, und ob sein „max_connections“ für 20 Verbindungen je Netzwerk und Prozess reicht; sonst hilft ein Pooler davor. Ein laufender Server macht danach von selbst weiter; einen Befehl bitte noch einmal geben.",
    ),
    "database_version": (
        "Der Datenbankserver ist PostgreSQL {found}, dieses Programm braucht {oldest} oder neuer.",
        "Bitte einen neueren Server einsetzen und seine Adresse in ASSISTANT_DATABASE_URL nennen.",
    ),
    "database_failed": (
        "Die Datenbank meldet einen Fehler: {why}.",
        "Bitte noch einmal versuchen; bleibt es dabei, steht mehr im Protokoll des Datenbankservers. Es ging nichts verloren.",
    ),
    "database_full": (
        "Der Speicherplatz der Datenbank reicht nicht: {why}.",
        "Bitte dort Platz schaffen und denselben Befehl noch einmal ausführen. Es ging nichts verloren.",
    ),
    "database_refuses": (
        "Die Datenbank lässt nicht schreiben: {why}.",
        "Bitte die Rechte des Benutzers in ASSISTANT_DATABASE_URL prüfen, und ob der Server nur lesen lässt.",
    ),
    "schema_missing": (
        "In der Datenbank fehlen die Tabellen.",
        "Bitte Dokumente einlesen, oder die Tabellen anlegen: {command}",
    ),
    "schema_old": (
        "Die Datenbank ({name}) hat den Stand {found}, dieses Programm braucht {expected}.",
        "Bitte mit der bisherigen Fassung des Programms sichern, dann auf den neuen Stand bringen: {command}",
    ),
    "schema_new": (
        "Die Datenbank ({name}) hat den Stand {found}, dieses Programm kennt nur bis {expected}.",
        "Bitte die neuere Version des Programms verwenden, oder eine Sicherung von vorher zurückholen.",
    ),
    "publication_changed": (
        "Ein anderer Lauf hat inzwischen veröffentlicht: Stand {found} statt {expected}.",
        "Bitte denselben Befehl noch einmal ausführen. Es ging nichts verloren. Vor der Datenbank darf kein Verteiler stehen, der Verbindungen je Transaktion vergibt (pgbouncer: pool_mode=session).",
    ),
    "rollback_none": (
        "Vor dem Stand {generation} ist keiner mehr da, zu dem zurückgegangen werden könnte.",
        "Bitte eine Sicherung zurückholen, oder die Dokumente wie gewünscht neu einlesen: python -m assistant ingest PFAD",
    ),
    "catalogue_version": (
        "Der Katalog {path} hat das Format {found}, dieses Programm erwartet {expected}.",
        "Bitte das passende Programm verwenden, oder die Dokumente in einen neuen Datenordner einlesen: python -m assistant ingest PFAD --data ORDNER",
    ),
    "data_no_folder": (
        "{data} kann kein Ordner sein: Dort oder darüber liegt eine Datei dieses Namens.",
        "Bitte einen Ordner nennen; den der Daten nennt --data oder ASSISTANT_DATA.",
    ),
    "no_data_folder": (
        "Den Datenordner {data} gibt es nicht.",
        "Bitte --data, ASSISTANT_DATA und den Ordner prüfen, in dem der Befehl gegeben wird; neu entsteht er mit: python -m assistant ingest PFAD",
    ),
    "no_index": (
        "Im Ordner {data} ist noch nichts eingelesen.",
        "Bitte Dokumente einlesen: python -m assistant ingest PFAD; oder den richtigen Datenordner nennen (--data, ASSISTANT_DATA).",
    ),
    "index_broken": (
        "Der Suchindex {path} fehlt oder passt nicht zum Katalog: {why}.",
        "Er wird ohne neue Berechnung wiederhergestellt, wenn der Server startet oder beim nächsten Einlesen: python -m assistant ingest PFAD",
    ),
    "model_mismatch": (
        "Der Index wurde mit dem Modell {index_model} erstellt; eingestellt, oder mit dieser Fassung gekommen, ist {model}.",
        "Bitte den Index umstellen ({command}) oder zur vorigen Einstellung oder Fassung des Programms zurückkehren.",
    ),
    "no_documents": (
        "Keine Dokumente gefunden in {paths}.",
        "Bitte prüfen, ob der Ordner eingehängt ist und Dateien enthält. Am Index wurde nichts geändert.",
    ),
    "empty_path": (
        'Als Pfad steht da "", also nichts.',
        "Bitte nennen Sie einen Ordner oder eine Datei; vielleicht ist eine Variable leer.",
    ),
    "no_paths": ("Es fehlt, was eingelesen werden soll.", "Aufruf: {command} ORDNER ...; Hilfe: {command} --help"),
    "arguments_missing": ("Im Aufruf fehlt: {names}.", "Hilfe: {command} --help"),
    "arguments_unknown": ("Der Aufruf enthält, was es nicht gibt: {names}.", "Hilfe: {command} --help"),
    "argument_no_choice": ("{name} kann nicht {value} sein.", "Möglich sind: {known}. Hilfe: {command} --help"),
    "argument_no_value": ("Hinter {name} fehlt der Wert.", "Hilfe: {command} --help"),
    "argument_wrong": ("{name} kann nicht {value} sein.", "Hilfe: {command} --help"),
    "arguments_apart": ("{name} und {other} gehen nicht zusammen.", "Hilfe: {command} --help"),
    "argument_ambiguous": ("Was {name} heißen soll, ist nicht klar.", "Möglich sind: {known}. Hilfe: {command} --help"),
    "bad_arguments": (
        "Der Aufruf stimmt nicht: {why}.",
        "Hilfe: {command} --help",
    ),
    "bad_choice": (
        "{option} kennt den Wert {value} nicht.",
        "Möglich sind: {known}.",
    ),
}
