"""The network of entailment that ships: small enough, and with it a model's sentences are proved or refused."""

from __future__ import annotations

from functools import partial

import pytest

from assistant.answering.proving.network import SHIPPED, NetworkEntailment, entailment_of
from assistant.answering.verify import verdict_on
from assistant.evaluation.verification import FIGURES, judged, pairs
from assistant.evaluation.verification import SHIPPED as PAIRS
from assistant.indexing.embedding import bundled
from assistant.settings.settings import Settings

LARGEST_MB = 25
CHECK = (
    "Betriebe mit höchstens 49 Beschäftigten können sich einmal im Jahr kostenlos beraten lassen. Die Beratung dauert "
    "bis zu zwei Tage und muss vor ihrem Beginn bei der Kammer angemeldet werden."
)
BOARD = (
    "Der Beirat beschließt, die Messe 2026 auszusetzen. Frau Ilgen wird gebeten, bis Ende Mai einen Vorschlag für ein "
    "kleineres Format vorzulegen; Herr Rohde äußert Zweifel, ob sich dafür Aussteller finden."
)
SAID = [
    ("Bevor die Beratung beginnt, ist sie bei der Kammer anzumelden.", CHECK),
    ("Small companies can get free advice once a year.", CHECK),
    ("Herr Rohde bezweifelt, dass sich Aussteller finden.", BOARD),
]
NOT_SAID = [
    ("Jeder Betrieb wird unabhängig von seiner Größe kostenlos beraten.", CHECK),
    ("Betriebe müssen sich einmal im Jahr beraten lassen.", CHECK),
    ("Die Beratung kann auch noch nach ihrem Beginn angemeldet werden.", CHECK),
    ("Die Messe findet 2026 in einem kleineren Format statt.", BOARD),
    ("Herr Rohde soll bis Ende Mai einen Vorschlag vorlegen.", BOARD),
    ("Frau Ilgen zweifelt daran, dass Aussteller kommen.", BOARD),
    ("Der Beirat bezweifelt, dass Aussteller kommen, und setzt die Messe deshalb aus.", BOARD),
]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def entailment(tmp_path_factory: pytest.TempPathFactory) -> NetworkEntailment:
    return NetworkEntailment(partial(bundled.model_folder, tmp_path_factory.mktemp("models")))


def test_the_shipped_network_is_small() -> None:
    assert SHIPPED.stat().st_size < LARGEST_MB * 1_000_000


@pytest.mark.parametrize(("sentence", "quote"), SAID)
def test_what_the_quote_says_in_other_words_is_accepted(
    entailment: NetworkEntailment, sentence: str, quote: str
) -> None:
    assert verdict_on(sentence, [quote], entailment).is_backed


@pytest.mark.parametrize(("sentence", "quote"), NOT_SAID)
def test_what_it_does_not_say_is_refused(entailment: NetworkEntailment, sentence: str, quote: str) -> None:
    assert not verdict_on(sentence, [quote], entailment).is_backed


def test_no_sentence_near_its_quotes_with_a_changed_figure_is_accepted(entailment: NetworkEntailment) -> None:
    changed = [one for one in pairs(PAIRS) if one.change in FIGURES and not one.supported and "free" not in one.part]
    assert [one.id for one in changed if judged(one, entailment).verdict.is_backed] == []


def test_who_wants_no_reader_gets_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("data")
    assert entailment_of(Settings(data=data, reader="")) is None
    assert isinstance(entailment_of(Settings(data=data)), NetworkEntailment)
