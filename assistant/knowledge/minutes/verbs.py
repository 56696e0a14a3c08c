"""Verbs that tell, in the present tense, of something else than what is yet to be done; each as its infinitive.

The list is closed by what it is about: what people say, judge and feel at a meeting, and what they are. Any other verb
is a deed.
"""

from __future__ import annotations

# What is told of the meeting itself, and may be yet to come at the next one.
_SAYING = """
    ablehnen abraten abstimmen abwinken akzeptieren anbieten anbringen anführen angeben ankündigen anmahnen anmerken
    annehmen anregen antworten anzweifeln appellieren auffordern aufrufen aufwerfen aufzählen ausführen ausschließen
    äußern aussprechen beanstanden bedanken bedauern befürworten begründen begrüßen behandeln beharren behaupten
    beipflichten bejahen beklagen bekräftigen bemängeln bemerken beraten berichten berufen beschließen beschreiben
    beschweren bestätigen bestreiten beteuern betonen bevorzugen bewerten bewilligen bezeichnen beziffern bezweifeln
    bieten billigen bitten danken darlegen darstellen debattieren diskutieren drängen einfordern einigen einräumen
    einschätzen einstufen einwenden einwerfen empfehlen entgegnen entlasten entscheiden entschuldigen erachten ergänzen
    erinnern erklären erkundigen erläutern ernennen eröffnen erörtern erwägen erwähnen erwidern erzählen favorisieren
    festhalten feststellen fordern gegenüberstellen genehmigen gestehen gewähren gratulieren herausstellen hervorheben
    hinterfragen hinweisen interpretieren klagen klarstellen kommentieren kritisieren leiten loben meinen moderieren
    monieren nachhaken nennen plädieren pochen präsentieren protestieren raten rechtfertigen referieren relativieren
    resümieren rügen sagen scherzen schildern schimpfen schlagen schließen signalisieren skizzieren spekulieren stimmen
    suggerieren teilen thematisieren unterbrechen unterstellen unterstreichen unterstützen urteilen verabschieden
    vergleichen verkünden verlangen verlängern verlassen verlesen vermerken verneinen versichern verteidigen vertreten
    verweigern verweisen voraussagen vorhalten vorlesen vorrechnen vorschlagen vortragen vorwerfen wählen warnen
    widersprechen wiederholen zitieren zugeben zulassen zuordnen zurückführen zurückrudern zurückweisen zusagen
    zusammenfassen zustimmen
"""
# What is done at a meeting as well as after it: only a time to come tells which.
_HANDING = """
    abgeben absprechen ansprechen beantragen beantworten besprechen bringen einbringen einreichen festlegen
    formulieren fragen führen geben halten informieren legen machen mahnen melden mitbringen mitteilen nachreichen
    nehmen reden setzen sprechen stellen suchen treffen übergeben vorlegen vorstellen weitergeben zeigen
"""
# What is no deed at all.
_BEING = """
    abhängen amtieren angehören arbeiten ärgern aufhören auskennen ausreichen bedeuten befinden befürchten begleiten
    behalten bekommen bemühen benötigen besitzen bestehen betreiben beziehen bleiben brauchen dauern denken dienen
    dürfen einsetzen engagieren entfallen entsprechen erhalten erreichen erwarten fallen fassen fehlen feiern finden
    folgen fortbestehen freuen fürchten gefallen gehören gelten genießen genügen geschehen gewinnen glauben haben hängen
    heißen herrschen hinken hoffen hören interessieren kandidieren kennen kollidieren können kosten kriegen lassen
    laufen leben lernen lieben liegen merken mögen münden müssen nachdenken nutzen passen pausieren profitieren rechnen
    resultieren riskieren ruhen schaffen schätzen scheiden schlafen schwanken sehen sein sitzen sollen sparen spielen
    stammen stehen sterben streiten studieren teilnehmen tragen trainieren träumen treten tun überlegen überwiegen
    unterrichten verdienen verfügen verlieren vermissen vermuten verpassen verschieben verstehen vertagen vertrauen
    verzichten vorliegen warten wechseln werden wissen wohnen wollen wundern wünschen zählen zahlen ziehen zögern
    zurückgehen zurückstellen zurückziehen zusammenhängen zutreffen zweifeln
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
