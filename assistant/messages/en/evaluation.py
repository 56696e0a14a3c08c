"""English words of the evaluation."""

ERRORS: dict[str, tuple[str, str]] = {
    "dataset_unreadable": (
        "The question set {path} cannot be read: {why}.",
        "Please check its path and permissions.",
    ),
    "dataset_without_passages": (
        "The question set {path} does not ask about single passages.",
        "Please name questions with the fields passage, answerable, answer and start, beside them passages.jsonl and distractors.jsonl.",
    ),
    "dataset_empty": ("The question set {path} holds no question.", "Please name a JSON Lines file."),
    "dataset_unknown": (
        "The file {path} has no known form; its fields are: {fields}.",
        "Known are: question, context, answers (MLQA); id, question, answerable, passages (NoMIRACL); "
        "id, passage, question, answerable, answer, start … (with passages.jsonl); "
        "id, question, kind, document, answers … (gold).",
    ),
    "dataset_line": (
        "Line {line} of {path} is no JSON object: {why}.",
        "Please correct the line.",
    ),
    "dataset_field": (
        "Line {line} of {path} lacks the field {field}, or it is not: {expected}.",
        "Please correct the line.",
    ),
    "dataset_without_ranking": (
        "No search can be judged on {path}: nobody said which of the passages holds the answer.",
        "Please use evaluate answers.",
    ),
    "dataset_part_missing": (
        "The file {part} is missing beside the question set {path}.",
        "Please put {part} into the same folder.",
    ),
    "dataset_folder_without_questions": (
        "No Markdown file in the folder {path} states questions.",
        "Please list them in the front matter of the files (between ---) below fragen:, one a line (- What does ... cost?), or name a JSON Lines file.",
    ),
    "dataset_front_matter": (
        "Line {line} of {path} is no question of the list fragen:.",
        "Please write one question a line: - What does a ticket cost?",
    ),
    "dataset_without_answers": (
        "Answers cannot be graded on {path}: its questions only name the document that holds the answer.",
        "Please use evaluate retrieval.",
    ),
    "report_unknown": ("The file {path} is no report.", "Please name a report that --json wrote."),
    "report_of_others": (
        "The report {path} is about other questions ({before}, now {now}).",
        "Please name a report of the same task on the same question set.",
    ),
    "bench_not_ready": (
        "The server was not ready after {seconds} seconds.",
        "Please see what it says: python -m assistant serve --data DIR",
    ),
    "browser_missing": (
        "Playwright or a browser ({names}) is missing for this measurement.",
        'Please install them: pip install "wissens-assistent[dev]" and apt-get install chromium',
    ),
    "manifest_unreadable": (
        "The list {path} cannot be read: {why}.",
        "Please name a folder with a MANIFEST.tsv (UTF-8).",
    ),
    "manifest_head": (
        "The list {path} does not begin with the columns {columns}.",
        "Please part the columns by tabs and name them in the first line.",
    ),
    "manifest_empty": ("The list {path} names no file.", "Please write a file into each line."),
    "manifest_file": (
        "Line {line} of {path} names the file {file}, which does not exist.",
        "Please correct the line or add the file.",
    ),
    "manifest_word": (
        "Line {line} of {path} expects “{word}”, which is not known.",
        "Known are: {known}.",
    ),
    "bench_ended": (
        "The measurement “{case}” ended without a result (exit status {status}).",
        "Please read the messages above; if memory is short, choose smaller sizes with --sizes.",
    ),
    "peers_missing": (
        "The package {package} is missing for the comparison.",
        "Please install it: pip install {package}",
    ),
    "corpus_missing": (
        "Below {path} there is none of the folders {folders} that the questions are about.",
        "Please name the folder that holds them with --corpus.",
    ),
}
