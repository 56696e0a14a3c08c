"""Words that say the same in the subjects of a network, in German and English; words that say the opposite; words that
say nearly nothing.

Only what may replace one another in a sentence about funding, workshops and firms without changing a fact.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from assistant.language.lemmas import key

# One meaning a line: German words | English words.
_SAME = """
    unternehmen firma betrieb | company firm enterprise business
    kmu | sme
    großunternehmen
    zulieferer lieferant | supplier
    handwerksbetrieb | craft
    förderung zuschuss zuwendung fördern beihilfe | funding grant subsidy fund support
    förderfähig zuwendungsfähig | eligible
    fördersatz förderquote | rate
    höchstbetrag förderhöchstbetrag obergrenze | cap ceiling
    mindestbetrag untergrenze
    kosten ausgaben aufwendungen kost | cost expense expenditure
    beschäftigte mitarbeiter mitarbeitende arbeitnehmer personal | employee staff
    antrag bewerbung beantragen bewerben | application apply
    stellen einreichen vorlegen abgeben abgabe einreichung anmelden registrieren | submit file register registration
    frist antragsfrist antragsschluss einreichungsfrist anmeldeschluss anmeldefrist bewerbungsschluss | deadline
    stichtag
    antragsteller antragstellerin antragstellende | applicant
    sitz firmensitz | office seat
    person | person people
    beschäftigen einstellen | employ
    ansprechpartner ansprechpartnerin ansprechperson kontakt kontaktperson | contact
    erhalten bekommen empfangen | receive get obtain
    zahlen bezahlen auszahlen auszahlung überweisen | pay payment
    dauer laufzeit dauern projektlaufzeit | duration term last
    beginn beginnen start starten anfangen anfang projektstart projektbeginn | begin start beginning launch
    ende enden auslaufen schluss projektende | end finish expire
    netzwerk verbund | network
    verein | association club
    projekt vorhaben | project
    programm förderprogramm | programme program scheme
    richtlinie förderrichtlinie | guideline directive
    workshop arbeitstreffen | workshop
    sitzung treffen besprechung | meeting session
    protokoll niederschrift | minutes
    beschließen beschluss entscheiden entscheidung | decide decision resolve
    lab labor | lab
    studie untersuchung | study
    ergebnis resultat | result finding
    aufgabe | task
    teilnehmer teilnehmende teilnahme teilnehmen | participant participation participate
    weiterbildung qualifizierung fortbildung schulung | training qualification
    ausbildung | apprenticeship
    beratung beraten | advice advise consulting consultation
    sprechstunde | consultation
    klein | small
    groß | large big
    mittel mittler | medium
    neu | new
    alt | old
    hoch | high
    niedrig gering | low
    kostenlos kostenfrei unentgeltlich gratis | free
    unterstützen | support assist
    leiten leitung | lead head manage
    koordinieren koordination koordinierung | coordinate coordination
    gründen gründung | founded establish
    prüfen überprüfen prüfung | check audit review
    erstellen anfertigen | create prepare
    durchführen umsetzen durchführung umsetzung | carry implement conduct
    verlängern verlängerung | extend extension
    steigen zunehmen wachsen erhöhen anheben steigern | rise increase grow raise
    sinken abnehmen fallen zurückgehen senken kürzen reduzieren verringern | fall decrease decline drop cut reduce
    beenden abschließen | complete
    anbieten angebot | offer
    veröffentlichen veröffentlichung | publish publication
    liefern beliefern lieferung | deliver supply
    montieren montage | assemble assembly
    empfehlen empfehlung | recommend recommendation
    planen planung | plan
    zustimmen zustimmung | agree approve approval
    ablehnen ablehnung | reject refuse
    annehmen | accept
    einstimmig | unanimous unanimously
    kritisieren kritik | criticise criticize criticism
    befragte befragt befragen | surveyed respondent
    umsatz | turnover revenue sales
    energie | energy
    energieverbrauch stromverbrauch | consumption
    strom | electricity
    stunde stündlich | hour hourly
    monat monatlich | month monthly
    woche wöchentlich | week weekly
    tag täglich | day daily
    jahr jährlich | year annual annually
    dienstag | tuesday
    montag | monday
    mittwoch | wednesday
    donnerstag | thursday
    freitag | friday
    samstag sonnabend | saturday
    sonntag | sunday
    kammer | chamber
    hochschule universität | university
    ministerium bundesministerium | ministry
    land bundesland | state
    bund bundesregierung | federal
    stadt | city town
    region | region
    deutschland | germany
    niedersachsen | lower-saxony
    österreich | austria
    europa | europe
    verwendungsnachweis | proof
    eigenanteil eigenbeitrag | contribution
    sprache | language
    englisch | english
    deutsch | german
    französisch | french
    mitglied | member
    partner | partner
    gast | guest
    raum | room
    ort standort | place location site
    stattfinden | take-place
    zulassen erlauben gestatten zulässig | allow permit
    decken abdecken | cover
    übernehmen
    vertrag | contract
    automobilindustrie | automotive
    anzahl zahl | number
    anteil | share
    betragen liegen belaufen | amount
    zweck | purpose
    erste | first
    zweite | second
    dritte | third
    vierte | fourth
    spät | late
"""

# Of these, one never stands for the other, and one beside the other marks two cases.
_OPPOSITE = """
    klein mittel groß | steigen sinken | beginn ende | hoch niedrig
    neu alt | kaufen verkaufen | mieten vermieten | zustimmen ablehnen
    annehmen ablehnen | höchstbetrag mindestbetrag | gut schlecht | intern extern
    öffentlich privat | früh spät | öffnen schließen | import export
    vorteil nachteil | stark schwach | lang kurz | viel wenig
    positiv negativ | männlich weiblich | leicht schwer | herstellen verbrauchen
    einnahme ausgabe | gewinn verlust | aufbau abbau | zunahme abnahme
    erste zweite dritte vierte fünfte | einfach doppelt dreifach | schnell langsam | norden süden osten westen
    frühjahr sommer herbst winter | frühling sommer herbst winter
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    kostenlos kostenpflichtig | großunternehmen kmu | sinkend steigend | stimmen enthalten
    erhalten zahlen
"""

# They say nearly nothing beside the other words of a sentence, or what they say is looked at elsewhere (`modality.py`).
_LIGHT = """
    schon vorsehen sein haben werden geben betragen liegen gelten erfolgen bestehen kommen gehören stehen
    machen tun sehen bleiben heißen umfassen belaufen bekommen erhalten vorliegen stattfinden lauten können
    müssen sollen dürfen wollen möglich nötig gewähren richten handeln laufen befinden jeweilig insgesamt
    bereits zudem ebenfalls ebenso auch dabei davon hier nun genau exakt laut zufolge circa zirka etwa rund
    maximal mindestens höchstens spätestens üblicherweise grundsätzlich be have do give amount lie get make take
    include comprise come belong exist possible approximately around about roughly maximum minimum least zahlen
    hingegen dagegen jedoch allerdings sowie pay ausmachen zusätzlich außerdem derzeit aktuell jeweils
    entsprechend folgend sogar weiterhin wobei ausschließlich lediglich nur immer stets sämtlich mehrere viele
    einige manche wenige teilweise überwiegend frühestens say sagen gehört anfallen wünschen voraussichtlich
    erforderlich notwendig gedacht only solely always usually generally several some many most mehr weniger more
    less fewer ab je pro per vorgesehen behandeln finden verpflichtet verpflichten
"""

# What can act: a noun that ends so is somebody.
_ACTORS = """
    kammer verein bank amt institut zentrum gesellschaft agentur ministerium netzwerk betrieb unternehmen
    verband ausschuss lenkungskreis beirat stadt land bund landkreis kreis hochschule universität ag gmbh
    zulieferer lieferant lab herr frau gießerei stiftung team gruppe behörde gemeinde region projektträger büro
"""
# Their subject and object are one and the same.
_COPULAS = "betragen liegen bleiben heißen gelten lauten belaufen stehen"
# Who does it has something from another.
_RECEIVING = "erhalten bekommen"
# Who does it to another has it done by the other; who does it with another, likewise.
_MUTUAL = "treffen begegnen heiraten grenzen ähneln gleichen meet marry border adjoin resemble neighbour neighbor"
_MUTUAL_WITH = """
    treffen begegnen heiraten verheiraten verheiratet befreunden befreundet verwandt kooperieren zusammenarbeiten
    fusionieren austauschen verhandeln einigen vereinbaren sprechen diskutieren verbünden konkurrieren meet marry
    married cooperate collaborate merge agree negotiate compete partner discuss related
"""
# What is done in a meeting, and told in its minutes in the present.
_MINUTED = """
    annehmen genehmigen beschließen ablehnen bitten beauftragen wählen verabschieden zustimmen diskutieren besprechen
    berichten vorstellen festhalten vertagen zurückstellen verschieben beraten bestätigen entlasten erörtern begrüßen
    feststellen festlegen vereinbaren übertragen ernennen berufen bestimmen benennen einigen anregen vorschlagen
    empfehlen hinweisen danken erläutern informieren fordern kritisieren ändern ergänzen streichen aufnehmen abstimmen
    billigen bewilligen erklären betonen äußern fragen antworten nennen loben verteilen eröffnen schließen
    verlesen protokollieren vorlegen präsentieren behandeln zusagen unterstreichen verkünden ansprechen aufrufen
    verpflichten übergeben übernehmen vergeben ehren auszeichnen zurückziehen einbringen beenden unterbrechen fortsetzen
    nehmen zurückweisen überweisen verweisen anmerken mitteilen klären würdigen hervorheben geben bekanntgeben fassen
    absetzen aufheben einsetzen bilden gründen unterzeichnen wiederwählen entscheiden anhören stellen ausschließen adopt
    elect appoint discuss report present thank propose suggest note request postpone adjourn confirm welcome
"""
# What takes so long that the present tells it as under way: "Das Amt prüft die Anträge".
_LONG = "planen prüfen vorbereiten bauen ausbauen umbauen sanieren modernisieren digitalisieren untersuchen verhandeln"
_SHORTEST_ENDING = 2
_TIMES = "tag woche monat jahr stunde"
# What a date is called that is an end, and one that is a beginning.
_ENDS, _BEGINNINGS = "frist ende", "beginn"


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, _SAME.splitlines())):
        german, _, english = line.partition("|")
        words = [key(form, "de") for word in german.split() for form in (word, word.capitalize())]
        words += [key(word, "en") for word in english.split()]
        for word in words:
            found.setdefault(word, words[0])
    return found


@lru_cache(maxsize=1)
def _opposites() -> frozenset[frozenset[str]]:
    groups = [group.split() for line in _OPPOSITE.splitlines() for group in line.split("|")]
    pairs = ((one, other) for group in groups for one in group for other in group if one != other)
    return frozenset(frozenset(concept(key(word, "de")) for word in pair) for pair in pairs)


@cache
def _concepts_of(words: str) -> frozenset[str]:
    forms = [form for word in words.split() for form in (word, word.capitalize())]
    return frozenset(
        {concept(key(form, "de")) for form in forms} | {concept(key(word, "en")) for word in words.split()}
    )


def concept(word: str) -> str:
    """One key for all keys that may stand for one another; the key itself for one that stands alone."""
    return _concepts().get(word, word)


def has_synonyms(word: str) -> bool:
    """Whether other words may stand for the one with this key."""
    return word in _concepts()


def are_opposite(one: str, other: str) -> bool:
    """Whether two concepts exclude one another."""
    return one != other and frozenset((one, other)) in _opposites()


def deny_each_other(one: str, other: str) -> bool:
    """Whether one of two concepts is the other denied by its first syllable: "befristet" and "unbefristet"."""
    short, long = sorted((one, other), key=len)
    return long in (f"un{short}", f"nicht{short}")


def _among(words: str) -> Callable[[str], bool]:
    """Tells whether a concept is that of one of the words."""
    return lambda word: word in _concepts_of(words)


# What a concept is, or says:
is_light = _among(_LIGHT)  # nearly nothing beside the other words of its sentence
is_copula = _among(_COPULAS)  # a verb that says that two things are the same
is_receiving = _among(_RECEIVING)  # a verb that says that its subject has something from another
is_mutual = _among(_MUTUAL)  # a verb that says the same of its subject and its object: "A trifft B"
is_mutual_with = _among(_MUTUAL_WITH)  # one that does so of its subject and the one with whom: "A kooperiert mit B"
is_told_in_minutes = _among(_MINUTED)  # what is done in a meeting: "Der Antrag wird angenommen" tells that it was
takes_long = _among(_LONG)  # what is not done at once, so that its present is no past: "planen", "sanieren"
is_time = _among(_TIMES)  # a unit of time: "am Tag", "im Jahr"
is_end = _among(_ENDS)  # of a date that it is an end: "Frist", "Ende"
is_beginning = _among(_BEGINNINGS)  # of a date that it is a beginning


def is_actor(word: str) -> bool:
    """Whether a concept is somebody: an office, a firm, a person by title."""
    return word in _concepts_of(_ACTORS) or word.endswith(_endings_of_actors())


@lru_cache(maxsize=1)
def _endings_of_actors() -> tuple[str, ...]:
    """Without "ag", in which "Antrag" and "Vertrag" end."""
    return tuple(word for word in _concepts_of(_ACTORS) if len(word) > _SHORTEST_ENDING)


def is_mutual_either_way(word: str) -> bool:
    """Whether a verb says the same of its subject and of another, its object or the one with whom."""
    return is_mutual(word) or is_mutual_with(word)


def is_deadline(word: str) -> bool:
    """Whether a concept is "Frist": an end, and what may be done until then."""
    return is_end(word) and word not in _concepts_of("ende")
