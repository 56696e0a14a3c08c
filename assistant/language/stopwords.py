"""German and English function words: they carry grammar and no topic, so lexical search leaves them out.

"it", "us" and "may" are not among them: in German documents they are IT, the US and the month's name.
"""

from __future__ import annotations

_GERMAN = """
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei
    beim bin bis bist bzw ca da dabei dadurch dafuer dagegen daher damit dann daran darauf daraus darf darfst darin
    darueber darum darunter das dass davon davor dazu dein deine dem den denen denn dennoch der deren des deshalb
    dessen die dies diese dieselbe diesem diesen dieser dieses doch dort du duerfen durch ebenso ein eine einem
    einen einer eines einige einigen er es etwa etwas euch euer eure evtl falls fuer gab gar gegen gemaess gewesen
    ggf gibt habe haben hat hatte hatten hier hierbei hierfuer hierzu hin hinter ich ihm ihn ihnen ihr ihre ihrem
    ihren ihrer ihres im in indem inkl ins insbesondere ist je jede jedem jeden jeder jedes jedoch jene jenem jenen
    jener jenes kann kein keine keinem keinen keiner keines koennen koennte koennten konnte konnten man manche mein
    meine meinem meinen meiner mich mir mit muessen muss musste mussten nach nachdem nicht nichts noch nun nur ob
    obwohl oder ohne sehr sei seid sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald sofern
    solche solchem solchen solcher solches soll sollen sollte sollten somit sondern sonst soweit sowie sowohl statt
    trotz ueber um und uns unser unsere unserem unseren unserer unter usw vgl vom von vor waehrend wann war waren
    warst warum was weder weil weiter welche welchem welchen welcher welches wem wen wenn wer werde werden weshalb
    wessen wie wieder wieso will wir wird wo wobei wodurch wofuer woher wohin wollen worden worin wozu wuerde
    wuerden wurde wurden zu zum zur zwar zwischen
"""

_ENGLISH = """
    a about after against all also although an and any are as at be because been before being between both but by
    can cannot could did do does doing during each few for from further had has have having he her here hers him his
    how i if in into is its itself just me more most must my no nor not of off on once only or other our ours out
    over own same shall she should so some such than that the their theirs them then there these they this those
    through to too under until up upon very via was we were what when where which while who whom whose why with
    within without would you your yours
"""

GERMAN = frozenset(_GERMAN.split())
ENGLISH = frozenset(_ENGLISH.split())
# What people fill questions with; documents may mean something by it ("die eigentliche Frage").
FILLERS = frozenset(
    ("eigentlich", "ueberhaupt", "mal", "vielleicht", "bitte", "gibts", "gehts", "hats", "wirds", "ne", "nen", "nem")
)
