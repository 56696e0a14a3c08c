"""English words of reading files."""

ERRORS: dict[str, tuple[str, str]] = {
    "file_too_large": (
        "The file {path} is too large: {size} (at most {limit}).",
        "Please split it or save it without pictures.",
    ),
    "file_gone": ("The file {path} does not exist any more.", "Please run the ingestion again."),
    "file_forbidden": (
        "The file {path} must not be read.",
        "Please give read permission to the user who runs the ingestion.",
    ),
    "folder_forbidden": (
        "The folder {path} must not be read.",
        "Please give read permission to the user who runs the ingestion.",
    ),
    "not_a_file": (
        "{path} is no regular file but a device or a pipe, say.",
        "Please save its content as a file and name that.",
    ),
    "file_unreadable": ("The file {path} cannot be read: {why}.", "Please check the disk and copy the file again."),
    "empty_file": ("The file {path} is empty.", "Please copy it again or delete it."),
    "no_text": ("The file {path} holds no text.", "Please provide a version with text or remove the file."),
    "scan_without_text": (
        "The PDF file {path} holds no text; it is probably a scan.",
        "Please provide a version with text or run text recognition (OCR) on it, e.g. with ocrmypdf.",
    ),
    "ocr_off": (
        "The file {path} holds nothing but pictures, and text recognition (OCR) is switched off.",
        "Please switch it on (docs/SETTINGS.md) or provide a version with text.",
    ),
    "ocr_missing": (
        "The file {path} holds nothing but pictures, and there is no text recognition (OCR) on this machine.",
        "Please install it (sudo apt-get install tesseract-ocr tesseract-ocr-deu) and run the ingestion again.",
    ),
    "ocr_language_missing": (
        'The file {path} holds nothing but pictures, and text recognition (OCR) lacks the language "{language}".',
        "Please install it (sudo apt-get install tesseract-ocr-{language}) and run the ingestion again.",
    ),
    "nothing_legible": (
        "The file {path} holds nothing but pictures, and text recognition (OCR) found nothing legible on them.",
        "Please scan it again more sharply (300 dpi), provide a version with text or remove the file.",
    ),
    "recognition_too_slow": (
        "The file {path} holds only pictures, and text recognition (OCR) was not done with them after {seconds} {seconds:second|seconds}.",
        "Please take it in again when the machine has less to do, or raise ASSISTANT_PAGE_SECONDS.",
    ),
    "garbled_text": (
        "The text of the PDF file {path} is unreadable because its fonts lack a character map.",
        "Please create the PDF again or run text recognition (OCR) on it, e.g. with ocrmypdf --force-ocr.",
    ),
    "circular_pages": (
        "The pages of the PDF {path} refer to one another in a circle; it is damaged.",
        "Please open it, save it again and provide the new file.",
    ),
    "locked_file": ("The file {path} is protected by a password.", "Please provide a version without a password."),
    "broken_file": (
        "The file {path} is not a valid {format} file or is damaged.",
        "Please open it, save it again and provide the new file.",
    ),
    "text_in_disguise": (
        "The file {path} ends in {suffix} but holds plain text.",
        "Please rename it to .txt or .md, or provide the right file.",
    ),
    "too_many_pages": ("The file {path} has {pages} pages (at most {limit}).", "Please split it."),
    "page_too_long": (
        "Page {page} of the file {path} holds more than {limit} characters.",
        "Please check the file; so much text on one page points to an error or an attack.",
    ),
    "text_too_long": ("The file {path} holds {characters} characters (at most {limit}).", "Please split it."),
    "table_too_long": (
        "The tables of the file {path} give more than {limit} characters, as each cell comes with the name of its column.",
        "Please split it, or keep only the sheets that answers should come from.",
    ),
    "too_many_cells": (
        "The file {path} has more than {limit} filled cells.",
        "Please split it, or keep only the sheets that answers should come from.",
    ),
    "xml_entities": (
        "The file {path} defines XML entities, which no office program does.",
        "Please check the file; if its source is trusted, open it in the office program and save it again.",
    ),
    "inflates_too_much": (
        "The file {path} becomes too large when unpacked ({size}, at most {limit}).",
        "Please check the file; if its source is trusted, save it again without pictures.",
    ),
    "reading_too_slow": (
        "Reading the file {path} was stopped after {seconds} {seconds:second|seconds}.",
        "Please split the file or save it as a new PDF and add it again.",
    ),
    "reading_crashed": (
        "The file {path} made the reader crash or needs more than {limit} of memory.",
        "Please check the file; if you trust its source, please save it as a new PDF or add it as DOCX.",
    ),
    "nested_too_deeply": (
        "The elements of the file {path} are nested too deeply (more than {limit} levels).",
        "Please check the page; if you trust its source, please save its text as DOCX, PDF or TXT.",
    ),
    "unknown_format": (
        "The file {path} has no known format.",
        "Please save it as PDF, DOCX or text. Readable are PDF, Word, Excel, PowerPoint, OpenDocument, text, HTML, mail, images and ZIP.",
    ),
    "unsupported_format": (
        "The file {path} has the format {format}, which is not read yet.",
        "Please save it as PDF or DOCX.",
    ),
    "nothing_inside": (
        "No document could be read in the file {path}, for example not {member}: {why}",
        "Please open the files in it one by one and check them.",
    ),
    "nested_files": (
        "The file {path} lies too deep inside other files (more than {limit} levels).",
        "Please unpack it and provide the files one by one.",
    ),
    "too_many_members": (
        "The file {path} is one too many: no more than {limit} files inside a file are read.",
        "Please unpack it into a folder; the limit is a setting (docs/SETTINGS.md).",
    ),
    "too_many_inside": (
        "The file {path} holds {members} files (at most {limit}).",
        "Please unpack it into a folder; the limit is a setting (docs/SETTINGS.md).",
    ),
    "member_damaged": (
        "The file {path} is damaged in the archive.",
        "Please make the archive anew or provide the file by itself.",
    ),
    "attachment_damaged": (
        "The attachment {path} cannot be taken out: it is damaged, or too large once it is unpacked.",
        "Please provide the attachment by itself.",
    ),
    "member_packing": (
        "The file {path} is packed in the archive with a method that is not read.",
        "Please make the archive anew as a plain ZIP or provide the file by itself.",
    ),
    "office_missing": (
        "The file {path} has the format {format}; LibreOffice, which reads it, is missing.",
        "Please install LibreOffice (apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui) or save the file as {modern}.",
    ),
    "office_failed": (
        "LibreOffice cannot open the file {path}; it is no valid {format} file or damaged.",
        "Please open the file in its program and save it as {modern}.",
    ),
    "image_too_large": (
        "The picture {path} has more than {limit} million pixels.",
        "Please save it smaller; the limit is a setting (docs/SETTINGS.md).",
    ),
    "archive_file": ("The file {path} is an archive.", "Please unpack the archive and provide the files one by one."),
    "link_leaves_folder": (
        "{path} is a link that leads out of the folder, to {target}.",
        "Please copy the file into the folder, or name its place as a path itself.",
    ),
    "prune_too_much": (
        "--prune would remove {gone} of {total} {total:document|documents}; nothing was changed.",
        "Please check whether the folder is complete; with --yes they are removed all the same.",
    ),
    "missing_path": ("{path} does not exist.", "Please check the path."),
    "path_out_of_reach": (
        "{path} is out of reach: {why}.",
        "Please check whether the drive or share is connected. The next try begins by itself.",
    ),
    "rules_file": ("The file {path} is not readable: {why}.", "Please correct the TOML file."),
    "rules_planted": (
        "{path} does not hold for {folder}: everybody may put files into that folder, and this one is somebody else's.",
        "If its rules hold, please name that folder itself. If not, put a corpus.toml of your own into {folder}; it may "
        "be empty.",
    ),
    "rule_key": ('There is no key "{key}" in {path}.', "Known keys: {known}."),
    "rule_value": ('In {path} the value "{value}" of "{key}" is not valid.', "Allowed: {known}."),
    "rule_path": ("In {path} rule number {number} has no path.", 'Please add one, e.g. path = "minutes/**".'),
}

TEXTS: dict[str, str] = {
    "no_suffix": "The file has no suffix; read as {format}.",
    "data_folder_inside": "A data folder of this program; what lies in it is not taken in.",
    "rule_unused": 'The rule for "{pattern}" holds for no file. Please check its path.',
    "wrong_suffix": "The suffix ({suffix}) does not match the content; read as {format}.",
    "pages_without_text": "Without text (probably scans) are the pages {pages}.",
    "form_without_pages": "A form whose pages only Adobe Reader shows (XFA): read are its texts and what was filled in.",
    "pages_too_slow": "Not recognised, because text recognition (OCR) was not done after {seconds} {seconds:second|seconds}, are the pages {pages}.",
    "pages_cut_off": "Damaged and therefore not read completely are the pages {pages}; please compare them with the original.",
    "pages_garbled": "Illegible because their fonts lack a character mapping, and therefore left out, are the pages {pages}.",
    "pages_unsure": "Recognised without certainty (OCR) are the pages {pages}; please compare them with the original.",
    "pictures_unsure": "The text of pictures in the document was recognised with little confidence ({count}); please compare it with the original.",
    "hidden_sheets": "Hidden and not read: sheet {sheets}.",
    "hidden_cells": "Hidden by hand and not read: number of rows {rows}, of columns {columns}. What a filter hides is read.",
    "hidden_slides": "Hidden and not read: slide {slides}.",
    "formulas_without_value": "Formulas without a saved result: {count}; please open, calculate and save the file once.",
    "cells_without_text": "The file is damaged: {count} {count:cell refers|cells refer} to a text that it does not hold; please open it in Excel and save it again.",
    "hidden_text": "Formatted as hidden text and not read: {count} {count:place|places}.",
    "struck_out": "Struck out and not read: {count} {count:place|places}.",
    "deletions_left_out": "Marked as deleted (tracked changes) and not read: {count} {count:place|places}.",
    "of_another_version": "Only another version of the program can say more of this ({code}).",
    "replaced_bytes": "{count} {count:byte was no character and was|bytes were no characters and were} replaced by �.",
    "mail_without_subject": "Message without a subject from {sender}",
    "mail_tnef": "The attachment {name} (Outlook's format TNEF) was not read; please save the mail as MSG in Outlook.",
    "mail_sealed": "The content was not read: it is wrapped in a signature (S/MIME); please save the mail without it.",
    "mail_attachment": "Attachment {number}",
    "mail_message": "Message {number}",
}
