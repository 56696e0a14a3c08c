"""The words that the search for sentence boundaries knows: abbreviations, labels, beginnings."""

from __future__ import annotations

from assistant.language.word_lists import listed

# After these nothing begins, whatever follows. Folded; "z. B." is "z.b".
NEVER_LAST = listed("""
    abzgl allg approx bes bspw bzgl bzw ca cf dipl doz dr einschl entspr evtl exkl fa fam gem ggf ggfs grds hr hrn
    incl inkl insb insbes jew koll lfd lt mind mr mrs ms priv prof rd sog st stellv stv tel vgl viz vs zw zzgl
    d.h e.g i.d.f i.d.r i.e i.h.d i.h.v i.r.d i.s.d i.s.v i.v.m m.e m.w s.o u.u z.b z.hd z.t z.z z.zt
""")

# These end a sentence only when a word follows that could hardly stand there otherwise. Folded.
RARELY_LAST = listed("""
    jun mag max sen abt assn aufl banz bd betr bgbl abl bio chr co corp dept dez dgl dt ehem eigtl engl est
    ff fn frz geb gest gvbl habil hrsg inc inf ing jh jhd jur jährl kfm lit ltd mbh mbl med min mio monatl
    mrd mtl nat nds oec phil pol ref rer sek std stck stk str tsd tägl ugs univ usf verf verh vors wiss zus
    zzt gbl gmbl gvobl vkbl vorl
""")

# These end a sentence whenever a capital follows: "usw. Danach", "etc. Unternehmen". Folded.
OFTEN_LAST = listed("etc usw")

# A number belongs to these; without one they end a sentence or are another word ("dieser Art. Die"). Not
# folded: "So. 3. Mai" is a Sunday, "Das ist so. 3 Labs" is not.
ABBREVIATED_LABELS = listed("""
    Abb Abs Anl Anm Art Az BT-Drs Bd Bl Buchst Drs Fig Halbs Hs Kap LT-Drs No Nos Nr Nrn Pkt Rdnr Rn Rz S
    Sec Tab Tz UAbs Unterabs Ver Vol Ziff abs fig nr p pp sec vol ziff Jan Feb Mrz Apr Jun Jul Aug Sep Sept
    Okt Nov Dez Mo Di Mi Do Fr Sa So
""")

# A number after these is a name and no ordinal: "Nach Kapitel 3. Unternehmen".
LABELS = ABBREVIATED_LABELS | listed("""
    Abbildung Absatz Abschnitt Anlage Artikel Buchstabe Chapter Figure Kapitel Nummer Page Punkt Satz
    Section Seite Tabelle Table Ziffer § §§
""")

# Function words that German writes with a capital at the start of a sentence only. Folded.
STARTERS = listed("""
    ab aber alle allein allerdings alles als also am an andere anders anschließend auch auf aufgrund aus
    außer außerdem beide bei beim bereits bevor bis bisher bitte da dabei dadurch dafür dagegen daher
    dahinter damit danach daneben dann daran darauf daraus darin darüber darum darunter das dass davon davor
    dazu dem demnach den denn dennoch der deren derzeit des deshalb dessen deswegen die dies diese diesem
    diesen dieser dieses doch dort durch ebenfalls ebenso ein eine einem einen einer eines einige
    entsprechend er erst es etwa falls ferner folglich für gegen gemäß gerade gleichzeitig hat haben hier
    hierbei hierdurch hierfür hiermit hierzu hingegen ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer
    in insbesondere insgesamt ist jede jedem jeden jeder jedes jedoch jetzt kann kein keine keiner können
    künftig laut man manche mehr mehrere mein mit nach nachdem neben nein nicht noch nun nur ob obwohl oder
    ohne schließlich sein seine seinen seit selbst sie sind so sobald sofern somit sondern sonst soweit
    sowie sowohl statt stattdessen trotz trotzdem um und unser unsere unter viele vom von vor während wann
    war waren warum was weil weiter weitere weiterhin welche welcher welches wenn wer werden wie wir wird wo
    wobei wodurch zu zudem zuletzt zum zunächst zur zusätzlich zwar zwischen über after all and another as
    at because before both but by each every for from he her his how however if it its many most my no not
    of on only or our she since some than that the their then there these they this those to under until was
    we were what when where which while who why with you your
""")

# Units without a vowel that look like abbreviations and are none. Folded.
UNITS = listed("cm gwh kg km kw kwh lkw ml mm mw mwh pkw")
