"""Programmes made up for the tests: a page of a database of programmes, its directive, a leaflet and a table."""

PAGE = """# Titel der Förderlinie: Werkstatt Morgen – Umbau im Betrieb

### Kurztext

Wenn Sie Ihren Betrieb umbauen, können Sie einen Zuschuss erhalten.

### Volltext

Das Ministerium für Gewerbe (  MfG  ) unterstützt Sie beim Umbau von Werkstätten, in denen neue Produkte entstehen.

Sie erhalten die Förderung als Zuschuss.

  * Als kleines oder mittleres Unternehmen (  KMU  ) erhalten Sie bis zu 45 Prozent Ihrer förderfähigen Kosten.
  * Als Hochschule können Sie bis zu 100 Prozent der zuwendungsfähigen Ausgaben erhalten.
  * Wenn Sie als Hochschule forschen, erhalten Sie zusätzlich eine Projektpauschale in Höhe von 20 Prozent.
  * Ihre Eigenbeteiligung muss mindestens 10 Prozent betragen.

Der Zuschuss beträgt maximal  EUR  250.000 pro Vorhaben. Ihr Jahresumsatz darf bis zu EUR 50 Millionen betragen.

Bitte reichen Sie Ihre Skizze bei der Umbauagentur Niedersachsen GmbH ein.

### Fristen

Bitte reichen Sie Ihre Projektskizze bis spätestens zum 31.3.2027 ein.

### rechtliche Voraussetzungen

Antragsberechtigt sind

  * kleine und mittlere Unternehmen,
  * Hochschulen.

Nicht antragsberechtigt sind Vereine.

Die Förderung ist an folgende Bedingungen geknüpft:

  * Sie benötigen eine Betriebsstätte in Niedersachsen.
  * Mindestens 60 Prozent der Fördermittel kommen KMU zugute.

### Richtlinie

**Richtlinie zur Förderung von Umbauten**

Vom 4. Februar 2022

## 3 Zuwendungsempfänger

Antragsberechtigt sind Kommunen.

## 5 Art und Umfang, Höhe der Zuwendung

Die Zuwendung beträgt höchstens 30 Prozent der zuwendungsfähigen Ausgaben.

## 8 Geltungsdauer

Diese Richtlinie tritt am 1. März 2022 in Kraft und ist bis zum 30. Juni 2027 befristet. Sollte sie verlängert werden,
verlängert sich ihre Laufzeit, aber nicht über den 31. Dezember 2029 hinaus.
"""

LEAFLET = """# Gründungsgeld Ahlheim

* **Fördersatz:** 60 Prozent der Beratungskosten
* **Höchstbetrag:** 8.000 Euro
* **Antragsberechtigt:** Start-ups in der Hafenregion
* **Antragsschluss:** 15. Mai 2025

## Fragen

Ada Muster, Stadt Ahlheim, gruenden@ahlheim.example
"""

ONGOING = """# Leihgeräte für Kommunen

Die Stiftung Gerät fördert den Kauf von Messgeräten.

Antragsberechtigt sind Kommunen. Anträge können jederzeit gestellt werden.

Die Höhe des Zuschusses beträgt bis zu 80 Prozent der Ausgaben.
"""
