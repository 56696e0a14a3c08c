"""Statutes that are cited by abbreviations which texts rarely explain: who asks for the "StPO" means the
Strafprozessordnung, and the other way round.

Only what one abbreviation means in all of Germany: "GO" is another one in each state.
"""

from __future__ import annotations

_TABLE = """
    AGG Allgemeines Gleichbehandlungsgesetz
    AGVO Allgemeine Gruppenfreistellungsverordnung
    AO Abgabenordnung
    ArbSchG Arbeitsschutzgesetz
    ArbZG Arbeitszeitgesetz
    AufenthG Aufenthaltsgesetz
    AÜG Arbeitnehmerüberlassungsgesetz
    BAföG Bundesausbildungsförderungsgesetz
    BattG Batteriegesetz
    BauGB Baugesetzbuch
    BauNVO Baunutzungsverordnung
    BBiG Berufsbildungsgesetz
    BDSG Bundesdatenschutzgesetz
    BetrVG Betriebsverfassungsgesetz
    BGB Bürgerliches Gesetzbuch
    BHO Bundeshaushaltsordnung
    BImSchG Bundes-Immissionsschutzgesetz
    BUrlG Bundesurlaubsgesetz
    DSGVO Datenschutz-Grundverordnung
    EEG Erneuerbare-Energien-Gesetz
    EnEfG Energieeffizienzgesetz
    EnWG Energiewirtschaftsgesetz
    EStG Einkommensteuergesetz
    GEG Gebäudeenergiegesetz
    GewO Gewerbeordnung
    GG Grundgesetz
    HGB Handelsgesetzbuch
    HinSchG Hinweisgeberschutzgesetz
    HwO Handwerksordnung
    IfSG Infektionsschutzgesetz
    InsO Insolvenzordnung
    JArbSchG Jugendarbeitsschutzgesetz
    JuSchG Jugendschutzgesetz
    KAG Kommunalabgabengesetz
    KrWG Kreislaufwirtschaftsgesetz
    KSchG Kündigungsschutzgesetz
    LHO Landeshaushaltsordnung
    LKrO Landkreisordnung
    LkSG Lieferkettensorgfaltspflichtengesetz
    MiLoG Mindestlohngesetz
    MuSchG Mutterschutzgesetz
    NachwG Nachweisgesetz
    OWiG Ordnungswidrigkeitengesetz
    SGB Sozialgesetzbuch
    StGB Strafgesetzbuch
    StPO Strafprozessordnung
    StVG Straßenverkehrsgesetz
    StVO Straßenverkehrsordnung
    TKG Telekommunikationsgesetz
    TVG Tarifvertragsgesetz
    TzBfG Teilzeit- und Befristungsgesetz
    UStG Umsatzsteuergesetz
    VerpackG Verpackungsgesetz
    VgV Vergabeverordnung
    VwGO Verwaltungsgerichtsordnung
    VwVfG Verwaltungsverfahrensgesetz
    WHG Wasserhaushaltsgesetz
    WoGG Wohngeldgesetz
    ZPO Zivilprozessordnung
"""

STATUTES = dict(line.split(maxsplit=1) for line in _TABLE.strip().splitlines())
"""By its abbreviation, what a statute is called."""
