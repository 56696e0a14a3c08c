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
    quittung bon kassenzettel | Beleg Rechnung Nachweis
    aufheben aufgehoben aufzuheben | aufbewahren aufzubewahren aufbewahrt
    zertifiziert zertifizieren zertifikat | zugelassen anerkannt Zulassung
    bildungsträger schulungsanbieter kursanbieter | Träger Bildungseinrichtung
    startup | Gründungsteam Gründung Jungunternehmen
    pipeline | Leitung
    akku akkus | Batterie Batteriespeicher
    kaputt kaputtgeht kaputtgehen defekt | Schaden Versicherung
    chef chefin boss | Gesamtleitung Geschäftsführung
    stellvertreter vize | Stellvertretung
    azubi azubis lehrling | Auszubildende Ausbildung
    kollege kollegin belegschaft | Beschäftigte
    bezahlt bezahlen zahlt zahlen spendiert | förderfähig
    geld zaster | Zuschuss Förderung Mittel
    untergrenze | Mindestbetrag
    hauptgrund | Hindernis Ursache
    schwierigkeit problem probleme | Hindernis Hemmnis
    formular vordruck zettel | Antragsformular Antrag
    unterlagen papiere papierkram | Nachweise Anlagen
    anmelden | bewerben
    deadline | Frist Antragsfrist
    stichtag | Frist Antragsfrist
    mitmachen mitmacht | Antragsberechtigt teilnehmen beteiligen
    meeting besprechung | Sitzung
    workshop | Werkstatt Veranstaltung
    event | Veranstaltung
    umschulen | Qualifizierung Weiterbildung
    sekretariat | Geschäftsstelle
    öffnungszeiten | erreichbar Sprechzeiten
    parken parkplatz | Stellplatz Anfahrt
    rollstuhl behindertengerecht | barrierefrei
    weitererzählen weitersagen | weitergegeben Verschwiegenheit
    gratis umsonst kostenlos | kostenfrei kostenlos unentgeltlich
    mieten leihen ausleihen verleih | Leihe verleihen
    internetseite homepage website webseite | Internetauftritt Portal
    solar solaranlage sonnenstrom pv | Photovoltaik
    ladesäule stromtankstelle wallbox | Ladepunkt Ladeinfrastruktur
    e-auto e-autos elektroauto elektroautos stromer | Elektrofahrzeug Elektromobilität
    abfall müll | Recycling Kreislaufwirtschaft
    uni unis | Hochschule Universität
    professor professorin prof | Professur
    student | Studierende
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
    arbeitslos | Arbeitsuchende
    job arbeitsplatz | Arbeitsplätze Stellen
    lohn gehalt | Personalausgaben Lohnkosten
    betriebsrat | Arbeitnehmervertretung
    patent | Schutzrechte
    fehlgeschlagen gescheitert scheitern | Scheitern misslungen
    abgestimmt abstimmung votum | Abstimmungsergebnis einstimmig beschlossen Beschluss
    mitgebracht mitbringen | vorlegen
    existenzgründer gründer | Gründende Gründungsteam Gründung
    chefetage | Geschäftsführung Leitung
    fahrtkosten fahrkosten spritgeld | Reisekosten Reiseausgaben
    hotel übernachtung | Unterkunft Übernachtungskosten
    verköstigung | Verpflegung Bewirtung
    expertise | Gutachten Studie
    bauen neubau umbau | Baumaßnahme
    grundstück gelände | Fläche Grundstück
    besitzer vermieter | Eigentümer
    strafe bußgeld | Geldbuße Ordnungswidrigkeit
    gebühr | Entgelt
    eltern | Sorgeberechtigte Erziehungsberechtigte
    pleite insolvent bankrott | Insolvenz Insolvenzverfahren
    kredit | Darlehen
    jury auswahlgremium | Gutachtergremium Jury
    benotung noten | Bewertungskriterien Bewertung
    papierform | schriftlich Schriftform
    online digital | elektronisch Portal
    seitenzahl länge | Umfang Seiten
    konsortium mitstreiter | Verbund Kooperationspartner
    betriebsgröße mitarbeiterzahl | Beschäftigte
    jahresumsatz erlöse | Umsatz
    stundenlohn | Stundensatz Pauschale
    vorschuss vorkasse vorstrecken | Abschlag Vorauszahlung ausgezahlt
    kontrolle kontrollieren kontrolliert | Prüfung Verwendungsnachweis
    abrechnen | Verwendungsnachweis
    endbericht abschlussbericht | Schlussbericht Abschlussbericht
    werbung marketing | Öffentlichkeitsarbeit Publizität
    beschwerde beschweren | Widerspruch Beschwerde
    doppelförderung | Kumulierung
    halbtags | Teilzeit
    krank krankheit | Erkrankung Arbeitsunfähigkeit
    behindert behinderung | Schwerbehinderung schwerbehindert
    flüchtlinge migranten ausländer | Geflüchtete Zugewanderte
    mindestalter höchstalter | Lebensjahr vollendet
    lehrer dozent trainer | Lehrkräfte Lehrende
    treibhausgase | Emissionen
    öko umweltfreundlich | nachhaltig
    energiesparen einsparen | Energieeffizienz Einsparung
    auto autos pkw | Fahrzeug Kraftfahrzeuge
    diesel benziner verbrenner | Verbrennungsmotor Verbrenner
    bahn öpnv zug | Nahverkehr
    hacker cyberangriff | IT-Sicherheit Informationssicherheit
    testen ausprobieren | erproben
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
    verkaufen | veräußern Veräußerung
    wegwerfen | entsorgen
    zusammenarbeiten | Kooperation kooperieren
    nachbessern nachreichen | nachgereicht Nachreichung
    mitreden mitbestimmen | Mitbestimmung Beteiligung
    umstellung umstieg | Transformation Umstellung
    stellenabbau jobverlust entlassungen | Beschäftigungsrückgang Abbau
    maximal | höchstens
    wenigstens | mindestens
    arbeitnehmervertretung | Betriebsrat
    zurückbekommen zurückkriegen | erstattet
    extra obendrauf | zusätzlich Zuschlag
    wochenende | samstags
    freiwillig | ehrenamtlich
    sportverein klub | Verein
    rabatt | Nachlass
    kandidaten bewerber | Bewerbungen
    geradestehen | haftet Haftung
    topf | Mittel Haushaltsmittel
    nochmal | erneut
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
    haus | Gebäude
    führerschein | Fahrerlaubnis
    nummernschild autokennzeichen | Kennzeichen
    kita kindergarten | Kindertagesstätte Kindertageseinrichtung
    krippe | Kindertageseinrichtung
    abitur abi | Hochschulreife
    beerdigung beerdigt | Bestattung
    grab | Grabstätte
    heiraten hochzeit | Eheschließung
    gefängnis knast | Freiheitsstrafe Justizvollzugsanstalt
    schummeln geschummelt spicken | Täuschung Täuschungsversuch
    durchfallen durchgefallen | bestanden Wiederholung
    rausfliegen rausgeworfen | Ausschluss Exmatrikulation
    doktorand doktorandin | Promovierende Promotion
    zaun | Einfriedung
    carport garage | Stellplatz
    heizung heizen heizkosten | Wärmeversorgung Wärme
    handy smartphone | Mobiltelefon
    computer laptop | Hardware Ausstattung
    passwort | Kennwort Zugangsdaten
    homeoffice | Telearbeit
    überstunden | Mehrarbeit
    mehrwertsteuer mwst | Umsatzsteuer Vorsteuer
    zins zinsen | Zinssatz Verzinsung
    prozentsatz | Fördersatz Förderquote Beihilfeintensität
    lärm | Lärmschutz Geräusche
    programmierer | Softwareentwicklung
    obergrenze höchstsumme maximalbetrag | Höchstbetrag höchstens
    kostenart | Ausgaben Ausgabenarten
    geldgeber sponsor | Zuwendungsgeber Fördermittelgeber
    projektpartner | Verbundpartner Kooperationspartner
    demonstrator | Prototyp
    gerätschaften geräte | Ausstattung
    dienstreise | Reisekosten Reiseausgaben
    honorar | Vergütung Fremdleistungen
    fristverlängerung | verlängert Verlängerung
    laufzeit projektdauer | Bewilligungszeitraum Laufzeit
    foto fotos | Aufnahmen Bildaufnahmen
    mittagessen | Verpflegung
    protokollant protokollantin schriftführer | Protokoll Schriftführung
    moderator moderatorin | Moderation Sitzungsleitung
    todo todos | Aufgabe
    gegenstimme | dagegen
    quorum | beschlussfähig
    volljährig erwachsen | Lebensjahr
    minderjährig | Lebensjahr Sorgeberechtigte
    nachname vorname | Name
    pendler | Berufsverkehr
    spedition lkw | Güterverkehr Nutzfahrzeuge
    windrad | Windenergieanlage Windenergie
    wärmepumpe | Wärmeversorgung
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
    """The text with the other words in brackets behind its own, however they are written, for people."""
    said = {word.casefold(): other for word, other in others.items()}

    def with_other(match: re.Match[str]) -> str:
        other = said.get(match[0].casefold())
        return f"{match[0]} ({other})" if other else match[0]

    return _WORD.sub(with_other, text)


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
