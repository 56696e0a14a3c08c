"""What sentences are weighed by and answers are judged by: learnt numbers, shipped or an operator's own."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NamedTuple, Self

from assistant.answering.weighing.weigh import FEATURES
from assistant.errors import StorageError
from assistant.storage.atomic_files import atomic_file

# Below this logit of the best stretch the reader finds that nothing it read answers. Of gold/dev and 210 questions of
# another hand this costs no right answer at the shipped border, and spares two to what nothing answers
# (docs/history/READER.md, "lists, terms of law").
FOUND_NOTHING = -3.0
# Of two hundred questions with an answer the closest sentence of one is farther away; of questions about something
# else that of 102 in 120 (docs/history/ANSWERS.md, "what the documents know nothing of").
OUT_OF_SCOPE = 0.76


class Evidence(NamedTuple):
    """What speaks for an answer: the closest cosine, how far the best sentence is ahead, what the reader makes of the
    best stretch, and whether all that the question names stands in the passages found."""

    similarity: float
    lead: float
    answers: float
    named: float

    @property
    def is_refuted(self) -> bool:
        """Whether the reader finds no answer in all that it read; there hardly is one then, however close it comes."""
        return self.answers < FOUND_NOTHING


EVIDENCE = Evidence._fields


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of Evidence, and what answering from which confidence on would trade.

    `trade_off` is (confidence, share of wrong ones among the answers given from it on), from the lowest one upwards. A
    question is about something else than the documents if the closest cosine lies below `out_of_scope`.
    """

    weights: tuple[float, ...]
    bias: float
    trade_off: tuple[tuple[float, float], ...]
    out_of_scope: float

    def confidence(self, found: Sequence[float]) -> float:
        """The estimated probability, 0 to 1, that the best sentence answers the question, from the Evidence."""
        odds = self.bias + sum(w * x for w, x in zip(self.weights, found, strict=True))
        small = math.exp(-abs(odds))  # of the larger one there may be no float
        return 1 / (1 + small) if odds > 0 else small / (1 + small)

    def confidence_in(self, evidence: Evidence) -> float:
        """The confidence in an answer: 0 where the evidence is refuted."""
        return 0.0 if evidence.is_refuted else self.confidence(evidence)

    def threshold(self, most_wrong: float) -> float:
        """The lowest confidence from which on at most the share `most_wrong` of answers is wrong, interpolated.

        Where no confidence is high enough for that, the highest one of the trade-off.
        """
        (before, more), *_ = self.trade_off
        for at, share in self.trade_off:
            if share <= most_wrong:
                return at if share == more else before + (more - most_wrong) / (more - share) * (at - before)
            before, more = at, share
        return before


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The learnt numbers: the weight of each of FEATURES for ranking sentences, and the calibration of the evidence."""

    weights: tuple[float, ...]
    calibration: Calibration

    @classmethod
    def read(cls, path: Path) -> Self:
        """The yardstick that `write` left at `path`.

        Raises:
            StorageError: the file cannot be read, or does not hold a yardstick of these features.
        """
        try:
            found = json.loads(path.read_text(encoding="utf-8"))["yardstick"]
            weights = tuple(float(found["weights"][name]) for name in FEATURES)
            judged = found["calibration"]
            trade_off = tuple((float(at), float(share)) for at, share in judged["trade_off"])
            of_evidence = tuple(float(judged["weights"][name]) for name in EVIDENCE)
            calibration = Calibration(of_evidence, float(judged["bias"]), trade_off, float(judged["out_of_scope"]))
            numbers = (*weights, *of_evidence, calibration.bias, calibration.out_of_scope, *sum(trade_off, ()))
            if not all(map(math.isfinite, numbers)):
                raise ValueError("a number is not finite")
            levels, shares = [at for at, _ in trade_off], [share for _, share in trade_off]
            if not trade_off or levels != sorted(levels) or shares != sorted(shares, reverse=True):
                raise ValueError("trade_off: the confidence has to rise, and the share of wrong answers to fall")
            return cls(weights, calibration)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StorageError("yardstick_unreadable", path=path, why=error) from error

    def write(self, path: Path, circumstances: dict[str, str]) -> None:
        """Writes the yardstick, and what it was learnt from, to `path`, at once or not at all."""
        judged = asdict(self.calibration) | {"weights": dict(zip(EVIDENCE, self.calibration.weights, strict=True))}
        held = {"weights": dict(zip(FEATURES, self.weights, strict=True)), "calibration": judged}
        with atomic_file(path) as beside:
            beside.write_text(json.dumps({**circumstances, "yardstick": held}, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """The one for sentences that a reader has looked at, and the `bare` one without it."""

    bare: Yardstick
    read: Yardstick


# The bare weights were fitted to gold/dev, nomiracl-de/dev, where each question counts half, and mlqa-de/dev. Of what
# is `read` the weights of sentences and the calibration were fitted with earlier readers and embedding models, which
# fit these as well, the calibration to gold/dev and the questions of two strangers. The bare bias is moved by as much
# as the cosines of the present embedding model are lower. The trade-offs are those of gold/dev with these very
# calibrations (docs/history/READER.md, "the border measured anew").
SHIPPED = Yardsticks(
    bare=Yardstick(
        (0.62, 46.5, 2.71, 1.9, 3.25, -3.77, -0.38, -3.8, 0.0),
        Calibration(
            (13.6, 0.212, 0.0, 2.35),
            -14.326,
            (
                (0.1, 0.381),
                (0.15, 0.367),
                (0.2, 0.358),
                (0.25, 0.349),
                (0.3, 0.335),
                (0.35, 0.307),
                (0.4, 0.272),
                (0.45, 0.25),
                (0.5, 0.207),
                (0.55, 0.181),
                (0.6, 0.145),
                (0.65, 0.131),
                (0.7, 0.093),
                (0.75, 0.048),
            ),
            OUT_OF_SCOPE,
        ),
    ),
    read=Yardstick(
        (0.2, 24.4, 1.3, 0.3, 2.0, -1.1, -0.6, -2.1, 0.43),
        Calibration(
            (6.737, 0.296, 0.395, 3.297),
            -9.385,
            (
                (0.1, 0.224),
                (0.15, 0.22),
                (0.2, 0.216),
                (0.25, 0.204),
                (0.3, 0.183),
                (0.35, 0.174),
                (0.4, 0.159),
                (0.45, 0.134),
                (0.55, 0.128),
                (0.6, 0.113),
                (0.65, 0.096),
                (0.7, 0.095),
                (0.75, 0.092),
                (0.8, 0.067),
                (0.85, 0.048),
                (0.9, 0.035),
            ),
            OUT_OF_SCOPE,
        ),
    ),
)


def yardstick_file(data: Path, model: str, reader: Path | None) -> Path:
    """Where `calibrate` puts the yardstick for an index in the folder `data` made with `model`, and for that reader."""
    digest = hashlib.sha256(model.encode())
    if reader:
        with reader.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return data / f"yardstick-{digest.hexdigest()[:12]}.json"


def yardsticks_for(data: Path, model: str, reader: Path | None) -> Yardsticks:
    """The shipped yardsticks; one that `calibrate` left in `data` takes the place of its like.

    It is that of answers judged with the file `reader`, or of those judged without any if that is None.

    Raises:
        StorageError: the operator's own yardstick cannot be read.
    """
    path = yardstick_file(data, model, reader)
    if not path.is_file():
        return SHIPPED
    own = Yardstick.read(path)
    return replace(SHIPPED, read=own) if reader else replace(SHIPPED, bare=own)
