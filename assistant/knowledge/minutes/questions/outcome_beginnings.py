"""How a text begins that asks for a list of outcomes: for which kind of them, and an example of each form."""

from __future__ import annotations

from typing import NamedTuple

from assistant.knowledge.minutes.outcome import OutcomeKind
from assistant.knowledge.minutes.questions.outcome_words import BODIES, DECIDED, DECISIONS, TALKED
from assistant.language.dates import A_MONTH
from assistant.language.recurring import A_WEEKDAY
from assistant.language.word_lists import any_of

WHICH = (
    r"(?:welche[rn]?|was f(?:ü|ue)r|zeige?n?(?: (?:mir|uns))?(?: alle)?(?: die)?|liste(?: alle)?(?: die)?|alle"
    r"|fass(?:e|t|en)?(?: (?:sie|mir|uns|bitte|alle|die))*|wie ?viele|what (?:are|were) the"
    r"|which|what|list(?: all)?|show(?: me)?(?: all)?|how many|summari[sz]e(?: all)?(?: the)?)"
)
ADJECTIVE = r"(?:\s+(?:\w+(?:en?|er)|open))?"
A_TIME = rf"(?:{A_MONTH}|{A_WEEKDAY}s?)"
_WHEN = (
    rf"(?:{A_TIME}|\d[\d.]*|bis|zu[mr]?|ende|anfang|mitte|im|in|am|alles|heute|morgen"
    r"|(?:n(?:ä|ae)chste|kommende|diese)[nrms]?|woche|monats?|jahre?s?)"
)
TASKS = r"(?:(?:haus)?aufgaben|to-?dos|auftr(?:ä|ae)ge|tasks|action items)"
_DONE = r"(?:\b(?:tun|machen|erledigen)\b)"
_MEETING = rf"sitzung|treffen|besprechung|plenum|workshop|meeting|{any_of(BODIES)}"
# "nach der letzten Sitzung", "laut Protokoll"
_OF_A_MEETING = (
    r"\b(?:nach|laut|aus|seit|beim?|in|im)\s(?:(?:de[mnr]|\w{1,20}e[nr])\s){0,2}"
    rf"[\w-]{{0,40}}(?:protokoll|{_MEETING})(?:e?n|s)?\b"
)
_UNDONE = r"(?:offenen?|unerledigten?|(?:ü|ue)berf(?:ä|ae)lligen?) (?:(?:haus)?aufgaben|to-?dos)"
_DECIDED = rf"\b(?:{any_of(DECIDED)})(?: worden| werden konnte)?"
TALKED_OF = rf"\b(?:{any_of(TALKED)})"
_BODY = rf"[\w-]*(?:{any_of(BODIES)})"
_DECISIONS = any_of(DECISIONS)
_PUT_OFF = r"\b(?:vertagt|verschoben|zur(?:ü|ue)ckgestellt|postponed|deferred|adjourned|put off)"


class Beginning(NamedTuple):
    """How a text begins that asks for a kind of outcomes (None: all): an example, which no form before this one fits,
    and the pattern of all like it.

    In the pattern stands <name> for a person, whoever that is, <known> for one whom minutes name, and <end> for what
    may stand behind all that tells the form.
    """

    kind: OutcomeKind | None
    example: str
    pattern: str

    def with_names(self, name: str, known: str, end: str) -> str:
        """The pattern with those for a person, for a known one, and for the end."""
        return self.pattern.replace("<name>", name).replace("<known>", known).replace("<end>", end)


QUESTIONS: tuple[Beginning, ...] = (  # of two that fit the first counts
    Beginning(
        "open",
        "Welche Entscheidungen wurden vertagt?",
        rf"(?i:{WHICH}\s+(?:{_DECISIONS}|punkte|fragen|themen|decisions|points|questions|issues))\b(?=.*(?i:{_PUT_OFF}<end>))",
    ),
    Beginning(
        "task",
        "Welche offenen Aufgaben hat Malte?",
        rf"(?i:{WHICH}{ADJECTIVE}\s+{TASKS})\b"
        r"(?:\s+(?i:hatten?|hat|haben|(?:ü|ue)bernimmt|does|did|has|had|for|f(?:ü|ue)r|von|of|(?:stehen|liegen"
        r"|gibt es|gab es)(?: noch)? (?:f(?:ü|ue)r|bei)))?"
        r"(?:\s+<name>)?(?i:\s+have)?",
    ),
    Beginning(
        "task",
        "Welche Frist hat Malte?",
        rf"(?i:{WHICH}\s+(?:frist|deadline)\s+(?:hat|hatten?|(?:gilt|galt) f(?:ü|ue)r|does|did|has|had))\s+<name>",
    ),
    Beginning(
        "task",
        "What must Malte do?",
        r"(?i:what (?:must|should|shall|will|does|did|has))\s+<name>(?=.*(?i:\b(?:to )?do\b))",
    ),
    Beginning("task", "Who does what?", r"(?i:who (?:must|should|has to|had to|does) do what|who does what)\b"),
    Beginning(
        "task",
        "Was muss Malte tun?",
        rf"(?i:was (?:muss|m(?:ü|ue)ssen|musste[nt]?|soll(?:en|te[nt]?)?))\s+<name>(?=.*(?i:{_DONE}))",
    ),
    Beginning(
        "task",
        "Was hat Malte zu erledigen?",
        r"(?i:was (?:hat|haben))\s+<name>(?=.*(?i:\bzu (?:tun|machen|erledigen)<end>))",
    ),
    Beginning(
        "task",
        "Wofür ist Malte zuständig?",
        r"(?i:wof(?:ü|ue)r (?:ist|sind))\s+<name>(?=.*(?i:\b(?:zust(?:ä|ae)ndig|verantwortlich)<end>))",
    ),
    Beginning(
        "task",
        "Wer muss bis Mai was erledigen?",
        rf"(?i:wer (?:muss|musste|soll|sollte)(?:\s+\S+){{0,6}}?\s+(?:et)?was)\b(?=.*(?i:{_DONE}<end>))",
    ),
    Beginning(
        "task",
        "Wer hat welche Aufgaben übernommen?",
        r"(?i:wer (?:hat|hatte)(?: bis)?(?: wann)? (?:welche|was f(?:ü|ue)r)(?: neuen)?"
        r" (?:aufgaben?|to-?dos?|auftr(?:ä|ae)ge?))\b",
    ),
    Beginning(
        "task",
        "Was ist noch zu tun?",
        r"(?i:was (?:ist|w(?:ä|ae)re|bleibt|gibt es|haben wir)(?: (?:denn|jetzt|uns))? noch(?: alles)?"
        r" zu (?:tun|machen|erledigen)<end>)",
    ),
    Beginning(
        "task",
        "Was soll bis zum nächsten Treffen passieren?",
        r"(?i:was (?:muss|soll(?:te)?) bis (?:zu[mr]? )?(?:(?:n(?:ä|ae)chsten?|kommenden?) )?"
        rf"[\w-]{{0,40}}(?:{_MEETING}|mal)"
        r" (?:noch )?(?:passieren|geschehen|erledigt werden|fertig (?:sein|werden))<end>)",
    ),
    Beginning("task", "Was sind die Fristen?", rf"(?i:(?:{WHICH}|was (?:sind|waren) die)\s+(?:fristen|deadlines))\b"),
    Beginning("task", "Wer macht was?", r"(?i:wer (?:macht|erledigt|(?:ü|ue)bernimmt) (?:was|welche aufgaben))\b"),
    Beginning(
        "task",
        "Was ist im Mai fällig?",
        r"(?i:was (?:ist|sind|wird|war))\b(?=.*(?i:\b(?:(?:ü|ue)ber)?f(?:ä|ae)llig<end>))",
    ),
    Beginning(
        "task",
        "Was ist noch nicht erledigt?",
        r"(?i:was (?:ist|wurde))\b(?=.*(?i:\bnoch nicht (?:erledigt|gemacht|getan)<end>))",
    ),
    Beginning(
        "task",
        "Was muss bis Mai erledigt sein?",
        rf"(?i:was (?:muss|m(?:ü|ue)sste|soll(?:te)?)(?=(?:\s+{_WHEN})*"
        r"\s+(?:erledigt|fertig|gemacht|getan) (?:sein|werden)<end>))",
    ),
    Beginning(
        "task",
        "Was ist nach der Sitzung zu tun?",
        rf"(?i:was (?:ist|war|bleibt|haben wir))\b(?=.*(?i:{_OF_A_MEETING}))"
        r"(?=.*(?i:\bzu (?:tun|machen|erledigen)(?:<end>|\s(?:nach|laut|bis)\b)))",
    ),
    Beginning(
        "task",
        "Was muss nach der Sitzung erledigt werden?",
        r"(?i:was (?:muss|m(?:ü|ue)sste|m(?:ü|ue)ssen wir|soll(?:te)?|soll(?:t)?en wir))\b"
        rf"(?=.*(?i:{_OF_A_MEETING}))(?=.*(?i:\b(?:(?:erledigt|gemacht|getan) (?:sein|werden)|erledigen|machen|tun)"
        r"(?:<end>|\s(?:nach|laut|bis)\b)))",
    ),
    Beginning("task", "What is due in May?", r"(?i:what is)\b(?=.*(?i:\b(?:due|overdue)\b))"),
    Beginning(
        "open",
        "Was wurde nicht entschieden?",
        r"(?i:what (?:was|is) not (?:yet )?(?:decided|resolved)|was (?:ist|wurde)"
        r"(?=.*\b(?:nicht (?:entschieden|gekl(?:ä|ae)rt)|noch nicht beschlossen)<end>))\b",
    ),
    Beginning(
        "decision",
        "Was wurde zum Kai beschlossen?",
        rf"(?i:was (?:wurde|ist|hat|haben|hatte)(?: \w+)?)\b(?=.*(?i:{_DECIDED}<end>))",
    ),
    Beginning(
        "decision",
        "Worauf hat man sich geeinigt?",
        r"(?i:worauf (?:hat|haben|hatten?))\b(?=.*(?i:\b(?:geeinigt|verst(?:ä|ae)ndigt)<end>))",
    ),
    Beginning(
        "decision",
        "Welche Beschlüsse gab es?",
        rf"(?i:{WHICH}{ADJECTIVE}\s+(?:{_DECISIONS}|festlegungen|decisions))\b",
    ),
    Beginning(
        "decision",
        "What was decided?",
        r"(?i:what (?:was|has been|(?:did|has|have|had) [\w ]{2,40})\s*(?=.*\b(?:decided?|agreed?|resolved?)\b))",
    ),
    Beginning(
        "decision",
        "Was sagt der Hafenbeirat?",
        rf"(?i:was (?:sagt|sagten?|meint|meinten?)\s+(?:der|die|das)\s+{_BODY})\b",
    ),
    Beginning(
        "open",
        "Was ist bei Malte noch offen?",
        r"(?i:was (?:ist|steht|bleibt|liegt))(?:\s+(?i:noch|denn|alles))*\s+(?i:bei|f(?:ü|ue)r|von)\s+"
        r"<known>(?=.*(?i:\b(?:offen|aus|an|liegen|zu (?:tun|machen|erledigen))<end>))",
    ),
    Beginning(
        "open",
        "Was hat Malte noch vor?",
        r"(?i:was (?:hat|haben))\s+<known>(?=.*(?i:\bnoch (?:offen|vor(?: sich)?)<end>))",
    ),
    Beginning(
        "open",
        "Was ist noch offen?",
        r"(?i:was (?:ist|bleibt|blieb|war|steht)(?: \w+)?)\b(?=.*(?i:\b(?:offen|ungekl(?:ä|ae)rt|aus)<end>))",
    ),
    Beginning(
        "open",
        "Was wurde vertagt?",
        rf"(?i:was wurde(?: \w+)?)\b(?=.*(?i:{_PUT_OFF}<end>))",
    ),
    Beginning(
        "task",
        "Was sind die offenen Aufgaben?",
        r"(?i:was (?:sind|waren) (?:die|alle) (?:(?:offenen|neuen|unerledigten|vereinbarten|verteilten"
        r"|(?:(?:ü|ue)ber)?f(?:ä|ae)lligen) (?:aufgaben|to-?dos)|hausaufgaben))\b",
    ),
    Beginning(
        "task",
        "Gibt es noch offene Aufgaben?",
        rf"(?i:(?:gibt es|haben wir)(?: noch)?\s+{_UNDONE})\b(?:\s+(?i:bei|von|f(?:ü|ue)r)\s+<name>)?",
    ),
    Beginning("task", "Hat Malte noch offene Aufgaben?", rf"(?i:hat)\s+<name>\s+(?i:(?:noch )?{_UNDONE})\b"),
    Beginning("task", "Wer hat noch offene Aufgaben?", rf"(?i:wer hat(?: noch)? {_UNDONE})\b"),
    Beginning(
        "decision",
        "Was sind die Beschlüsse?",
        rf"(?i:was (?:sind|waren) (?:die|alle)(?: \w+en)? (?:{_DECISIONS}))\b",
    ),
    Beginning(
        "decision",
        "Ergebnis der Abstimmung",
        r"(?i:(?:was (?:war|waren|ist|sind) (?:das|die) )?ergebnis(?:se)? der abstimmung(?:en)?)\b",
    ),
    Beginning(
        "decision",
        "Wie war die Abstimmung?",
        r"(?i:wie (?:war|waren|ging(?:en)?|fiel(?:en)?|liefen?|lief)(?: die)? abstimmung(?:en)?)\b",
    ),
    Beginning(
        "open",
        "Was sind die offenen Punkte?",
        r"(?i:was (?:sind|waren) (?:die|alle) (?:offenen|ungekl(?:ä|ae)rten) (?:punkte|fragen|themen))\b",
    ),
    Beginning(
        "open",
        "Welche offenen Punkte gibt es?",
        rf"(?i:{WHICH}\s+(?:offenen?|open)\s+(?:punkten?|fragen?|themen|points|questions|issues))\b",
    ),
    Beginning(
        "open",
        "Welche Punkte sind noch offen?",
        rf"(?i:{WHICH}\s+(?:punkte|fragen|themen)\s+(?:sind|bleiben|stehen|wurden))\b(?=.*(?i:\b(?:offen"
        r"|ungekl(?:ä|ae)rt|aus|noch nicht (?:entschieden|gekl(?:ä|ae)rt|beschlossen))<end>))",
    ),
    Beginning("open", "What was postponed?", r"(?i:what was)\b(?=.*(?i:\b(?:postponed|deferred|adjourned|put off)\b))"),
    Beginning(
        "open",
        "What is still open?",
        r"(?i:what (?:is|was|remains) (?:still )?(?:open|unresolved|undecided)|was ist (?:noch )?offen)\b",
    ),
    Beginning(None, "Was wurde besprochen?", rf"(?i:was (?:wurden?|hat|haben|hatten?))\b(?=.*(?i:{TALKED_OF}<end>))"),
    Beginning(None, "Worum ging es?", r"(?i:(?:um was|worum) (?:ging|drehte)(?:['’]?s| es| sich)*)\b"),
    Beginning(
        None, "Was war das Thema?", r"(?i:was war(?:en)?(?: (?:das|die))? (?:thema|themen|inhalte?|gegenstand))\b"
    ),
    Beginning(
        None,
        "Welche Themen gab es?",
        rf"(?i:{WHICH}\s+themen)\b(?=.*(?i:\b(?:wurden|waren|gab|hatten|standen|kamen)\b))",
    ),
    Beginning(
        None,
        "Was war los im Hafen?",
        r"(?i:was (?:war(?: los)?|geschah|passierte))(?=<end>|\s+(?i:am|im|in|bei|beim|auf)\b)",
    ),
    Beginning(
        None,
        "What was discussed?",
        r"(?i:what (?:was|did [\w ]{2,40}))\b(?=.*(?i:\b(?:discussed|discuss|about)\b))",
    ),
    Beginning(None, "What happened in May?", r"(?i:what (?:happened (?:at|in|on)|came out of))\b"),
    Beginning(None, "Fass das Protokoll zusammen", r"(?i:fass(?:e|t|en)?)\b(?=.*(?i:\bzusammen<end>))"),
    Beginning(
        None,
        "Kurze Zusammenfassung der Sitzung",
        r"(?i:(?:(?:gib|mach|schreib|erstell)\w*(?: (?:mir|uns))? )?(?:eine? )?(?:kurze )?zusammenfassung)\b",
    ),
    Beginning(None, "Summarize the meeting", r"(?i:(?:summari[sz]e|(?:a )?summary of))\b"),
    Beginning(
        None,
        "Was sind die Ergebnisse?",
        rf"(?i:(?:{WHICH}|was (?:sind|waren|ist|war) (?:die|das))\s+(?:ergebnis(?:se)?|outcomes|results))\b",
    ),
    Beginning(
        None,
        "Was kam heraus?",
        r"(?i:was (?:kam|ist|hat|haben))\b(?=.*(?i:\b(?:he)?r(?:aus|ausgekommen|ausgebracht)<end>))",
    ),
    Beginning(
        None,
        "Was hat die Sitzung ergeben?",
        rf"(?i:was (?:hat|haben))\b(?=.*(?i:[\w-]{{0,40}}(?:{_MEETING})(?:s|en)?\b.*\b(?:ergeben|gebracht)<end>))",
    ),
    Beginning(
        None,
        "Was wurde in der Sitzung erreicht?",
        rf"(?i:was (?:wurde|hat|haben|konnte))\b(?=.*(?i:{_OF_A_MEETING}.*\b(?:erreicht|erarbeitet)(?: werden)?<end>))",
    ),
)

WORDS: tuple[Beginning, ...] = (
    Beginning(
        "task",
        "Offene Aufgaben von Malte",
        rf"(?:(?:offenen?|neuen?|unerledigten?|(?:(?:ü|ue)ber)?f(?:ä|ae)lligen?) )?{TASKS}",
    ),
    Beginning(
        "decision",
        "Beschlüsse im Lab Technologie",
        rf"(?:(?:gefassten?|g(?:ü|ue)ltigen?) )?(?:{_DECISIONS}|festlegungen)"
        r"|decisions",
    ),
    Beginning(
        "open",
        "Offene Fragen",
        r"(?:offenen?|ungekl(?:ä|ae)rten?) (?:punkte|fragen|themen)|open (?:points|questions|issues)",
    ),
    Beginning(None, "Ergebnisse", r"ergebnis(?:se)?|outcomes"),
)
