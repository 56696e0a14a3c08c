"""German words of reading files."""

ERRORS: dict[str, tuple[str, str]] = {
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
        "Bitte die Texterkennung einschalten (docs/SETTINGS.md) oder eine Fassung mit Text ablegen.",
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
    "recognition_too_slow": (
        "Die Datei {path} enthält nur Bilder, und die Texterkennung (OCR) war nach {seconds} {seconds:Sekunde|Sekunden} damit nicht fertig.",
        "Bitte erneut einlesen, wenn der Rechner weniger zu tun hat, oder ASSISTANT_PAGE_SECONDS erhöhen.",
    ),
    "garbled_text": (
        "Der Text der PDF-Datei {path} ist unlesbar, weil ihren Schriften die Zeichenzuordnung fehlt.",
        "Bitte die PDF-Datei neu erzeugen oder mit Texterkennung (OCR) bearbeiten, z. B. mit ocrmypdf --force-ocr.",
    ),
    "circular_pages": (
        "Die Seiten der PDF-Datei {path} verweisen im Kreis aufeinander; sie ist beschädigt.",
        "Bitte die Datei öffnen, neu speichern und erneut ablegen.",
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
    "table_too_long": (
        "Die Tabellen der Datei {path} ergeben mehr als {limit} Zeichen, denn zu jeder Zelle gehört der Name ihrer Spalte.",
        "Bitte die Datei teilen oder nur die Blätter ablegen, aus denen geantwortet werden soll.",
    ),
    "too_many_cells": (
        "Die Datei {path} hat mehr als {limit} gefüllte Zellen.",
        "Bitte die Datei teilen oder nur die Blätter ablegen, aus denen geantwortet werden soll.",
    ),
    "xml_entities": (
        "Die Datei {path} definiert XML-Entitäten, wie es kein Office-Programm tut.",
        "Bitte die Datei prüfen; stammt sie aus sicherer Quelle, bitte im Office-Programm öffnen und neu speichern.",
    ),
    "inflates_too_much": (
        "Die Datei {path} wird beim Entpacken zu groß ({size}, höchstens {limit}).",
        "Bitte die Datei prüfen; stammt sie aus sicherer Quelle, bitte ohne Bilder neu speichern.",
    ),
    "reading_too_slow": (
        "Das Lesen der Datei {path} wurde nach {seconds} {seconds:Sekunde|Sekunden} abgebrochen.",
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
        "Bitte als PDF, DOCX oder Text speichern. Lesbar sind PDF, Word, Excel, PowerPoint, OpenDocument, Text, HTML, E-Mail, Bilder und ZIP.",
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
        "Bitte auspacken und die Dateien in einem Ordner ablegen; die Grenze lässt sich einstellen (docs/SETTINGS.md).",
    ),
    "too_many_inside": (
        "Die Datei {path} enthält {members} Dateien (höchstens {limit}).",
        "Bitte auspacken und die Dateien in einem Ordner ablegen; die Grenze lässt sich einstellen (docs/SETTINGS.md).",
    ),
    "member_damaged": (
        "Die Datei {path} ist im Archiv beschädigt.",
        "Bitte das Archiv neu erstellen oder die Datei einzeln ablegen.",
    ),
    "attachment_damaged": (
        "Die Anlage {path} lässt sich nicht herausnehmen: Sie ist beschädigt oder ausgepackt zu groß.",
        "Bitte die Anlage einzeln ablegen.",
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
    "image_too_large": (
        "Das Bild {path} hat mehr als {limit} Millionen Bildpunkte.",
        "Bitte kleiner speichern; die Grenze lässt sich einstellen (docs/SETTINGS.md).",
    ),
    "archive_file": ("Die Datei {path} ist ein Archiv.", "Bitte das Archiv entpacken und die Dateien einzeln ablegen."),
    "link_leaves_folder": (
        "{path} ist eine Verknüpfung, die aus dem Ordner hinausführt, nach {target}.",
        "Bitte die Datei in den Ordner kopieren oder ihren Ort selbst als Pfad angeben.",
    ),
    "prune_too_much": (
        "--prune würde {gone} von {total} {total:Dokument|Dokumenten} entfernen; nichts wurde verändert.",
        "Bitte prüfen, ob der Ordner vollständig ist; mit --yes wird trotzdem entfernt.",
    ),
    "missing_path": ("{path} gibt es nicht.", "Bitte den Pfad prüfen."),
    "path_out_of_reach": (
        "{path} ist zurzeit nicht zu erreichen: {why}.",
        "Bitte prüfen, ob das Laufwerk oder die Freigabe verbunden ist. Der nächste Versuch beginnt von selbst.",
    ),
    "rules_file": ("Die Datei {path} ist nicht lesbar: {why}.", "Bitte die TOML-Datei berichtigen."),
    "rules_planted": (
        "{path} gilt nicht für {folder}: In jenem Ordner darf jeder Dateien anlegen, und diese gehört jemand anderem.",
        "Gelten ihre Regeln, nennen Sie bitte jenen Ordner selbst. Gelten sie nicht, legen Sie eine eigene corpus.toml "
        "in {folder}; sie darf leer sein.",
    ),
    "rule_key": ("In {path} gibt es den Schlüssel „{key}“ nicht.", "Bekannt sind: {known}."),
    "rule_value": ("In {path} ist der Wert „{value}“ für „{key}“ ungültig.", "Erlaubt ist: {known}."),
    "rule_path": (
        "In {path} fehlt der Regel Nummer {number} der Pfad.",
        'Bitte path ergänzen, z. B. path = "protokolle/**".',
    ),
}

TEXTS: dict[str, str] = {
    "no_suffix": "Die Datei hat keine Endung; gelesen als {format}.",
    "data_folder_inside": "Ein Datenordner dieses Programms; was darin liegt, wird nicht eingelesen.",
    "rule_unused": "Die Regel für „{pattern}“ gilt für keine Datei. Bitte prüfen Sie ihren Pfad.",
    "wrong_suffix": "Die Endung ({suffix}) passt nicht zum Inhalt; gelesen als {format}.",
    "pages_without_text": "Ohne Text (vermutlich Scans) sind die Seiten {pages}.",
    "form_without_pages": "Ein Formular, dessen Seiten nur Adobe Reader zeigt (XFA): Gelesen sind seine Texte und was eingetragen ist.",
    "pages_too_slow": "Nicht erkannt, weil die Texterkennung (OCR) nach {seconds} {seconds:Sekunde|Sekunden} nicht fertig war, sind die Seiten {pages}.",
    "pages_cut_off": "Beschädigt und darum nicht vollständig gelesen sind die Seiten {pages}; bitte mit der Vorlage vergleichen.",
    "pages_garbled": "Unlesbar, weil ihren Schriften die Zeichenzuordnung fehlt, und darum ausgelassen sind die Seiten {pages}.",
    "pages_unsure": "Unsicher erkannt (OCR) sind die Seiten {pages}; bitte mit der Vorlage vergleichen.",
    "pictures_unsure": "Unsicher erkannt (OCR) ist der Text von Bildern im Dokument ({count}); bitte mit der Vorlage vergleichen.",
    "hidden_sheets": "Ausgeblendet und nicht gelesen: Blatt {sheets}.",
    "hidden_cells": "Von Hand ausgeblendet und nicht gelesen: Anzahl der Zeilen {rows}, der Spalten {columns}. Was ein Filter verbirgt, ist gelesen.",
    "hidden_slides": "Ausgeblendet und nicht gelesen: Folie {slides}.",
    "formulas_without_value": "Formeln ohne gespeichertes Ergebnis: {count}; bitte die Datei einmal öffnen, berechnen und speichern.",
    "cells_without_text": "Die Datei ist beschädigt: {count} {count:Zelle verweist|Zellen verweisen} auf einen Text, der darin fehlt; bitte in Excel öffnen und neu speichern.",
    "hidden_text": "Als verborgener Text formatiert und nicht gelesen: {count} {count:Stelle|Stellen}.",
    "struck_out": "Durchgestrichen und nicht gelesen: {count} {count:Stelle|Stellen}.",
    "deletions_left_out": "Als gelöscht markiert (Änderungsverfolgung) und nicht gelesen: {count} {count:Stelle|Stellen}.",
    "of_another_version": "Dazu sagt erst eine andere Version des Programms mehr ({code}).",
    "replaced_bytes": "{count} {count:Byte war kein Zeichen und wurde|Bytes waren keine Zeichen und wurden} durch � ersetzt.",
    "mail_without_subject": "Nachricht ohne Betreff von {sender}",
    "mail_tnef": "Nicht gelesen ist die Anlage {name} (Outlook-Format TNEF); bitte die E-Mail in Outlook als MSG speichern.",
    "mail_sealed": "Nicht gelesen ist der Inhalt: Er steckt in einer Signatur (S/MIME); bitte die E-Mail ohne Signatur speichern.",
    "mail_attachment": "Anlage {number}",
    "mail_message": "Nachricht {number}",
}
