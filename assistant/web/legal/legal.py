"""What stands on the pages that the law asks for, true for the settings in force: imprint, privacy, accessibility."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answering import given_answers
from assistant.language.dates import written
from assistant.messages import kept_for, text
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.web.answers.conversations import LIFETIME_SECONDS, MAX_QUESTIONS
from assistant.web.answers.streams import KEEP_SECONDS
from assistant.web.legal.legal_texts import own_texts
from assistant.web.legal.privacy import searches_elsewhere, words_elsewhere
from assistant.web.visitor import LANGUAGES

# The pages, each with its name in `messages` and, in its address, in the operator's own texts.
PAGES = {"imprint": "impressum", "privacy": "datenschutz", "accessibility": "barrierefreiheit"}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, or a list, below it; `missing` names fields of the operator that it lacks."""

    heading: str
    paragraphs: tuple[str, ...]
    missing: tuple[str, ...] = ()
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class LegalPage:
    """A page of sections, or the operator's own text in its place, in the language that it is written in."""

    title: str
    lead: str = ""
    sections: tuple[Section, ...] = ()
    own: Markup | None = None
    language: Language = "de"

    @property
    def missing(self) -> tuple[str, ...]:
        """The operator's fields that the page lacks, each once."""
        return tuple(dict.fromkeys(name for section in self.sections for name in section.missing))


def legal_pages(settings: Settings) -> Mapping[tuple[str, Language], LegalPage]:
    """The pages by address and language.

    Raises:
        SettingsError: an own text of the operator cannot be read.
    """
    own = own_texts(settings.legal_texts, tuple(PAGES.values())) if settings.legal_texts else {}
    searched, worded = searches_elsewhere(settings), words_elsewhere(settings)
    pages: dict[tuple[str, Language], LegalPage] = {}
    for language in LANGUAGES:
        writer = _Writer(settings, language, is_searched_elsewhere=searched, is_worded_elsewhere=worded)
        made = {"imprint": writer.imprint, "privacy": writer.privacy, "accessibility": writer.accessibility}
        for name, address in PAGES.items():
            title = text(f"legal_{name}", language)
            if told := own.get((address, language)) or own.get((address, "de")):
                page = LegalPage(told.title or title, own=told.html, language=told.language)
            else:
                lead = writer.lead(name)
                page = LegalPage(title, lead, tuple(made[name]()), language=language)
            pages[address, language] = page
    return pages


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the sections of each page in one language."""

    settings: Settings
    language: Language
    is_searched_elsewhere: bool
    is_worded_elsewhere: bool

    def lead(self, name: str) -> str:
        match name:
            case "privacy":
                return self._say("privacy_lead")
            case "accessibility":
                return self._say("accessibility_lead", network=self.settings.network_name)
            case _:
                return ""

    def imprint(self) -> Iterator[Section]:
        yield self._stated("imprint_provider", "name", "address", optional=("represented_by", "register_entry"))
        yield self._stated("imprint_contact", "email", optional=("phone",))
        if self.settings.operator.responsible:
            yield Section(self._field("responsible"), (self.settings.operator.responsible,))
        worded = "generated" if self.settings.llm else "quoted"
        yield Section(self._say("imprint_content"), (self._say(f"imprint_content_{worded}"),))

    def privacy(self) -> Iterator[Section]:
        settings, say = self.settings, self._say
        yield self._stated("privacy_responsible", "name", "address", "email", "privacy_officer", optional=("phone",))
        yield Section(say("privacy_asking"), tuple(self._asking()))
        yield Section(say("privacy_told"), tuple(self._told()))
        yield Section(say("privacy_votes"), (say("privacy_votes_kept"),))
        limit = (say("privacy_server_limit"),) if settings.rate_limit else ()
        yield Section(say("privacy_server"), (*limit, say("privacy_server_log")))
        staff = tuple(self._staff()) if settings.staff_token or settings.oidc_issuer else ()
        yield Section(say("privacy_browser"), (say("privacy_browser_none"), *staff))
        yield Section(say("privacy_third"), (say("privacy_third_none"),))
        yield self._stated("privacy_basis", "legal_basis")
        if settings.operator.hosting:
            yield Section(say("privacy_hosting"), (settings.operator.hosting,))
        rights = (say("privacy_rights_list"), say("privacy_rights_complaint"))
        yield self._stated("privacy_rights", "supervisory_authority", before=rights)

    def _staff(self) -> Iterator[str]:
        yield self._say("privacy_browser_staff", hours=self.settings.session_hours)
        if self.settings.oidc_issuer:
            yield self._say("privacy_browser_provider")
        yield self._say("privacy_browser_audit", days=self.settings.audit_days)

    def accessibility(self) -> Iterator[Section]:
        say, operator = self._say, self.settings.operator
        state = (say(f"accessibility_status_{operator.conformity}"),) if operator.conformity else ()
        missing = () if operator.conformity else ("conformity",)
        yield Section(say("accessibility_status"), (say("accessibility_status_aim"), *state), missing)
        known = tuple(say(f"accessibility_barriers_{name}") for name in ("originals", "scans", "languages"))
        own = tuple(line for line in operator.barriers.splitlines() if line.strip())
        yield Section(say("accessibility_barriers"), (*known, *own), is_list=True)
        tests = (say("accessibility_made_tests"),)
        yield self._stated("accessibility_made", "conformity_checked", "conformity_method", before=tests)
        how = (say("accessibility_report_how"),)
        yield self._stated("accessibility_report", "email", optional=("phone",), before=how)
        how = (say("accessibility_enforcement_how"),)
        yield self._stated("accessibility_enforcement", "enforcement_body", before=how)

    def _asking(self) -> Iterator[str]:
        if days := self.settings.keep_questions_days:
            yield self._say("privacy_asking_kept", kept=kept_for(days, self.language))
        else:
            yield self._say("privacy_asking_unkept")
        yield self._say("privacy_asking_counted")
        minutes, seconds = round(LIFETIME_SECONDS / 60), round(KEEP_SECONDS)
        yield self._say(
            "privacy_asking_conversation",
            questions=MAX_QUESTIONS,
            minutes=minutes,
            seconds=seconds,
            remembered=given_answers.LIFETIME_SECONDS // 60,
        )
        yield self._say("privacy_asking_plain")

    def _told(self) -> Iterator[str]:
        settings = self.settings
        if self.is_searched_elsewhere:
            yield self._say("privacy_told_embedding", model=settings.embedding_model)
        if settings.llm:
            where = "model" if self.is_worded_elsewhere else "house"
            yield self._say(f"privacy_told_{where}", model=settings.llm)
        if not self.is_searched_elsewhere and not settings.llm:
            yield self._say("privacy_told_nobody")

    def _stated(
        self, heading: str, *needed: str, optional: tuple[str, ...] = (), before: tuple[str, ...] = ()
    ) -> Section:
        """A section of what the operator states; the needed fields that are empty are its missing ones."""
        stated = {name: self._value(name) for name in (*needed, *optional)}
        told = tuple(self._line(name, value) for name, value in stated.items() if value)
        return Section(self._say(heading), (*before, *told), tuple(name for name in needed if not stated[name]))

    def _line(self, name: str, value: str) -> str:
        """Labelled, except for what stands below a heading that says it already."""
        if name in ("name", "address", "legal_basis", "supervisory_authority", "enforcement_body"):
            return value
        return text("legal_given", self.language, field=self._field(name), value=value)

    def _value(self, name: str) -> str:
        if name == "conformity_checked":
            checked = self.settings.operator.conformity_checked
            return written(checked, self.language) if checked else ""
        return str(getattr(self.settings.operator, name))

    def _field(self, name: str) -> str:
        return text(f"legal_field_{name}", self.language)

    def _say(self, key: str, **values: object) -> str:
        return text(f"legal_{key}", self.language, **values)
