"""What somebody asks, fears, demands or only thinks likely is not so."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Es wird geprüft, ob der Steg gesperrt wird.", "Der Steg wird gesperrt."),
        ("Es bleibt offen, ob der Steg gesperrt wird.", "Der Steg wird gesperrt."),
        ("Herr Vogel bezweifelt, dass der Steg morsch ist.", "Der Steg ist morsch."),
        ("Es wird befürchtet, dass der Steg morsch ist.", "Der Steg ist morsch."),
        ("Der Verein schlägt vor, einen Steg zu errichten.", "Der Verein errichtet einen Steg."),
        ("Der Verein versucht, die Kosten zu senken.", "Der Verein senkt die Kosten."),
        ("Der Verein wurde gebeten, den Steg zu sperren.", "Der Verein hat den Steg gesperrt."),
        ("Die Kammer fordert, den Kanal zu vertiefen.", "Der Kanal wird vertieft."),
        ("Die Kammer regt an, dass der Rat den Steg sperrt.", "Der Rat sperrt den Steg."),
        ("Der Verein möchte einen Steg errichten.", "Der Verein errichtet einen Steg."),
        ("Möglicherweise sinken die Kosten.", "Die Kosten sinken."),
        ("Das Amt stellt die Mittel für den Steg in Aussicht.", "Das Amt stellt die Mittel für den Steg."),
        ("Angeblich ist der Steg seit Mai gesperrt.", "Der Steg ist seit Mai gesperrt."),
        ("Die Werft wurde beauftragt, den Steg zu sperren.", "Die Werft hat den Steg gesperrt."),
        ("Die Werft wurde aufgefordert, den Steg zu räumen.", "Die Werft räumte den Steg."),
        ("Der Kreis hat zugesagt, den Steg zu bezahlen.", "Der Kreis hat den Steg bezahlt."),
        ("The yard was instructed to clear the pier.", "The yard cleared the pier."),
        ("The council asks whether the pier is closed.", "The pier is closed."),
        ("The club demands that the pier be closed.", "The pier will be closed."),
    ],
)
def test_what_is_left_open_is_not_told_as_so(quote: str, claim: str) -> None:
    assert "modal" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Verein prüft, ob eine Sperrung nötig ist.", "Der Verein prüft eine Sperrung."),
        ("Frau Ilgen wird gebeten, bis Mai einen Plan vorzulegen.", "Frau Ilgen soll bis Mai einen Plan vorlegen."),
        ("Die Werft wurde beauftragt, den Steg zu sperren.", "Die Werft soll den Steg sperren."),
        ("The yard was instructed to clear the pier.", "The yard should clear the pier."),
        ("Die Werft wurde beauftragt, den Steg zu sperren.", "Beauftragt wurde die Werft, den Steg zu sperren."),
        ("Der Rat schlägt vor, den Steg zu sperren.", "Der Steg soll gesperrt werden."),
        ("Die Kammer fordert, dass der Rat den Steg sperrt.", "Der Rat sperrt den Steg, fordert die Kammer."),
        ("Die Kosten werden vermutlich sinken.", "Die Kosten würden sinken."),
        ("Das Amt prüft, ob alles vorliegt, und zahlt den Zuschuss aus.", "Das Amt zahlt den Zuschuss aus."),
        ("Die Prüfung hat ergeben, dass der Steg morsch ist.", "Der Steg ist morsch."),
    ],
)
def test_what_is_left_open_may_be_told_as_open(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed
