// What the element says, and where its links lead.

const LOCALES = { de: "de", en: "en-GB" };

/** The words of one language, and the addresses of one server. */
class Voice {
  /** `more` are words that only our own page brings. */
  constructor(language, server, more) {
    this.words = { ...Object.fromEntries(NAMES.map((name, place) => [name, WORDS[language][place]])), ...more };
    this.more = more;
    this.language = language;
    this.server = server;
  }

  /** The sentence `key` with its values in place; nothing where the element does not say it. */
  say(key, values = {}) {
    return (this.words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  /** Always on the server, whatever the link says, and in the language of the conversation. */
  address(path, of) {
    const url = new URL(this.server + path);
    url.searchParams.set("lang", this.language);
    if (of) url.search += `&of=${of}`;
    return url.href;
  }

  /** `Pressemitteilung · 3. Mai 2024 · ältere Fassung · Seite 2 · Förderung`; page and section may be missing. */
  facts({ type, date, superseded_by: newer }, page, section) {
    const day = date ? new Date(`${date}T00:00:00Z`).toLocaleDateString(LOCALES[this.language], { dateStyle: "long", timeZone: "UTC" }) : this.say("no_date");
    return [this.say(`type_${type}`), day, newer && this.say("older"), this.page(page), section].filter(Boolean).join(" · ");
  }

  /** `2`, or `2 · ältere Fassung`. */
  mark({ number, document: { superseded_by: newer } }) {
    return [number, newer && this.say("older")].filter(Boolean).join(" · ");
  }

  page(number) {
    return number && this.say("page", { number });
  }

  /** That there is no answer, and why, if it knows that reason; or nothing, and the reply to what asks nothing. */
  reason({ reply, reason }) {
    return reply ? [, reply] : [this.say("abstained"), this.say(`reason_${reason}`)];
  }

  /** The parts of the question for which there is no quote, or nothing. */
  missing({ unanswered }) {
    return unanswered[0] && this.say("unanswered", { questions: unanswered.join(" ") });
  }

  /** What the question names and no passage found does, or nothing; where none came near, no document does. */
  unmentioned({ not_mentioned: names, related }) {
    return names[0] && this.say(related?.length === 0 ? "unfound" : "unmentioned", { names: names.map((name) => this.say("name", { name })).join(", ") });
  }

  /** What the live region says of a finished answer. */
  news(answer, labels) {
    const told = answer.status === "abstained" ? this.reason(answer) : [this.say("finished", { count: answer.citations.length }), answer.caution, ...answer.expired.map(({ text }) => text), this.missing(answer)];
    return [...told, this.unmentioned(answer), labels && this.say("narrowed", { labels })].filter(Boolean).join(" ");
  }

  /** A quote without what only lays it out. */
  plain(quote) {
    return unlinked(quote).replace(BOLD, "$1");
  }

  /** Question and answer as plain text with the marks [1], then the sources with their quotes and addresses. */
  text({ question, answer }) {
    const sentences = answer.sentences.map(({ text, citations }) => [text.replaceAll(" • ", "\n• "), ...citations.map((number) => `[${this.mark(answer.citations[number - 1])}]`)].join(" "));
    sentences.splice(1, 0, ...answer.expired.map(({ text }) => text)); // as on the page: who reads no further has to know it
    const sources = answer.citations.map(({ number, document: { title, ...source }, page, quote, link }) => [`[${number}] ${title} · ${this.facts(source, page)}`, this.say("name", { name: this.plain(quote) }), this.address(link)].join("\n"));
    const told = answer.status === "abstained" ? [...this.reason(answer), this.unmentioned(answer)] : [answer.caution, ...sentences, ...answer.conflicts.map(({ text }) => text), this.missing(answer), this.unmentioned(answer), this.say("sources"), ...sources];
    return [question, ...told].filter(Boolean).join("\n\n");
  }
}
