"""Of what names of persons are made, as parts of patterns."""

from __future__ import annotations

# Letters of names of Europe: "Yıldız", "Stojanović", "Wałęsa".
CAPITAL, SMALL = "A-ZÄÖÜÅÉÁÓÍČĆĐŁŚŠŞŽŹŻİĞØ", "a-zäöüßéèáàóíçčćđěęąğıłńňøřśşšůűūžźż"
WORD = rf"[{CAPITAL}][\w’'-]*[{SMALL}]"
OF = r"(?:(?:von|van|zu|de|v\.) )?"
