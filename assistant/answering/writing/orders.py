"""Whether a text gives orders to whoever reads it for somebody: a passage that does is not shown to a language model.

It is the outer of several fences, made of patterns, and so it has holes. Behind it stand the form of the output, the
check of each sentence against what it cites, and an interface that shows text as text. Of 32,968 paragraphs and
passages of press releases, funding programmes, minutes, studies, administrative texts and an encyclopaedia it takes one
for orders.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.language.terms import fold

_MACHINE = (
    r"(?:ki|ai|llm|gpt|bot|chatbots?|(?:ki-|ai )?assistent\w*|(?:ai )?assistants?|sprachmodell\w*|language models?)"
)
_RULES = r"(?:anweisung|regel|vorgabe|instruktion|instruction|rule|guideline|prompt|anderen textstellen)"
_EARLIER = r"(?:vorherig|bisherig|obig|previous|above|earlier|prior)"

# Each is searched in folded text.
_PATTERNS = (
    # lift the rules
    r"\b(?:ignor|vergiss|vergesst|missacht|uebergeh|forget|disregard|overrid|bypass)\w*\b"
    rf".{{0,50}}\b(?:{_RULES}|{_EARLIER})",
    r"\b(?:neue|new|updated|geaenderte) (?:\w+ )?(?:anweisung|instruktion|instruction|system ?prompt)",
    r"\b(?:system|developer|entwickler)[ -]?"
    r"(?:prompt|message|nachricht|override|anweisung|instruction|modus|mode)\b",
    r"\bjailbreak|\bdo anything now\b",
    # speak to the machine, or make it another one
    r"\b(?:hinweis|anweisung|nachricht|notiz|befehl|note|instruction|message|attention|achtung)s?\b.{0,12}"
    rf"\b(?:an|fuer|to|for)\b(?: \w+){{0,2}} {_MACHINE}\b",
    rf"\b(?:liebe[rs]?|hallo|dear|hey|attention|achtung),? (?:\w+ )?{_MACHINE}\b",
    rf"\b(?:als|as an?) {_MACHINE}\b.{{0,30}}\b(?:musst|sollst|darfst|antworte|you|must)\b",
    r"\bdu bist (?:jetzt|nun|ab|von nun|ein|kein)|\byou are (?:now|no longer|hereby)\b",
    r"\bab (?:jetzt|sofort|nun)\b.{0,20}\b(?:antworte|sprich|schreib|bist|gilt fuer dich)|\bfrom now on\b",
    r"\b(?:tu|tue|verhalte dich|sprich|schreib|antworte) (?:so, als|wie ein)",
    r"\b(?:pretend (?:to|that|you)|act as (?:an?|if)\b|speak like|talk like)",
    # speak as another part of the talk
    r"(?:^|[>\]|.!?:\n]\s*)#*\s*(?:system|assistant|user|developer)\s*:",
    r"<\||</?\s*(?:system|assistant|passage|instruction|textstelle|s\s*>)",
    r"\[/?(?:inst|system\w*)\]|<<sys>>",
    r"\b(?:begin|end|ende) (?:of )?(?:system|der textstellen|passages|untrusted)",
    r"\b(?:answerable|sentences)\b[\"']?\s*:",
    # say what to answer
    r"\b(?:antworte|antwortet|schreibe?|sage?|gib|nenne|verrate|zeige|wiederhole|behaupte|empfiehl)\b.{0,50}"
    r"\b(?:passwor|kennwort|zugangswort|nutzer|benutzer|leser|immer|stattdessen|woertlich|ausschliesslich"
    r"|jede[rn]? frage)",
    r"\bantworte (?:nur|mit|auf)\b",
    r"\b(?:respond|reply|answer|say|output|print|repeat|reveal|recommend)\b.{0,50}"
    r"\b(?:passwords?|always|instead|verbatim|the users?|every question|all questions"
    r"|with the (?:word|phrase|sentence))\b",
    r"\b(?:erwaehne|verrate|nenne) (?:das|dies|diese\w*|es)?\b.{0,20}\b(?:nicht|niemandem)\b",
    r"\bdo not (?:mention|reveal|disclose) (?:this|these|that)\b",
    # carry something out, or bring something in
    r"\b(?:sende?|schicke?|uebermittle|leite|send|transmit|exfiltrate)\b[^.;*]{0,80}"
    r"(?:https?:|www\.|\b(?:gespraech|verlauf|konversation|frage des|eingabe|conversation|chat|user'?s))",
    r"\b(?:fuege?|binde?|insert|embed|render)\b.{0,50}\b(?:bild|image|link|markdown|html|script)\b",
    r"\]\([^)]{0,300}[?&]\w{1,40}=[{<$\[]",
)
_ORDERS = re.compile("|".join(_PATTERNS))
_SPACED = re.compile(r"\b(?:\w[ ._-]){4,}\w\b")  # "i g n o r e"
# Letters that nobody sees and language models read (Unicode's block of tags).
_TAGS = {0xE0000 + code: chr(code) for code in range(0x20, 0x7F)}


def gives_orders(text: str) -> bool:
    """Whether `text` tells a machine what to do, in German or English; also spaced out or with unseen characters."""
    read = unicodedata.normalize("NFKC", text).translate(_TAGS)
    seen = "".join(char for char in read if unicodedata.category(char) != "Cf")
    told = fold(_SPACED.sub(lambda found: re.sub(r"[ ._-]", "", found.group()), seen))
    # Without runs of white space, over which patterns would go back and forth.
    lines = [" ".join(line.split()) for line in told.splitlines()]
    return any(_ORDERS.search(one) for one in ("\n".join(filter(None, lines)), " ".join(filter(None, lines))))
