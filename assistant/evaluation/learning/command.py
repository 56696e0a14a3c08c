"""Learn from questions: `python -m assistant tune|train|calibrate`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_command
from assistant.errors import UsageError
from assistant.evaluation.arguments import add_measuring, folder_of, positive, printing
from assistant.evaluation.report import Report
from assistant.indexing.progress_bar import Bar
from assistant.settings.settings import Settings

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.indexing.embedding.embed import Embedder


def add_tune(commands: Commands) -> None:
    help = "learn from question sets what cosines, terms and words are worth"
    tune = add_command(commands, "tune", help, printing(_tune))
    tune.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question sets: JSON Lines, or a folder")
    tune.add_argument("--corpus", type=Path, metavar="DIR", help="folder of a gold set's documents")
    instead = tune.add_mutually_exclusive_group()
    instead.add_argument("--words", action="store_true", help="learn the projection of words instead, from one set")
    instead.add_argument(
        "--model", type=Path, metavar="DIR", help="teach the embedding model instead, from one set, into a new folder"
    )
    tune.add_argument("--output", type=Path, metavar="DIR", help="data folder that shall use it (that of the settings)")
    add_measuring(tune)


def add_calibrate(commands: Commands) -> None:
    help = "learn from question sets what speaks for a sentence, and when to answer at all"
    calibrate = add_command(commands, "calibrate", help, printing(_calibrate))
    calibrate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question sets: JSON Lines")
    calibrate.add_argument("--corpus", type=Path, metavar="DIR", help="folder of a gold set's documents")
    calibrate.add_argument(
        "--output", type=Path, metavar="DIR", help="data folder that shall use it (that of the settings)"
    )
    add_measuring(calibrate)


def add_train(commands: Commands) -> None:
    help = "learn a reader from questions on passages, and from those that we bring"
    train = add_command(commands, "train", help, printing(_train))
    train.add_argument("files", nargs="*", type=Path, metavar="FILE", help="questions with passages.jsonl beside them")
    train.add_argument("--output", type=Path, required=True, metavar="FILE", help="file of the reader")
    train.add_argument(
        "--epochs",
        type=positive,
        help="how often each question is learnt (2; minutes: 6, with --continue 2; proofs: 2)",
    )
    instead = train.add_mutually_exclusive_group()
    instead.add_argument(
        "--minutes",
        action="store_true",
        help="learn instead what tells the outcomes of meetings, for the package: FILEs are labelled minutes",
    )
    instead.add_argument(
        "--proofs",
        action="store_true",
        help="learn instead what tells whether quotes prove a sentence, for the package: FILEs are such pairs",
    )
    train.add_argument(
        "--continue",
        dest="goes_on",
        action="store_true",
        help="teach the present reader (with --minutes: the shipped network) further, not one that knows nothing yet",
    )
    add_measuring(train)


def _searching(settings: Settings, embedder: Embedder) -> Assistant:
    """Opens an assistant that is only searched with: no other model is loaded."""
    from assistant.answering.assistant import Assistant
    from assistant.answering.models import Given

    return Assistant(settings, Given(embedder))


def _tune(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.evaluation import run
    from assistant.evaluation.learning import tune_search
    from assistant.indexing.embedding.models import load_embedder, seeing_all
    from assistant.retrieving.fuse import weights_for

    datasets = [run.read("retrieval", file) for file in arguments.files]
    if (arguments.words or arguments.model) and len(datasets) > 1:
        why = "--words and --model learn from one FILE"
        raise UsageError("bad_arguments", why=why, command="python -m assistant tune")
    if arguments.model and arguments.output:
        why = "--model DIR is where the model is written; --output is for weights and words"
        raise UsageError("bad_arguments", why=why, command="python -m assistant tune")
    options = run.Options(arguments.corpus)
    target = arguments.output or settings.data
    embedder = load_embedder(settings)
    with folder_of(arguments.data) as data:
        weights = weights_for(settings.data, embedder.name)
        bench = run.Bench(settings, embedder, _searching, data, Bar(settings.language), weights)
        if arguments.words:
            yield tune_search.tune_words(datasets[0], bench, options, seeing_all(settings), target)
        elif arguments.model:
            from assistant.evaluation.learning.tune_model import tune_model

            yield tune_model(datasets[0], bench, options, arguments.model)
        else:
            yield tune_search.tune_weights(datasets, bench, options, target)


def _calibrate(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.answering.assistant import Assistant
    from assistant.answering.models import Given
    from assistant.answering.proving.network import entailment_of
    from assistant.answering.reader.load import network_of, reader_of
    from assistant.answering.weighing.yardstick import Yardstick, yardstick_file, yardsticks_for
    from assistant.evaluation import run
    from assistant.evaluation.learning import calibrating
    from assistant.indexing.embedding.models import load_embedder
    from assistant.retrieving.fuse import weights_for

    datasets = [run.read("answers", file) for file in arguments.files]
    reader, network, entailment = reader_of(settings), network_of(settings), entailment_of(settings)
    embedder = load_embedder(settings)
    target = arguments.output or settings.data
    weights, present = weights_for(target, embedder.name), yardsticks_for(target, embedder.name, network)
    measure = present.read if reader else present.bare

    def opened(yardstick: Yardstick) -> run.Open:
        """Sentences are ranked before they are read by the present weights in any case."""
        by = replace(present, read=yardstick) if reader else replace(present, bare=yardstick)
        return lambda settings, embedder: Assistant(
            settings, Given(embedder, reader, entailment=entailment), weights=weights, yardsticks=by
        )

    with folder_of(arguments.data) as data:
        bench = run.Bench(settings, embedder, opened(measure), data, Bar(settings.language), weights)
        yield calibrating.calibrate(
            datasets,
            bench,
            opened,
            run.Options(arguments.corpus),
            measure,
            yardstick_file(target, embedder.name, network),
        )


def _train(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    if arguments.minutes:
        yield _train_classifier(arguments, settings)
    elif arguments.proofs and arguments.goes_on:
        why = "--continue does not go with --proofs, which always go on from the reader"
        raise UsageError("bad_arguments", why=why, command="python -m assistant train")
    elif arguments.proofs:
        yield _train_entailment(arguments, settings)
    else:
        yield _train_reader(arguments, settings)


def _train_reader(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.answering.reader.load import network_of, reader_of
    from assistant.evaluation import run
    from assistant.evaluation.learning import train_reader
    from assistant.evaluation.sets.datasets import PassageSet
    from assistant.indexing.embedding.models import load_embedder

    datasets = [run.read("answers", file) for file in (*arguments.files, train_reader.OWN)]
    if wrong := [one.source.path for one in datasets if not isinstance(one, PassageSet)]:
        raise UsageError("dataset_without_passages", path=wrong[0])
    begun = network_of(settings) if arguments.goes_on else None
    if arguments.goes_on and not begun:
        why = "--continue needs a reader (ASSISTANT_READER)"
        raise UsageError("bad_arguments", why=why, command="python -m assistant train")
    with folder_of(arguments.data) as data:
        bench = run.Bench(settings, load_embedder(settings), _searching, data, Bar(settings.language))
        sets = [one for one in datasets if isinstance(one, PassageSet)]
        return train_reader.train_reader(
            sets, bench, arguments.epochs or 2, arguments.output, reader_of(settings), begun
        )


def _train_classifier(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.learning.train_classifier import OWN, train_classifier
    from assistant.indexing.embedding import bundled
    from assistant.knowledge.minutes.classifier.network import SHIPPED

    body = bundled.model_folder(settings.model_cache)
    if arguments.goes_on:
        return train_classifier(arguments.files, body, arguments.epochs or 2, arguments.output, [OWN], SHIPPED)
    return train_classifier([*arguments.files, OWN], body, arguments.epochs or 6, arguments.output)


def _train_entailment(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.learning import train_entailment
    from assistant.indexing.embedding import bundled

    files = (*arguments.files, train_entailment.OWN)
    body = bundled.model_folder(settings.model_cache)
    epochs = arguments.epochs or train_entailment.EPOCHS
    return train_entailment.train_entailment(files, body, epochs, arguments.output)
