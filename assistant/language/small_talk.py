"""What people say in a conversation that asks the documents nothing: greetings, thanks, and words about the answer.

Closed lists of formulae. A text counts only as a whole, if it consists of nothing else: "Danke!" and "ok super, danke
dir", but neither "Danke-Veranstaltung" nor "Hilfe für Gründer".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from assistant.language.asked_for import has_interrogative
from assistant.language.spelling import lapses
from assistant.language.terms import fold, is_stopword
from assistant.records import Language

# Of several the first of these counts: "Hallo, was kannst du?", "Danke, tschüss". "about" is the assistant itself;
# "german" to "more" want the answer before once more, "wish" what cannot be done with it; "wordless" is "?" or "👍".
Said = Literal[
    "about", "german", "english", "source", "more", "wish", "farewell", "thanks", "greeting", "agreement", "wordless"
]
_BEFORE_A_QUESTION: frozenset[Said] = frozenset(("thanks", "greeting", "agreement", "wordless"))
_BEHIND_A_QUESTION: frozenset[Said] = frozenset(("thanks", "farewell"))

# Folded words; None where both languages say so.
_FORMULAE: Mapping[tuple[Said, Language | None], str] = {
    ("greeting", None): "hi, hey",
    ("greeting", "de"): """
        hallo, hallo zusammen, halloechen, hallihallo, huhu, moin, servus, tach, gruezi, gruess gott, gruess dich
        guten morgen, guten tag, guten abend, schoenen guten morgen, schoenen guten tag, schoenen guten abend
        einen schoenen guten tag, sehr geehrte damen und herren
    """,
    ("greeting", "en"): """
        hello, hi there, hey there, howdy, good morning, good afternoon, good evening, good day, dear sir or madam
    """,
    ("thanks", None): "merci",
    ("thanks", "de"): """
        danke, dank, danke schoen, dankeschoen, dankesehr, ich danke, dank dir, dank ihnen, vielen dank
        vielen lieben dank, lieben dank, besten dank, herzlichen dank, tausend dank, danke im voraus
        vielen dank im voraus, danke vorab, danke fuer die hilfe, danke fuer deine hilfe, danke fuer ihre hilfe
        danke fuer die info, danke fuer die infos, danke fuer die antwort, danke fuer die auskunft
        vielen dank fuer die hilfe, vielen dank fuer ihre hilfe, vielen dank fuer die info
        vielen dank fuer die antwort, vielen dank fuer die auskunft, das hilft, das hilft mir, das hilft mir weiter
        das hat geholfen, das hat mir geholfen, das war hilfreich, hilfreich, das wars, das war es, das war alles
        mehr brauche ich nicht
    """,
    ("thanks", "en"): """
        thanks, thank you, thanks a lot, many thanks, thx, thanx, ty, cheers, thanks in advance
        thank you in advance, thanks for your help, thanks for the help, thanks for the info, thanks for the answer
        thank you for your help, thank you for the information, thank you for the answer, that helps, that helped
        that was helpful, thats helpful, helpful, that is all, thats all, much appreciated
    """,
    ("farewell", None): "ciao",
    ("farewell", "de"): """
        tschuess, tschues, tschuessi, tschau, auf wiedersehen, wiedersehen, bis bald, bis dann, bis spaeter
        bis zum naechsten mal, und tschuess, gute nacht, machs gut, mach es gut, schoenen tag, schoenen tag noch
        einen schoenen tag, einen schoenen tag noch, schoenen abend, schoenen abend noch, schoenes wochenende
        schoenen feierabend, viele gruesse, liebe gruesse, beste gruesse, mit freundlichen gruessen, mfg
    """,
    ("farewell", "en"): """
        bye, bye bye, goodbye, good bye, see you, see you later, good night, take care, have a nice day
        have a good day, best regards, kind regards
    """,
    ("agreement", None): "ok, okay, oki, super, cool, wow, sorry",
    ("agreement", "de"): """
        ja, nein, nein danke, gut, sehr gut, na gut, schoen, prima, toll, klasse, perfekt, wunderbar, alles klar
        alles gut, verstanden, verstehe, ich verstehe, genau, stimmt, das stimmt, richtig, in ordnung, passt
        das passt, aha, achso, ach so, bitte, bitte schoen, gern, gerne, kein problem, schade, entschuldigung
    """,
    ("agreement", "en"): """
        yes, yep, yeah, no, nope, no thanks, fine, great, perfect, nice, good, got it, i see, understood, alright
        all right, awesome, excellent, sure, no problem, never mind
    """,
    ("about", None): "test, test test",
    ("about", "de"): """
        wer bist du, was bist du, wie heisst du, wie heissen sie, was kannst du, was kannst du alles
        was koennen sie, was kannst du fuer mich tun, was koennen sie fuer mich tun, was weisst du, was machst du
        was machst du hier, was kann ich dich fragen, was kann ich sie fragen, was kann ich fragen
        was kann ich hier fragen, womit kannst du mir helfen, wobei kannst du mir helfen, wie kannst du mir helfen
        wie koennen sie mir helfen, kannst du mir helfen, koennen sie mir helfen, hilf mir, hilfe, ich brauche hilfe
        ich habe eine frage, kann ich dich etwas fragen, darf ich etwas fragen, wie funktioniert das hier
        wie geht das hier, was ist das hier, wie funktionierst du, bist du ein mensch, bist du echt, bist du ein bot
        bist du ein chatbot, bist du ein roboter, bist du ein computer, bist du eine ki, bist du chatgpt
        sind sie ein mensch, sind sie ein bot, sind sie eine ki, ist da jemand, ist hier jemand, wie geht es dir
        wie geht es ihnen, wie gehts, wie gehts dir, wer hat dich gemacht, wer hat dich programmiert
        wer hat dich entwickelt, sprichst du deutsch, sprechen sie deutsch, sprichst du englisch, das ist ein test
        dies ist ein test, nur ein test
    """,
    ("about", "en"): """
        who are you, what are you, what is your name, whats your name, what can you do, what do you do
        what do you know, what can i ask, what can i ask you, what can i ask here, how can you help
        how can you help me, can you help me, help, help me, i need help, i have a question, may i ask a question
        how do you work, are you human, are you a human, are you a person, are you real, are you a bot
        are you a robot, are you an ai, are you chatgpt, how are you, how are you doing, who made you
        do you speak english, do you speak german, is anybody there, is anyone there, testing, this is a test
        just a test
    """,
    ("source", "de"): """
        quelle, quellen, quellenangabe, beleg, belege, woher, woher hast du das, woher haben sie das
        woher weisst du das, woher wissen sie das, woher stammt das, wo steht das, wo steht das denn, wo steht es
        wo hast du das her, wo haben sie das her, wo kann ich das nachlesen, in welchem dokument
        in welchem dokument steht das, aus welchem dokument, auf welcher seite, auf welcher seite steht das
        wer sagt das, bist du sicher, sind sie sicher, stimmt das, was ist die quelle, was sind die quellen
        was sind deine quellen, nenn die quelle, nenn mir die quelle, nenn mir die quellen, gibt es quellen
        gibt es eine quelle, gibt es quellen dafuer, gibt es dafuer quellen, gibt es dafuer eine quelle, gibt es belege
        gibt es belege dafuer, gibt es dafuer belege, hast du quellen, hast du eine quelle, hast du quellen dafuer
        hast du dafuer quellen, hast du dafuer eine quelle, hast du belege, haben sie quellen, haben sie belege
        quelle dafuer, quellen dafuer, quelle der zahlen, quellen der zahlen, quellen zu den zahlen
        quellen fuer die zahlen, gibt es quellen zu den zahlen, gibt es quellen zu diesen zahlen
        gibt es quellen fuer die zahlen, gibt es quellen fuer diese zahlen, gibt es quellen zu den angaben
        gibt es quellen fuer die angaben, gibt es belege fuer die zahlen, gibt es belege fuer die angaben
        woher kommen die zahlen, woher stammen die zahlen, woher sind die zahlen, woher kommen diese zahlen
        woher stammen diese zahlen, woher hast du die zahlen, woher haben sie die zahlen, woher kommen die angaben
        woher stammen die angaben, woher hast du die angaben, worauf beruhen die zahlen, worauf beruht das
        worauf stuetzt sich das
    """,
    ("source", "en"): """
        source, sources, citation, citations, reference, references, where does it say that, where does it say so
        where is that from, where did you get that, where is that written, where can i read that, how do you know
        how do you know that, which document, in which document, which page, on which page, says who, who says that
        are you sure, is that true, what is the source, what are the sources, what are your sources
        is there a source, are there sources, are there any sources, do you have a source, do you have sources
        are there sources for the numbers, are there sources for these numbers, are there sources for the figures
        are there sources for these figures, where do the numbers come from, where do these numbers come from
        where do the figures come from, where do these figures come from
    """,
    ("more", "de"): """
        mehr, mehr dazu, mehr davon, mehr darueber, mehr infos, mehr infos dazu, mehr informationen
        mehr informationen dazu, mehr details, details, noch mehr, noch mehr dazu, noch mehr infos, noch was
        noch etwas, noch was dazu, sonst noch was, sonst noch etwas, sonst noch, und sonst, und sonst noch, was noch
        was gibt es noch, gibt es noch mehr, gibt es noch mehr dazu, gibt es dazu noch mehr, gibt es mehr dazu
        ist das alles, war das alles, weiter, weitere infos, weitere infos dazu, weitere informationen
        weitere informationen dazu, ausfuehrlicher, erzaehl mehr, erzaehl mir mehr, erzaehl mir mehr dazu
        erzaehl mir mehr davon, erzaehl mir mehr darueber
    """,
    ("more", "en"): """
        more, more about that, more about this, more on that, more info, more information, more details
        tell me more, tell me more about that, tell me more about it, anything else, what else, is there more
        is that all, go on
    """,
    ("german", "de"): """
        deutsch, auf deutsch, und auf deutsch, in deutsch, das auf deutsch, das gleiche auf deutsch
        dasselbe auf deutsch, antworte auf deutsch, kannst du das auf deutsch sagen
        koennen sie das auf deutsch sagen, geht das auch auf deutsch
    """,
    ("german", "en"): "german, in german, and in german, answer in german, can you say that in german",
    ("english", "de"): """
        englisch, auf englisch, und auf englisch, in englisch, das auf englisch, das gleiche auf englisch
        dasselbe auf englisch, antworte auf englisch, kannst du das auf englisch sagen
        koennen sie das auf englisch sagen, geht das auch auf englisch
    """,
    ("english", "en"): """
        english, in english, and in english, answer in english, can you say that in english, the same in english
    """,
    ("wish", "de"): """
        kuerzer, etwas kuerzer, geht das kuerzer, geht es kuerzer, fass dich kurz, fasse dich kurz
        fass das zusammen, fasse das zusammen, kannst du das zusammenfassen, koennen sie das zusammenfassen
        zusammenfassen, einfacher, einfacher erklaeren, geht das einfacher, erklaer das einfacher
        kannst du das einfacher erklaeren, in einfachen worten, in einfacher sprache, in leichter sprache
        auf tuerkisch, auf polnisch, auf russisch, auf ukrainisch, auf arabisch, auf franzoesisch, auf spanisch
        auf italienisch
    """,
    ("wish", "en"): """
        shorter, make it shorter, keep it short, summarize, summarise, summarize that, summarize this, simpler
        explain it simply, in simple words, in plain language, in turkish, in polish, in russian, in ukrainian
        in arabic, in french, in spanish, in italian
    """,
}
# What may stand beside a formula, and says nothing by itself.
_BESIDE_WORDS = """
    sehr ganz dir ihnen euch auch lieber liebe liebes assistent bot chatbot leute team allerseits na ach oh schon mal
    doch echt wirklich bitte vielmals
    very so much everyone all dear assistant please well really guys folks
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
_PHRASES = {
    tuple(phrase.split()): (said, language)
    for (said, language), phrases in _FORMULAE.items()
    for phrase in re.split(r"[,\n]", phrases)
    if phrase.strip()
}
_LONGEST = max(map(len, _PHRASES))  # words
_WORDS = frozenset(word for phrase in _PHRASES for word in phrase) | _BESIDE
_READ = 200  # characters; longer texts say more than that, and what is polite before a question is shorter
_LEAST = 5  # letters; a shorter word may be another one, as "Hall" is
# Of these no slip is another word, as "Kasse" is of "klasse" and "Genua" of "genau".
_OFTEN_MISTYPED = ("hallo", "hello", "danke", "vielen", "dankeschoen", "tschuess", "wiedersehen", "goodbye", "thank")
_MENDED = {slip: word for word in _OFTEN_MISTYPED for slip in lapses(word) - _WORDS if len(slip) >= _LEAST}
_SIGNS = frozenset("€$£§%&@#")  # stand for words

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_FACE = re.compile(r"(?<!\w)[:;=]-?[a-z](?!\w)")  # ":D"
_DRAWN_OUT = re.compile(r"(.)\1{2,}")  # "dankeee"
_LED = re.compile(r"[^,.!;:?]{0,100}[,.!;:?]+\s*(?=[^\W\d_])")
_FOLLOWED = re.compile(r"(?<=[.!?])\s++(?P<last>[^.!?]+[.!?]*)$")
_JOINS = frozenset(("und", "aber", "also", "and", "but"))


class Heard(NamedTuple):
    """What a text says that asks nothing, and in which language, None where it may be either; its number of words."""

    said: Said
    language: Language | None
    words: int


def heard(text: str) -> Heard | None:
    """What the text says if it consists of formulae alone, be it with a slip of the finger, or of signs; None of any
    other text."""
    if len(text) > _READ:
        return None
    words = _words(text)
    found: list[tuple[Said, Language | None]] = []
    place = 0
    while place < len(words):
        ends = range(min(len(words), place + _LONGEST), place, -1)
        end = next((end for end in ends if tuple(words[place:end]) in _PHRASES), None)
        if end is None and words[place] not in _BESIDE:
            return None
        if end is not None:
            found.append(_PHRASES[tuple(words[place:end])])
        place = end or place + 1
    if not found:
        return None if words or _SIGNS.intersection(text) else Heard("wordless", None, 0)
    said = min((said for said, _ in found), key=get_args(Said).index)
    return Heard(said, next((language for _, language in found if language), None), len(words))


def without_courtesy(text: str) -> str:
    """The text without what is only polite around it: "Hallo, bis wann? Danke!" asks "bis wann?"."""
    while (led := _LED.match(text)) and _is(led[0], _BEFORE_A_QUESTION):
        text = text[led.end() :]
    while (followed := _FOLLOWED.search(text, max(0, len(text) - _READ))) and _is(followed["last"], _BEHIND_A_QUESTION):
        text = text[: followed.start()]
    return text[_before_question(text) :]


def _is(text: str, kinds: frozenset[Said]) -> bool:
    found = heard(text)
    return found is not None and found.said in kinds


def _before_question(text: str) -> int:
    """Where the question begins before which words are polite without a sign behind them: "hallo wie hoch ist ..."."""
    starts = [word.start() for word in _WORD.finditer(text[:_READ])]
    for number in range(min(len(starts) - 1, _LONGEST), 0, -1):
        start = starts[number]
        if _begins_question(text[start : start + _READ]) and _is(text[:start], _BEFORE_A_QUESTION):
            return start
    return 0


def _begins_question(text: str) -> bool:
    words = _words(text)
    words = words[1:] if words[0] in _JOINS else words
    return bool(words) and is_stopword(words[0]) and has_interrogative(" ".join(words[:2]))


def _words(text: str) -> list[str]:
    """The folded words of a text, mended; "that's" is one word, a face is none."""
    folded = fold(text).replace("'", "").replace("’", "")
    return [_mended(word) for word in _WORD.findall(_FACE.sub(" ", folded))]


def _mended(word: str) -> str:
    if word in _WORDS:
        return word
    word = _DRAWN_OUT.sub(r"\1", word)
    return _MENDED.get(word, word)
