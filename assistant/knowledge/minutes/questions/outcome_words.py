"""The words of questions for outcomes: what they call these, what was done to them, and what only joins."""

from __future__ import annotations

import re

from assistant.language.word_lists import in_both_spellings, listed

# What a body that minutes tell of ends with: "Was sagt der Hafenbeirat?"
BODIES = listed("forum beirat kreis rat runde gruppe ausschuss werkstatt vorstand kommission gremium versammlung")
DECISIONS = in_both_spellings(listed("beschlüsse entscheidungen vereinbarungen"))
DECIDED = listed("beschlossen entschieden vereinbart festgelegt")
TALKED = in_both_spellings(listed("besprochen behandelt diskutiert beraten erörtert gesprochen"))
# What is to be done, what is not, and what comes before a day by which nobody says whether it has come.
NOT_DONE = in_both_spellings(
    listed(
        "nicht not no kein keine ohne without noch yet still erledigen unerledigt* offen* open undone"
        " muss* müss* soll* must should shall will werden wird sein due vergeben verteilt fällig* überfällig* overdue"
        " fast halb teilweise teils partly almost bis bevor sobald wenn until by before when"
    )
)
# What is asked for is only what was put off, of all that is open.
POSTPONED = re.compile(
    r"\b(?:vertag(?:t|en)|verschoben|zur(?:ü|ue)ckgestellt|postponed|deferred|adjourned|put off)\b", re.IGNORECASE
)
# So minutes call what they mean as decided; anything else may be no more than what was said.
CALLED_DECIDED = re.compile(
    r"\b(?:beschl(?:oss|ie(?:ß|ss)|u(?:ss|ß)|(?:ü|ue)ss)\w{0,12}|entsch(?:ied|eid)\w{0,8}|vereinbar\w{0,8}|festgelegt"
    r"|einstimmig|abstimmung|abgestimmt|konsens|einigung|geeinigt|angenommen|abgelehnt|genehmigt|zugestimmt"
    r"|stimmt(?:en?)?\b[^.]{0,80}\bzu|decided|agreed|approved|resolved|rejected|consensus)\b",
    re.IGNORECASE,
)
# The words of the forms and those that only join; what is left must be spoken of.
FILLING = listed(
    "zeig stehen an gegeben verteilt vergeben zuständig verantwortlich wofür made taken die das der aufgaben to-dos"
    " to-do todos aufträge beschlüsse entscheidungen vereinbarungen festlegungen punkte fragen themen beschlossen"
    " entschieden vereinbart festgelegt vertagt verschoben zurückgestellt offen offene offenen noch ungeklärt tun"
    " machen erledigen müssen musste mussten sollen sollte sollten montag dienstag mittwoch donnerstag freitag"
    " samstag sonnabend sonntag hat haben hatte wurde wurden ist sind gibt gab es gefasst getroffen bis wann welche"
    " welcher was wer macht muss soll alle zeige liste mir uns im in zu zum zur beim bei lab labs thema sitzung"
    " protokoll protokolle protokolls protokollen workshop workshops treffen treffens bisher derzeit aktuell zuletzt"
    " jeweils steht aus bleibt war herr frau dr prof fällig fällige fälligen überfällig überfällige überfälligen"
    " frist fristen due overdue letzte letzten letzter letztes letztem mal s jüngste jüngsten neueste neuesten last"
    " latest sitzungen besprechung meeting meetings minutes by end decisions decided decide agreed agree resolved"
    " tasks have has does did open points questions issues about fasste fassten traf trafen niederschrift on what"
    " which when until since the still been action items show list me gelten gilt gültig gültige gültigen worden neu"
    " neue neuen neues werden konnte erledigt unerledigt unerledigte fasse fass fassen zusammen zusammenfassung"
    " kurze kurz gib mach schreib erstelle summarize summarise summary sein fertig gemacht getan erledigte"
    " erledigten abgeschlossen abgeschlossene abgeschlossenen done completed ergebnis ergebnisse outcomes results"
    " kam kamen ergab ergaben ergeben gebracht erreicht erarbeitet heraus raus herausgekommen rausgekommen"
    " herausgebracht worum ging drehte besprochen behandelt diskutiert beraten erörtert gesprochen inhalt inhalte"
    " gegenstand waren los geschah passierte wir tagesordnung standen laufen läuft ab enden liegt deadlines"
    " discussed discuss abstimmung abstimmungen gingen fiel fielen lief liefen vereinbarten verteilten unerledigten"
    " ungeklärten must should shall will had were happened came out remains postponed deferred adjourned put off"
    " unresolved undecided resolve sagt sagte sagten meint meinte meinten hatten galt deadline bitte please wie"
    " viele wieviele how many brachte brachten hervor blieb laut müssten müsste"
    " worauf man sich geeinigt verständigt uns etwas übernommen wäre passieren geschehen aufgabe"
)
