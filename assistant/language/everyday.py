"""Words that people ask with, and those that documents on funding, firms and workshops have for the same.

Looser than `thesaurus.py`: no proof rests on them. A question that finds no answer is asked once more in these words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from assistant.language.terms import stems

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What is asked with | what documents say instead, the likeliest first. Every form that has a stem of its own is named.
LINES = """
    quittung quittungen bon bons kassenzettel | Beleg Rechnung Nachweis
    aufheben aufhebe aufgehoben aufzuheben | aufbewahren aufzubewahren aufbewahrt
    zertifiziert zertifizieren zertifikat | zugelassen anerkannt Zulassung
    bildungsträger schulungsanbieter kursanbieter | Träger Bildungseinrichtung
    startup startups start-up start-ups | Gründungsteam Gründung Jungunternehmen
    pipeline pipelines | Leitung
    akku akkus | Batterie Batterien Batteriespeicher
    kaputt kaputtgeht kaputtgehen defekt | Schaden Versicherung
    chef chefin boss | Gesamtleitung Gesamtleiterin Gesamtleiter Geschäftsführung Geschäftsführer
    stellvertreter vize | Stellvertretung
    azubi azubis lehrling lehrlinge | Auszubildende Ausbildung
    kollege kollegen kollegin belegschaft | Beschäftigte
    bezahlt bezahlen zahlt zahlen spendiert | förderfähig
    geld zaster | Zuschuss Förderung Mittel
    untergrenze | Mindestbetrag
    hauptgrund | Hindernis Ursache
    schwierigkeit schwierigkeiten problem probleme | Hindernis Hemmnis
    formular formulare vordruck vordrucke zettel | Antragsformular Antrag
    unterlagen papiere papierkram | Nachweise Anlagen
    anmelden | Anmeldung bewerben
    deadline deadlines | Frist Antragsfrist
    stichtag | Frist Antragsfrist
    mitmachen mitmacht | Antragsberechtigt teilnehmen beteiligen
    meeting meetings besprechung | Sitzung
    workshop workshops | Werkstatt Veranstaltung
    event events | Veranstaltung
    vorsitzender vorsitzende | Vorsitz
    umschulen umschulung | Qualifizierung Weiterbildung
    sekretariat | Geschäftsstelle
    öffnungszeiten | erreichbar Sprechzeiten
    parken parkplatz parkplätze | Stellplatz Anfahrt
    rollstuhl behindertengerecht | barrierefrei
    weitererzählen weitersagen | weitergegeben Verschwiegenheit
    gratis umsonst kostenlos | kostenfrei kostenlos unentgeltlich
    mieten leihen ausleihen verleih | Leihe verleihen
    internetseite homepage website webseite | Internetauftritt Portal
    solar solaranlage sonnenstrom pv | Photovoltaik
    ladesäule ladesäulen stromtankstelle wallbox | Ladepunkt Ladeinfrastruktur
    e-auto e-autos elektroauto elektroautos stromer | Elektrofahrzeug Elektromobilität
    abfall müll | Recycling Kreislaufwirtschaft
    uni unis | Hochschule Universität
    professor professorin prof | Professur
    student studenten | Studierende
    rentner ruhestand | Rente Altersgrenze
    zusage bescheid | Bewilligung Zuwendungsbescheid
    auszahlung überweisung überwiesen | ausgezahlt Auszahlung
    zurückzahlen rückzahlung zurückgeben | zurückgezahlt Erstattung
    eigenanteil selbstbeteiligung zuzahlung | Eigenanteil Eigenmittel
    kombinieren kombinierbar | Kumulierung kombiniert
    anfangen angefangen loslegen losgelegt | begonnen Beginn
    aufhören aufgehört abbrechen | beendet Abbruch
    konzern konzerne großkonzern | Großunternehmen
    kleinfirma kleinbetrieb kleinstbetrieb | Kleinstunternehmen
    handwerker | Handwerksbetriebe
    freiberufler selbständig selbstständig solo | freiberuflich
    arbeitslos arbeitslose | Arbeitsuchende
    job jobs arbeitsplatz | Arbeitsplätze Stellen
    lohn gehalt gehälter | Personalausgaben Lohnkosten
    betriebsrat | Arbeitnehmervertretung
    patent patente | Schutzrechte
    fehlgeschlagen gescheitert scheitern | Scheitern misslungen
    abgestimmt abstimmung votum | Abstimmungsergebnis einstimmig beschlossen Beschluss
    mitgebracht mitbringen | vorlegen
    existenzgründer gründer gründerin gründerinnen | Gründende Gründungsteam Gründung
    chefetage | Geschäftsführung Leitung
    fahrtkosten fahrkosten spritgeld | Reisekosten Reiseausgaben
    hotel übernachtung übernachten | Unterkunft Übernachtungskosten
    verköstigung | Verpflegung Bewirtung
    expertise | Gutachten Studie
    bauen neubau umbau | Baumaßnahme Baumaßnahmen
    grundstück gelände | Fläche Grundstück
    besitzer besitzerin vermieter | Eigentümer Eigentümerin
    strafe bußgeld | Geldbuße Ordnungswidrigkeit
    gebühr gebühren | Entgelt Gebühr
    eltern | Sorgeberechtigte Erziehungsberechtigte
    pleite insolvent bankrott | Insolvenz Insolvenzverfahren
    kredit kredite | Darlehen
    jury auswahlgremium | Gutachtergremium Jury
    benotung noten | Bewertungskriterien Bewertung
    papierform | schriftlich Schriftform
    online digital | elektronisch Portal
    seitenzahl länge | Umfang Seiten
    konsortium mitstreiter | Verbund Kooperationspartner
    betriebsgröße mitarbeiterzahl | Beschäftigte
    jahresumsatz erlöse | Umsatz
    stundenlohn | Stundensatz Pauschale
    vorschuss vorkasse | Abschlag Vorauszahlung
    kontrolle kontrollieren kontrolliert | Prüfung Verwendungsnachweis
    abrechnen abrechnung | Verwendungsnachweis Abrechnung
    endbericht abschlussbericht | Schlussbericht Abschlussbericht
    werbung marketing | Öffentlichkeitsarbeit Publizität
    beschwerde beschweren | Widerspruch Beschwerde
    doppelförderung | Kumulierung
    halbtags | Teilzeit
    krank krankheit | Erkrankung Arbeitsunfähigkeit
    behindert behinderung | Schwerbehinderung schwerbehindert
    flüchtlinge migranten ausländer | Geflüchtete Zugewanderte
    mindestalter höchstalter | Lebensjahr vollendet
    lehrer lehrerin dozent trainer | Lehrkräfte Lehrende
    treibhausgase | Emissionen Treibhausgas
    öko umweltfreundlich | nachhaltig Nachhaltigkeit
    energiesparen einsparen einsparung | Energieeffizienz Einsparung
    auto autos pkw | Fahrzeug Fahrzeuge Kraftfahrzeuge
    diesel benziner verbrenner | Verbrennungsmotor Verbrenner
    bahn öpnv zug | Nahverkehr
    hacker cyberangriff | IT-Sicherheit Informationssicherheit
    testen ausprobieren | erproben Erprobung
    gewinner sieger | Preisträger ausgezeichnet
    beitrag mitgliedsbeitrag | Mitgliedsbeitrag Beitrag
    regeln vorschriften | Satzung Richtlinie
    umziehen umzug | Verlegung
    reparieren reparatur | Instandsetzung Instandhaltung
    saubermachen putzen | Reinigung
    rausfinden herausfinden | ermitteln
    mitteilen bescheidgeben melden | anzeigen Mitteilung
    verbieten verboten | untersagt unzulässig
    erlaubt erlauben | zulässig gestattet
    reinkommen zutritt | Zugang Einlass
    verkaufen verkauf | veräußern Veräußerung
    wegwerfen | entsorgen Entsorgung
    zusammenarbeiten zusammenarbeit | Kooperation kooperieren
    nachbessern nachreichen | nachgereicht Nachreichung
    mitreden mitbestimmen | Mitbestimmung Beteiligung
    umstellung umstieg | Transformation Umstellung
    stellenabbau jobverlust entlassungen | Beschäftigungsrückgang Abbau
    maximal | höchstens
    wenigstens | mindestens
    arbeitnehmervertretung | Betriebsrat
    zurückbekommen zurückkriegen | erstattet Erstattung
    extra obendrauf | zusätzlich Zuschlag
    wochenende | samstags Samstag
    freiwillig freiwillige freiwilligen | ehrenamtlich
    sportverein klub | Verein Vereine
    rabatt rabatte | Nachlass
    kandidaten bewerber | Bewerbungen
    geradestehen | haftet Haftung
    topf | Mittel Haushaltsmittel
    nochmal nochmals | erneut
    schicken hinschicken | richten einreichen
    verdienen | Einkommen
    gebaut | errichtet
    zuerst | zunächst
    dorf | Gemeinde Ortsteil
    wiegt wiegen | Gewicht
    dick | Durchmesser
    wenden | Ansprechpartner
    reicht | genügt
    nachlesen | veröffentlicht
    haus häuser | Gebäude
    führerschein | Fahrerlaubnis
    nummernschild autokennzeichen | Kennzeichen
    kita kindergarten kindergärten | Kindertagesstätte Kindertageseinrichtung
    krippe krippen | Kindertageseinrichtung
    abitur abi | Hochschulreife
    beerdigung beerdigen beerdigt | Bestattung
    grab gräber | Grabstätte
    heiraten hochzeit heirat | Eheschließung
    gefängnis knast | Freiheitsstrafe Justizvollzugsanstalt
    schummeln geschummelt spicken | Täuschung Täuschungsversuch
    durchfallen durchgefallen | bestanden Wiederholung
    rausfliegen rausgeworfen | Ausschluss Exmatrikulation
    doktorand doktoranden doktorandin | Promovierende Promotion
    zaun zäune | Einfriedung
    carport garage garagen | Stellplatz Stellplätze
    heizung heizen heizkosten | Wärmeversorgung Wärme
    handy handys smartphone | Mobiltelefon
    computer laptop laptops | Hardware Ausstattung
    passwort passwörter | Kennwort Zugangsdaten
    homeoffice home-office | Telearbeit
    überstunden | Mehrarbeit
    mehrwertsteuer mwst | Umsatzsteuer Vorsteuer
    zins zinsen | Zinssatz Verzinsung
    prozentsatz | Fördersatz Förderquote Beihilfeintensität
    lärm | Lärmschutz Geräusche
    programmierer | Softwareentwicklung
    obergrenze höchstsumme maximalbetrag | Höchstbetrag höchstens
    kostenart kostenarten | Ausgaben Ausgabenarten
    geldgeber sponsor sponsoren | Zuwendungsgeber Fördermittelgeber
    projektpartner | Verbundpartner Kooperationspartner
    demonstrator | Prototyp
    gerätschaften geräte | Ausstattung
    dienstreise dienstreisen | Reisekosten Reiseausgaben
    honorar honorare | Vergütung Fremdleistungen
    fristverlängerung | verlängert Verlängerung
    laufzeit projektdauer | Bewilligungszeitraum Laufzeit
    foto fotos | Aufnahmen Bildaufnahmen
    mittagessen | Verpflegung
    protokollant protokollantin schriftführer | Protokoll Schriftführung
    moderator moderatorin | Moderation Sitzungsleitung
    todo todos to-do to-dos | Aufgabe Aufgaben
    gegenstimme gegenstimmen | dagegen Gegenstimmen
    quorum | beschlussfähig Beschlussfähigkeit
    volljährig erwachsen | Lebensjahr
    minderjährig | Lebensjahr Sorgeberechtigte
    nachname vorname | Name
    pendler | Berufsverkehr
    spedition speditionen lkw | Güterverkehr Nutzfahrzeuge
    windrad windräder | Windenergieanlage Windenergie
    wärmepumpe wärmepumpen | Wärmeversorgung
    dämmung dämmen | Wärmeschutz Sanierung
    brennstoffzelle wasserstoffauto | Wasserstoff
    roboter | Automatisierung
    cloud | Datenspeicherung Infrastruktur
"""


def other_words(question: str, is_known: Callable[[str], bool]) -> dict[str, str]:
    """What documents say for words of the question, by these words; empty where none of it is known or new.

    Args:
        question: as it is searched for.
        is_known: whether a document holds a word, in whatever form.
    """
    asked, found = set(stems(question)), dict[str, str]()
    for one in _WORD.findall(question):
        other = next((word for word in _alternatives(one) if is_known(word)), None)
        if other and asked.isdisjoint(stems(other)):
            found[one] = other
    return found


def in_their_place(text: str, others: Mapping[str, str]) -> str:
    """The text with the other words in the place of its own."""
    return _WORD.sub(lambda match: others.get(match[0], match[0]), text)


def beside_them(text: str, others: Mapping[str, str]) -> str:
    """The text with the other words in brackets behind its own, for people."""
    return _WORD.sub(lambda match: f"{match[0]} ({others[match[0]]})" if match[0] in others else match[0], text)


def _alternatives(word: str) -> Iterator[str]:
    """What documents say for a word, the likeliest first, none that is the word itself."""
    own = stems(word)
    yield from (other for stem in own[-1:] for other in _table().get(stem, ()) if stems(other) != own)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """By the stem of what is asked with."""
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, map(str.strip, LINES.splitlines())):
        asked, _, said = line.partition("|")
        for word in asked.split():
            for stem in stems(word)[-1:]:
                found.setdefault(stem, tuple(said.split()))
    return found
