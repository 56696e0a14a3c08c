"""English words of feedback and the questions without an answer."""

ERRORS: dict[str, tuple[str, str]] = {
    "feedback_version": (
        "The feedback in {path} has format {found}, this program expects {expected}.",
        "Please use the matching program, or put the file aside; a new one is begun then.",
    ),
    "keep_days_unset": (
        "All kept questions in {data} would be removed ({count}): ASSISTANT_KEEP_QUESTIONS_DAYS is not set here. Nothing was changed.",
        "Please state the same number of days as the server, in the environment, in .env or assistant.toml; with 0 all are removed indeed.",
    ),
    "answer_id_unknown": (
        "This feedback belongs to no answer of this server.",
        "Please ask the question again and rate the new answer.",
    ),
    "answer_id_expired": (
        "This answer is more than {hours} hours old and cannot be rated any more.",
        "Please ask the question again and rate the new answer.",
    ),
    "too_many_votes": (
        "You gave feedback {limit} times within the last minute, more is not allowed.",
        "Please wait {seconds} {seconds:second|seconds}.",
    ),
    "gap_gone": (
        "This question is not in the list any more.",
        "It was done, taken over, or removed after its time; please load the list again.",
    ),
    "unknown_named_document": (
        'There is no document "{name}".',
        'Please give its title, path or id exactly as it stands below "Documents".',
    ),
    "several_of_title": (
        'Several documents have the title "{title}": {paths}.',
        "Please give one of these paths instead of the title.",
    ),
    "quote_empty": ("The quote is missing.", "Please choose a sentence, or enter the quote."),
    "quote_not_in_document": (
        "The quote “{quote}” does not stand word for word in “{title}”.",
        "Please copy it letter by letter from the opened document.",
    ),
    "answer_not_in_quote": (
        "The short answer “{answer}” does not stand in the quote.",
        "Please take a part of the quote as the short answer, or leave it out.",
    ),
    "gold_exists": (
        "The question stands in line {line} of {path} already, with another decision.",
        "Please change that line in the file.",
    ),
    "gold_broken": (
        "Line {line} of {path} is no gold question: {why}.",
        "Please correct or delete the line; nothing is appended until then.",
    ),
}

TEXTS: dict[str, str] = {
    "gaps_description": "Lists questions without an answer or with a wrong one, same ones together (ASSISTANT_KEEP_QUESTIONS_DAYS).",
    "gaps_purge": "remove questions that were kept long enough; the server does it by itself every hour",
    "gaps_json": "print the gaps as one line of JSON",
    "gaps_csv": "print the gaps as CSV",
    "gaps_purged": "Questions removed: {count}.",
    "gaps_off": "Questions are not kept here, only counted. Those without an answer, or with a wrong one, can stand here for some days if whoever runs this server switches that on.",
    "gaps_off_here": "ASSISTANT_KEEP_QUESTIONS_DAYS is not set here, or 0: no questions are shown. If the server keeps some, state the same number of days here, in the environment, in .env or assistant.toml.",
    "gaps_none": "No open questions.",
    "gap_reason_no_hits": "nothing found",
    "gap_reason_below_threshold": "no passage certain enough",
    "gap_reason_no_programme": "no programme for it",
    "gap_reason_not_supported": "not proved",
    "gap_reason_out_of_scope": "outside the documents",
    "gap_reason_wrong": "answer marked wrong",
}
