"""English words of indexes and data folders."""

ERRORS: dict[str, tuple[str, str]] = {
    "second_writer": (
        "Another process is writing to the data folder {data} (process {process}, since {started}).",
        "Please wait until it has finished, or end it.",
    ),
    "second_writer_on_server": (
        "Another process is writing to the database (schema {schema}; host and process {writer}, since {started}).",
        "Please wait until it has finished, or end it.",
    ),
    "writer_lost": (
        "The connection to the database broke while writing, and with it the right to write.",
        "Please run the same command again. Nothing was lost.",
    ),
    "disk_full": (
        "There is not enough disk space for {data}: {why}.",
        "Please make room and run the same command again. Nothing was lost.",
    ),
    "data_not_writable": (
        "The data folder {data} cannot be written, or is damaged: {why}.",
        "Please check the path and its permissions and run the same command again. What was there before is kept.",
    ),
    "file_closed": (
        "{path} cannot be opened: {why}.",
        "Please run the command as the user who owns the data folder (under systemd by deploy/as-service.sh), or give that one the rights.",
    ),
    "catalogue_broken": (
        "The catalogue {path} cannot be read: {why}.",
        "Please restore the file from a backup, or delete the data folder and take the documents in again: python -m assistant ingest PATH",
    ),
    "vectors_torn": (
        "In the catalogue {path} a vector is not as long as the others: {why} bytes.",
        'Please run "python -m assistant check --repair", then take the documents in again: python -m assistant ingest PATH',
    ),
    "weights_unreadable": (
        "The weights of the search in {path} cannot be read: {why}.",
        "Please delete the file, then the weights that are shipped count; to learn new ones: python -m assistant tune FILE",
    ),
    "adapter_unreadable": (
        "What the embedding model has learnt cannot be read in {path}, or is not that of this version: {why}.",
        "Please install the package again: pip install --force-reinstall wissens-assistent",
    ),
    "projection_unreadable": (
        "The projection of words in {path} cannot be read: {why}.",
        "Please delete the file, then the one that is shipped counts; to learn a new one: python -m assistant tune FILE --words",
    ),
    "model_not_teachable": (
        'The embedding model "{name}" cannot be taught here: it is no BERT, or its vector of a text is not the mean of its tokens.',
        "Please take another one (ASSISTANT_EMBEDDING_MODEL), such as the one that is shipped, or one of the e5 series.",
    ),
    "model_exists": (
        "{path} is there already.",
        "Please name a folder that is not there yet: python -m assistant tune FILE --model DIR",
    ),
    "nothing_left_to_learn": (
        "Of {count} questions none is hard: the model finds their passages already.",
        "Please take questions whose passage does not come first, or only just (python -m assistant evaluate retrieval FILE --verbose).",
    ),
    "too_few_pairs": (
        "{count} pairs of sentence and quote are too few to learn from and to try what was learnt; {least} are needed.",
        "Please give more pairs.",
    ),
    "too_few_minutes": (
        "{count} minutes are too few to learn from and to try what was learnt; {least} are needed.",
        "Please give more minutes with their outcomes.",
    ),
    "too_few_questions": (
        "Of the questions {count} can be learnt from, at least {least} are needed. Only those whose answer is among the hits count.",
        "Please collect more questions with the passages that answer them.",
    ),
    "one_document": (
        "All questions that can be learnt from are about the same document; but what was learnt is tried on others.",
        "Please collect questions about several documents.",
    ),
    "yardstick_unreadable": (
        "The file {path} does not hold what sentences are weighed by and answers are judged by: {why}",
        "Please learn it anew (python -m assistant calibrate), or delete the file; what is shipped counts then.",
    ),
    "too_few_unanswerable": (
        "Of the questions on documents {count} are without an answer, at least {least} are needed: from those the assistant learns when to say nothing.",
        'Please add some ("answerable": false).',
    ),
    "model_without_words": (
        "The model {name} is run by a service, which does not give the vectors of single words.",
        "Please set a model that runs here (ASSISTANT_EMBEDDING_MODEL), or learn without --words.",
    ),
    "database_unreachable": (
        "The database cannot be reached: {why}.",
        "Please check that the database server runs, and that host, port, user, password and database in ASSISTANT_DATABASE_URL are right. A running server then goes on by itself; please give a command again.",
    ),
    "database_connections": (
        "All connections to the database are in use: {why}.",
        'Please check whether the database server is overloaded, and whether its "max_connections" holds 20 connections for each network and process; a pooler before it helps otherwise. A running server then goes on by itself; please give a command again.',
    ),
    "database_version": (
        "The database server is PostgreSQL {found}, this program needs {oldest} or newer.",
        "Please use a newer server, and name its address in ASSISTANT_DATABASE_URL.",
    ),
    "database_failed": (
        "The database reports an error: {why}.",
        "Please try again; if it stays, the log of the database server tells more. Nothing was lost.",
    ),
    "database_full": (
        "There is not enough space for the database: {why}.",
        "Please make room there and run the same command again. Nothing was lost.",
    ),
    "database_refuses": (
        "The database does not let us write: {why}.",
        "Please check the rights of the user in ASSISTANT_DATABASE_URL, and whether the server is read-only.",
    ),
    "schema_missing": (
        "The tables are missing in the database.",
        "Please ingest documents, or make the tables: {command}",
    ),
    "schema_old": (
        "The database ({name}) is at revision {found}, this program needs {expected}.",
        "Please back up with the version of the program that you had, then bring it up to date: {command}",
    ),
    "schema_new": (
        "The database ({name}) is at revision {found}, this program knows revisions up to {expected}.",
        "Please use the newer version of the program, or restore a backup from before.",
    ),
    "publication_changed": (
        "Another run has published meanwhile: generation {found} instead of {expected}.",
        "Please run the same command again. Nothing was lost. No pooler that lends connections by the transaction may stand before the database (pgbouncer: pool_mode=session).",
    ),
    "rollback_none": (
        "Before generation {generation} there is none left to go back to.",
        "Please restore a backup, or take the documents in again as wanted: python -m assistant ingest PATH",
    ),
    "catalogue_version": (
        "The catalogue {path} has format {found}, this program expects {expected}.",
        "Please use the matching program, or take the documents into a new data folder: python -m assistant ingest PATH --data FOLDER",
    ),
    "data_no_folder": (
        "{data} cannot be a folder: there, or above it, lies a file of that name.",
        "Please name a folder; that of the data is named by --data or ASSISTANT_DATA.",
    ),
    "no_data_folder": (
        "There is no data folder {data}.",
        "Please check --data, ASSISTANT_DATA, and the folder in which the command is given; a new one is made by: python -m assistant ingest PATH",
    ),
    "no_index": (
        "Nothing has been taken into the folder {data} yet.",
        "Please take documents in: python -m assistant ingest PATH; or name the right data folder (--data, ASSISTANT_DATA).",
    ),
    "index_broken": (
        "The search index {path} is missing or does not fit the catalogue: {why}.",
        "It is restored, without computing it again, when the server starts or with the next run of: python -m assistant ingest PATH",
    ),
    "model_mismatch": (
        "The index was made with the model {index_model}; the settings name, or this version brings, {model}.",
        "Please convert the index ({command}), or go back to the setting or the version of the program from before.",
    ),
    "no_documents": (
        "No documents found in {paths}.",
        "Please check that the folder is mounted and holds files. The index was not changed.",
    ),
    "empty_path": (
        'The path is "", which is nothing.',
        "Please name a folder or a file; a variable may be empty.",
    ),
    "no_paths": ("It is missing what to take in.", "Usage: {command} FOLDER ...; help: {command} --help"),
    "arguments_missing": ("The command lacks: {names}.", "Help: {command} --help"),
    "arguments_unknown": ("The command has what does not exist: {names}.", "Help: {command} --help"),
    "argument_no_choice": ("{name} cannot be {value}.", "Possible are: {known}. Help: {command} --help"),
    "argument_no_value": ("The value behind {name} is missing.", "Help: {command} --help"),
    "argument_wrong": ("{name} cannot be {value}.", "Help: {command} --help"),
    "arguments_apart": ("{name} and {other} do not go together.", "Help: {command} --help"),
    "argument_ambiguous": ("It is not clear what {name} means.", "Possible are: {known}. Help: {command} --help"),
    "bad_arguments": (
        "The command is not right: {why}.",
        "Help: {command} --help",
    ),
    "bad_choice": (
        "{option} does not know the value {value}.",
        "Possible values: {known}.",
    ),
}
