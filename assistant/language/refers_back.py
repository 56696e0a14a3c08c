"""Whether a sentence can only be understood with what stands before it: "Dies", "Sie", "jedoch", "der erste Teil"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.terms import stems
from assistant.records import Span

# "Diese Richtlinie" is the document itself, "dieses Jahr" is now where no year is told before.
_ITSELF = (
    r"(?:(?:Förder)?[Rr]ichtlinie|Förderprogramm|Fördermaßnahme|Satzung|(?:Ver)?[Oo]rdnung|Gesetz"
    r"|(?:Rahmen)?[Bb]ekanntmachung|\w*[Jj]ahr)"
)
_THIS_YEAR = re.compile(r"\W*(?:[Ii]n\s)?[Dd]iese[ms]\s\w*[Jj]ahr")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REFERS_BACK = re.compile(
    rf"\W*(?:Auch\s)?(?-i:(?![A-ZÄÖÜ]{{2}}))"  # "IT" is no "it"
    r"(?:(?:dies|(?:(?:an|auf|aus|bei|durch|für|gegen|gemäß|in|mit|nach|neben|ohne|trotz|über|um|unter|von|vor|während"
    rf"|wegen|zu)\s(?:all\s)?)?diese[mnrs]?)\b(?!\s(?:{_ITSELF}|Hintergrund))"
    r"|diejenigen?|sie|er|es|ih[mn]|ihr(?:e[mnrs]?|erseits)?|sein(?:e[mnrs]?|erseits)?|dessen|deren|denen"
    r"|dennoch|trotzdem|gleichwohl|andernfalls|ansonsten|dabei|dafür|dazu|daher|deshalb|deswegen|darüber|davon|hierfür|hierzu|hierbei|jedoch|außerdem|zudem|danach|dadurch|damit|daran|daraus|darauf|darin|hierdurch|hierunter|demnach|somit"
    r"|dann|dagegen|hingegen|allerdings|darum(?!\sgeht)|darunter|hinzu\skomm(?:t|en)|hiervon|hieraus|hieran|hierauf|hierin|daneben"
    r"|(?<=Auch\s)(?:hier|dort)|letztere[mnrs]?|erstere[mnrs]?|this|these|they|it|he|she|its|their)\b(?!-\w)",
    re.IGNORECASE,
)
# "Es" that stands for nothing: "Es wird ein Zuschuss gewährt", "Es wird empfohlen"; not "Es wird am 3. Mai eröffnet".
_STANDS_FOR_NOTHING = re.compile(
    r"\W*[Ee]s\s(?:"
    r"(?:w(?:erden|urden)|gibt|gab|gelten|bestehen|handelt|geht|ging|lohnt|können|müssen|sollen|dürfen|sind|stehen"
    r"|fehlen|bedarf|empfiehlt|haben)\b"
    r"|w(?:ird|urde)\s(?:"
    r"(?:(?!(?:als|a[bmn]|auf|aus|bei|beim|bis|de[mns]|durch|eine[mnrs]|für|gegen|im|in|mit|nach|ohne|seit|um|unter|vo[mnr]"
    r"|wegen|zu|zu[mr]|zwischen)\b)[a-zäöüß]+\s){0,2}"
    r"(?:(?:der|die|das|k?eine?)\b|(?!(?:19|20)\d\d\b)\d|(?!Anfang|Ende|Mitte)[A-ZÄÖÜ])"
    r"|[^,.;:]*,\s(?:dass|ob|w(?:ie|er|o|as|elche[mnrs]?))\b|(?:[a-zäöüß]+\s)?(?:empfohlen|gebeten)\b)"
    r"|(?:ist|bleibt|war)\s[^,.;:]*,\s(?:dass|ob|w(?:ie|er|o|as|elche[mnrs]?))\b)"
    r"|\W*[Ii]t\s(?:is|was|remains|has\sbeen)\s(?:\w+\s){0,2}?(?:agreed|decided|resolved|clear|unclear|open|unknown|undecided)\s"
    r"(?:that|to|who|whether|which|how|what|when|where|why)\b"
)
# "Sie können", "Ihr Antrag": the reader, where the text around it addresses one.
_MAY_ADDRESS = re.compile(r"\W*(?:Auch\s)?(?:Sie\s\w+e?n\b|Ihre?[mnrs]?\b)")
_ADDRESSES = re.compile(r"[a-zäöüß,]\s(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
AROUND = 2000  # so many characters on both sides of a sentence tell whether the reader is addressed

_FINITE = r"(?:wird|werden|wurden?|ist|sind|war|waren|hat|haben|hatten?|solle?n?|kann|können|muss|müssen|darf|dürfen)"
# Not "nach diesen Kriterien:", "in diesen Schritten gestellt:", below which they stand.
_NOT_AHEAD = r"(?!(?:\s(?:ab|zu|[a-zäöüß]{5,}))?:)"
# What refers back behind the first words of a main clause: "Das Land zahlt jedoch", "Tragfähig wird sie", "teilen sich
# diese Arbeit". Behind a comma the words before it are meant.
_REFERS_BACK_WITHIN = re.compile(
    r"(?:An|Auf|Aus|Bei|Durch|Für|Gegen|Hinter|Mit|Nach|Neben|Ohne|Um|Unter|Von|Vor|Zu)\s(?:sie|ihn|ihm|ihr|ihnen)\b"
    r"|(?:Am|An|Auf|Bei|Beim|Für|Im|In|Mit|Nach|Seit|Unter|Von|Zum|Zur)\s(?:[^\s.,;:()]+\s){3,15}?[a-zäöüß]+t\s(?:sie|er)\s"
    r"|(?:[A-ZÄÖÜ]\w+\s)?[Ee]in(?:e[mnrs]?)?\s(?:weitere|andere)[mnrs]?\s[A-ZÄÖÜ]"
    r"|(?:An|Auf|Bei|Für|In|Mit|Von)\s(?:allen\s)?andere[mnr]?\s(?:[A-ZÄÖÜ]|d(?:er|ie|as|en|em)\s)"
    r"|[A-ZÄÖÜ][a-zäöüß]+t\s(?:auch\s)?(?:dies|er|sie)\b(?!-)"
    r"|(?:[^\s,;:()]+\s){0,3}[Dd](?:er|ie|as|en|em)\s(?:zusätzlich|übrig|restlich|verbleibend|betreffend|genannt)e[mnrs]?\s"
    r"|(?:[^\s,;:()]+\s){1,6}(?:jedoch|hingegen|dagegen|allerdings)\b"
    rf"|(?:[^\s,;:()]+\s){{0,7}}{_FINITE}\s(?:(?:der|die|das|den|dem)\s[A-ZÄÖÜ]\w+\s)?aber\s"
    rf"|(?:[^\s,;:()]+\s){{1,15}}{_FINITE}\s(?:(?!oder\b|und\b)[^\s,;:()]+\s){{0,3}}"
    r"(?:daran|darin|darauf|daraus|damit|davon|dafür|darüber)\s\w+[tn][.!]?\s*\Z"
    r"|(?:[^\s,;:()]+\s){1,8}welche[nr]?(?=\s?[(.!?]|\s*\Z)"
    r"|(?:Lösung|Unterschied|Antwort|Gegenrede|Gegenvorschlag|Abstimmung(?:sergebnis)?|Vote):\s"
    r"|(?:Einstimmig|Mehrheitlich|Unanimously)\b"
    r"|(?:Wenn|Falls|Weil|Obwohl|Sobald|Solange|(?:Erst|Nur|Auch|Selbst)\s(?:wenn|falls|sobald))\s"
    r"(?:er|sie|dies|das(?!\s(?:[a-zäöüß-]+e[nrs]?\s){0,2}[A-ZÄÖÜ])|es(?!\s(?:um|sich|gilt|gibt|keine?n?)\b))\s"
    # Not where the sentence itself may say in which one: "Wenn er fehlt, gilt in diesem Fall ...".
    r"|(?:(?!\b(?:[Ww]enn|[Ff]alls|[Ss]ofern|[Ss]oweit|Fall|Fälle)\b)[^;:]){1,300}?\sin\sdiese(?:m\sFalle?|n\sFällen)\b"
    r"|(?:Satz\s\d|Die\sSätze\s\d)\b[^.]{0,12}\s(?:gilt|gelten|findet|finden)\b"
    r"|(?:[^\s.,;:()]+\s){1,8}(?:ist|sind|war|waren)\sdies\s"
    r"|(?:[^\s,;:()]+\s){1,5}(?<!\bund\s)(?<!\boder\s)(?!nicht\b)[a-zäöüß]+(?:t|en)\sdies\b(?!:)"
    rf"|[A-ZÄÖÜ][a-zäöüß]+(?:t|en)\s(?:wird|werden|wurden?|ist|sind)\sdiese[mnrs]?\s(?!{_ITSELF})"
    r"|Voraussetzung(?:en)?\s(?:[^\s,;:()]+\s){0,4}(?:ist|sind)\s(?:weiterhin|ferner|außerdem|zudem)\b"
    r"|(?:Dasselbe|Das\s[Gg]leiche|Gleiches|Entsprechendes|Vorstehendes)\s(?:gilt|gelten)\b"
    r"|(?:Eine?|Der|Die|Das)\sentsprechende[nrs]?\s[A-ZÄÖÜ]"
    r"|Im\s(?:zweiten|dritten|vierten|nächsten|letzten)\sSchritt\b"
    r"|(?:[^\s,;:()]+,?\s){1,3}(?:dazu|dadurch|davon|dafür|hierzu|hierfür)\b(?!\s(?:bei|dien|führ)|[^.;]*,)"
    r"|(?:Eine?|Keine?|D(?:er|ie|as))\s[A-ZÄÖÜ][\w-]+\s(?:dazu|hierzu|dafür|hierfür)\s(?!bei|dien|führ)[a-zäöüß]+t\b"
    r"|(?:[A-ZÄÖÜ][\w-]+,\s)*(?:(?!(?:und|oder|sowie)\s[a-zäöüß])[^\s,;:()]*[^\s,;:().!?]\s){1,12}[a-zäöüß]+(?:t|en)\s"
    r"(?:sich\s|auch\s)?"
    r"(?:dafür|dagegen|darum|dazu)\b(?!\s(?:bei|dien|führ)|\s(?!k?ein)[a-zäöüß]+e[nrs]?\s[A-ZÄÖÜ]|\s[A-ZÄÖÜ]|[^.:;!?]*,)"
    r"|(?:[^\s,;:()]+\s){0,3}(?:wird|werden|wurden?|ist|sind|war|waren|hat|haben|soll|sollen|kann|können|muss|müssen)\s(?:sie|er)\b"
    r"|[^.;:]{0,120}?\b(?:werden|wurden|sind|waren|wären)\ses\s[^,.;:]*\d"
    r"|(?:[^\s,;:()]+\s){1,6}(?:hierbei|dabei)\s(?=\w)(?!helf|hilft|sein|bleib|um\s|[^.;]*,)"
    r"|(?:[^\s,;:()]+\s){1,4}(?<!\bund\s)(?<!\boder\s)(?:damit|somit|demnach|folglich)\s(?![^.;]*,\s(?:dass|ob|wie|wer|was)\b)"
    r"|(?:[^\s,;:()]+\s){0,3}(?:[Ii]m\sRahmen|[Aa]ufgrund|[Ii]nfolge|[Aa]nhand|[Aa]nstelle|[Aa]nlässlich)\sdessen\b(?!,)"
    r"|(?:[^\s,;:()]+\s){0,3}(?:bedeutet|umfasst|beträgt|enthält|bietet|erhält|fördert|unterstützt)\s(?:sie|er|es)\b"
    r"|(?:[^\s,;:()]+\s){1,7}diese[mnrs]?\s(?:Arbeit|Aufgabe|Ansatz|Ansätze|Verfahren|Vorgehen|Weise|Fall|Fälle|Fällen"
    r"|Grund|Zweck|Zusammenhang|Schritt(?:en?)?|Prozess\w*|Problem\w*|Kriterien|Voraussetzungen|Anforderungen|Punkten?)"
    rf"\b{_NOT_AHEAD}"
)
_AS_SAID = re.compile(
    r"\bwie\s(?:zuvor|oben|bereits|eingangs"
    r"|(?:für|bei|zu)\s(?:den|der|dem|die|das)\s(?:erst|zweit|dritt|viert|letzt|vorig|vorherig)e[nrm]?\s[A-ZÄÖÜ][\w-]+)"
    r"\s(?:erwähnt|genannt|beschrieben|ausgeführt|dargestellt|vorgeschlagen|erläutert)\b"
)
# "Die Zusage erfolgt diesbezüglich pauschal", "dass auf diesem Weg ...", "Fristen stehen dem nicht entgegen"; not "die
# diesbezüglich vorhandenen Daten".
_ON_THIS = re.compile(
    r"\bdiesbezüglich\s(?![a-zäöüß]+e[mnrs]?\s)|\bauf\sdiese(?:m\sWege?|\sWeise)\b|\bdem\s(?:(?:nicht|auch)\s)?entgegen\b"
)
# "Der erste Teil", of which the sentences before speak.
_ORDINAL = re.compile(
    r"\W*D(?:er|ie|as|en|em)\s(?:erste|zweite|dritte|vierte|fünfte|letzte)n?\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]+?)(?:e?[ns])?\b"
)
# A noun that is not the text itself; it may stand in „quotation marks“.
_MARK = "[„\"»“‚']?"
_NOUN = rf"(?!{_ITSELF})[A-ZÄÖÜ][\wäöüß-]{{4,}}"
_PART_OF_TEXT = (
    r"(?:(?:(?:Unter)?[Aa]bschnitt|Absatz|Anhang|Artikel|Bericht|Broschüre|Buch|Dokument|Heft|Kapitel|Protokoll|Teil|Text"
    r"|Version|Vertrag)(?:e?s)?\b)"
)
_ADJECTIVES = r"(?:(?!und\b|oder\b)[a-zäöüß]{3,}en\s){0,2}"
# "in dieser Rechtsgrundlage", "beide Werften", "dieser jungen Menschen", of which the sentences before speak.
_THIS = re.compile(
    r"(?:(?:[^\s,;:()]+\s){1,15}?diese[mnrs]?|(?:[^\s,;:()]+\s){0,5}[Bb]eide[nr]?(?:\s(?:genannt|erwähnt|beschrieben)en)?"
    r"|(?:[^\s,;:()]+\s){1,9}[^\s,;:()]+,\s(?:(?:dass|ob|um|wie)\s)?(?:(?:an|auf|aus|bei|für|in|mit|nach|von|vor|zu)\s)?"
    rf"diese[mnrs]?)\s{_MARK}{_ADJECTIVES}(?P<noun>{_NOUN})"
)
# "Die Festlegungen gelten vier Jahre", "Am Ende dieser Phase wird geprüft": which ones the sentence before may say;
# "Denn der Strang kann steif sein": why it matters.
_GOES_ON = re.compile(
    r"(?:Denn|Stattdessen|Folglich|Infolgedessen|Das\s(?:heißt|bedeutet)|D\.\s?h\.|Mit\sanderen\sWorten|In(?:sofern|soweit))[\s,]"
)
_TAKES_UP = re.compile(
    r"(?:\(\d{1,2}[a-z]?\)\s)?D(?:er|ie|as)\s(?P<bare>[A-ZÄÖÜ][\wäöüß-]{3,})\s"
    r"(?!(?:mit|seit|gegen|neben|wegen|zwischen|samt|unter|hinter)\b)[a-zäöüß]+(?:t|en)\b"
)
# Before other verbs what is done ("Die Beratung kann ..."), or is somebody's ("Der Träger soll seine Zustimmung").
_MAY_TAKE_UP = re.compile(
    r"(?:\(\d{1,2}[a-z]?\)\s)?D(?:er|ie|as)\s(?:(?P<done>[A-ZÄÖÜ][\wäöüß-]+(?:ung|ion))\s(?:wird|wurde|soll|kann|darf|muss)"
    r"|[A-ZÄÖÜ][\wäöüß-]{3,}\s(?:soll|kann|darf|muss)\s(?:seine|ihre)[mnrs]?\s(?P<whose>[A-ZÄÖÜ][\wäöüß-]{3,}))\b"
)
# What sums up, or is a part of, what was said: "Die Informationen werden vertraulich behandelt".
_SUMS_UP = re.compile(
    r"(?:Information|Angabe|Auskunft|Auskünfte|Unterlage|Nachweis|Mitteilung|Regelung|Verpflichtung|Entscheidung|Frist"
    r"|Maßnahme|Voraussetzung|Änderung|Vorgabe|Vorschrift|Prüfung|Zustimmung|Summe)(?:e?n)?"
)
# "über eine solche Verlängerung", "derartige Prüfungen"; not "solche Boote, die ...", which says itself which ones.
_SUCH = re.compile(
    r"\b(?:[Ss]olch|[Dd]erartig)e[mnrs]?\s(?:[a-zäöüß]+e[mnrs]?\s)?(?P<such>[A-ZÄÖÜ][\wäöüß-]{3,})\b(?!\s?,\s(?:d(?:er|ie|as|en|em)|welche|wo|wie)|\swie\b"
    r"|[^.;:]{0,80},\sdass\b)"
)
# "als der pauschale Abzug"
_RESTATED = re.compile(r"\bd(?:er|ie|as|en|em|es)\s(?P<how>[a-zäöüß]{6,}e[nr]?)\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]{3,})")
_OF_THIS = re.compile(
    rf"(?:[^\s,;:()]+\s){{1,15}}?diese[mnrs]?\s{_MARK}{_ADJECTIVES}(?P<this>(?!{_PART_OF_TEXT}){_NOUN})\b{_NOT_AHEAD}"
)
# "Der Widerspruch muss ...", "Ist der Antrag vollständig, ...": which one another sentence may say.
_INVERTED = (
    r"Ist|Sind|War(?:en)?|Hat|Haben|Wird|Werden|Wurden?|Kann|Können|Soll(?:en)?|Muss|Müssen|Darf|Dürfen|Gilt|Gelten"
    r"|Bleibt|Fehlt|Liegt"
)
_DEFINITE = re.compile(
    rf"(?:\(\d{{1,2}}[a-z]?\)\s)?(?P<inverted>(?:{_INVERTED})\s)?[Dd](?:er|ie|as)\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]{{3,}})\s"
    r"(?!(?:mit|seit|gegen|neben|wegen|zwischen|samt|unter|hinter|de[rs])\b)"
    r"(?:(?(inverted)[a-zäöüß]+|[a-zäöüß]+(?:t|en))|muss|kann|soll|darf)\b"
)
# What is known already before its noun, or is denied, is not introduced: "die Gemeinde", "keine weitere Zuwendung".
_KNOWN = re.compile(
    r"\b(?:(?:d(?:er|ie|as|en|em|es)|(?:dies|jed|sein|ihr)(?:e[mnrs]?)?)|(?:kein(?:e[mnrs]?)?|nicht)(?:\s[a-zäöüß]+)?)\s\Z",
    re.IGNORECASE,
)
# "Zuständig ist die Stadt": for what a sentence with "zuständigen" says before it.
_SAID_OF = re.compile(r"(?:\(\d{1,2}[a-z]?\)\s)?(?P<said>[A-ZÄÖÜ][a-zäöüß]{5,})\s(?:ist|sind|bleib(?:t|en))\s")
# "über eine Fristverlängerung" behind "Die Frist kann verlängert werden".
_DONE = re.compile(r"\b(?:[Ee]in|[Dd])(?:e[mnrs]?|ie|er)\s(?P<done>[A-ZÄÖÜ][a-zäöüß]{7,}ung)\b")
_WORD = re.compile(r"[^\W\d_][\w-]*")
STEM = 6  # so many letters of a noun are in all its forms
LEAST = 4  # letters of the first part of a compound
AHEAD = 500  # so many characters before a sentence hold what its ordinal counts, or its "dieser" means


def refers_back(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` needs the one before it."""
    end = sentence.end
    start = sentence.start + text.startswith("(", sentence.start)
    if (
        _REFERS_BACK_WITHIN.match(text, start, end)
        or _ON_THIS.search(text, start, end)
        or _AS_SAID.search(text, start, end)
    ):
        return True
    if _THIS_YEAR.match(text, start, end):
        return bool(_YEAR.search(text, max(0, start - AHEAD), start))
    if ordinal := _ORDINAL.match(text, start, end):
        return ordinal["noun"] in text[max(0, start - AHEAD) : start]
    # "Entwurf" is spoken of as "Beschlussentwurf", too.
    before = text[max(0, start - AHEAD) : start].casefold()
    this = _THIS.match(text, start, end)
    if this and this["noun"][:STEM].casefold() in before and _is_named_first(text, start, this, "noun"):
        return True
    if not _REFERS_BACK.match(text, start, end) or _STANDS_FOR_NOTHING.match(text, start, end):
        return False
    around = max(0, start - AROUND), min(len(text), end + AROUND)
    return not (_MAY_ADDRESS.match(text, start, end) and _ADDRESSES.search(text, *around))


def goes_on(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` says why, or what, the one before it means: "Denn ...", "Das heißt, ..."."""
    return _GOES_ON.match(text, sentence.start, sentence.end) is not None


def takes_up(text: str, sentence: Span, before: str) -> bool:
    """Whether the sentence of `text` speaks of what only the one `before` it names: "Die Festlegungen gelten ..."
    behind "... kann eine Festlegung erfolgen.", "Am Ende dieser Phase ...", "eine solche Frist", "als der pauschale
    Abzug", or sums it up or goes on with it: "Die Angaben werden ...", "Denn ..."."""
    if goes_on(text, sentence) or _restates(text, sentence, before):
        return True
    if (bare := _TAKES_UP.match(text, sentence.start, sentence.end)) and _SUMS_UP.fullmatch(bare["bare"]):
        return True
    if introduces(text, sentence, before) or _says_of(text, sentence, before):
        return True
    named = bare["bare"] if bare else ""
    if not bare and (may := _MAY_TAKE_UP.match(text, sentence.start, sentence.end)):
        named = may["done"] or may["whose"]
    if named and named[:STEM].casefold() in before.casefold():
        return True
    return names_this(text, sentence)


def names_this(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` means by "am Ende dieser Phase", "eine solche Frist", what stands before it."""
    such = _SUCH.search(text, sentence.start, sentence.end)
    this = such or _OF_THIS.match(text, sentence.start, sentence.end)
    return this is not None and _is_named_first(text, sentence.start, this, "such" if such else "this")


def _is_named_first(text: str, start: int, found: re.Match[str], noun: str) -> bool:
    """Whether no word of the sentence that begins at `start` says the noun before, also as the end of a compound."""
    known = stems(text[start : found.start(noun)])
    return not any(one.endswith(stem) for stem in stems(found[noun]) for one in known)


def _restates(text: str, sentence: Span, before: str) -> bool:
    """Whether the sentence names in one breath, as known, what the one `before` it says apart: "der pauschale Abzug"
    behind "Der Abzug beträgt pauschal ein Viertel."."""
    said = [stem for one in _WORD.findall(before) for stem in stems(one)[:1]]
    named = (stems(f"{one['how']} {one['noun']}") for one in _RESTATED.finditer(text, sentence.start, sentence.end))
    return any(len(pair) == 2 and set(pair) <= set(said) and (pair[0], pair[1]) not in pairwise(said) for pair in named)


def _says_of(text: str, sentence: Span, before: str) -> bool:
    """Whether the sentence begins with an adjective that the one `before` it says of something, "Zuständig ist ...", or
    names as one what that says in two words: "eine Fristverlängerung"."""
    said = _SAID_OF.match(text, sentence.start, sentence.end)
    if said and re.search(rf"\b{said['said'].lower()}(?:e[mnrs]?)?\b", before):
        return True
    words = [word.casefold() for word in _WORD.findall(before)]
    done = (one["done"].casefold() for one in _DONE.finditer(text, sentence.start, sentence.end))
    return any(_is_made_of(one, words) for one in done)


def _is_made_of(compound: str, words: Sequence[str]) -> bool:
    """Whether both parts of a compound stand among the words apart, the second one in any form."""
    first = [word for word in words if len(word) >= LEAST and compound.startswith(word) and word != compound]
    rests = (compound.removeprefix(word).removeprefix("s")[:STEM] for word in first)
    return any(len(rest) == STEM and any(word.startswith(rest) for word in words) for rest in rests)


def introduces(text: str, sentence: Span, before: str) -> bool:
    """Whether words `before` the sentence of `text` introduce what it begins with: "eine Aufrechnung ist ..." what "Die
    Aufrechnung endet ..." is said of; not "die Gemeinde", which is as known there as here."""
    named = _DEFINITE.match(text, sentence.start, sentence.end)
    if named is None:
        return False
    noun = stems(named["noun"])
    found = (one for one in _WORD.finditer(before) if stems(one[0]) == noun)
    return any(not _KNOWN.search(before, 0, one.start()) for one in found)
