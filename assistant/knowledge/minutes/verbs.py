"""Verbs that tell, in the present tense, of something else than what is yet to be done; each as its infinitive.

The list is closed by what it is about: what people say, judge and feel at a meeting, and what they are. Any other verb
is a deed.
"""

from __future__ import annotations

# What is told of the meeting itself, and may be yet to come at the next one.
_SAYING = """
    ablehnen abstimmen akzeptieren anbieten anbringen anführen angeben ankündigen anmahnen anmerken annehmen anregen
    antworten anzweifeln appellieren auffordern aufrufen aufwerfen äußern ausführen ausschließen aussprechen bedanken
    bedauern befürworten begründen begrüßen behandeln behaupten beklagen bekräftigen bemängeln bemerken beraten
    berichten beschließen beschreiben beschweren bestätigen betonen bevorzugen bewilligen bezeichnen bezweifeln bieten
    billigen bitten danken darlegen darstellen debattieren diskutieren drängen einfordern einigen einräumen einwenden
    einwerfen empfehlen entgegnen entlasten entscheiden entschuldigen ergänzen erinnern erklären erkundigen erläutern
    ernennen eröffnen erörtern erwähnen erwidern erzählen favorisieren festhalten feststellen fordern genehmigen
    gestehen gewähren gratulieren hervorheben hinterfragen hinweisen klagen klarstellen kommentieren kritisieren
    leiten loben meinen moderieren monieren nennen plädieren pochen präsentieren protestieren raten rechtfertigen
    referieren resümieren rügen sagen schildern schlagen schließen signalisieren skizzieren stimmen suggerieren teilen
    thematisieren unterbrechen unterstreichen unterstützen verabschieden verkünden verlangen verlängern verlassen
    verlesen vermerken versichern verteidigen vertreten verweigern verweisen vorlesen vorschlagen vortragen wählen
    warnen widersprechen wiederholen zitieren zugeben zulassen zurückweisen zusagen zusammenfassen zustimmen
"""
# What is done at a meeting as well as after it: only a time to come tells which.
_HANDING = """
    abgeben absprechen ansprechen beantragen beantworten besprechen bringen einbringen einreichen festlegen
    formulieren fragen führen geben halten informieren legen machen mahnen melden mitbringen mitteilen nachreichen
    nehmen reden setzen sprechen stellen suchen treffen übergeben vorlegen vorstellen weitergeben zeigen
"""
# What is no deed at all.
_BEING = """
    amtieren arbeiten ärgern aufhören auskennen bedeuten befinden befürchten begleiten behalten bekommen bemühen
    benötigen besitzen bestehen betreiben beziehen bleiben brauchen dauern denken dienen dürfen einsetzen engagieren
    erhalten erreichen erwarten fallen fassen fehlen feiern finden folgen freuen fürchten gehören gelten genießen
    geschehen gewinnen glauben haben hängen heißen hinken hoffen hören interessieren kandidieren kennen kollidieren
    können kosten kriegen lassen laufen leben lernen lieben liegen merken mögen müssen nachdenken nutzen passen
    pausieren profitieren rechnen riskieren ruhen schaffen schätzen scheiden schlafen sehen sein sitzen sollen sparen
    spielen stehen sterben streiten studieren teilnehmen tragen trainieren träumen treten tun überlegen unterrichten
    verdienen verfügen verlieren vermissen vermuten verpassen verschieben verstehen vertagen vertrauen verzichten
    warten wechseln werden wissen wohnen wollen wünschen zahlen zählen ziehen zögern zurückstellen zurückziehen
    zweifeln
"""
# Of what is done at a meeting as well: with somebody who is not there it is done after it ("fragt beim Wirt nach").
_OUTSIDE = """
    absprechen beantragen besprechen fragen führen melden reden sprechen stellen treffen
"""
# And of those, what is only talked of: "wir fragen", "wir suchen" is not settled.
_TALKING = """
    absprechen besprechen bringen fragen informieren melden reden sprechen stellen suchen vorstellen zeigen
"""
SAYING, HANDING = frozenset(_SAYING.split()), frozenset(_HANDING.split())
BEING, OUTSIDE = frozenset(_BEING.split()), frozenset(_OUTSIDE.split())
TALKING = frozenset(_TALKING.split())
