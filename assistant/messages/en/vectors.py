"""English words of the vector server."""

ERRORS: dict[str, tuple[str, str]] = {
    "index_building": (
        "This host's search index is being built from the catalogue.",
        "Please wait a moment; it then goes on by itself.",
    ),
    "chroma_unreachable": (
        "The Chroma server {url} cannot be reached: {why}.",
        "Please check that it runs and that ASSISTANT_CHROMA_URL is right. A running server then goes on by itself; please give a command again.",
    ),
    "chroma_slow": (
        "The Chroma server {url} has not answered within {seconds} seconds.",
        "Please check whether it is overloaded; ASSISTANT_CHROMA_TIMEOUT_SECONDS makes us wait longer.",
    ),
    "chroma_busy": (
        "The Chroma server {url} takes nothing at the moment: {why}.",
        "Please check whether it, or the proxy before it, is overloaded. A running server then goes on by itself; please give a command again.",
    ),
    "chroma_refused": (
        "The Chroma server {url}, or a proxy before it, turns us away: {why}.",
        "Please check the credentials in ASSISTANT_CHROMA_HEADERS.",
    ),
    "chroma_version": (
        'The Chroma server {url}, asked for its version, answers "{found}"; this program knows {oldest} to {newest}.',
        "Please use a server of Chroma 1.x, or check that it is Chroma at all that runs at this address.",
    ),
    "chroma_tenant": (
        'On the Chroma server {url} "{name}" is missing, and it cannot be made: {why}.',
        "Please make the tenant and the database there, or correct ASSISTANT_CHROMA_TENANT and ASSISTANT_CHROMA_DATABASE.",
    ),
    "chroma_failed": (
        "The Chroma server {url} reports an error: {why}.",
        "Please look into its log. What it lacks is made anew from the catalogue: python -m assistant check --repair",
    ),
    "chroma_torn": (
        "On the Chroma server {url} vectors are missing: {why}.",
        "Please restore them from the catalogue, without computing them again: python -m assistant check --repair",
    ),
}
