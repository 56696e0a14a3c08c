// What stands around the sentences of an answer, and in their place where there are none.

/** What the question itself restricted the search to; a chip taken away asks again without it. */
const filtersOf = (voice, found, without) => {
  const chips = found.map(({ field, label }) => button("filter", { "aria-label": voice.say("filter_remove", { label }) }, () => without(field), label, icon(ICONS.close, 16)));
  return h("div.filters", { role: "group", "aria-label": voice.say("filters") }, ...chips);
};

const understood = (voice, { resolved, language }) => resolved && h("p.note", { part: "understood", lang: language }, voice.say("understood_as", { question: resolved }));

/** What is said of the answer itself, or nothing. */
const boxed = (part, lang, ...words) => words[0] && h(`p.box.${part}`, { part, lang }, ...words);

/** What is said of the documents: that they differ, or that something is over. `chip` makes the link of a citation's number in brackets. */
const notesOf = (notes, { citations, language }, chip) => notes.map(({ text }) => boxed("conflict", language, ...text.split(/ \[(\d+)\]/).map((part, place) => (place % 2 ? (citations[part - 1] ? chip(+part) : ` [${part}]`) : part))));

/** What the answer leaves open, or nothing. */
const unmentioned = (voice, answer) => boxed("unmentioned", voice.language, voice.unmentioned(answer));

/** How the answer was made; and why quotes stand for a language model's words, or why these end early. */
const making = (voice, { mode, fallback, listing }) => {
  const why = fallback ? [voice.say(`fallback_${fallback}`), mode === "generated" && voice.say("cut_short")] : [];
  return h("p.note", {}, icon(ICONS.check), [voice.say(listing ? "compiled" : mode), ...why].filter(Boolean).join(" · "));
};

/** The way to the table, where the question asked for a list and that is not empty. */
const listingOf = (voice, { listing }) => listing?.rows && h("p", {}, link("open", { href: voice.address(listing.address) }, listing.text, icon(ICONS.open, 16)));

/** Questions that may have been meant, or to begin with; one that is pressed is asked. */
const suggestions = (voice, { suggested, language: lang, reply }, ask) => suggested[0] && h("p.filters.suggested", {}, voice.say(reply ? "examples" : "suggested"), ": ", ...suggested.map((question) => button("plain", { lang }, () => ask(question), question)));

/** Who knows more, if anybody is named; an e-mail address is a link. */
const helping = (voice, contact) => contact && h("section", {}, h("h3", {}, voice.say("contact")), h("p.contact", {}, ...contact.split(/([^\s(<:]+@\S+\w)/).map((part, place) => (place % 2 ? h("a", { href: `mailto:${part}` }, part) : part))));

/** An abstention as help, or a reply to what asks nothing: why, where it was looked for on a website that searches some documents only, how to go on, who knows more, and passages that may do. */
const abstention = (voice, answer, isNarrowed, labels, contact, ask, [title, text] = voice.reason(answer)) => [
  h("div.card", {}, title && h("strong", {}, title), text && h("p", {}, text), unmentioned(voice, answer), title && h("p", {}, labels && !isNarrowed && voice.say("narrowed", { labels }) + " ", voice.say(isNarrowed ? "widen" : "rephrase")), suggestions(voice, answer, ask)),
  title && helping(voice, contact),
  answer.related?.length && related(voice, answer.related),
];

const related = (voice, hits) => h("section.related", {}, h("h3", {}, voice.say("related")), h("ul.list", {}, ...hits.map(({ document: source, page, section, text, start, end, also_in }, place) => h("li.source", {},
  h("div.about", {}, titled(voice, source), h("p.facts", {}, voice.facts(source, page, section)), newer(voice, source), also(voice, also_in), h("p.passage", { lang: source.language }, text)),
  opened(voice, voice.address(`/documents/${source.id}?start=${start}&end=${end}#quote`), { "aria-label": voice.say("open_source_label", { number: place + 1, title: source.title }) }),
))));

/** A failure: what happened, from when on it may be tried again, and unless the question is what is wrong the button for it, and who helps. */
const failure = (voice, { detail, remedy, seconds, status }, contact, again) => h("div.card.failed", {},
  h("strong", {}, voice.say("failed")),
  h("p", {}, `${detail} ${remedy}`),
  seconds && h("p", {}, voice.say("again_at", { time: new Date(Date.now() + seconds * 1000).toLocaleTimeString(LOCALES[voice.language]) })),
  status !== 422 && button("plain", {}, again, voice.say("retry")),
  status !== 422 && helping(voice, contact),
);
