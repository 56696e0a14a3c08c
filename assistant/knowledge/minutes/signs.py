"""The words by which minutes say that something was decided, is to be done, has come about or is open."""

from __future__ import annotations

import re
from typing import Literal

from assistant.knowledge.minutes.acting import is_ours
from assistant.knowledge.minutes.details import vote_in
from assistant.knowledge.minutes.plainly import agrees, is_background, nobody_knows
from assistant.knowledge.minutes.votes import ends_with_vote

OutcomeKind = Literal["decision", "task", "result", "open"]
KINDS: tuple[OutcomeKind, ...] = ("decision", "task", "result", "open")
Section = Literal["decision", "task", "result", "open", "agenda"]

_I = re.IGNORECASE

_OPEN_POINTS = (
    r"(?:(?:noch|weiterhin|weitere) )?(?:offen(?: geblieben| gebliebene \w+)?|offene[rs]? (?:punkte?|fragen?|themen)"
    r"|offene|(?:noch )?(?:zu|abzu) ?klären(?:de (?:punkte|fragen|themen))?"
    r"|was (?:noch |uns )?(?:offen|ungeklärt|liegen) (?:ge)?(?:blieb(?:en)?|bleibt|ist)(?: ist)?"
    r"|(?:noch )?nicht (?:geklärt|gelöst|entschieden)|(?:themen|fragen)-?(?:park(?:platz)?)"
    r"|(?:ungeklärt|ungelöst|strittig|vertagt)(?:es|e (?:punkte|fragen|themen))?"
    r"|klärungsbedarf|themenspeicher|vertagte? \w+|zurückgestellt\w*)"
)
# A heading, or a line that leads a list in, says what stands below. Numbers and "TOP 3:" before it are cut off first.
_NUMBERED = re.compile(r"^\W*(?:(?:TOP|Punkt|Item|Agenda item)\s*)?(?:\d+(?:\.\d+)*|[IVX]+\b)?\W*", _I)
_SECTIONS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "agenda",
        re.compile(
            r"(?:\w+ )?tagesordnung(?:spunkte)?\b|(?:detaillierte )?agenda\b|(?:top|themen)-?(?:vorschläge|sammlung"
            r"|liste)?\Z"
            r"|(?:top|themen)-?vorschläge\b|sitzungsablauf|vorgeschlagene themen|(?:(?:konkrete|neue|weitere"
            r"|alte) )?vorschläge\Z|themen(?:übersicht)?\Z|ideen(?:sammlung|speicher)?\b|tops?\Z",
            _I,
        ),
    ),
    (
        "task",
        re.compile(
            r"(?:(?:neue|offene|vereinbarte|verteilte|nächste|aktuelle) )?(?:haus)?aufgaben(?:liste|verteilung"
            r"|übersicht)?\Z"
            r"|aufgaben und \w+\Z|to-?\s?do-?'?s?(?:-?liste?)?\Z|arbeits(?:aufträge|pakete|liste)\Z|aufträge\Z"
            r"|maßnahmen(?:plan)?\Z"
            r"|(?:die )?nächsten? schritte?\Z|weitere(?:s)? (?:vorgehen|schritte)\Z|wer macht was\b|(?:aktions"
            r"|umsetzungs|arbeits)plan\Z|(?:noch )?zu (?:tun|erledigen)\Z|action(?: items?|s| points?)\Z"
            r"|tasks?\Z|next steps?\Z",
            _I,
        ),
    ),
    (
        "decision",
        re.compile(
            r"(?:(?:gefasste|getroffene|weitere|unsere) )?(?:beschl(?:uss|üsse|ussfassungen?)|entscheidungen?"
            r"|vereinbarung(?:en)?|konsens|einigung(?:en)?"
            r"|festlegung(?:en)?)(?: der sitzung)?\Z|beschlüsse und \w+\Z|(?:wie (?:nun |weiter )?)?(?:vor"
            r"|um)gegangen (?:werden soll|wird)\b|decisions?\Z|resolutions?\Z|agreements?\Z",
            _I,
        ),
    ),
    (
        "open",
        re.compile(
            rf"{_OPEN_POINTS}(?:\s?(?:[/,&+]|und)\s?(?:{_OPEN_POINTS}|punkte|fragen|themen))*\Z"
            rf"|(?:themen-?)?(?:parkplatz|parking lot)(?: ?[:/–-] ?| \()(?:{_OPEN_POINTS})\)?\Z"
            r"|(?:open|unresolved) (?:points?|issues?|questions?|items?)\Z",
            _I,
        ),
    ),
    (
        "result",
        re.compile(
            r"(?:(?:wichtigste|zentrale|erzielte) )?ergebnis(?:se)?\Z|(?:unser )?fazit\Z|erreichte ziele\Z"
            r"|schlüsselergebnisse\Z"
            r"|results?\Z|outcomes?\Z|key results\Z|erledigt(?:es)?\Z",
            _I,
        ),
    ),
)

# A word in front of a colon says what follows it in the same sentence.
_NUMBER = r"(?:[ ]?(?:Nr\.?[ ]?)?[\w./-]{0,3}\d[\w./-]{0,8})?"
_LABELLED = rf"{_NUMBER}[*_]*\s*(?P<note>\([^()]{{0,120}}\))?\s*[*_]*\s*(?::|=>|[-–—]>)[*_]*\s*"
_ANNOUNCED: tuple[tuple[OutcomeKind, str], ...] = (
    (
        "decision",
        r"beschluss(?:fassung|text)?|beschlüsse|beschlossen|entscheidung|entschieden|vereinbarung|vereinbart"
        r"|festlegung|festgelegt"
        r"|einigung"
        r"|(?:\w+er )?konsens|decisions?|decided|agreed|resolution|resolved",
    ),
    (
        "task",
        r"(?:haus)?aufgabe(?: für [\w. ]{2,40})?|(?:arbeits)?auftrag(?: an [\w. ]{2,40})?|maßnahme"
        r"|(?:to-?\s?do'?s?|aufgabe)(?: (?:für |an )?(?-i:[A-ZÄÖÜ][\w.-]{1,20})(?: (?-i:[A-ZÄÖÜ][\w-]{1,20})){0,2})?"
        r"|nächste[rn]? schritte?"
        r"|action(?: item)?|task|next steps?",
    ),
    (
        "open",
        r"(?:noch )?offene?(?: (?:punkte?|fragen?))?|(?:noch )?unklar|zu klären|ungeklärt|vertagt|open(?: (?:point"
        r"|issue|question)s?)?",
    ),
    (
        "result",
        r"(?:zwischen)?ergebnis(?:se)?|fazit|results?|outcome|erledigt(?: seit (?:de[mr] )?[\w ]{3,40})?",
    ),
)
# In running text: "Am Ende Einigung: ..."
_AT_LAST = (
    r"(?P<last>(?:am ende|schließlich|letztlich"
    r"|(?:nach|ohne) (?:\w+ ){0,2}?(?:diskussion|aussprache|beratung)) )?"
)
_BEFORE_LABEL = r"(?:^|(?<=[.!?;)*]\s)|(?<=[-–—•>]\s)|(?<=\n))[\s*_>-]{0,12}"
_LABELS = tuple(
    (kind, re.compile(f"{_BEFORE_LABEL}{_AT_LAST}(?:{words}){_LABELLED}", _I)) for kind, words in _ANNOUNCED
)

_NEXT_TIME = (
    r"(?:in|auf|bei|zu|im|beim|für|das|zum) ?(?:der|einer|einem|dem|das|die)? ?(?:n(?:ä|ae)chste[nrs]?|kommenden"
    r"|folgenden) (?:sitzung|treffen|mal|plenum|termin|runde)"
)
_OPEN = re.compile(
    r"^(?!.*(?:€|\beuro\b|\bmittel|bewilligt|abgelehnt|angenommen))(?:.*\b)?zurückgestellt\b|\b(?:vertagt|vertagen|postponed|adjourned|deferred"
    r"|tabled)\b|^\W*verlegt\b"
    r"|(?:^|[.:;])(?![^.]*\bverschoben auf (?:den )?\d)(?![^.]*\bauf (?:den )?\d[^.]*\bverschoben)[^.]*\b(?:verschoben"
    r"|aufgeschoben)\b"
    r"|\b(?:noch|weiter(?:hin)?) (?:\w+ )?(?:offen|unklar|ungeklärt|zu klären|in arbeit|im gange?|ausstehend|aus"
    r"|am laufen)\b\W*(?:\Z"
    r"|[,;.(])"
    r"|\b(?:unklar|ungeklärt|unentschieden|ausstehend)\b"
    r"|\b(?:ist|bleibt|sind|bleiben|blieb(?:en)?) (?:\w+ ){0,3}?(?:offen|liegen|strittig)\b"
    r"|^\W*strittig (?:ist|sind|bleib(?:t|en)|blieb(?:en)?)\b"
    r"|^\W*nicht (?:(?:abschließend|mehr) )?(?:geklärt|entschieden|beantwortet) (?:werden konnten?|wurden?|ist|sind)\b"
    r"|\bkonnten? (?:\w+ ){0,8}?nicht (?:(?:abschließend|mehr) )?(?:geklärt|entschieden|beantwortet) werden\b"
    r"|\bkonnten? (?:\w+ ){0,5}?nicht (?:\w+ )?(?:klären|entscheiden|beantworten|lösen)\b"
    r"|\bbeschluss (?:wird|wurde) (?:\w+ ){0,2}?nicht gefasst\b|\bwiedervorlage\W*\Z"
    r"|\bbleibt (?:\w+ ){0,6}?liegen\b|^(?!.*\b(?:bemüht|versucht|will|wird|werden|um)\b).*\b(?:zu |abzu)klären\W*\Z"
    r"|\bnoch zu klären\b|\bklärungsbedarf\b"
    r"|^\W*(?:noch )?offen (?:ist|sind|bleib(?:t|en)|blieb(?:en)?)\b(?! (?:bis|von|ab|um)\b)"
    r"|\bwird (?:\w+ ){0,4}?geklärt\b"
    r"|\b(?:muss|müssen|soll|sollen|sollte|sollten) (?:\w+ ){0,8}?(?:geklärt|entschieden|besprochen|diskutiert) werden"
    r"|\b(?:muss|müssen) (?:nur |auch |erst )?noch\b|\bnoch fehlt\b|\bfehl(?:t|en) (?:\w+ ){0,2}?noch\b"
    r"|\bnoch kein(?:e|en|er)?\b"
    r"|\b(?:ist|sind|wurde|wurden|hat|haben|läuft|funktioniert) (?:[\w.,@-]+ ){0,8}?noch nicht\b"
    r"|\bnoch nicht (?:\w+ ){0,4}?(?:entschieden|geklärt|erledigt|fertig)\b"
    r"|\bantwort gibt es noch nicht\b|\bkeine (?:einigung|entscheidung|festlegung)\b|\bsteh(?:t"
    r"|en)\b(?=[^.;]{0,120}\bnoch\b)[^.;]{0,160}\baus\W*\Z"
    rf"|\b{_NEXT_TIME}\b[^.;]{{0,60}}\b(?:behand|besproch|besprech|entsch|diskut|aufgegriff|berat|vorgestellt"
    rf"|vorstell|beschl|klär|geklärt|abgestimmt|ansprech|anzusprechen|angesprochen)"
    r"|\bentscheidung (?:fällt|folgt)\b|\bgibt (?:es )?noch (?:\w+ )?(?:probleme|fragen|bedenken)\b|[❌✗]"
    r"|\b(?:organisation|details|planung|entscheidung|rest) später\b"
    r"|\bwird (?:[\w.]+ ){0,6}(?:weiter|wieder|erneut|noch ?mals?) (?:verhandelt|besprochen|diskutiert|behandelt"
    r"|beraten|aufgegriffen)\b"
    r"|\b(?:remains?|is|are|still) (?:\w+ )?(?:open|unclear|undecided|pending)\b|\bto be (?:clarified|decided"
    r"|discussed)\b|\bnot yet\b",
    _I,
)
_BODY = (
    r"(?:man|wir|(?:die|der|das) (?:runde|gruppe|beirat|ausschuss|vorstand|rat|plenum|gremium|versammlung|ag|team|lab"
    r"|anwesenden|teilnehm\w+|mitglieder|beteiligten|\w*(?:runde|kreis|gruppe|ausschuss|rat)))"
)
_DECISION = re.compile(
    r"\bbeschlie(?:ß|ss)(?:t|en)\b|\bbeschlo(?:ss|ß|ssen)\b|\b(?:ein(?:stimmig)|mehrheitlich|mit (?:\d+ (?:zu"
    r"|gegen) )?\w+ stimmen"
    r"|per akklamation)\b"
    r"|\bfolgende[nr]? (?:beschlu(?:ss|ß)|festlegung|vereinbarung)\b[^.:]{0,40}: *\w"
    r"|\b(?:wird|wurde|werden|wurden|ist|sind|damit|hiermit) (?:[\w.:,-]+ ){0,7}?(?:festgelegt|vereinbart"
    r"|entschieden|genehmigt|gebilligt"
    r"|verabschiedet|bestätigt|angenommen|abgelehnt|verworfen|gewählt|ernannt|bewilligt|aufgehoben|abgesetzt)\b"
    r"|\b(?:wird|wurde|werden|wurden)\b[^.;]{0,140}?\b(?:genehmigt|gebilligt|verabschiedet|bestätigt|angenommen"
    r"|abgelehnt|gewählt|aufgehoben)\W*\Z"
    r"|\bbeschlu(?:ss|ß)\b.{0,140}\b(?:zurückgenommen|widerrufen|außer kraft gesetzt)\b"
    r"|\bhebt (?:[\w.]+ ){0,6}?beschluss\b.{0,120}\bauf\W*\Z"
    r"|\b(?:als|besteht|herrscht|im) konsens\b|\bkonsens (?:ist|besteht|herrscht)\b"
    r"|\b(?:festgelegt|vereinbart|abgelehnt|angenommen|genehmigt|verabschiedet|geeinigt|gewählt"
    r"|ernannt)\b\W*\Z"
    r"|^\W*(?:angenommen|abgelehnt|genehmigt|verworfen)\b|\beinig(?:t|en|te|ten|ung"
    r"|ten)? (?:\w+ ){0,2}?(?:sich )?(?:auf|darauf|darüber)\b"
    r"|\b(?:man|wir|die \w+|der \w+|das \w+) (?:ist|sind|war|waren) sich (?:\w+ ){0,2}?einig\b"
    r"|\b(?:entscheide[nt]|entschied(?:en)?|verständig(?:t|en)) sich\b"
    rf"|\b{_BODY} spr(?:icht|echen) sich (?:\w+ ){{0,5}}?(?:für|gegen|dafür|dagegen|aus)\b|\bspr(?:icht"
    rf"|echen) sich {_BODY}\b"
    rf"|\b{_BODY} empf(?:iehlt|ehlen) (?:dem|der|den)\b|\bempf(?:iehlt|ehlen) {_BODY} (?:dem|der|den)\b"
    rf"|\b{_BODY} (?:hat|haben) sich\b[^.;]{{0,80}}\b(?:darauf|darüber|auf)\b[^.;]{{0,80}}\b(?:verständigt|geeinigt)\b"
    r"|^\W*(?:vereinbart|festgelegt|entschieden|verabredet) (?:wurden?|ist|sind)\b"
    r"|^\W*(?:der|die|das) (?:[\w-]+ ){1,4}bleib(?:t|en),? (?:so,? )?wie (?:er|sie|es) (?:ist|sind|war(?:en)?)\W*\Z"
    r"|\bstimm(?:t|en) (?:\w+ ){0,8}?zu\b|\bgenehmigt (?:das|die|den)\b|\blehnt (?:[\w-]+ ){1,8}?ab\b|\bwähl(?:t"
    r"|en) (?:\w+ ){1,8}?(?:zu[mr]?|als)\b"
    r"|\bnimm?t (?:den|die|das) (?!wahl\b)(?:\w+ ){1,5}?an\b|\b(?:kein|keine) (?:wie?derspruch|gegenrede"
    r"|gegenstimmen?)\b"
    r"|\b(?:decided|resolved|approved|adopted|agreed) (?:to|that|on|the|unanimously)\b|\b(?:was|were|is"
    r"|are) (?:\w+ )?(?:approved|adopted|rejected|agreed|elected)\b"
    r"|\bunanimous(?:ly)?\b|\b(?:durch|per|nach) abstimmung\b|\babstimmung\b[*_]*:\W*(?:angenommen|abgelehnt)\b"
    r"|\bfür (?:gut|richtig) befunden\b"
    r"|\b(?:plenum|gremium|ausschuss|beirat|vorstand|rat|runde|versammlung) sieht kein"
    r"|\b(?:plenum|gremium|ausschuss|beirat|vorstand|rat|runde|gruppe|versammlung) (?:ist"
    r"|war)(?: sich)? (?:mehrheitlich )?(?:der (?:meinung|auffassung|ansicht)|dafür|dagegen)\b"
    r"|(?:^|: |, )wir (?:lassen|bleiben|treffen uns|verzichten)\b",
    _I,
)
# A count beside what was voted on: "Neubau: 2 dafür, 1 dagegen".
_COUNTED = re.compile(r"\d[ ]?(?:x )?(?:ja|dafür)\b[^.;]{0,30}\d[ ]?(?:x )?(?:nein|dagegen|gegenstimmen?)\b", _I)
# Somebody wants it decided; whether it was stands elsewhere.
_PROPOSED = re.compile(
    r"\bbeantragt,|\b(?:vorsitzende|vorstand|fraktion|mitglied|verwaltung|ausschuss)\w* beantragt\b|\bstell(?:t"
    r"|en) (?:[\w ]{0,40})?(?:den|einen) antrag\b|\bschl(?:ägt"
    r"|agen)\b[^.;]{0,160}\bvor\b"
    r"|\breg(?:t|en)\b[^.;]{0,160}\ban\b|\b(?:wird|werden|wurde|wurden) (?:\w+ ){0,4}?(?:vorgeschlagen|beantragt"
    r"|angeregt)\b",
    _I,
)
_CARRIED = re.compile(r"\b(?:angenommen|abgelehnt|beschlossen|genehmigt|einstimmig)\b", _I)
_POLL = re.compile(r"\W*(?:(?:das )?ergebnis der abstimmung|meinungsbild|abstimmung|votum|vote)\b", _I)
# Words that only speak of a decision, or of one that is not made.
_NO_DECISION = re.compile(
    r"beschlussfähig|n['’]t\b|\bnot (?:yet )?(?:\w+ )?(?:decided|agreed)|\b(?:beschlossen|entschieden"
    r"|vereinbart)\b[^.;]{0,40}\bnichts\b|\bnichts (?:\w+ ){0,2}?(?:beschlossen|entschieden|vereinbart)\b|\b(?:laut"
    r"|gemäß|nach|seit|trotz|entsprechend|gegen|vor) (?:de[mnr] |einem |dem letzten )?beschluss\b"
    r"|\bwie (?:\w+ )?(?:beschlossen|vereinbart|besprochen)"
    r"|\b(?:nicht|kein\w*) (?:\w+ ){0,2}?(?:beschlossen|entschieden|abgestimmt|festgelegt"
    r"|vereinbart)\b|\bsich (?:\w+ ){0,3}?(?:nicht|kein\w*)\b[^.;]{0,80}\b(?:verständigt|geeinigt)\b"
    r"|\bbeschluss(?:vorlage"
    r"|vorschlag|entwurf|antrag)\b"
    r"|\b(?:soll|sollen|sollte|sollten|muss|müssen|könnte|könnten|kann|können|falls|wenn|ob|sobald"
    r"|bevor)\b[^.;]{0,80}\b(?:beschlossen|entschieden|festgelegt"
    r"|vereinbart|abgestimmt|angenommen|gewählt|genehmigt)\b|\b(?:beschlossen|entschieden|festgelegt"
    r"|geändert) werden (?:dürfen|darf|können|kann|müssen|muss|soll)"
    r"|\beinig(?:e|er|es|en|em)\b(?! sich| auf)",
    _I,
)
_DONE = (
    r"(?:gebucht|reserviert|eingereicht|angelegt|eingerichtet|umgesetzt|veröffentlicht|verschickt|versandt"
    r"|durchgeführt|gebildet|gegründet|fertig(?:gestellt)?"
    r"|erledigt|abgeschlossen|bestellt|installiert|bewilligt|umgezogen|überarbeitet|geliefert|beantragt|abgeschickt"
    r"|gestartet|eröffnet|freigeschaltet|online"
    r"|behoben|gelöst|erfolgt|unterzeichnet|aufgesetzt|gedruckt|gefunden|erarbeitet|identifiziert|definiert"
    r"|konkretisiert|abgegeben|erstellt|migriert|gefixt"
    r"|hinzugefügt|geändert|entfernt|weggemacht|gelöscht|gemacht|gestellt|repariert|aktualisiert|eingebaut"
    r"|eingetragen|hochgeladen|ausgeliefert|produktiv"
    r"|aufgebaut|übergeben|verlängert|beauftragt worden|getestet|ergänzt|korrigiert|verteilt|gesammelt|geschrieben"
    r"|gekauft|bezahlt|zugesagt|verfasst|zugestellt|bekannt ?gegeben|übermittelt|in betrieb genommen"
    r"|unterschrieben|angemeldet|eingeladen"
    r"|besichtigt)"
)
_END = r"(?=\W*(?:\([^)]*\)\W*)?\Z|[,;:])"
_RESULT = re.compile(
    rf"\b(?:ist|sind|wurde|wurden|hat|haben)\b[^.;?]{{0,90}}?\b{_DONE}\b{_END}"
    rf"|^\W*(?:\([^)]*\) ?)?[A-ZÄÖÜ\d(][\w@./-]*(?: [\w@./-]+){{0,7}} {_DONE}\b(?=\W*(?:\([^)]*\)?\W*)?\Z|[,;:]| \()"
    rf"|^\W*{_DONE}:|(?:^|[→>:-] ?)(?:done|erledigt|fertig|abgeschlossen|ist (?:erledigt|gemacht|fertig|durch)"
    rf"|hat sich erledigt)\b(?:\W*\Z|[;,.(])"
    r"|\b(?:ist|sind) (?:jetzt |nun |wieder |schon )?(?:da|online|live|verfügbar|einsatzbereit)\b\W*\Z"
    r"|\bläuft seit\b|\b(?:ist|sind|läuft|funktioniert|geht) (?:jetzt|nun) (?!\w*zu\b)\w|\bfunktionier(?:t"
    r"|en)(?=\W*\Z|,)"
    r"|\b(?:was|were|is|are|has been|have been) (?:\w+ )?(?:completed|finished|submitted|booked|published|noted)\b",
    _I,
)
_NEGATED = re.compile(
    r"\b(?:nicht|kein\w*|not|noch|no|soll|sollen|sollte|muss|müssen|falls|wenn|ob|sobald|kann|könnte|wird|werden)\b", _I
)
# "Das Thema wird vertagt", "Eine Antwort gibt es noch nicht": what is open, the sentence before says.
_OF_BEFORE = re.compile(
    r"\W*(?!.*, (?:wer|wie|wann|wo|was|ob|welche\w*)\b)(?:es (?:wird|wurde) (?:\w+ ){0,4}?(?:vertagt|verschoben)"
    r"|(?:(?:das|dieses) thema|(?:der|dieser) (?:punkt|top|tagesordnungspunkt|antrag|vorschlag)"
    r"|(?:die|diese) (?:frage|entscheidung|sache|angelegenheit|antwort|klärung)"
    r"|eine (?:antwort|entscheidung|einigung|klärung)|dies(?:e[rs]?)?|das|darüber|dazu|hierzu|hierüber|er|sie)"
    r" (?:wird|werden|wurden?|ist|sind|bleib(?:t|en)|gibt|konnten?|muss|soll|fällt|folgt|steht)"
    r"|(?:noch|bisher|bislang) keine (?:lösung|einigung|entscheidung|antwort)"
    r"(?! (?:zu[mr]?|für|bei|beim|über|vo[nm])\b)"
    r"|wird (?:[\w.]+ ){1,5}(?:vertagt|verschoben|aufgerufen|besprochen|behandelt|entschieden)(?=\W*\Z))\b",
    _I | re.DOTALL,
)
# "Ab dem 1. März 2025 gilt eine Pauschale von 32 Euro": the decision before it, in what it changes.
_FROM = r"(?:ab|zum|vom|mit wirkung (?:vom|zum)|from|as of|with effect from)\b[^.;]{0,12}?\d[\w. ]{0,24}?(?:\ban\s)?"
_HOLDS = re.compile(
    rf"\W*(?:{_FROM}|es (?!gilt(?:,| zu\b| als\b))|(?:stattdessen|dafür|künftig|nunmehr|ab sofort|fortan|instead,?) )"
    r"(?:gilt|gelten|beträgt|betragen|applies|apply|(?:wird|werden)\b[^.;]{0,140}\bausgeschrieben)\b"
    rf"|\W*(?:die|der|das|the) (?:[\w-]+ ){{1,4}}(?:gilt|gelten|beträgt|betragen|applies) {_FROM}",
    _I,
)
# "Das Budget wird auf 22.000 Euro gekürzt", right behind a decision.
_CHANGED = re.compile(
    r"\W*(?:der|die|das)(?= )(?!.*\b(?:berichtet|laut|zufolge|derzeit|land|landes\w*|bund|bundes\w*|ministerium)\b)"
    r"[^;?!]{3,140} (?:wird|werden) [^;?!]{0,60}\b(?:auf|um) (?:\w+ ){0,2}\d[\w.,]*(?: [\w€%]+){0,3}"
    r" (?:gekürzt|gesenkt|reduziert|erhöht|angehoben|aufgestockt|begrenzt|verlängert|verkürzt)\W*\Z",
    _I,
)
# "Vereinbart wurde, dass Imke den Raum bucht": what somebody is to do.
_GIVEN = re.compile(r"\W*(?:vereinbart|festgelegt|verabredet) (?:wurde|ist)\b[^.;]{0,20}, dass (?P<rest>.*)", _I | re.S)
QUESTION = re.compile(r"\?\W*\Z")
_REPLY = re.compile(
    r"\s*(?:(?:[-–—=]+\\?>|[→⇒])|(?:[-–—]\s)?(?:wird|werden|wurde|bleibt|bleiben|ist|sind|muss|noch|vertagt|verschoben"
    r"|zurückgestellt|offen|unklar|kommt|entscheid\w+)\b)",
    _I,
)


def section_of(heading: str) -> Section | None:
    """What a heading says of all that stands below it; None for one that names a topic."""
    words = " ".join(heading.split()).strip(" *_#:")
    bare = _NUMBERED.sub("", words).strip(" *_#:")
    for section, pattern in _SECTIONS:
        if pattern.match(bare) or pattern.match(words):
            return section
    return None


def label_in(text: str, start: int = 0) -> tuple[OutcomeKind, re.Match[str]] | None:
    """The first label from `start` on ("Beschluss 2 (einstimmig):") with the kind that it announces."""
    found = [(kind, match) for kind, pattern in _LABELS if (match := pattern.search(text, start))]
    return min(found, key=lambda one: one[1].start(), default=None)


def is_proposed(sentence: str) -> bool:
    """Whether somebody only wants something decided ("beantragt, den Punkt zu vertagen")."""
    return _PROPOSED.search(sentence) is not None and not _CARRIED.search(sentence)


def is_open(sentence: str) -> bool:
    return _OPEN.search(sentence) is not None or nobody_knows(sentence)


def is_of_before(sentence: str) -> bool:
    """Whether a sentence says of what stands before it that it is open, and not what that is."""
    return _OF_BEFORE.match(sentence) is not None


def is_reply(question: str, sentence: str) -> bool:
    """Whether a sentence goes on from a question without naming it again ("Auf Englisch? -> wird vertagt")."""
    return question.rstrip().endswith("?") and _REPLY.match(sentence) is not None


def is_poll(text: str) -> bool:
    """Whether a line announces a count of votes."""
    return _POLL.match(text) is not None


def is_decision(sentence: str) -> bool:
    told = (
        _DECISION.search(sentence) is not None
        or _COUNTED.search(sentence) is not None
        or (is_poll(sentence) and vote_in(sentence) != "")
        or agrees(sentence)
        or is_ours(sentence)
        or ends_with_vote(sentence)
    )
    return told and not _NO_DECISION.search(sentence)


def changes_figure(sentence: str) -> bool:
    """Whether it says that a figure becomes another one, which is a decision where it goes on from one."""
    return _CHANGED.match(sentence) is not None


def agreed_on(sentence: str) -> str:
    """What stands behind "Vereinbart wurde, dass"; empty for another sentence."""
    match = _GIVEN.match(sentence)
    return match["rest"] if match else ""


def says_what_holds(sentence: str) -> bool:
    """Whether it tells from when on a rule holds ("Ab dem 1. März gilt ...")."""
    return _HOLDS.match(sentence) is not None


def is_result(sentence: str) -> bool:
    match = _RESULT.search(sentence)
    return match is not None and not _NEGATED.search(match[0]) and not is_background(sentence)
