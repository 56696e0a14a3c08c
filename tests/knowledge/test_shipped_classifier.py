"""The classifier that ships: small enough, and it tells what is plain; and what is left of minutes without one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from meetings import FORMAL, minutes

from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.classifier import NOTHING, SILENT, Prediction
from assistant.knowledge.minutes.classifier.network import SHIPPED, NetworkClassifier, classifier_of
from assistant.knowledge.minutes.extract import outcomes_by, outcomes_of
from assistant.language import sentences
from assistant.settings.settings import Settings

LARGEST_MB = 25

TOLD = [
    ("Der Vorstand beschließt mit 7 Ja-Stimmen bei einer Enthaltung die Anschaffung eines Druckers.", "decision"),
    ("Der Rat stimmt dem Haushalt mehrheitlich zu.", "decision"),
    ("Die Mitgliederversammlung beschließt, den Beitrag auf 40 Euro zu erhöhen.", "decision"),
    ("Wir haben uns auf Grün geeinigt.", "decision"),
    ("Vereinbart wurde, dass die Sitzungen künftig online stattfinden.", "decision"),
    ("Es wurde beschlossen, dass der Newsletter eingestellt wird.", "decision"),
    ("Imke kümmert sich um den Saal.", "task"),
    ("Herr Wolf klärt die Miete mit der Stadt.", "task"),
    ("Der Saal ist gebucht.", "result"),
    ("Der Punkt wird auf die nächste Sitzung verschoben.", "open"),
    ("Der Antrag wird einstimmig angenommen.", "decision"),
    ("Der Antrag wird mit 5 zu 6 Stimmen abgelehnt.", "decision"),
    ("Dem Antrag auf einen neuen Zaun wird zugestimmt.", "decision"),
    ("Herr Kallweit wird gebeten, bis Ende Mai ein Angebot einzuholen.", "task"),
    ("Die Geschäftsstelle wird beauftragt, die Mitglieder zu unterrichten.", "task"),
    ("Tjark Overbeck übernimmt die Abstimmung mit dem Netzbetreiber bis Ende April.", "task"),
    ("Frau Rohwer erstellt bis zum 15. April einen Entwurf.", "task"),
    ("Jonas und Imke organisieren den Bus.", "task"),
    ("Offen bleibt, wer die Kosten des Zauns trägt.", "open"),
    ("Ungeklärt ist, wer die Wartung bezahlt.", "open"),
    ("Die Entscheidung über den Standort wird vertagt.", "open"),
    ("Ob die Halle im Winter genutzt werden kann, ist noch offen.", "open"),
    ("Die Umbauarbeiten sind abgeschlossen.", "result"),
    ("Die Umfrage ist abgeschlossen, 120 Personen haben teilgenommen.", "result"),
    ("Das Konzept ist fertiggestellt und liegt allen vor.", "result"),
    ("Imke is asked to book the room by 4 July 2024.", "task"),
    ("Mr Wolf will prepare a draft by 3 May 2024.", "task"),
    ("The question of funding was postponed to the next meeting.", "open"),
]
ONLY_SAID = [
    "Der Vorsitzende begrüßt die Anwesenden und eröffnet die Sitzung.",
    "Es wird angeregt diskutiert.",
    "Der Beirat ist beschlussfähig.",
    "Der Landtag hat das Gesetz im Mai beschlossen.",
    "Frau Ott schlägt vor, einen Flyer zu drucken.",
    "Imke berichtet, dass der Raum teuer ist.",
    "Herr Wolf berichtet über den Stand der Bauarbeiten.",
    "Herr Wolf dankt allen Helfern für das gelungene Fest.",
    "Frau Rohwer begründet den Antrag.",
    "Mehrere Mitglieder äußern Bedenken.",
    "Die Pumpe läuft seit Mai 2019.",
    "Der Saal hat 200 Plätze.",
    "Das Wetter war an beiden Tagen schön.",
    "The weather was fine.",
]

pytestmark = pytest.mark.model

Body = Callable[[], Path]


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Body:
    return partial(bundled.model_folder, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def classifier(body: Body) -> NetworkClassifier:
    return NetworkClassifier(body)


def stretch(text: str, context: str = "Bericht") -> Stretch:
    return Stretch(context, text, tuple(sentences.split(text)))


def one(classifier: NetworkClassifier, sentence: str) -> Prediction:
    [[prediction]] = classifier.predict([stretch(sentence)])
    return prediction


def test_the_shipped_network_is_small() -> None:
    assert SHIPPED.stat().st_size < LARGEST_MB * 1_000_000


def test_another_network_comes_with_another_version_of_what_is_kept() -> None:
    # raise the version in `outcomes_by` with the file, or what the old one found stays
    known = (39, "1193eb479f49bec8")
    assert (
        outcomes_by(NetworkClassifier(Path)).version,
        hashlib.sha256(SHIPPED.read_bytes()).hexdigest()[:16],
    ) == known


@pytest.mark.parametrize(("sentence", "kind"), TOLD)
def test_a_plain_sentence_is_what_it_says(classifier: NetworkClassifier, sentence: str, kind: str) -> None:
    assert one(classifier, sentence).kinds == (kind,)


@pytest.mark.parametrize("sentence", ONLY_SAID)
def test_what_is_only_said_is_nothing(classifier: NetworkClassifier, sentence: str) -> None:
    assert one(classifier, sentence).kinds == ()


@pytest.mark.parametrize(
    ("sentence", "who", "until"),
    [
        ("Herr Kallweit wird gebeten, bis zum 3. Mai ein Angebot einzuholen.", ("Herr Kallweit",), "3. Mai"),
        ("Frau Rohwer fragt bis Weihnachten beim Verleih nach.", ("Frau Rohwer",), "Weihnachten"),
        ("Frau Rohwer erstellt bis zum 15. April einen Entwurf.", ("Frau Rohwer",), "15. April"),
        ("Die Geschäftsstelle wird beauftragt, die Mitglieder zu unterrichten.", ("Die Geschäftsstelle",), ""),
        ("Jonas und Imke organisieren den Bus.", ("Jonas", "Imke"), ""),
        ("Mr Wolf will prepare a draft by 3 May 2024.", ("Mr Wolf",), "3 May 2024"),
    ],
)
def test_who_is_to_do_a_task_and_until_when_is_found(
    classifier: NetworkClassifier, sentence: str, who: tuple[str, ...], until: str
) -> None:
    assert one(classifier, sentence) == Prediction(("task",), who, until)


def test_minutes_are_told_with_who_until_when_and_the_words_that_prove_it(classifier: NetworkClassifier) -> None:
    document = minutes(FORMAL)
    found = outcomes_of(document, classifier)
    tasks = {outcome.text: outcome for outcome in found if outcome.kind == "task"}
    asked = tasks["Herr Kallweit wird gebeten, bis zum 3. Mai ein Angebot einzuholen."]
    assert (asked.topic, asked.persons, asked.due and asked.due.words) == ("Ladepark", ("Kallweit",), "3. Mai")
    for outcome in found:
        quoted = document.text[outcome.proof.start : outcome.proof.end]
        assert " ".join(quoted.split()) == outcome.proof.text


def test_each_sentence_is_told_by_itself(classifier: NetworkClassifier) -> None:
    said = stretch("Der Kuchen war gut. Frau Rohwer erstellt bis zum 15. April einen Entwurf. Das Wetter war schön.")
    [told] = classifier.predict([said])
    assert [prediction.kinds for prediction in told] == [(), ("task",), ()]
    assert told[1].who == ("Frau Rohwer",)


def test_what_is_too_long_is_cut_and_not_refused(classifier: NetworkClassifier) -> None:
    long = stretch("Frau Rohwer erstellt einen Entwurf. " * 200, "Titel " * 200)
    [told] = classifier.predict([long])
    assert len(told) == len(long.sentences)
    assert (told[0].kinds, told[-1]) == (("task",), NOTHING)


def test_odd_input_names_nobody(classifier: NetworkClassifier) -> None:
    odd = ["€", "\U0001f600 ja.", "\U0001f600 \u0000 \u200b", "ﬁ ß Ｚ", "e\u0301", "- - -"]
    stretches = [stretch(text, text) for text in odd]
    for one, told in zip(stretches, classifier.predict(stretches), strict=True):
        assert [(prediction.who, prediction.until) for prediction in told] == [((), "")] * len(one.sentences)
    assert classifier.predict([Stretch("", "", ())]) == [()]
    assert classifier.predict([]) == []


def test_what_is_told_of_a_stretch_does_not_depend_on_those_beside_it(classifier: NetworkClassifier) -> None:
    stretches = [stretch(sentence) for sentence, _ in TOLD]
    assert classifier.predict(stretches) == [classifier.predict([each])[0] for each in stretches]


def test_many_may_ask_at_once(body: Body, classifier: NetworkClassifier) -> None:
    stretches = [stretch(sentence) for sentence, _ in TOLD[:6]]
    alone = classifier.predict(stretches)
    fresh = NetworkClassifier(body)  # not loaded yet

    def ask(_: int) -> Sequence[tuple[Prediction, ...]]:
        return fresh.predict(stretches)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [alone] * 8


def test_a_file_that_is_no_network_is_told(tmp_path: Path, body: Body) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"nothing")
    broken = NetworkClassifier(body, tmp_path / "broken.onnx")
    with pytest.raises(ModelError) as caught:
        broken.predict([stretch("Der Kuchen war gut.")])
    assert caught.value.code == "network_not_loaded"  # not as of a reader, which a setting names
    with pytest.raises(ModelError):
        outcomes_of(minutes(FORMAL), broken)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, body: Body) -> None:
    missing = NetworkClassifier(body, tmp_path / "none.onnx")
    with pytest.raises(ModelError):
        missing.predict([stretch("Der Kuchen war gut.")])


def test_the_settings_name_the_classifier(tmp_path: Path) -> None:
    assert classifier_of(Settings(data=tmp_path, reader="")) is SILENT
    assert isinstance(classifier_of(Settings(data=tmp_path)), NetworkClassifier)


def test_without_a_network_headings_labels_and_columns_still_tell() -> None:
    assert SILENT.predict([stretch("Der Antrag wird einstimmig angenommen. Der Kuchen war gut.")]) == [
        (NOTHING, NOTHING)
    ]
    text = (
        "# Sitzung\n\nAnwesend: Imke Rohwer\n\n## Zaun\n\nFrau Rohwer klärt den Preis.\n\n"
        "Beschluss: Der Zaun wird grün. Einstimmig.\n\n## Aufgaben\n\n- Imke Rohwer: Farbe kaufen, bis 3. Mai 2024\n\n"
        "## Tabelle\n\n| Offene Frage | Wer |\n|---|---|\n| Wer gießt die Bäume? | Imke |\n"
    )
    assert [(found.kind, found.text, found.persons, found.vote) for found in outcomes_of(minutes(text), SILENT)] == [
        ("decision", "Der Zaun wird grün. Einstimmig.", (), "Einstimmig"),
        ("task", "Farbe kaufen, bis 3. Mai 2024", ("Imke Rohwer",), ""),
        ("open", "Wer gießt die Bäume?", ("Imke",), ""),
    ]
