"""Texts on what is kept of people."""

ERRORS: dict[str, tuple[str, str]] = {
    "export_exists": (
        "The file {path} is there already.",
        "Name another one, or delete it first.",
    ),
}

TEXTS: dict[str, str] = {
    "retention_description": "removes now what has outlived its time, as the server does by itself",
    "retention_dry_run": "only say what would be removed",
    "retention_withdrawn": "also delete what left the index from the catalogue at once; no --rollback after that",
    "retention_due": "Due: {questions} questions, {ended} entries that ended (sessions, conversations, counters); "
    "withdrawn: {documents} documents with {passages} passages.",
    "retention_done": "Removed: {questions} questions, {ended} entries that ended (sessions, conversations, counters), "
    "{documents} withdrawn documents with {passages} passages.",
    "retention_offer": 'What was withdrawn stays for later runs; "python -m assistant retention --withdrawn" removes it '
    "at once.",
    "person_description": "what is kept of a person: hand out, delete, find in documents",
    "person_export": "writes what is kept into a file, as JSON",
    "person_delete": "deletes it",
    "person_find": "names each place of the documents that holds a name",
    "person_subject": "who signed in: subject or name as the sign-in gave it",
    "person_answer": "id of an answer (answer_id)",
    "person_conversation": "id of a conversation (conversation_id)",
    "person_file": "a file that is not there yet",
    "person_name": 'name, such as "Imke Rohwer"',
    "person_exported": "{count} entries are in {path}.",
    "person_deleted": "{count} entries deleted.",
    "person_page": ", page {page}",
    "person_withdrawn": "{path}: no longer in the index, but still in the catalogue",
    "person_question": "kept question {answer}",
    "person_found": "{passages} places in {documents} documents, {questions} kept questions.",
    "person_remedy": 'To remove: delete or change the file, then "python ingest.py PATH --prune" and '
    '"python -m assistant retention --withdrawn".',
    "person_withdrawn_remedy": 'To delete what was withdrawn at once: "python -m assistant retention --withdrawn".',
    "person_not_kept": "Not kept are answers, addresses, browsers, and who asked. Log files, backups and documents hold "
    "only what docs/PRIVACY.md names.",
    "person_table_votes": "verdict on an answer",
    "person_table_questions": "question without an answer, or with a wrong one, as long as it is kept",
    "person_table_server_sessions": "a browser that signed in",
    "person_table_server_conversations": "earlier questions of a conversation, until 30 minutes after the last one",
    "person_field_answer": "random key of the answer",
    "person_field_day": "day of the question",
    "person_field_verdict": "verdict: helpful or wrong",
    "person_field_mode": "whether a language model worded it (generated) or not (extractive)",
    "person_field_documents": "ids of the documents that are cited",
    "person_field_text": "words of the question",
    "person_field_history": "questions before, which it goes on from",
    "person_field_reason": "why there was no answer",
    "person_field_audience": "whether it was asked as the public or signed in (internal)",
    "person_field_language": "language",
    "person_field_places": "places in documents: id, start and end in characters",
    "person_field_is_wrong": "whether the answer was called wrong",
    "person_field_comment": "remark on it",
    "person_field_in_gold": "whether staff made a test question of it (gold.jsonl, to be deleted by hand)",
    "person_field_subject": "id of the person at sign-in",
    "person_field_name": "name of the person at sign-in",
    "person_field_role": "role",
    "person_field_began": "when it began, seconds since 1970 (UTC)",
    "person_field_seen": "when it was last used, seconds since 1970 (UTC)",
    "person_field_audiences": "which documents might be searched",
    "person_field_site": "website on which it was asked; empty: our own page",
    "person_field_questions": "words of the questions, with the filters that were taken away",
    "person_field_last": "last question, seconds since 1970 (UTC)",
}
