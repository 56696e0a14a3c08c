"""An assistant whose corpus tells of made-up funding programmes, and answers questions for a list of them."""

from __future__ import annotations

from datetime import date

from web_fakes import TODAY, FakeAssistant, make_document

from assistant.answering.looking_up.programme_listing import listing
from assistant.answering.writing.talk import Listener
from assistant.knowledge.programmes.programme_question import programmes_asked_for
from assistant.records import Answer, Question

SECRET = "Flüsterfonds"
OPEN = make_document(
    "foerderung/werkstatt.md",
    "Werkstatt Morgen",
    [
        "# Werkstatt Morgen",
        "Das Ministerium für Gewerbe unterstützt Sie beim Umbau von Werkstätten.",
        "Kleine und mittlere Unternehmen erhalten einen Zuschuss von 45 Prozent, höchstens 250.000 Euro.",
        "Anträge können jederzeit eingereicht werden.",
        "Antragsberechtigt sind kleine und mittlere Unternehmen mit Sitz in Niedersachsen.",
        "Diese Richtlinie gilt bis zum 31. Dezember 2031.",
    ],
    type="funding",
)
EXPIRED = make_document(
    "foerderung/messgeraete.md",
    "Leihgeräte <b>für</b> Kommunen",
    [
        "# Leihgeräte <b>für</b> Kommunen",
        "Die Stiftung Gerät fördert den Kauf von Messgeräten.",
        "Der Zuschuss beträgt bis zu 80 Prozent der Ausgaben.",
        "Antragsberechtigt sind Kommunen.",
        "Anträge sind bis zum 15. Mai 2024 zu stellen.",
        "Die Auszahlung erfolgt in zwei Raten.",
    ],
    type="funding",
)
HIDDEN = make_document(
    "intern/fluestern.md",
    SECRET,
    [f"# {SECRET}", f"Der {SECRET} fördert Unternehmen mit 99 Prozent."],
    type="funding",
    audience="internal",
)
QUESTION = "Welche Programme gibt es für KMU mit höchstens 50 % Förderung?"


class Funding(FakeAssistant):
    """Answers a question for a list as the real assistant does, every other one as the fake one."""

    def __init__(self) -> None:
        super().__init__((OPEN, EXPIRED, HIDDEN))

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        wanted = programmes_asked_for(question.text, TODAY)
        known = self.programmes(question.audiences, date.today())
        answer = listing(question, wanted, known) if wanted is not None else None
        return answer or super().ask(question, listener)
