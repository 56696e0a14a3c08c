"""What visitors are told before they ask: what is kept of a question, and whether it goes to a service elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.indexing.embedding.models import is_service
from assistant.messages import kept_for, text
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.web.visitor import LANGUAGES


def privacy_notes(settings: Settings) -> Mapping[Language, str]:
    """The note in each language. It may look up the address of the language model's server."""
    is_told = asks_elsewhere(settings)
    return {language: f"{_kept(settings, language)} {_told(is_told, language)}" for language in LANGUAGES}


def asks_elsewhere(settings: Settings) -> bool:
    """Whether questions go to a service that is not known to run on this machine or in a private network."""
    return searches_elsewhere(settings) or words_elsewhere(settings)


def searches_elsewhere(settings: Settings) -> bool:
    """Whether a service elsewhere embeds the questions."""
    return is_service(settings.embedding_model) and not settings.embedding_model.startswith("ollama:")


def words_elsewhere(settings: Settings) -> bool:
    """Whether a language model elsewhere words the answers. It may look up the address of its server."""
    if not settings.llm:
        return False
    from assistant.answering.writing.model import is_local  # brings LangChain with it

    return not is_local(settings)


def _kept(settings: Settings, language: Language) -> str:
    days = settings.keep_questions_days
    if not days:
        return text("web_privacy_counted", language)
    return text("web_privacy_kept", language, kept=kept_for(days, language))


def _told(is_told: bool, language: Language) -> str:
    return text("web_privacy_elsewhere" if is_told else "web_privacy_nobody", language)
