"""A second look at the best passages: what it may change, and what it must not."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from fakes import ToyEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.errors import ModelError
from assistant.indexing.tables import StoredPassage
from assistant.records import DocumentInfo, Passage
from assistant.retrieving.rerank import CrossEncoderReranker, Reranker, Reranking, reranked, reranking_of
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings

PUBLIC = frozenset({"public"})


class SharedWords:
    """A Reranker that counts the words of the question in each passage."""

    name = "worte"

    def __init__(self) -> None:
        self.read: list[str] = []

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        self.read += passages
        words = set(re.findall(r"\w+", question.casefold()))
        return np.array([len(words & set(re.findall(r"\w+", text.casefold()))) for text in passages], np.float32)


class Fixed:
    """A Reranker that gives the same scores whatever it reads."""

    name = "fest"

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return np.array(self._scores[: len(passages)], np.float32)


def passage(id: str, text: str, headings: tuple[str, ...] = ()) -> StoredPassage:
    info = DocumentInfo(id, f"{id}.txt", f"Titel {id}", "other", "public", "de")
    return StoredPassage(Passage(id, 0, len(text), text, (), headings), info)


def stored(ids: list[str]) -> dict[str, StoredPassage]:
    return {id: passage(id, f"Text {id}") for id in ids}


RANKED = [("a", 9.0), ("b", 8.0), ("c", 7.5), ("d", 1.0)]


def test_without_a_reranker_nothing_changes() -> None:
    assert reranked(RANKED, "Frage", None, stored) == RANKED
    assert reranking_of(Settings()) is None


def test_the_first_ones_are_ordered_by_both_scores_and_the_others_stay() -> None:
    found = reranked(RANKED, "Frage", Reranking(Fixed([0.0, 0.0, 10.0]), 3), stored)
    assert [id for id, _ in found] == ["a", "c", "b", "d"]
    assert [score for _, score in found] == [9.0, 8.0, 7.5, 1.0]
    close = [("a", 9.0), ("b", 8.9), ("c", 8.8), ("d", 1.0)]
    found = reranked(close, "Frage", Reranking(Fixed([0.0, 0.0, 10.0, 0.0]), 4), stored)
    assert [id for id, _ in found] == ["c", "a", "b", "d"]


def test_a_reranker_without_an_opinion_changes_nothing() -> None:
    assert reranked(RANKED, "Frage", Reranking(Fixed([0.5] * 4), 4), stored) == RANKED


def test_it_reads_title_headings_and_passage() -> None:
    reranker = SharedWords()
    held = {"a": passage("a", "Der Text.", ("Titel a", "Ziele", "Umfang")), "b": passage("b", "Ein anderer.")}
    reranked([("a", 1.0), ("b", 0.5)], "Frage", Reranking(reranker, 2), lambda ids: {id: held[id] for id in ids})
    assert reranker.read == ["Titel a – Ziele – Umfang\nDer Text.", "Titel b\nEin anderer."]


def test_a_passage_that_a_newer_generation_took_away_stays_in_the_list() -> None:
    found = reranked(RANKED, "Text a", Reranking(SharedWords(), 4), lambda ids: stored(["a", "c"]))
    assert sorted(id for id, _ in found) == ["a", "b", "c", "d"]


@settings(deadline=None)  # other work shares the cores
@given(st.lists(st.floats(-1e3, 1e3), max_size=30), st.lists(st.floats(-1e30, 1e30), min_size=30), st.integers(2, 40))
def test_whatever_it_scores_no_hit_is_lost_and_none_leaves_the_first_ones(
    scores: list[float], opinion: list[float], count: int
) -> None:
    ranked = [(str(place), score) for place, score in enumerate(sorted(scores, reverse=True))]
    found = reranked(ranked, "Frage", Reranking(Fixed(opinion), count), stored)
    assert {id for id, _ in found[:count]} == {id for id, _ in ranked[:count]}
    assert found[count:] == ranked[count:]
    assert [score for _, score in found] == [score for _, score in ranked]


@pytest.mark.parametrize("scores", [[1.0, 2.0], [1.0, float("nan"), 2.0, 3.0], [float("inf"), 1.0, 2.0, 3.0]])
def test_scores_that_do_not_fit_are_refused_with_both_numbers(scores: list[float]) -> None:
    with pytest.raises(ModelError) as caught:
        reranked(RANKED, "Frage", Reranking(Fixed(scores), 4), stored)
    assert caught.value.code == "reranker_unusable"
    assert f"{min(len(scores), 3)} brauchbare Werte für 4 Passagen" in str(caught.value)


def test_the_retriever_shows_the_order_of_the_second_look(retriever: Retriever) -> None:
    """All eight passages say the same of their subject, so the vectors alone tell little."""
    query = "Was erklärt der Bericht 6 der Kammer?"
    second = Retriever(retriever.index, retriever.embedder, reranking=Reranking(SharedWords(), 8))
    plain = retriever.retrieve(query, audiences=PUBLIC, k=8)
    found = second.retrieve(query, audiences=PUBLIC, k=8)
    assert {match.hit.passage.id for match in found} == {match.hit.passage.id for match in plain}
    assert found[0].hit.document.id == "public6"
    assert [match.hit.rank for match in found] == list(range(1, 9))
    scores = [match.hit.score for match in found]
    assert scores == sorted(scores, reverse=True)


def test_the_first_hits_do_not_depend_on_k(retriever: Retriever) -> None:
    second = Retriever(retriever.index, retriever.embedder, reranking=Reranking(Fixed([0, 1, 0, 3, 2, 9, 1, 4]), 8))
    whole = [match.hit.passage.id for match in second.retrieve("Förderung", audiences=PUBLIC, k=8)]
    assert [match.hit.passage.id for match in second.retrieve("Förderung", audiences=PUBLIC, k=2)] == whole[:2]


def test_the_settings_name_the_model_and_how_many_passages_it_reads() -> None:
    found = reranking_of(Settings(reranker="org/modell", rerank_passages=7))
    assert found is not None
    assert (found.reranker.name, found.passages) == ("org/modell", 7)


def tokenizer() -> object:
    """Knows four words, the others are unknown to it; reads 64 tokens."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    pieces = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "die", "batterie", "wasserstoff", "förderung")
    words = Tokenizer(models.WordLevel({piece: row for row, piece in enumerate(pieces)}, unk_token="[UNK]"))
    words.normalizer = normalizers.Lowercase()
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    return PreTrainedTokenizerFast(tokenizer_object=words, model_max_length=64, **special)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tiny models with random weights: one score, three, and none."""
    from transformers import BertConfig, BertForSequenceClassification, BertModel

    folder = tmp_path_factory.mktemp("models")
    sizes = {"vocab_size": 8, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    sizes |= {"intermediate_size": 16, "max_position_embeddings": 64, "pad_token_id": 0}
    for name, kind, labels in (
        ("einer", BertForSequenceClassification, 1),
        ("drei", BertForSequenceClassification, 3),
        ("keiner", BertModel, 1),
    ):
        kind(BertConfig(**sizes, num_labels=labels)).save_pretrained(folder / name)
        tokenizer().save_pretrained(folder / name)
    (folder / "leer").mkdir()
    return folder


@pytest.mark.model
class TestACrossEncoder:
    def test_it_gives_each_passage_a_score(self, models: Path) -> None:
        reranker: Reranker = CrossEncoderReranker(str(models / "einer"))
        passages = ["Die Batterie", "Wasserstoff Förderung " * 200, ""]
        scores = reranker.score("Förderung der Batterie", passages)
        assert scores.shape == (3,)
        assert scores.dtype == np.float32
        assert np.isfinite(scores).all()
        assert reranker.score("Förderung der Batterie", passages[:1]) == pytest.approx(scores[:1], abs=1e-5)
        assert reranker.score("Förderung", []).shape == (0,)

    def test_many_threads_get_what_each_gets_alone(self, models: Path) -> None:
        reranker = CrossEncoderReranker(str(models / "einer"))
        asked = [("Batterie " * count, ["die Batterie", "Förderung " * count]) for count in range(1, 9)] * 3
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda question: reranker.score(*question), asked))
        for (question, passages), scores in zip(asked, found, strict=True):
            assert scores == pytest.approx(reranker.score(question, passages), abs=1e-5)

    def test_weights_of_chance_lose_no_hit(self, models: Path, retriever: Retriever) -> None:
        reranking = Reranking(CrossEncoderReranker(str(models / "einer")), 4)
        reranking.warm_up()
        plain = retriever.retrieve("Förderung der Batterie", audiences=PUBLIC, k=8)
        second = Retriever(retriever.index, retriever.embedder, reranking=reranking)
        found = second.retrieve("Förderung der Batterie", audiences=PUBLIC, k=8)
        assert {match.hit.passage.id for match in found[:4]} == {match.hit.passage.id for match in plain[:4]}
        assert [match.hit.passage.id for match in found[4:]] == [match.hit.passage.id for match in plain[4:]]

    @pytest.mark.parametrize("name", ["leer", "/gibt/es/nicht"])
    def test_a_model_that_is_not_there_is_named_with_the_way_out(self, name: str, models: Path) -> None:
        with pytest.raises(ModelError) as caught:
            CrossEncoderReranker(str(models / name)).score("Frage", ["Passage"])
        assert caught.value.code == "reranker_not_loaded"
        assert name in str(caught.value)
        assert "ASSISTANT_RERANKER" in caught.value.remedy

    @pytest.mark.parametrize("folder", ["/gibt/es/nicht", "./nicht", "gibt/es/nicht"])
    def test_for_a_folder_that_is_not_there_no_hub_is_asked(self, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[object] = []
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: asked.append(host))
        with pytest.raises(ModelError) as caught:
            CrossEncoderReranker(folder).score("Frage", ["Passage"])
        assert folder in str(caught.value)
        assert asked == []

    @pytest.mark.parametrize(("name", "kind"), [("drei", "mit 3"), ("keiner", "BertModel")])
    def test_a_model_that_is_no_reranker_is_refused(self, name: str, kind: str, models: Path) -> None:
        with pytest.raises(ModelError) as caught:
            Reranking(CrossEncoderReranker(str(models / name)), 4).warm_up()
        assert caught.value.code == "reranker_is_none"
        assert kind in str(caught.value)

    def test_an_assistant_whose_reranker_is_not_there_is_not_ready(self, models: Path, tmp_path: Path) -> None:
        settings = Settings(data=tmp_path, reranker=str(models / "leer"))
        assistant = Assistant(settings, Given(ToyEmbedder()))
        with pytest.raises(ModelError) as caught:
            assistant.warm_up()
        assert assistant.ready() is caught.value
