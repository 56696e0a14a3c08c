"""German texts. ERRORS: code -> (what happened, what to do)."""

from assistant.messages.de import (
    answering,
    commands,
    element,
    evaluation,
    feedback,
    funding,
    indexing,
    legal,
    models,
    outcomes,
    reading,
    search,
    staff,
    uploads,
    viewer,
    web,
)

ERRORS: dict[str, tuple[str, str]] = {
    **commands.ERRORS,
    **reading.ERRORS,
    **indexing.ERRORS,
    **models.ERRORS,
    **evaluation.ERRORS,
    **feedback.ERRORS,
    **search.ERRORS,
    **viewer.ERRORS,
    **uploads.ERRORS,
    **web.ERRORS,
    **legal.ERRORS,
}
TEXTS: dict[str, str] = {
    **commands.TEXTS,
    **reading.TEXTS,
    **feedback.TEXTS,
    **viewer.TEXTS,
    **uploads.TEXTS,
    **web.TEXTS,
    **answering.TEXTS,
    **element.TEXTS,
    **funding.TEXTS,
    **outcomes.TEXTS,
    **staff.TEXTS,
    **search.TEXTS,
    **legal.TEXTS,
}
