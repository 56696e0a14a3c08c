"""What foreign libraries say when they fail."""

from __future__ import annotations

import pytest

from assistant.indexing.embedding.model_errors import reason


@pytest.mark.parametrize(
    ("said", "words"),
    [("no such model\nat line 3", "no such model"), ("\n  no such model. ", "no such model"), ("", "OSError")],
)
def test_the_first_words_are_told_and_the_type_where_there_are_none(said: str, words: str) -> None:
    assert reason(OSError(said)) == words


@pytest.mark.parametrize("source", ["/nowhere/model", "./model", "/" + 300 * "m"])
def test_a_folder_that_is_not_there_is_told_so(source: str) -> None:
    assert reason(ValueError("Repo id must be in the form 'a/b'"), source) == "No such file or directory"
    assert reason(OSError("no such model"), "somebody/model") == "no such model"
