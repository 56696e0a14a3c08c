"""The earlier questions of a conversation: by id, for half an hour, never across rights."""

from __future__ import annotations

import asyncio
from pathlib import Path

from web_fakes import FakeAssistant
from web_serving import STAFF, Served
from web_shared import Clock, store_of

from assistant.records import PUBLIC
from assistant.records import STAFF as STAFF_RIGHTS
from assistant.storage.folder import DataFolder
from assistant.web.answers.conversations import LIFETIME_SECONDS, MAX_QUESTIONS, Conversations, Earlier


def test_a_conversation_goes_on_by_its_id(served: Served, assistant: FakeAssistant) -> None:
    first = served.ask("Was ist das Netzwerk?").json()["conversation_id"]
    second = served.ask("Wer gehört dazu?", conversation_id=first).json()["conversation_id"]
    served.ask("Seit wann?", conversation_id=second)
    assert first == second
    assert assistant.asked[-1].history == ("Was ist das Netzwerk?", "Wer gehört dazu?")


def test_without_an_id_each_question_begins_a_conversation(served: Served, assistant: FakeAssistant) -> None:
    ids = {served.ask("Was ist das Netzwerk?").json()["conversation_id"] for _ in range(3)}
    assert len(ids) == 3
    assert assistant.asked[-1].history == ()


def test_an_address_carries_no_more_earlier_questions_than_proxies_take(
    served: Served, assistant: FakeAssistant
) -> None:
    def asked(*earlier: str) -> tuple[str, ...]:
        assert served.client.get("/", params={"q": "Und wo?", "earlier": earlier}).status_code == 200
        return assistant.asked[-1].history

    assert asked(*(f"Frage {number}?" for number in range(30))) == tuple(f"Frage {number}?" for number in range(20, 30))
    assert asked("x" * 900, "y" * 700, "z" * 700) == ("y" * 700, "z" * 700)
    assert asked("Wer?", "x" * 5000, "Und wann?") == ("Und wann?",)
    page = served.client.get("/", params={"q": "Und wo?", "earlier": ['"><script>alert(1)</script>']}).text
    assert "<script>alert(1)" not in page
    assert assistant.asked[-1].history == ('"><script>alert(1)</script>',)


def test_an_id_that_nobody_was_given_is_replaced(served: Served, assistant: FakeAssistant) -> None:
    assert served.ask("Wer?", conversation_id="erfunden").json()["conversation_id"] != "erfunden"
    assert assistant.asked[-1].history == ()


def test_a_history_in_the_request_wins(served: Served, assistant: FakeAssistant) -> None:
    known = served.ask("Was ist das Netzwerk?").json()["conversation_id"]
    served.ask("Und wann?", conversation_id=known, history=["Was ist das Lab?"])
    served.ask("Und wo?", conversation_id=known, history=[])
    assert [question.history for question in assistant.asked[1:]] == [("Was ist das Lab?",), ()]


def test_what_staff_asked_is_not_continued_by_the_public_nor_the_other_way(
    served: Served, assistant: FakeAssistant
) -> None:
    by_staff = served.ask("Was beschloss das Lab?", headers=STAFF).json()["conversation_id"]
    by_public = served.ask("Was ist das Netzwerk?").json()["conversation_id"]
    assert served.ask("Und wann?", conversation_id=by_staff).json()["conversation_id"] != by_staff
    assert assistant.asked[-1].history == ()
    assert served.ask("Und wo?", conversation_id=by_public, headers=STAFF).json()["conversation_id"] != by_public
    assert assistant.asked[-1].history == ()


def test_a_question_that_failed_does_not_join_the_conversation(served: Served, assistant: FakeAssistant) -> None:
    known = served.ask("Was ist das Netzwerk?").json()["conversation_id"]
    assistant.failure = ZeroDivisionError()
    served.ask("Kaputt?", conversation_id=known)
    assistant.failure = None
    served.ask("Und wann?", conversation_id=known)
    assert assistant.asked[-1].history == ("Was ist das Netzwerk?",)


def test_a_conversation_is_forgotten_half_an_hour_after_its_last_question(tmp_path: Path) -> None:
    clock = Clock()

    async def led() -> None:
        with store_of(DataFolder(tmp_path), clock) as store:
            conversations = Conversations(store)
            begun = await conversations.resume(None, PUBLIC)
            await conversations.keep(begun, Earlier("Wer?"))
            clock.now += LIFETIME_SECONDS - 1
            await conversations.keep(await conversations.resume(begun.id, PUBLIC), Earlier("Wann?"))
            clock.now += LIFETIME_SECONDS - 1
            assert (await conversations.resume(begun.id, PUBLIC)).questions == (Earlier("Wer?"), Earlier("Wann?"))
            clock.now += 2
            assert (await conversations.resume(begun.id, PUBLIC)).questions == ()

    asyncio.run(led())


def test_only_the_last_questions_are_kept(tmp_path: Path) -> None:
    async def kept() -> tuple[Earlier, ...]:
        with store_of(DataFolder(tmp_path)) as store:
            conversations = Conversations(store)
            conversation = await conversations.resume(None, STAFF_RIGHTS)
            for number in range(MAX_QUESTIONS + 5):
                resumed = await conversations.resume(conversation.id, STAFF_RIGHTS) if number else conversation
                await conversations.keep(resumed, Earlier(str(number)))
            return (await conversations.resume(conversation.id, STAFF_RIGHTS)).questions

    assert asyncio.run(kept()) == tuple(Earlier(str(number)) for number in range(5, MAX_QUESTIONS + 5))


def test_two_questions_that_are_asked_at_once_are_both_kept(tmp_path: Path) -> None:
    async def kept() -> tuple[Earlier, ...]:
        with store_of(DataFolder(tmp_path)) as store:
            conversations = Conversations(store)
            begun = await conversations.resume(None, PUBLIC)
            await conversations.keep(begun, Earlier("Wer?"))
            asked = [await conversations.resume(begun.id, PUBLIC) for _ in range(2)]
            await conversations.keep(asked[0], Earlier("Wann?"))
            await conversations.keep(asked[1], Earlier("Wo?"))
            return (await conversations.resume(begun.id, PUBLIC)).questions

    assert asyncio.run(kept()) == (Earlier("Wer?"), Earlier("Wann?"), Earlier("Wo?"))


def test_questions_that_are_kept_at_the_same_moment_do_not_overwrite_each_other(tmp_path: Path) -> None:
    async def kept() -> set[str]:
        with store_of(DataFolder(tmp_path)) as store:
            conversations = Conversations(store)
            begun = await conversations.resume(None, PUBLIC)
            await conversations.keep(begun, Earlier("Wer?"))
            asked = await conversations.resume(begun.id, PUBLIC)
            await asyncio.gather(*(conversations.keep(asked, Earlier(str(number))) for number in range(8)))
            return {earlier.text for earlier in (await conversations.resume(begun.id, PUBLIC)).questions}

    assert asyncio.run(kept()) == {"Wer?", *map(str, range(8))}


def test_a_question_asked_again_takes_the_place_of_those_since(tmp_path: Path) -> None:
    async def kept() -> tuple[Earlier, ...]:
        with store_of(DataFolder(tmp_path)) as store:
            conversations = Conversations(store)
            begun = await conversations.resume(None, PUBLIC)
            await conversations.keep(begun, Earlier("Wer im Mai?"))
            again = (await conversations.resume(begun.id, PUBLIC)).before("Wer im Mai?")
            await conversations.keep(again, Earlier("Wer im Mai?", frozenset({"date"})))
            return (await conversations.resume(begun.id, PUBLIC)).questions

    assert asyncio.run(kept()) == (Earlier("Wer im Mai?", frozenset({"date"})),)
