"""What visitors are told before they ask: what is kept of a question, and whether it goes to a service elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.indexing.embedding.models import is_service
from assistant.messages import text
from assistant.records import Language
from assistant.settings import Settings
from assistant.web.visitor import LANGUAGES


def privacy_notes(settings: Settings) -> Mapping[Language, str]:
    """The note in each language. It may look up the address of the language model's server."""
    is_told = asks_elsewhere(settings)
    return {language: f"{_kept(settings, language)} {_told(is_told, language)}" for language in LANGUAGES}


def asks_elsewhere(settings: Settings) -> bool:
    """Whether questions go to a service that is not known to run on this machine or in a private network."""
    if is_service(settings.embedding_model) and not settings.embedding_model.startswith("ollama:"):
        return True
    if not settings.llm:
        return False
    from assistant.answering.model import is_local  # brings LangChain with it

    return not is_local(settings)


def _kept(settings: Settings, language: Language) -> str:
    days = settings.keep_questions_days
    if not days:
        return text("web_privacy_counted", language)
    kept = text("element_one_day", language) if days == 1 else text("element_days", language, days=days)
    return text("web_privacy_kept", language, kept=kept)


def _told(is_told: bool, language: Language) -> str:
    return text("web_privacy_elsewhere" if is_told else "web_privacy_nobody", language)
