"""The answer to a request for a list of programmes: a sentence for each, with citations, and the way to the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.knowledge.funding import Programme, StatedFact
from assistant.knowledge.programmes.document_words import speaks_of
from assistant.knowledge.programmes.facts import Field, Group, meant_by
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching, names, silent, unstated
from assistant.knowledge.programmes.programme_question import programmes_asked_for, programmes_for_asker
from assistant.knowledge.programmes.status import SHUT
from assistant.knowledge.programmes.wording import each_once, kept_once, stated_worded
from assistant.language.detect import detect
from assistant.language.figures import missing
from assistant.messages import text
from assistant.records import Answer, Language, Listing, Question, Quote

MOST_FACTS = 3  # of one field; the table shows all
TOLD: tuple[Field, ...] = ("rate", "deadline")
_WHY_OVER: tuple[Field, ...] = ("deadline",)  # told of one that is over, even if it is not asked for
PATH = "/foerderung"


def listed_programmes(inquiry: Inquiry) -> Answer | None:
    """The programmes that are asked for; None if the question asks for something else, or no programme holds its words.

    In a follow-up the filters of the question before still hold: "und die Fristen?" is about the same programmes.
    """
    asked = inquiry.resolved
    if inquiry.question.filters or programmes_asked_for(asked.text, inquiry.today) is None:
        return None
    wanted = programmes_asked_for(asked.query, inquiry.today)
    if wanted is None:
        return None
    answer = listing(inquiry.question, wanted, inquiry.programmes)
    return replace(answer, resolved=asked.stated) if answer else None


def programmes_of_asker(inquiry: Inquiry) -> Answer | None:
    """The programmes for who asks, where he says nothing else but who that is, or none is for what he says of it."""
    wanted = programmes_for_asker(inquiry.question.text)
    if wanted is None or inquiry.question.filters or inquiry.resolved.since is not None:
        return None
    return listing(inquiry.question, wanted, inquiry.programmes)


def listing(question: Question, wanted: ProgrammeFilter, known: Sequence[Programme]) -> Answer | None:
    """The answer that names the first QUOTES of the `known` programmes that are wanted.

    Programmes that state nothing about a filter follow them, with a remark. If the filters let none through, the answer
    is an abstention with the way to the table. None if there is no programme at all, or none that holds the remaining
    words of the question.
    """
    found = matching(known, wanted)
    told = _speaking(found, wanted.query)
    if not known or (not told and wanted.query):
        return None
    room = QUOTES - len(told) if told else 0
    if room > 0 and (more := _speaking(unstated(known, wanted), wanted.query)):
        wanted = replace(wanted, unstated=True)
        found, told = matching(known, wanted), [*told, *more[:room]]
    language = question.language or detect(question.text)
    proved = list(told_of(told[:QUOTES], wanted, language))
    table = Listing(address(wanted), len(found))
    answer = replace(answer_of(question, proved), listing=table, listed=tuple(one.about for one in proved))
    return answer if answer.citations else replace(answer, reason="no_programme")


def address(wanted: ProgrammeFilter) -> str:
    """The address of the table with these filters."""
    fields = {
        "q": wanted.query,
        "applicant": wanted.applicant,
        "max_rate": wanted.max_rate,
        "min_rate": wanted.min_rate,
        "deadline_from": wanted.deadline_from,
        "deadline_to": wanted.deadline_to,
        "status": wanted.status,
        "region": wanted.region,
        "unstated": "true" if wanted.unstated else None,
    }
    query = urlencode({name: str(value) for name, value in fields.items() if value not in (None, "")})
    return f"{PATH}?{query}" if query else PATH


def table_of(shown: Sequence[Programme], known: Sequence[Programme]) -> Listing:
    """The table with this programme; with all where several are shown."""
    wanted = ProgrammeFilter(query=shown[0].title if len(shown) == 1 else "")
    return Listing(address(wanted), len(matching(known, wanted)))


def _speaking(found: Sequence[Programme], query: str) -> list[Programme]:
    """Those whose names hold the words; else, for a single word, those whose own pages speak of it.

    Words of a directive or of an address ("Zentrum für Luft- und Raumfahrt") do not tell what a programme is for, and
    several words somewhere in a text are more likely about something else.
    """
    named = [programme for programme in found if names(programme, query)]
    is_one = len(query.split()) == 1
    return named or [programme for programme in found if is_one and speaks_of(programme.words.own, query)]


def told_of(
    found: Sequence[Programme],
    wanted: ProgrammeFilter,
    language: Language,
    fields: Sequence[Field] = TOLD,
    *,
    worded: str = "funding_sentence",
    most: int = MOST_FACTS,
    unstated: Sequence[Field] = (),
) -> Iterator[ProvedSentence]:
    """A sentence for each programme with its `fields`, unless its quotes do not hold all figures.

    `worded` is the message that joins title and facts; of each field at most `most` are told. That it does not state
    one of `unstated` is said.
    """
    for programme in found:
        told = list(_told(programme, wanted.applicant, fields, most))
        quotes = _widest(one.quote for one in told)
        if quotes and _is_proved(programme, told, wanted, language, fields):
            yield ProvedSentence(
                _sentence(programme, told, wanted, language, fields, worded, unstated), quotes, about=programme.title
            )


def _widest(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotes, each once, without those that another one holds: of a list item by item the longest is enough."""
    every = list(dict.fromkeys(quotes))
    return [one for one in every if not any(one is not other and _holds(other, one) for other in every)]


def _holds(outer: Quote, inner: Quote) -> bool:
    return outer.span != inner.span and outer.holds(inner.document.id, inner.span)


def _is_proved(
    programme: Programme,
    told: Sequence[StatedFact],
    wanted: ProgrammeFilter,
    language: Language,
    fields: Sequence[Field],
) -> bool:
    """Whether the quotes hold every figure, except days without a year, which they may spell "15.4."."""
    exact = [one for one in told if not one.fact.value.startswith("--")]
    return not missing(_sentence(programme, exact, wanted, language, fields), " ".join(one.quote.text for one in told))


def _told(programme: Programme, applicant: Group | None, fields: Sequence[Field], most: int) -> Iterator[StatedFact]:
    """The facts of a sentence: title, fields (rates only for the applicant), and why the programme is over."""
    yield from programme.of("title")
    for field in fields:
        yield from kept_once(_of_applicant(programme, field, applicant))[:most]
    if programme.status in SHUT and programme.status_because:
        yield programme.status_because


def _of_applicant(programme: Programme, field: Field, applicant: Group | None) -> list[StatedFact]:
    """The facts of a field: rates only for the applicant; of those who may apply, the group of the applicant first."""
    told = list(programme.of(field))
    if field == "rate":
        rates = set(programme.rates(applicant))
        return [one for one in told if one.fact.number in rates]
    if field == "applicant" and applicant:
        meant = meant_by(applicant)
        return sorted(told, key=lambda one: (one.fact.value != applicant, one.fact.value not in meant))
    return told


def _sentence(
    programme: Programme,
    told: Sequence[StatedFact],
    wanted: ProgrammeFilter,
    language: Language,
    fields: Sequence[Field],
    worded: str = "funding_sentence",
    unstated: Sequence[Field] = (),
) -> str:
    parts = []
    for field in dict.fromkeys((*fields, *_WHY_OVER)):
        facts_of_field = [one for one in told if one.fact.field == field]
        if not facts_of_field and field in unstated:
            parts.append(_silent(field, language))
        words = each_once(facts_of_field, language, in_quotes=True)
        says_nothing = field == "applicant" and all(one.fact.value == "other" for one in facts_of_field)
        if words and not says_nothing:
            every = kept_once(_of_applicant(programme, field, wanted.applicant))
            told_all = _words_of(every, language) <= _words_of(kept_once(facts_of_field), language)
            is_sentence = field == "purpose"
            facts = "; ".join(one.removesuffix(".") for one in words) if is_sentence else ", ".join(words)
            facts = facts if told_all else text("funding_and_more", language, facts=facts)
            parts.append(text(f"funding_told_{field}", language, facts=facts))
    if programme.status in SHUT:
        parts.append(text(f"funding_status_{programme.status}", language))
    unknown = silent(programme, wanted)
    if programme.last_call and any(one.fact.field == "deadline" for one in told):
        parts.append(text("funding_no_later", language))
        unknown = [asked for asked in unknown if asked != "status"]
    parts += [_silent(one, language) for one in unknown]
    facts = "; ".join(parts or [_silent(field, language) for field in fields])
    return text(worded, language, title=programme.title, facts=facts)


def _words_of(stated: Sequence[StatedFact], language: Language) -> set[str]:
    return {stated_worded(one, language) for one in stated}


def _silent(column: str, language: Language) -> str:
    return text("funding_silent", language, field=text(f"funding_field_{column}", language))
