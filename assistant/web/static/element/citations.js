// Where each sentence comes from: its numbers, what they show, and the list below the answer.

const MOST_OF = 12; // so many citations of the answer go along in a link; more would make addresses that proxies refuse
const ALSO_NAMED = 3; // so many other documents with the same words are named, the rest is counted
const HOVER_MS = 120; // a pointer on its way elsewhere shows nothing
const LEAVE_MS = 250; // time to move the pointer from the number into what it shows
const EDGE = 12; // pixels between what a number shows and the edge of the window

/** The citations of an answer, for the viewer to go from one to the next; nothing where there is only one. */
const together = (citations) => (citations.length > 1 ? citations.slice(0, MOST_OF).map(({ document: { id }, start, end }) => `${id}.${start}-${end}`).join() : "");

const badge = (voice, source) => source.audience === "internal" && h("span.badge", {}, voice.say("internal"));

const titled = (voice, source) => h("p.title", { lang: source.language }, source.title, badge(voice, source));

const named = (voice, { id, title }) => link("", { href: voice.address(`/documents/${id}`) }, title);

/** `Es gibt eine neuere Fassung: Richtlinie 2025`, or nothing for the newest one. */
const newer = (voice, { superseded_by: other }) => other && h("p.newer", {}, `${voice.say("newer")} `, named(voice, other));

/** `Wortgleich auch in: Richtlinie B, Richtlinie C`, or nothing. */
const also = (voice, others) => {
  if (!others.length) return null;
  const more = others.length - ALSO_NAMED;
  const links = others.slice(0, ALSO_NAMED).flatMap((other, place) => [place ? ", " : " ", named(voice, other)]);
  return h("p.also", {}, voice.say("also_in"), ...links, more > 0 && " " + voice.say("also_more", { count: more }));
};

const BOLD = /\*\*(?![\s*])([^*]*[^\s*])\*\*(?!\*)/g;

/** A quote without the marks of its links and headings. */
const unlinked = (text) => text.replace(/!?\[([^[\]]+)\]\([^)\s]*\)|^#+ /gm, "$1");

/** The words of a quote as nodes; what its marks make bold is bold: the parts at odd places stood between marks. */
const worded = (text) => unlinked(text).split(BOLD).map((part, place) => (place % 2 ? h("strong", {}, part) : part));

/** A quote, and that more items follow behind it where they do. */
const quoting = (voice, { quote, continues, link, document: { language: lang } }) => [h("blockquote.quote", { lang, cite: voice.address(link) }, ...worded(quote)), continues && h("p.facts.onward", {}, voice.say("continues"))];

const opened = (voice, href, fields) => link("open", { href, ...fields }, voice.say("open_source"), icon(ICONS.open, 16));

/** The citations below an answer: each document once, with its quotes. */
const sources = (voice, citations) => {
  const of = together(citations);
  const documents = new Map(citations.map(({ document: source }) => [source.id, source]));
  const items = [...documents.values()].map((source) => {
    const quotes = citations.filter(({ document: { id } }) => id === source.id).map((citation) => quoted(voice, citation, of));
    return h("li.source", { part: "source" }, h("div.about", {}, titled(voice, source), h("p.facts", {}, voice.facts(source)), newer(voice, source)), h("ol", {}, ...quotes));
  });
  return h("section.sources", {}, h("h3", {}, voice.say("sources")), h("ol.list", {}, ...items));
};

const quoted = (voice, citation, of) => {
  const { number, page, section, document: source } = citation;
  const place = [voice.page(page), section].filter(Boolean).join(" · ");
  const more = h("span.more", { part: "more" }, voice.say("quote"), icon(ICONS.more, 14));
  const summary = h("summary", {}, h("span.number", {}, number), h("span.facts", {}, place && `${place}\u2003`, more));
  const label = voice.say("open_source_label", { number, title: source.title });
  return h("li.cited", {}, h("details", {}, summary, ...quoting(voice, citation)), opened(voice, voice.address(citation.link, of), { "aria-label": label }), also(voice, citation.also_in));
};

/** What a number shows of its citation on hover, focus or the first tap, until Esc, leaving or a tap elsewhere. */
class Peek {
  node = h("div.peek", { part: "peek", id: "peek", popover: "manual" });
  #chip;
  #timer = 0;
  #shown;

  constructor() {
    this.node.onpointerenter = () => clearTimeout(this.#timer);
    this.node.onpointerleave = () => this.#leave();
  }

  /** Lets `chip` show its citation; called again when more is known of it. */
  attach(chip, voice, citation, of) {
    let opens = true;
    chip.href = voice.address(citation.link, of);
    chip.textContent = voice.mark(citation);
    chip.setAttribute("aria-label", voice.say("open_source_label", { number: chip.textContent, title: citation.document.title }));
    const show = () => this.#show(chip, voice, citation);
    chip.onpointerenter = ({ pointerType }) => pointerType !== "touch" && this.#later(show, HOVER_MS);
    chip.onpointerleave = () => this.#leave();
    chip.onfocus = () => chip.matches(":focus-visible") && show();
    chip.onblur = () => this.#leave();
    chip.onpointerdown = ({ pointerType }) => {
      opens = pointerType !== "touch" || this.#chip === chip;
    };
    chip.onclick = (event) => {
      if (opens) return;
      event.preventDefault();
      show();
      opens = true;
    };
  }

  hide() {
    clearTimeout(this.#timer);
    this.#shown?.abort();
    this.#chip?.removeAttribute("aria-describedby");
    this.#chip = null;
    this.node.classList.remove("shown");
    if (this.node.isConnected) this.node.hidePopover?.();
  }

  /** Hides it unless the pointer is still, or again, on the number or what it shows, or the focus on the number. */
  #leave() {
    this.#later(() => this.#chip?.matches(":hover, :focus-visible") || this.node.matches(":hover") || this.hide(), LEAVE_MS);
  }

  #later(act, milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, milliseconds);
  }

  #show(chip, voice, citation) {
    const { document: source, page, section } = citation;
    if (this.#chip === chip) return clearTimeout(this.#timer);
    this.hide();
    if (!chip.isConnected) return;
    const open = opened(voice, chip.href, { tabIndex: -1 }); // for keys the number is the link
    this.node.replaceChildren(...[titled(voice, source), h("p.facts", {}, voice.facts(source, page, section)), ...quoting(voice, citation), open].filter(Boolean));
    this.#chip = chip;
    chip.setAttribute("aria-describedby", this.node.id);
    this.node.classList.add("shown");
    this.node.showPopover?.();
    this.#place();
    this.#watch();
  }

  #watch() {
    this.#shown = new AbortController();
    const options = { capture: true, signal: this.#shown.signal };
    for (const target of [window, this.node.getRootNode()]) target.addEventListener("scroll", () => this.#place(), options); // of a dialog it stays inside
    addEventListener("resize", () => this.#place(), options);
    addEventListener("pointerdown", (event) => [this.node, this.#chip].some((node) => event.composedPath().includes(node)) || this.hide(), options);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // the dialog stays open
      event.stopPropagation();
      this.hide();
    }, options);
  }

  /** Below the number, above it where there is no room, and always inside the window. */
  #place() {
    const { left, top, bottom } = this.#chip.getBoundingClientRect();
    const { width, height } = this.node.getBoundingClientRect();
    const { style, currentCSSZoom = 1 } = this.node; // a page may enlarge itself by its style
    const x = Math.max(EDGE, Math.min(left - EDGE, document.documentElement.clientWidth - width - EDGE));
    const y = bottom + height + EDGE < innerHeight || top < height + EDGE ? bottom + 4 : top - height - 4;
    style.left = `${x / currentCSSZoom}px`;
    style.top = `${y / currentCSSZoom}px`;
  }
}
