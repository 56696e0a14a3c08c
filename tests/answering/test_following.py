"""Conversations: what the last question takes over from the earlier ones, and what it must leave behind."""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.understanding.following import (
    as_going_on,
    goes_on,
    lacks_its_topic,
    may_begin,
    read_otherwise,
    resolve,
)


class Talk(NamedTuple):
    """The questions of a conversation; words that the last one, resolved, must hold, and others that it must not."""

    questions: tuple[str, ...]
    held: tuple[str, ...]
    left: tuple[str, ...] = ()


BONUS = "Wie hoch ist der Werkstattbonus für KMU in Hessen?"
TRAINING = "Wie hoch ist die Förderung der Weiterbildung für kleine Unternehmen in Bayern?"

FOLLOWING = (
    # something else of the same subject
    Talk((BONUS, "Und bis wann?"), ("Werkstattbonus", "Hessen", "bis wann"), ("hoch",)),
    Talk((BONUS, "Bis wann?"), ("Werkstattbonus", "Bis wann")),
    Talk((BONUS, "Wer entscheidet?"), ("Werkstattbonus",)),
    Talk((BONUS, "Und die Laufzeit?"), ("Werkstattbonus", "Laufzeit"), ("hoch",)),
    Talk((BONUS, "Welche Unterlagen brauche ich?"), ("Werkstattbonus", "Unterlagen")),
    Talk((BONUS, "Wo stelle ich den Antrag?"), ("Werkstattbonus", "Antrag")),
    Talk((BONUS, "An wen wende ich mich?"), ("Werkstattbonus",)),
    Talk(("Wie lange läuft das Projekt Gießerei 4.0?", "Und wer leitet es?"), ("Gießerei 4.0", "leitet")),
    Talk(("wie hoch ist der werkstattbonus", "und wie lange"), ("werkstattbonus", "lange"), ("hoch",)),
    Talk(("werkstattbonus höhe", "und bis wann"), ("werkstattbonus", "bis wann"), ("höhe",)),
    Talk(("Werkstattbonus Förderquote", "Wie lange?"), ("Werkstattbonus", "lange"), ("Förderquote",)),
    Talk(("WIE HOCH IST DER WERKSTATTBONUS?", "UND BIS WANN?"), ("WERKSTATTBONUS", "WANN"), ("HOCH",)),
    Talk((BONUS, "Was sind die Folgen?"), ("Werkstattbonus", "Folgen")),
    Talk((BONUS, "Welche Ausnahmen gelten?"), ("Werkstattbonus", "Ausnahmen")),
    Talk(("How much is the repair bonus for clubs?", "What are the consequences?"), ("repair bonus",)),
    # pronouns
    Talk(("Was ist der Digitalkompass?", "Was kostet er?"), ("Digitalkompass", "kostet")),
    Talk(("Was ist die Lernwerkstatt Nord?", "Wo finde ich sie?"), ("Lernwerkstatt Nord",)),
    Talk(("Was wurde zum Messestand beschlossen?", "Wer hat das beschlossen?"), ("Messestand", "Wer")),
    Talk(("Was wurde zum Messestand beschlossen?", "Warum?"), ("Messestand", "Warum")),
    Talk(("Worum geht es in der Studie Lieferketten?", "Wer hat sie geschrieben?"), ("Studie", "Lieferketten")),
    Talk(("Wie alt ist der Beirat Mobilität?", "Wer sind seine Mitglieder?"), ("Beirat Mobilität", "Mitglieder")),
    Talk(("Gibt es den Werkstattbonus noch?", "Wie viel Geld bekommt man dafür?"), ("Werkstattbonus", "Geld")),
    Talk(("Wann war die Fachtagung Guss?", "Wie viele Leute waren da?"), ("Fachtagung Guss",)),
    Talk(("Was ist der Digitalkompass?", "Darf man diesen Zuschuss mit anderen verbinden?"), ("Digitalkompass",)),
    Talk(("Was ist der Digitalkompass?", "Wie lange dauert so ein Projekt?"), ("Digitalkompass",)),
    Talk(("wie hoch ist der werkstattbonus", "wieviel kriegen wir pro stunde"), ("werkstattbonus", "stunde")),
    Talk(("wie hoch ist der werkstattbonus", "schaffen wir das noch wenn der kurs bald startet"), ("werkstattbonus",)),
    Talk(("Kann man die Roboterzelle leihen?", "Wie viel Platz brauchen wir?"), ("Roboterzelle", "Platz")),
    Talk(("What is the Foundry Lab?", "How many people per day?"), ("Foundry Lab",)),
    Talk(("What is the Foundry Lab?", "Who runs it?"), ("Foundry Lab", "runs")),
    Talk(("What is the Foundry Lab?", "And how much does it cost?"), ("Foundry Lab", "cost")),
    Talk(("How much is the repair bonus for clubs?", "How long does it take?"), ("repair bonus",), ("much",)),
    Talk(("How much is the repair bonus for clubs?", "What documents do we need?"), ("repair bonus", "documents")),
    Talk((BONUS, "Wie lange dauert es, bis das Geld kommt?"), ("Werkstattbonus", "Geld")),
    Talk((BONUS, "Wie viele Lehrgänge zahlt man da?"), ("Werkstattbonus", "Lehrgänge")),
    Talk(("Wir möchten Kräne bauen, gibt es da Geld?", "Und bis wann?"), ("Kräne: Und bis wann",), ("möchten",)),
    # the same on a condition, and at another time
    Talk(("wie hoch ist der werkstattbonus", "und wenn wir das zu dritt machen?"), ("hoch", "werkstattbonus", "dritt")),
    Talk((BONUS, "Und falls wir früher aufhören?"), ("hoch", "Werkstattbonus", "Hessen", "falls")),
    Talk(("Wie hoch war 2023 der Werkstattbonus?", "und heute?"), ("hoch", "Werkstattbonus", "heute"), ("2023",)),
    Talk(("wie hoch ist der werkstattbonus", "und mit 120 mitarbeitern?"), ("hoch", "werkstattbonus", "120")),
    # the same of something else
    Talk((BONUS, "Und für Großunternehmen?"), ("hoch", "Werkstattbonus", "Großunternehmen", "Hessen"), ("KMU",)),
    Talk(("Was fördert KMU-innovativ?", "Und für große Betriebe?"), ("KMU-innovativ", "große Betriebe")),
    Talk((BONUS, "Und in Sachsen?"), ("hoch", "Werkstattbonus", "KMU", "Sachsen"), ("Hessen",)),
    Talk((BONUS, "Und für Vereine in Sachsen?"), ("Werkstattbonus", "Vereine", "Sachsen"), ("KMU",)),
    Talk((TRAINING, "Und für mittlere?"), ("Weiterbildung", "mittlere Unternehmen"), ("kleine",)),
    Talk((TRAINING, "Und für Großunternehmen?"), ("Weiterbildung für Großunternehmen in Bayern",), ("kleine",)),
    Talk((TRAINING, "und für vereine?"), ("Weiterbildung für vereine in Bayern",), ("kleine",)),
    Talk((TRAINING, "Und für Hessen?"), ("kleine Unternehmen", "Hessen"), ("Bayern",)),
    Talk((BONUS, "Gilt das auch für Vereine?"), ("Werkstattbonus", "Vereine"), ("KMU",)),
    Talk((BONUS, "Wie sieht es mit Vereinen aus?"), ("Werkstattbonus", "Vereinen")),
    Talk(("Wie hoch war das Budget des Beirats 2023?", "Und 2024?"), ("Budget", "Beirats", "2024"), ("2023",)),
    Talk(("Was steht im Protokoll vom 12.05.2024?", "Und am 3.6.2024?"), ("steht", "3.6.2024"), ("12.05.",)),
    Talk(("Was geschah im Mai 2024?", "Und im Juni?"), ("geschah", "im Juni"), ("Mai",)),
    Talk(("Was kostet der Digitalkompass?", "Und der Reparaturbonus?"), ("kostet", "Reparaturbonus"), ("Digital",)),
    Talk(("Wie hoch ist die Förderquote bei go-guss?", "Und bei go-blech?"), ("Förderquote", "go-blech"), ("guss",)),
    Talk(("Wer leitet Arbeitspaket 2?", "Und Arbeitspaket 3?"), ("leitet", "Arbeitspaket 3"), ("2",)),
    Talk(("Wie hoch ist der Zuschuss für Ladepunkte?", "Und für Vereine?"), ("Ladepunkte", "Vereine")),
    Talk(("Wie viel Geld gibt es für Ladepunkte?", "Und für Brennöfen?"), ("Geld", "Brennöfen"), ("Ladepunkte",)),
    Talk(
        ("How much is the repair bonus for clubs?", "And for large companies?"), ("repair bonus", "large"), ("clubs",)
    ),
    Talk(
        ("How much is the repair bonus for small and medium-sized firms?", "And for large companies?"),
        ("bonus for large companies?",),
    ),
    Talk(
        ("Wie hoch ist der Zuschuss für kleine und mittlere Unternehmen in Hessen?", "Und für Großunternehmen?"),
        ("Zuschuss für Großunternehmen in Hessen",),
    ),
    Talk(("Welchen Zuschuss bekommen kleine Firmen?", "Und große Unternehmen?"), ("bekommen große Unternehmen?",)),
    Talk(("Was bekommen Vereine?", "Und Hochschulen?"), ("Was bekommen Hochschulen?",)),
    Talk((BONUS, "What about universities?"), ("Werkstattbonus", "universities"), ("KMU",)),
    Talk((BONUS, "Vereine?"), ("hoch", "Werkstattbonus", "Vereine"), ("KMU",)),
    Talk((BONUS, "Sachsen?"), ("hoch", "Werkstattbonus", "Sachsen"), ("Hessen",)),
    Talk(("Wie hoch war das Budget des Beirats 2023?", "2024?"), ("Budget", "Beirats", "2024"), ("2023",)),
    Talk(("Wie hoch ist die Förderung bei go-guss?", "Und go-blech?"), ("hoch", "Förderung", "go-blech"), ("guss",)),
    Talk(("Gibt es Zuschüsse für neue Brennöfen?", "Und Pressen?"), ("Zuschüsse", "Pressen"), ("Brennöfen", "neue")),
    Talk(("Was kostet der Digitalkompass?", "Nein, ich meine den Reparaturbonus"), ("Was kostet den Reparaturbonus",)),
    Talk((BONUS, "Ich meinte für Vereine"), ("hoch", "Werkstattbonus", "Vereine"), ("KMU",)),
    Talk((BONUS, "Und nach der Verlängerung?"), ("Werkstattbonus", "Verlängerung", "hoch")),
    # a fact of the meeting that was asked about
    Talk(("Wann war die letzte Sitzung des Beirats?", "Wer hat Protokoll geführt?"), ("Beirats", "Protokoll")),
    Talk(("wann war die letzte sitzung vom beirat", "wer hat protokoll geführt"), ("beirat", "protokoll")),
    Talk(("Was kam beim Forum Guss heraus?", "Wie viele Enthaltungen gab es?"), ("Forum Guss", "Enthaltungen")),
    Talk(("Was wurde im Beirat beschlossen?", "Und wie war die Abstimmung?"), ("Beirat", "Abstimmung")),
    Talk(("Was wurde im Lab Guss beschlossen?", "und was ist noch offen?"), ("Lab Guss", "offen"), ("beschlossen",)),
    Talk(("Was wurde im Lab Guss beschlossen?", "und die offenen Aufgaben?"), ("Lab Guss: ", "Aufgaben"), ("besch",)),
    Talk(("Wer war beim Forum Guss?", "worum ging es?"), ("Forum Guss", "worum ging")),
    # the tasks of somebody else, their days, and the tasks of the meeting that was asked about
    Talk(("Welche Aufgaben hat Tomke Harders?", "Und Jule Aßmann?"), ("Aufgaben hat Jule Aßmann",), ("Tomke",)),
    Talk(("Welche Aufgaben hat Frau Harders?", "und Herr Aßmann?"), ("hat Herr Aßmann",), ("Harders",)),
    Talk(("Welche Aufgaben hat Frau Harders?", "Und bis wann?"), ("Welche Aufgaben hat Frau Harders bis wann?",)),
    Talk(
        ("Welche Aufgaben hat Frau Harders?", "Und bis wann?", "Wann?", "Und Herr Aßmann?"),
        ("Welche Aufgaben hat Herr Aßmann bis wann",),
        ("Harders",),
    ),
    Talk(("Wer ist Frau Harders?", "Und Herr Aßmann?"), ("Wer ist Herr Aßmann?",)),
    Talk(("Which tasks does Jule Harders have?", "And Mr Kolb?"), ("tasks does Mr Kolb have",), ("Harders",)),
    Talk(("Welche Aufgaben sind offen?", "Und die von Hauke?"), ("Aufgaben", "von Hauke"), ("die",)),
    Talk(("Welche Programme gibt es für Vereine?", "And those for clubs?"), ("Programme", "for clubs"), ("those",)),
    Talk(("Was wurde im Beirat beschlossen?", "Und die Aufgaben?", "Bis wann?"), ("Beirat", "Aufgaben bis wann")),
    Talk(("Was wurde am 7. Mai 2024 beschlossen?", "Welche Aufgaben gab es da?"), ("7. Mai 2024", "Aufgaben")),
    Talk(("Was wurde im Beirat besprochen?", "Welche Beschlüsse fielen dort?"), ("Beirat", "Beschlüsse")),
    # in small letters, what ends with a verb names nothing new
    Talk(("Was ist der Digitalkompass?", "kann man das verlängern"), ("Digitalkompass", "verlängern")),
    Talk(("Was ist die Lernwerkstatt Nord?", "wie lange darf man sie behalten"), ("Lernwerkstatt Nord", "behalten")),
    Talk(("Was wurde im Beirat beschlossen?", "was kam dabei raus"), ("Beirat", "raus")),
    Talk(("Was kostet der Digitalkompass?", "woran liegt das?"), ("Digitalkompass", "woran")),
    Talk(("wie hoch ist der werkstattbonus", "stichtage?"), ("werkstattbonus", "stichtage"), ("hoch",)),
    # what takes nothing's place belongs to what was asked last
    Talk(
        ("was ist der werkstattbonus?", "wie viel ist das?", "und bei 40 leuten?"), ("werkstattbonus", "viel ist das b")
    ),
    Talk(("werkstattbonus frist?", "und 2023?"), ("werkstattbonus frist 2023",)),
    Talk((BONUS, "Und bis wann?", "und davor?"), ("Werkstattbonus", "bis wann davor"), ("hoch",)),
    Talk(("How much do suppliers get for the bench?", "and small ones?"), ("get for the bench, small ones?",)),
    Talk(("Hilft das Netzwerk kleinen Betrieben?", "und bei kursen?"), ("kleinen Betrieben bei kursen",)),
    # a noun in small letters among others that have capitals
    Talk(("Was wurde im Beirat beschlossen?", "und messestand?", "bis wann?"), ("Messestand: bis wann",)),
    # some of what was asked for
    Talk(
        ("Welche Förderprogramme gibt es?", "welche davon laufen noch?"), ("welche Förderprogramme laufen",), ("davon",)
    ),
    Talk(("Welche Aufgaben hat Tomke Harders?", "Welche davon sind offen?"), ("Tomke Harders: Welche Aufgaben sind",)),
    Talk(("Which grants are there?", "How many of them are open?"), ("How many grants are open?",)),
    Talk(
        ("Welche Zuschüsse gibt es für KMU in Hessen?", "Welche davon laufen noch?"),
        ("Welche Zuschüsse für KMU in Hessen laufen noch?",),
    ),
    Talk(('Welche "C:\\Daten" gibt es?', "Welche davon sind neu?"), ('Welche "C:\\Daten" sind neu?',)),
    Talk(("Was wurde im Beirat beschlossen?", "Welche davon sind offen?"), ("Beirat: Welche davon sind offen?",)),
    # kinds of costs, unlike the costs of something
    Talk(("Was gilt für die Reisekosten im Beirat?", "Seit wann?"), ("Reisekosten im Beirat: Seit wann",)),
    # what is only polite
    Talk((BONUS, "Super, danke dir. Und bis wann?"), ("Werkstattbonus", "Und bis wann"), ("danke",)),
    Talk(("Guten Tag! Gibt es den Werkstattbonus?", "wie viel pro stunde?"), ("Werkstattbonus",), ("Guten", "Tag")),
    Talk((BONUS, "Danke!", "Und bis wann?"), ("Werkstattbonus", "wann"), ("Danke",)),
    Talk((BONUS, "Alles klar, vielen Dank.", "", "?", "Wie lange?"), ("Werkstattbonus", "lange"), ("Dank",)),
    Talk((BONUS, "No. Wie lange?"), ("Werkstattbonus", "Wie lange"), ("No",)),
    Talk((BONUS, "No. 7: wie lange?"), ("No. 7: wie lange",)),
    # the third and the fourth
    Talk((BONUS, "Und bis wann?", "Und wie lange?"), ("Werkstattbonus", "lange"), ("wann",)),
    Talk((BONUS, "Und bis wann?", "Wer entscheidet?", "Und wo?"), ("Werkstattbonus", "wo"), ("entscheidet",)),
    Talk((BONUS, "Und für Vereine?", "Und wie lange?"), ("Werkstattbonus", "Vereine", "lange"), ("KMU", "hoch")),
    Talk((BONUS, "Und bis wann?", "Und für Vereine?"), ("Werkstattbonus", "wann", "Vereine"), ("KMU", "hoch")),
    Talk((BONUS, "Und für Vereine?", "Und in Bremen?"), ("Vereine", "Bremen", "hoch"), ("KMU", "Hessen")),
    Talk(("Was kostet der Digitalkompass?", "Und der Reparaturbonus?", "Wer vergibt ihn?"), ("Reparaturbonus",)),
    Talk((BONUS, "Wer leitet die Lernwerkstatt Nord?", "Seit wann?"), ("Lernwerkstatt Nord",), ("Werkstattbonus",)),
    Talk((BONUS, "Und wer ist der Projektträger?", "Wie erreiche ich ihn?"), ("Werkstattbonus", "ihn")),
    Talk(
        ("Was ist der Digitalkompass?", "Und wie hoch ist der Kinderzuschlag?", "Wer bekommt ihn?"),
        ("Digitalkompass", "Kinderzuschlag"),
    ),
)

ALONE = (
    ("Was wurde in der Ideenwerkstatt beschlossen?", "Welche Aufgaben sind überfällig?"),
    (BONUS, "Was ist noch zu tun?"),
    ("Wir möchten Kräne bauen, gibt es da Geld?", "Wann ist die nächste Veranstaltung?"),
    ("Wir möchten Kräne bauen, gibt es da Geld?", "Bis wann läuft das Netzwerk?"),
    ("We want to build cranes, is there any funding?", "Who leads the network?"),
    (BONUS, "Was ist ein Transformations-Lab?"),
    (BONUS, "Was ist ein Antrag?"),
    (BONUS, "Welche Aufgaben gibt es?"),
    (BONUS, "Und was ist eine Zuwendung?"),
    (BONUS, "Wer leitet die Lernwerkstatt Nord?"),
    (BONUS, "Wer leitet das Netzwerk der Gießereien in Sachsen?"),
    (BONUS, "Welche Förderprogramme gibt es?"),
    (BONUS, "Wie hoch ist die Gewerbesteuer in Musterstadt?"),
    (BONUS, "Digitalkompass Frist"),
    (BONUS, "Wann gibt es dieses Jahr wieder einen Fachtag?"),
    (BONUS, "Können Sie mir sagen, wo die Geschäftsstelle sitzt?"),
    (BONUS, "Who runs the Foundry Lab?"),
    (BONUS, "Was ist der Digitalkompass und wer vergibt ihn?"),
    (BONUS, "Ist das neue Presswerk schon in Betrieb?"),
    (BONUS, "Undurchsichtige Regeln der Zulieferer melden?"),
    (BONUS, "wer leitet die lernwerkstatt"),
    (BONUS, "wer braucht genehmigungen?"),
    (BONUS, "what do workers get?"),
    (BONUS, "Was kostet es, die Halle am Nordtor zu mieten?"),
    (BONUS, "Wie kam es zu dem Umzug der Lackiererei?"),
    (BONUS, "Welche Firmen haben ihren Sitz im Gewerbepark Ost?"),
    (BONUS, "In welchen beiden Werken steht eine Presse?"),
    (BONUS, "Wer hat das neu gefasste Leitbild der Kammer geschrieben?"),
    (BONUS, "Was steht im Leitfaden IT-Sicherheit – Blech?"),
    (BONUS, "Wofür steht mtGuss?"),
    (BONUS, "Wie lange dauert es, bis man einen Stromanschluss bekommt?"),
    (BONUS, "Welche Programme laufen noch?"),
    (BONUS, "Which grants are still open?"),
    ("How much is the repair bonus for clubs?", "Wie viele Boote fallen bis 2030 weg?"),
    (BONUS, "How many boats are lost by 2030?"),
    (BONUS, "Is it allowed to rent the test bench?"),
    (BONUS, "Wer hat Protokoll geführt?"),
    ("Was wurde im Beirat beschlossen?", "Wer hat im Plenum Protokoll geführt?"),
    ("Was wurde im Beirat beschlossen?", "Wer hat am 4. Februar Protokoll geführt?"),
    ("Was wurde im Beirat beschlossen?", "Wie ging die Abstimmung zum Messestand aus?"),
    (BONUS, ""),
    (BONUS, "???!"),
    (BONUS, "Okay, danke!"),
)


def named(talk: Talk) -> str:
    return " > ".join(talk.questions)


@pytest.mark.parametrize("talk", FOLLOWING, ids=named)
def test_a_follow_up_takes_over_what_it_needs_and_no_more(talk: Talk) -> None:
    *history, text = talk.questions
    resolved = resolve(text, history).text
    assert [word for word in talk.held if word not in resolved] == [], resolved
    assert [word for word in talk.left if word in resolved] == [], resolved


@pytest.mark.parametrize(
    ("earlier", "text", "resolved"),
    [
        (
            "Wie hoch ist der Zuschuss für den Prototypenfonds?",
            "und beim Gutschein?",
            "Wie hoch ist der Zuschuss beim Gutschein?",
        ),
        ("Wer darf den Prototypenfonds beantragen?", "Und beim Gutschein?", "Wer darf beim Gutschein beantragen?"),
        ("Wie hoch ist der Zuschuss?", "Und beim Gutschein?", "Wie hoch ist der Zuschuss beim Gutschein?"),
        (
            "Wie hoch ist der Tilgungszuschuss?",
            "Und beim Gutschein?",
            "Wie hoch ist der Tilgungszuschuss beim Gutschein?",
        ),
        ("Wer leitet das Arbeitsprogramm?", "Und beim Fonds?", "Wer leitet das Arbeitsprogramm beim Fonds?"),
        (
            "Wie hoch ist der Zuschuss beim Prototypenfonds?",
            "Und für Vereine?",
            "Wie hoch ist der Zuschuss beim Prototypenfonds für Vereine?",
        ),
        (
            "Welche Kosten zahlt die Werft beim Prototypenfonds?",
            "und personalkosten?",
            "Welche Personalkosten zahlt die Werft beim Prototypenfonds?",
        ),
        ("welche kosten zählen beim radgeld", "und die reisekosten?", "welche reisekosten zählen beim radgeld"),
        ("Wie hoch ist die Prämie beim Radgeld?", "Und die Grundprämie?", "Wie hoch ist die Grundprämie beim Radgeld?"),
        ("Wie hoch ist die Förderung beim Radgeld?", "und steggeld?", "Wie hoch ist die Förderung beim Steggeld?"),
        ("wie viel zahlt der qualibonus", "und früher?", "wie viel zahlt der qualibonus früher?"),
        (
            "Wie hoch ist der Bonus 2023?",
            "Und wie lange muss der Kurs dauern, wenn man früher anfängt?",
            "Bonus 2023: Und wie lange muss der Kurs dauern, wenn man früher anfängt?",
        ),
        (
            "Was hat das Forum Infrastruktur besprochen?",
            "War die Abstimmung einstimmig?",
            "Forum Infrastruktur: War die Abstimmung einstimmig?",
        ),
        (
            "Was wurde in der Ideenwerkstatt beschlossen?",
            "Welche Aufgaben gab es?",
            "Ideenwerkstatt: Welche Aufgaben gab es?",
        ),
        ("Welche Aufgaben gab es im Mai?", "Und Hauke?", "Welche Aufgaben von Hauke gab es im Mai?"),
        ("Welche Aufgaben gibt es?", "Und Forum Wasser?", "Welche Aufgaben gibt es bei Forum Wasser?"),
        ("Which tasks are open?", "And Hauke?", "Which tasks of Hauke are open?"),
        ("Was hat Malte zu tun?", "Und Hauke?", "Was hat Hauke zu tun?"),
        (
            "qualibonus höchstbetrag",
            "und vorher, im alten merkblatt",
            "qualibonus höchstbetrag vorher, im alten merkblatt?",
        ),
    ],
)
def test_another_programme_takes_the_place_of_the_one_before_whatever_stands_before_it(
    earlier: str, text: str, resolved: str
) -> None:
    assert resolve(text, (earlier,)).text == resolved


def test_of_a_follow_up_on_tasks_another_is_asked_as_of_the_question_itself() -> None:
    asked = ("Was wurde in der Ideenwerkstatt beschlossen?", "Welche Aufgaben gab es?")
    assert resolve("Und Hauke?", asked).text == "Ideenwerkstatt: Welche Aufgaben von Hauke gab es?"


@pytest.mark.parametrize(("earlier", "text"), ALONE)
def test_a_new_topic_takes_over_nothing(earlier: str, text: str) -> None:
    resolved = resolve(text, (earlier,))
    assert resolved.text == resolved.query == resolved.asking == text
    assert resolved.since is None


@pytest.mark.parametrize("text", ["Und wer?", "Was kostet er?", "Für Vereine?"])
def test_without_earlier_questions_there_is_nothing_to_take_over(text: str) -> None:
    assert resolve(text, ()).text == text


def test_what_is_asked_for_comes_from_the_question_before_where_only_a_thing_is_named() -> None:
    assert resolve("Und für Vereine?", (BONUS,)).asking.startswith("Wie hoch")
    assert resolve("Und bis wann?", (BONUS,)).asking == "Und bis wann?"


def test_the_topic_is_that_of_the_question_which_began_it() -> None:
    history = (BONUS, "Wer leitet die Lernwerkstatt Nord?", "Seit wann?")
    assert resolve("Und wo?", history).since == 1


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("Wer leitet die Lernwerkstatt?", ("und wer leitet die Lernwerkstatt?", (BONUS,))),
        ("Who runs the Foundry Lab?", ("and who runs the Foundry Lab?", (BONUS,))),
        ("Gilt das auch für Sprachkurse?", ("Gilt das auch für Sprachkurse?", ())),
        ("Und bis wann?", None),
        ("Was ist ein Antrag?", None),
        ("Vielen Dank!", None),
    ],
)
def test_a_question_may_be_read_against_its_words(text: str, otherwise: tuple[str, tuple[str, ...]] | None) -> None:
    assert read_otherwise(text, (BONUS,)) == otherwise
    assert read_otherwise(text, ()) is None


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Wie viele Boote fallen bis 2030 weg?", True),
        ("How many boats are lost?", True),
        ("Und wie viele Boote fallen weg?", False),
        ("Wie viele Boote hat er?", False),
        ("Wie viele Enthaltungen gab es?", False),
        ("Für Vereine?", False),
        ("Bis wann?", False),
    ],
)
def test_what_counts_something_of_its_own_may_begin_a_topic(text: str, may: bool) -> None:
    assert may_begin(text) == may


def test_a_question_that_was_read_as_a_follow_up_is_one_for_those_behind_it() -> None:
    history = (BONUS, as_going_on("Gibt es etwas für Kinder?"))
    assert (
        resolve("Wie lange läuft das?", history).text
        == "Werkstattbonus für KMU in Hessen, Kinder: Wie lange läuft das?"
    )


@pytest.mark.parametrize("text", ["Und bis wann?", "aber wo?", "WHAT ABOUT CLUBS?", "Also wer?"])
def test_a_beginning_shows_that_a_text_goes_on(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["Undurchsichtige Regeln", "Bis wann?", "Abermals?"])
def test_other_beginnings_do_not(text: str) -> None:
    assert not goes_on(text)


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_any_conversation_can_be_resolved(text: str, history: list[str]) -> None:
    resolved = resolve(text, history)
    assert resolved.text == text or resolved.since is not None


@pytest.mark.parametrize("unit", ["a", "er ", "für die ", "Und ", "Förderung der ", "„", "kleine ", "2024 "])
def test_long_questions_are_no_slow_ones(unit: str) -> None:
    started = time.perf_counter()
    resolve(unit * 50, (unit * 1000,) * 20)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Was kostet uns das?", True),
        ("Wie hoch ist er?", True),
        ("wer ist dafür zuständig", True),
        ("Und bis wann?", True),
        ("Who decided that?", True),
        ("Bis wann?", True),
        ("Wie viel?", True),
        ("How long?", True),
        ("Wie geht es weiter?", False),
        ("Kontakt?", False),
        ("Wann sind Termine?", False),
        ("Was kostet das Freibad?", False),
        ("Und was kostet der Kran?", False),
        ("Wohin zog er im Jahr 1999?", False),
        ("Wer ist zuständig?", False),
        ("Wie hoch ist die Förderung?", False),
        ("Was wird gefördert?", False),
    ],
)
def test_a_question_that_names_nothing_and_goes_on_lacks_its_topic(text: str, lacks: bool) -> None:
    assert lacks_its_topic(text) == lacks
