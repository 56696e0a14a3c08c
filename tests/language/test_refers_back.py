"""Which sentences can only be understood with what stands before them."""

from __future__ import annotations

import re

import pytest

from assistant.language.referring.refers_back import refers_back
from assistant.language.referring.rules import ANYWHERE, COMPARED, CONNECTIVES, DEMONSTRATIVES, PRONOUNS, Rule
from assistant.language.referring.takes_up import introduces, takes_up
from assistant.records import Span

BEFORE = "Der Verein hat eine Richtlinie für ein Jahr. "


def needs(sentence: str) -> bool:
    text = f"{BEFORE}{sentence} Das Ende."
    return refers_back(text, Span(len(BEFORE), len(BEFORE) + len(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "IT-Sicherheit wird gefördert.",
        "IT wird gefördert.",
        "It-Girls sind dabei.",
        "ER-Modelle beschreiben Daten.",
        "Es-Dur klingt hell.",
        "Ihringen liegt am Kaiserstuhl.",
        "Seinerzeit war der Kai kurz.",
        "Seine-Schiffe fahren in Paris.",
        "Der Verein sorgt damit, dass er zahlt, für Ruhe.",
        "Der Antrag wird mit den Unterlagen gestellt.",
        "Am Ende sind es vor allem Boote.",
        "Aufgrund dessen, was der Rat sagt, wird gebaut.",
        "Wenn das Boot sinkt, zahlt der Rat.",
        "Nur wenn das kleine Boot sinkt, zahlt der Rat.",
        "Sinkt ein Boot oder fällt es aus, zahlt der Rat nicht, wenn es alt war; das gilt in diesem Fall immer.",
        "Der Ausbau und damit die Förderung endet 2025.",
        "Der Rat oder somit alle Partner zahlen.",
        "Der Rat kauft Boote und zeigt dies an.",
        "Wer ein Boot hat, zeigt dies an.",
        "Bild 3 zeigt dies: Kräne und Kais.",
        "Ein Kran ist wie für den ersten Kai nicht sinnvoll.",
    ],
)
def test_a_word_that_looks_like_a_pronoun_needs_nothing(sentence: str) -> None:
    assert not needs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It lies in the north.",
        "it lies in the north.",
        "Ihr gehört der Kai.",
        "Ihre Mitglieder zahlen.",
        "Ihrem Vorstand gehört der Kai.",
        "Ihrerseits zahlen die Mitglieder.",
        "Sein Kai ist lang.",
        "Seines Kais nimmt sich niemand an.",
        "Diesem gehört der Kai.",
        "Diese Summe gilt.",
        "In diesem gilt das nicht.",
        "In diesem Zusammenhang gilt das nicht.",
        "Schmidt erwartet, dass auf diesem Weg neue Stellen entstehen.",
        "Späte Anträge können aber noch zählen.",
        "Fertig sein muss der Kai aber im Mai.",
        "Mehr als 3000 Leute haben daran mitgewirkt.",
        "Im zweiten Schritt werden sie addiert.",
        "Dennoch wird der Kai gebaut.",
        "Dann müssen die Boote warten.",
        "Hingegen werden auch Fähren geprüft.",
        "Hinzu kommen Kosten für den Lotsen (200 Euro).",
        "Geht das so fort, werden es im Jahr 2030 noch 209 sein.",
        "Der Liter käme damit auf 8,40 Euro.",
        "Der Kai ist somit fertig.",
        "Nach einem Jahr beginne damit die Arbeit, weitere seien in Vorbereitung.",
        "Deswegen muss es den Kai geben.",
        "Die im Rahmen dessen geförderten Vorhaben sind aufgezählt.",
        "Andernfalls verfällt der Zuschuss.",
        "Wenn es immer derselbe macht, wird es eintönig.",
        "Wenn das nicht gelingt, zahlt der Rat.",
        "Erst wenn das ausscheidet, beginnt der Abbau.",
        "Eine Beratung durch das Hafenamt (HA) (vgl. Nummer 7.1) vor dem Antrag ist in diesem Fall Pflicht.",
        "Der Rat zahlt in diesen Fällen nichts.",
        "Satz 3 gilt nur für Vereine.",
        "Zahlen müssen, wie zuvor erwähnt, alle.",
        "Abstimmung: einstimmig bei zwei Enthaltungen.",
        "Einstimmig angenommen.",
        "Auf diese Folge ist hinzuweisen.",
        "Für diese Aktivitäten gibt es Geld.",
        "Durch diese Regelung wird nichts aufgeteilt.",
        "Um dieses Ziel zu erreichen, zahlen alle.",
        "Mit all diesen Mitteln wächst der Kai.",
        "Die Zusage erfolgt diesbezüglich pauschal.",
        "Voraussetzung für Hilfe ist weiterhin, dass die Nutzung allen offen steht.",
        "Lösung: Anleitungen für alle.",
        "Unterschied: S/MIME setzt Vertrauen voraus.",
        "Führt auch dies zu keinem Ergebnis, entscheidet das Los.",
        "Kommt er seiner Pflicht nicht nach, zahlt er.",
        "In anderen die Kähne betreffenden Fragen entscheidet der Rat.",
        "Fristen stehen dem nicht entgegen.",
        "Dasselbe gilt für Firmen.",
        "Das Gleiche gilt für Firmen.",
        "Vorstehendes gilt auch im Ausland.",
        "Eine entsprechende Nachricht folgt.",
        "Der Rat trägt diesem Verein Rechnung.",
        "Das Gewinnspiel braucht noch welche (dringend).",
        "Danach sind für alle Mitglieder beide Richtlinien gültig.",
        "Auch hier antwortet das Amt.",
        "Auch sie zahlen.",
        "Auslegungen müssen dabei dem Zweck folgen.",
        "Die Stadt und das Land zahlen mit Geld aus dem Haushalt diesem Verein nichts.",
        "Alle verpflichten sich, an diesem Verein festzuhalten.",
        "Der Rat will, dass diese „Vereine“ zahlen.",
        "Stadt, Land, Werft und Amt treffen sich dafür im Hafen: Nord, Süd und West.",
        "Das Amt für Häfen in Emden kümmert sich darum.",
        "Darum zahlen alle.",
        "Bild 3 zeigt dies an einem Kahn.",
        "Kleine Häfen können dies beantragen.",
        "Ein Kran ist, wie für den ersten Kai vorgeschlagen, dort nicht sinnvoll.",
        "Eine Alternative dazu besteht nicht, da der Kai zu kurz ist.",
        "Der Grund hierfür ist, dass der Kai zu kurz ist.",
    ],
)
def test_a_pronoun_needs_the_sentence_before(sentence: str) -> None:
    assert needs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Kai ist lang, kann aber noch wachsen.",
        "Auch der Hafen zahlt.",
        "Das Amt hilft den Betrieben dabei, Kähne zu bauen.",
        "Wer zahlt oder daran beteiligt ist, zählt.",
        "Welche Mitglieder zahlen, steht fest.",
        "Die Frist steht dem Antrag nicht entgegen.",
        "Diese Richtlinie gilt ab Mai.",
        "Diese Förderrichtlinien gelten ab Mai.",
        "Dieses Jahr gilt das nicht.",
        "In diesem Jahr gilt das nicht.",
        "In diesem Haushaltsjahr gilt das nicht.",
        "Nach dieser Satzung gilt das nicht.",
        "Das gilt nach dieser Richtlinie nicht.",
        "Für diese Rahmenbekanntmachung gelten Vorgaben.",
        "Vor diesem Hintergrund zahlen alle.",
        "Geprüft werden die diesbezüglich vorhandenen Daten.",
        "Voraussetzung ist, dass alle zahlen.",
        "Vereine zahlen mehr als diese Vereine wollen.",
        "Der Antrag wird in den mit viel Geld dazu bestimmten Häfen gestellt.",
        "Der Grund dafür, dass der Kai zu kurz ist, liegt im Plan.",
        "Der Rat prüft den Kai im Mai und zahlt dafür zehn Euro.",
        "Der Rat setzt sich im nächsten Jahr dafür ein, dass alle zahlen.",
    ],
)
def test_the_document_itself_and_the_present_time_need_nothing(sentence: str) -> None:
    assert not needs(sentence)


@pytest.mark.parametrize(
    "sentence", ["In diesem Jahr wuchs er.", "Dieses Jahr war gut.", "Dieses Haushaltsjahr war gut."]
)
def test_a_year_that_was_told_before_is_not_the_present_one(sentence: str) -> None:
    before = "Im Jahr 1996 wurde der Hafen gebaut. "
    assert refers_back(before + sentence, Span(len(before), len(before + sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Es wurde ein Zuschuss gewährt.",
        "Es wird auch kein Zuschuss gewährt.",
        "Es wird darauf hingewiesen, dass der Kai lang ist.",
        "Es wird dringend empfohlen, vorher anzurufen.",
        "Es wird erwartet, dass alle zahlen.",
        "Es wurde Geld gezahlt.",
        "Es wurden 20 Betriebe gefördert.",
        "Es werden an der Schule Kurse angeboten.",
        "Es sind 20 Betriebe.",
        "Es sind zur Anerkennung 30 Stunden nötig.",
        "Es haben alle Betriebe gezahlt.",
    ],
)
def test_an_es_that_stands_for_nothing_needs_nothing(sentence: str) -> None:
    assert not needs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Es wurde am 3. Mai 2022 gegründet.",
        "Es wurde 1986 eröffnet und zählt 330 Geschäfte.",
        "Es wurde Anfang 2022 gegründet.",
        "Es wurde aus dem Haushalt der Stadt bezahlt.",
        "Es wurde den Betrieben gezahlt.",
        "Es wird vom Land bezahlt.",
        "Es wird hauptsächlich für Spiele verwendet.",
        "Es wird als Kennzahl benutzt, um zu zählen.",
    ],
)
def test_an_es_that_stands_for_something_needs_the_sentence_before(sentence: str) -> None:
    assert needs(sentence)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Für jeden Kai kann eine Festlegung der Beträge erfolgen.", "Die Festlegungen gelten vier Jahre."),
        ("Zu stellen ist ein Antrag.", "(2) Der Antrag ist kurz."),
        ("In der Stufe P4 wird geschäumt.", "Am Ende dieser Phase wird geprüft."),
        ("Der Strang wird befestigt.", "Denn er kann steif sein."),
        ("Der Strang hat eine andere Form.", "Das heißt, er passt nicht in jede Rinne."),
        ("Danach kann eine weitere Beratung folgen.", "Die Beratung kann auch am Telefon stattfinden."),
        ("Der Kai ist nur mit Zustimmung des Landes frei.", "Der Träger soll seine Zustimmung geben."),
        ("Alle melden, was sie laden.", "Die Angaben werden vertraulich behandelt."),
        ("Der Tag kann verschoben werden.", "Der Rat meldet eine solche Verschiebung."),
        ("Die Werft prüft die Kähne.", "Die Kosten derartiger Prüfungen trägt die Stadt."),
        ("Der Abschlag beträgt pauschal zehn Euro.", "Was höher ist als der pauschale Abschlag, wird belegt."),
        ("Ordnungswidrig handelt, wer den Kai sperrt.", "(2) Die Ordnungswidrigkeit kann geahndet werden."),
        ("Zu stellen ist ein Antrag.", "Ist der Antrag unvollständig, wird er abgelehnt."),
        ("Der Tag kann verschoben werden.", "Die Behörde prüft vor dem Ende dieser Phase."),
        (
            "Wohin steuern die Werften?",
            "Etwa 200 Menschen arbeiten in den Städten und Dörfern am Meer in dieser Branche.",
        ),
        ("Die Mole wird ein Kai.", "Das Ergebnis dieses „Umbaus“ ist lang."),
        ("Der Rat fragt die zuständige Werft.", "Zuständig ist am Kai die Stadt, sonst das Land."),
        ("Die Pacht kann um ein Jahr verlängert werden.", "Der Rat unterrichtet alle über eine Pachtverlängerung."),
        ("Das Amt gibt die Verträge frei.", "Die Unterschriften folgen im Mai."),
        ("Der Betrieb wird im Winter bewertet.", "Die Gründe der Betriebsbewertung nennt der Rat."),
        ("Kleine Abweichungen sind frei.", "Größere Abweichungen führen zum Ausschluss."),
    ],
)
def test_what_only_the_sentence_before_names_is_taken_up(before: str, sentence: str) -> None:
    text = f"{before} {sentence}"
    assert takes_up(text, Span(len(before) + 1, len(text)), before)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Festlegungen stehen aus. Zu stellen ist ein Antrag.", "Die Festlegungen gelten vier Jahre."),
        ("Zu stellen ist ein Antrag.", "Die Landesregierung bestimmt die Frist."),
        ("Zu stellen ist ein Antrag.", "Das Bauamt gibt den Kai frei."),
        ("Zu stellen ist ein Antrag.", "Der Antrag des Vereins ist kurz."),
        ("Den pauschalen Abschlag zahlt die Stadt.", "Was höher ist als der pauschale Abschlag, wird belegt."),
        ("Zu stellen ist ein Antrag.", "Der Antrag gegen die Stadt ist kurz."),
        ("Zu stellen ist ein Antrag.", "Nach jeder Phase wird am Ende dieser Phase geprüft."),
        ("Zu stellen ist ein Antrag.", "Zuständig nach dieser Richtlinie ist die Stadt."),
        ("Zu stellen ist ein Antrag.", "Zuständig nach diesem Kapitel ist die Stadt."),
        ("Der Rat prüft den Kai.", "Der Rat soll auch Boote zulassen."),
        ("Die Stadt prüft jeden Kai.", "Ist die Stadt einverstanden, wird gebaut."),
        ("Der Rat prüft den Kai.", "Frei sind solche Boote, die kein Segel haben."),
        (
            "Der Rat prüft den Kai.",
            "Wer Direktwerbung betreibt, dem kann der Zweck derartiger Werbung untersagt werden.",
        ),
        ("Der Rat prüft den Kai.", "Fenster sind von solcher Größe und Lage, dass es hell ist."),
        ("Zu stellen ist ein Antrag.", "Die Angaben des Vereins werden vertraulich behandelt."),
        ("Der Rat fragt die Werft.", "Zuständig ist am Kai die Stadt."),
        ("Der Rat sieht die Zuständigkeit der Werft.", "Kostbar sind am Kai die Kräne."),
        ("Die Pacht ist hoch.", "Der Rat unterrichtet alle über eine Pachtverlängerung."),
        ("Die Fahrt endet voraussichtlich im Mai.", "Voraussetzung ist ein Boot."),
        ("Das Land fördert Kähne.", "Fördergeber ist das Land am Meer."),
        ("Das Land fördert Kähne.", "Größere Boote zahlen mehr."),
        ("Untere Behörden sind die Ämter.", "Höhere Behörden sind die Präsidien."),
        ("Das Amt hilft.", "Bewertet wird nach diesen Kriterien: Größe, Nutzen und Preis."),
        ("Alle hoffen auf die Pachtverlängerung.", "Der Rat unterrichtet alle über eine Pachtverlängerung."),
    ],
)
def test_what_is_named_in_the_sentence_itself_or_is_the_document_is_not_taken_up(before: str, sentence: str) -> None:
    text = f"{before} {sentence}"
    last = re.split(r"(?<=\.)\s", before)[-1]
    assert not takes_up(text, Span(len(before) + 1, len(text)), last)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("(1) Verwaltungskosten werden nicht erstattet.", "(2) Die Verwaltungsbehörde entscheidet im Mai."),
        ("(1) Gesellschaften des Bundes erhalten keine Zuwendung.", "(2) Die Zuwendung beträgt 50 Prozent."),
        ("(1) Vereine erhalten keine weitere Zuwendung.", "(2) Die Zuwendung beträgt 50 Prozent."),
        ("(1) Transformation braucht Zeit.", "(2) Der Transformationslotse hilft."),
        ("(1) Förderung gibt es im Mai.", "(2) Mit der Förderung wächst der Kai."),
        ("(1) Förderung gibt es im Mai.", "(2) Seit der Förderung wächst der Kai."),
    ],
)
def test_another_noun_or_one_that_is_denied_introduces_nothing(before: str, sentence: str) -> None:
    assert not introduces(sentence, Span(0, len(sentence)), before)


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Rat prüft den Kai und die Stadt zahlt dafür zehn Euro.",
        "Der Rat prüft Kai sowie einen Kran und das Amt stellt dazu einen Wärter ein.",
        "Darum geht es in diesem Heft: Kräne und Kais.",
        "Bewertet wird nach diesen Kriterien: Größe, Nutzen und Preis.",
        "Der Antrag wird in diesen Schritten gestellt:",
    ],
)
def test_what_a_sentence_says_itself_refers_to_nothing_before(sentence: str) -> None:
    text = f"Die Stadt ist groß. {sentence}"
    assert not refers_back(text, Span(20, len(text)))


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Eine Vereinbarung liegt vor.", "Der Verein hält diese Vereinbarung mit dem Amt ein."),
        ("Der Vertrag mit der Werft liegt vor.", "Der Rat stimmt diesem Vertrag zu."),
        ("Kleine Kähne liegen am Kai.", "Die Fahrt dieser kleinen Kähne kostet nichts."),
        ("Die Arbeiten am Kai beginnen.", "Die Arbeitsgruppe übernimmt diese Arbeiten."),
    ],
)
def test_this_means_what_was_named_before_and_not_a_word_that_begins_alike(before: str, sentence: str) -> None:
    text = f"{before} {sentence}"
    assert refers_back(text, Span(len(before) + 1, len(text)))


RULES = (*PRONOUNS, *DEMONSTRATIVES, *CONNECTIVES, *COMPARED, *ANYWHERE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_rule_tells_of_its_example_and_no_other_one_does(rule: Rule) -> None:
    told = [one for one in RULES if (re.search if one in ANYWHERE else re.match)(one.pattern, rule.example)]
    assert told == [rule]
