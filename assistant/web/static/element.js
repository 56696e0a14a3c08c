/**
 * <wissens-assistent>: asks the assistant and shows where each sentence of the answer comes from.
 *
 *   <script src="https://assistant.example/widget.js" defer></script>        a button at the bottom right
 *   <wissens-assistent mode="page"></wissens-assistent>                     in the flow of the page instead
 *
 * Attributes      server    origin of the assistant; default: where this script came from
 *                 lang      "de" or "en"; default: the nearest lang attribute, then the browser, then German
 *                 mode      "dialog" (a button that opens a dialog) or "page"
 *                 heading   heading of the dialog
 *                 state     set by the element: idle, asking, answered, abstained, failed
 * Events          wa-asked, wa-answered, wa-failed; detail: {question}, the answer, the problem
 * Parts           launcher, dialog, form, input, button, question, answer, understood, exact, conflict, unanswered,
 *                 filter, citation, source, vote
 * CSS properties  --wa-accent, --wa-on-accent, --wa-ink, --wa-muted, --wa-surface, --wa-raised, --wa-line, --wa-font
 *
 * Text reaches the page through text nodes only. No cookie, no storage, no call to anybody but the server.
 */
(() => {
  "use strict";

  const TAG = "wissens-assistent";
  const WORDS = WORDS_OF_THE_SERVER;
  const SCRIPT = document.currentScript;
  const ORIGIN = new URL(SCRIPT?.src || location.href).origin;
  const ALSO_NAMED = 3; // so many other documents with the same words are named, the rest is counted
  const MONTHS = { de: "de-DE", en: "en-GB" };

  const CSS = STYLES_OF_THE_SERVER; // element.css

  let sheet;
  const styles = () => {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
    }
    return sheet;
  };

  /** An element; `fields` are properties, or attributes where the name has a dash or is listed. Strings become text nodes. */
  const h = (tag, fields = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(fields)) {
      if (/-|^(role|part|for|lang)$/.test(name)) node.setAttribute(name, value);
      else node[name] = value;
    }
    node.append(...children.filter((child) => child != null));
    return node;
  };

  const icon = (path, size = 18) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries({ width: size, height: size, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" })) svg.setAttribute(name, value);
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };
  const ICONS = {
    chat: "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z",
    close: "M6 6l12 12M18 6 6 18",
    open: "M9 5h10v10M19 5 6 18",
    more: "M6 9l6 6 6-6",
    check: "M5 13l4 4L19 7",
  };

  /** The text with the exact words of its sentence strong, where they stand in it; it begins at the sentence's letter `at`. */
  const stressed = (text, exact, at) => {
    const letters = [...text];
    if (!exact || exact.start < at || exact.end > at + letters.length) return [text];
    const piece = (start, end) => letters.slice(start, end).join("");
    const [start, end] = [exact.start - at, exact.end - at];
    return [piece(0, start), h("strong", { part: "exact" }, piece(start, end)), piece(end)];
  };

  /** A sentence as a paragraph; a whole list (`Lead-in: • item • item`) as a paragraph and a list. */
  const blocks = (text, exact) => {
    const parts = text.split(" • ");
    let at = 0;
    const items = parts.map((part) => {
      const nodes = stressed(part, exact, at);
      at += [...part].length + 3;
      return nodes;
    });
    const lead = parts.length === 1 || parts[0].endsWith(":") ? items.shift() : null;
    const list = items.length ? h("ul", { className: "items" }, ...items.map((nodes) => h("li", {}, ...nodes))) : null;
    return [lead && h("p", {}, ...lead), list].filter(Boolean);
  };

  /** The events of a text/event-stream body, as [name, object]. */
  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) return;
      const frames = (text + value).split("\n\n");
      text = frames.pop();
      for (const frame of frames) {
        const name = /^event: (.*)$/m.exec(frame)?.[1];
        const content = /^data: (.*)$/m.exec(frame)?.[1];
        if (name && content) yield [name, JSON.parse(content)];
      }
    }
  }

  class WissensAssistent extends HTMLElement {
    #state = "idle";
    #words = WORDS.de;
    #language = "de";
    #conversation = null;
    #controller = null;
    #turns = 0;
    #parts = null;

    connectedCallback() {
      if (!this.#parts) this.#build();
    }

    disconnectedCallback() {
      this.#controller?.abort();
    }

    get state() {
      return this.#state;
    }

    set #now(state) {
      this.#state = state;
      this.setAttribute("state", state);
      const { send } = this.#parts;
      const asking = state === "asking";
      send.textContent = asking ? this.#words.stop : this.#words.ask;
      send.classList.toggle("stop", asking);
    }

    get #server() {
      return new URL(this.getAttribute("server") || ORIGIN, location.href).origin;
    }

    #say(key, values = {}) {
      return (this.#words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    }

    #build() {
      const wanted = this.closest("[lang]")?.lang || navigator.language || "de";
      this.#language = wanted.toLowerCase().startsWith("en") ? "en" : "de";
      this.#words = WORDS[this.#language];
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [styles()];

      const input = h("textarea", { id: "question", name: "q", rows: 1, placeholder: this.#words.placeholder, part: "input", autocomplete: "off", enterKeyHint: "send" });
      const send = h("button", { type: "submit", className: "send", part: "button" }, this.#words.ask);
      const form = h("form", { part: "form", noValidate: true }, h("label", { for: "question" }, this.#words.label), h("div", { className: "field" }, input, send));
      const log = h("ol", { className: "log", "aria-label": this.#words.conversation });
      const live = h("div", { className: "unseen", role: "status" });
      const frame = h("div", { className: "root", lang: this.#language });
      this.#parts = { input, send, form, log, live, frame };

      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (this.#state === "asking") this.#controller.abort();
        else this.ask(input.value);
      });
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        if (this.#state !== "asking") form.requestSubmit();
      });
      const privacy = h("p", { className: "note privacy" }, this.#words.privacy);
      if (this.getAttribute("mode") !== "page") frame.append(...this.#dialog(log, privacy, form, live));
      else if (location.origin === this.#server) frame.append(log, form, live); // our own page says it itself
      else frame.append(log, privacy, form, live);
      root.append(frame);
      this.#now = "idle";
      this.#takeOver();
    }

    #dialog(log, privacy, form, live) {
      const heading = h("h2", { id: "heading" }, this.getAttribute("heading") || this.#words.heading);
      const close = h("button", { type: "button", className: "close", "aria-label": this.#words.close }, icon(ICONS.close, 22));
      const body = h("div", { className: "body" }, log, privacy, form);
      const dialog = h("dialog", { part: "dialog", "aria-labelledby": "heading" }, h("div", { className: "bar" }, heading, close), body, live);
      const launcher = h("button", { type: "button", className: "launcher", part: "launcher", "aria-haspopup": "dialog" }, icon(ICONS.chat, 22), this.#words.open);
      launcher.addEventListener("click", () => {
        dialog.showModal();
        this.#parts.input.focus();
      });
      close.addEventListener("click", () => dialog.close());
      return [launcher, dialog];
    }

    /** Shows the answer that the server has already written into the page (`?q=`), instead of asking again. */
    #takeOver() {
      const written = this.querySelector("script[type='application/json']");
      this.replaceChildren(); // what stands inside is for browsers without script
      if (!written) return;
      const { question, answer, problem, without } = JSON.parse(written.textContent);
      const view = this.#turn(question, without);
      if (answer) this.#show(view, answer);
      else {
        this.#fail(view, question, problem);
        this.#parts.input.value = question;
      }
    }

    /** Asks; resolves when the answer, the abstention or the failure is shown. No filter of `without` is understood from the text. */
    async ask(text, without = []) {
      const question = text.trim();
      if (!question) return this.#parts.input.focus();
      this.#controller?.abort();
      const controller = (this.#controller = new AbortController());
      const view = this.#turn(question, without);
      this.#now = "asking";
      this.#parts.input.value = "";
      this.#parts.live.textContent = this.#words.searching;
      this.#tell("wa-asked", { question });
      try {
        await this.#follow(view, question, controller.signal);
      } catch (error) {
        if (this.#controller !== controller) return view.waiting.replaceChildren(this.#words.stopped);
        if (controller.signal.aborted) this.#stop(view, question);
        else this.#fail(view, question, { detail: error.message === "cut" ? this.#words.broken : this.#words.offline, remedy: this.#words.offline_remedy });
      }
    }

    async #follow(view, question, signal) {
      const response = await fetch(`${this.#server}/api/ask`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream", "Accept-Language": this.#language },
        body: JSON.stringify({ question, conversation_id: this.#conversation ?? undefined, without_filters: view.without }),
        signal,
      });
      if (!response.ok) return this.#fail(view, question, await response.json());
      for await (const [name, content] of events(response.body)) {
        if (name === "sentence") this.#sentence(view, content);
        else if (name === "citation") this.#citation(view, content);
        else if (name === "error") return this.#fail(view, question, content);
        else if (name === "done") return this.#done(view, content);
      }
      throw new Error("cut");
    }

    #turn(question, without) {
      const { log, frame } = this.#parts;
      const id = `turn-${++this.#turns}`;
      const sentences = h("div", { className: "sentences" });
      const waiting = h("div", { className: "waiting" }, h("span", { className: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), this.#words.searching);
      const answer = h("div", { className: "answer", part: "answer" }, waiting);
      const heading = h("h2", { className: "question", id, part: "question" }, h("span", { className: "unseen" }, `${this.#words.you}: `), question);
      const item = h("li", { className: "turn", "aria-labelledby": id, tabIndex: -1 }, heading, answer);
      log.append(item);
      frame.classList.add("has-turns");
      this.#parts.input.placeholder = this.#words.placeholder_next;
      item.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      return { question, without, answer, sentences, waiting, chips: new Map(), item };
    }

    #show(view, answer) {
      const citations = new Map(answer.citations.map((citation) => [citation.number, citation]));
      for (const sentence of answer.sentences) {
        this.#sentence(view, sentence);
        for (const number of sentence.citations) if (citations.has(number)) this.#citation(view, citations.get(number));
      }
      this.#done(view, answer);
    }

    #sentence(view, { text, citations, exact }) {
      if (!view.sentences.isConnected) view.waiting.before(view.sentences);
      const node = h("div", { className: "sentence" }, ...blocks(text, exact));
      const end = node.querySelector("li:last-child") ?? node.lastElementChild;
      for (const number of citations) {
        const chip = h("a", { className: "citation", part: "citation", target: "_blank", rel: "noopener" }, String(number));
        const light = (on) => this.#light(view, number, node, on);
        chip.addEventListener("mouseenter", () => light(true));
        chip.addEventListener("mouseleave", () => light(false));
        chip.addEventListener("focus", () => light(true));
        chip.addEventListener("blur", () => light(false));
        view.chips.set(number, [...(view.chips.get(number) ?? []), chip]);
        end.append(chip);
      }
      view.sentences.append(node);
    }

    #citation(view, citation) {
      for (const chip of view.chips.get(citation.number) ?? []) {
        chip.href = this.#address(citation.link);
        chip.title = `${citation.document.title} · ${this.#facts(citation.document, citation.page)}`;
        chip.setAttribute("aria-label", this.#say("open_source_label", { number: citation.number, title: citation.document.title }));
      }
    }

    #light(view, number, sentence, on) {
      sentence.classList.toggle("lit", on);
      view.item.querySelector(`.source[data-number="${number}"]`)?.classList.toggle("lit", on);
    }

    #done(view, answer) {
      this.#conversation = answer.conversation_id;
      view.sentences.lang = answer.language;
      view.waiting.remove();
      const filters = answer.filters.filter(({ source }) => source === "question");
      if (filters.length) view.answer.prepend(this.#filters(view, filters));
      if (answer.resolved) view.answer.prepend(h("p", { className: "note understood", part: "understood", lang: answer.language }, this.#say("understood_as", { question: answer.resolved })));
      if (answer.status === "abstained") this.#abstain(view, answer, filters.length > 0);
      else view.answer.append(...this.#conflicts(answer), this.#unanswered(answer), this.#note(answer), this.#sources(answer.citations));
      if (answer.listing) (view.answer.querySelector(".sources") ?? view.answer.lastElementChild).before(this.#listing(answer.listing));
      view.answer.append(this.#vote(answer));
      this.#now = answer.status;
      const news = answer.status === "abstained" ? `${this.#words.abstained} ${this.#reason(answer)}` : this.#finished(answer);
      const labels = filters.map(({ label }) => label).join(", ");
      this.#parts.live.textContent = labels ? `${news} ${this.#say("narrowed", { labels })}` : news;
      this.#tell("wa-answered", answer);
    }

    #finished(answer) {
      const count = answer.citations.length;
      const news = count === 1 ? this.#words.finished_one : this.#say("finished", { count });
      return [news, this.#missing(answer)].filter(Boolean).join(" ");
    }

    /** What the question itself restricted the search to; a chip taken away asks again without it. */
    #filters(view, filters) {
      const chips = filters.map(({ field, label }) => {
        const chip = h("button", { type: "button", className: "filter", part: "filter", "aria-label": this.#say("filter_remove", { label }) }, label, icon(ICONS.close, 16));
        chip.addEventListener("click", () => {
          view.item.remove();
          this.ask(view.question, [...view.without, field]);
          this.#parts.log.lastElementChild.focus({ preventScroll: true });
        });
        return chip;
      });
      return h("div", { className: "filters", role: "group", "aria-label": this.#words.filters }, ...chips);
    }

    /** The parts of the question for which there is no quote, or nothing. */
    #unanswered(answer) {
      const missing = this.#missing(answer);
      return missing && h("p", { className: "unanswered", part: "unanswered" }, missing);
    }

    #missing({ unanswered }) {
      return unanswered.length ? this.#say("unanswered", { questions: unanswered.join(" ") }) : "";
    }

    /** What documents say differently, and which of them is newer. */
    #conflicts({ conflicts, language }) {
      return conflicts.map(({ text }) => h("p", { className: "conflict", lang: language, part: "conflict" }, text));
    }

    /** How the answer was made; and why quotes stand for a language model's words, or why these end early. */
    #note({ mode, fallback, listing }) {
      const why = fallback && [this.#words[`fallback_${fallback}`], mode === "generated" && this.#words.cut_short];
      return h("p", { className: "note" }, icon(ICONS.check), [this.#words[listing ? "compiled" : mode], ...(why || [])].filter(Boolean).join(" · "));
    }

    /** The way to the table, where the question asked for a list. */
    #listing({ address, rows }) {
      return h("p", {}, h("a", { className: "open", href: this.#address(address), target: "_blank", rel: "noopener" }, this.#say("listing", { rows }), icon(ICONS.open, 16)));
    }

    #sources(citations) {
      const items = citations.map((citation) => {
        const { document: source, number, page } = citation;
        const summary = h("summary", {}, h("span", { className: "number" }, String(number)), h("span", { className: "title" }, source.title, this.#badge(source)), h("span", { className: "facts" }, `${this.#facts(source, page)} · `, h("span", { className: "more" }, this.#words.quote, icon(ICONS.more, 14))));
        const details = h("details", {}, summary, h("blockquote", { className: "quote" }, citation.quote));
        return h("li", { className: "source", part: "source", "data-number": number }, h("div", { className: "about" }, details, this.#newer(source), this.#also(citation)), this.#open(citation.link, this.#say("open_source_label", { number, title: source.title })));
      });
      return h("section", { className: "sources" }, h("h3", {}, this.#words.sources), h("ol", { className: "list" }, ...items));
    }

    #open(link, label) {
      return h("a", { className: "open", href: this.#address(link), target: "_blank", rel: "noopener", "aria-label": label }, this.#words.open_source, icon(ICONS.open, 16));
    }

    /** Always on the server, whatever the link says, and in the language of the conversation. */
    #address(link) {
      const url = new URL(this.#server + link);
      url.searchParams.set("lang", this.#language);
      return url.href;
    }

    #badge(source) {
      return source.audience === "internal" ? h("span", { className: "badge" }, this.#words.internal) : null;
    }

    /** `Pressemitteilung · 3. Mai 2024 · Seite 2` */
    #facts(source, page) {
      const date = source.date ? new Date(`${source.date}T00:00:00Z`).toLocaleDateString(MONTHS[this.#language], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : this.#words.no_date;
      return [this.#words[`type_${source.type}`], date, page && this.#say("page", { number: page })].filter(Boolean).join(" · ");
    }

    /** `Es gibt eine neuere Fassung: Richtlinie 2025`, or nothing for the newest one. */
    #newer({ superseded_by: newer }) {
      if (!newer) return null;
      return h("p", { className: "newer" }, `${this.#words.newer} `, this.#named(newer));
    }

    /** `Wortgleich auch in: Richtlinie B, Richtlinie C`, or nothing. */
    #also({ also_in: others }) {
      if (!others.length) return null;
      const more = others.length - ALSO_NAMED;
      const links = others.slice(0, ALSO_NAMED).flatMap((other, place) => [place ? ", " : " ", this.#named(other)]);
      return h("p", { className: "also" }, this.#words.also_in, ...links, more > 0 ? ` ${this.#say("also_more", { count: more })}` : null);
    }

    #named({ id, title }) {
      return h("a", { href: this.#address(`/documents/${id}`), target: "_blank", rel: "noopener" }, title);
    }

    #reason(answer) {
      return this.#words[`reason_${answer.reason}`] ?? this.#words.reason_other;
    }

    #abstain(view, answer, isNarrowed) {
      view.answer.append(h("div", { className: "card" }, h("strong", {}, this.#words.abstained), h("p", {}, this.#reason(answer)), isNarrowed ? h("p", {}, this.#words.widen) : null));
      if (answer.contact) view.answer.append(h("section", { className: "help" }, h("h3", {}, this.#words.contact), h("p", { className: "contact" }, answer.contact)));
      if (answer.related?.length) view.answer.append(this.#related(answer.related));
    }

    #related(hits) {
      const items = hits.map(({ document: source, page, text, start, end, also_in }) => {
        const title = h("span", { className: "title" }, source.title, this.#badge(source));
        const words = h("div", { className: "text" }, title, h("span", { className: "facts" }, this.#facts(source, page)), this.#newer(source), this.#also({ also_in }), h("span", { className: "passage" }, text));
        return h("li", { className: "source" }, words, this.#open(`/documents/${source.id}?start=${start}&end=${end}#quote`, `${this.#words.open_source}: ${source.title}`));
      });
      return h("section", { className: "help related" }, h("h3", {}, this.#words.related), h("ul", { className: "list" }, ...items));
    }

    /** Two buttons below an answer. The verdict may be changed; a wrong answer may be remarked on where its question is kept. */
    #vote({ answer_id, kept_days: days, status }) {
      const id = `vote-${this.#turns}`;
      const kept = days === 1 ? this.#words.one_day : this.#say("days", { days });
      const keeping = status === "abstained" ? this.#say("unanswered_kept", { kept }) : this.#say("vote_kept", { kept });
      const note = h("p", { className: "note" }, days ? keeping : this.#words.vote_counted);
      const buttons = ["helpful", "wrong"].map((verdict) => {
        const button = h("button", { type: "button", className: "verdict", part: "vote", value: verdict, "aria-pressed": "false" }, icon(ICONS.check, 16), this.#words[verdict]);
        button.addEventListener("click", () => give(verdict));
        return button;
      });
      const words = h("textarea", { id: `${id}-remark`, rows: 2, maxLength: 300 });
      const send = h("button", { type: "button", className: "plain" }, this.#words.comment_send);
      const remark = h("div", { className: "remark", hidden: true }, h("label", { for: words.id }, this.#words.comment), words, h("p", { className: "note" }, this.#words.comment_kept), send);
      send.addEventListener("click", () => (words.value.trim() ? give("wrong", words.value) : words.focus()));
      const tell = (news) => (this.#parts.live.textContent = note.textContent = news);
      const give = async (verdict, comment) => {
        const problem = await this.#send({ answer_id, verdict, comment });
        if (problem) return tell(`${problem.detail} ${problem.remedy}`);
        for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === verdict));
        remark.hidden = verdict !== "wrong" || !days;
        send.scrollIntoView({ block: "nearest" });
        tell(comment ? this.#words.commented : this.#say("voted", { verdict: this.#words[verdict] }));
      };
      return h("div", { className: "vote", role: "group", "aria-labelledby": id }, h("p", { id }, this.#words.vote), h("div", { className: "verdicts" }, ...buttons), note, remark);
    }

    /** Sends a vote; resolves to what is wrong, if anything is. */
    async #send(vote) {
      try {
        const response = await fetch(`${this.#server}/api/feedback`, {
          method: "POST",
          headers: { "Content-Type": "application/json", "Accept-Language": this.#language },
          body: JSON.stringify(vote),
        });
        return response.ok ? null : await response.json();
      } catch {
        return { detail: this.#words.offline, remedy: this.#words.offline_remedy };
      }
    }

    #fail(view, question, problem) {
      const again = h("button", { type: "button", className: "plain" }, this.#words.retry);
      again.addEventListener("click", () => {
        view.item.remove();
        this.ask(question, view.without);
        this.#parts.input.focus();
      });
      view.waiting.remove();
      view.answer.append(h("div", { className: "card failed" }, h("strong", {}, this.#words.failed), h("p", {}, `${problem.detail} ${problem.remedy}`), again));
      this.#giveBack(question);
      this.#now = "failed";
      this.#parts.live.textContent = `${this.#words.failed} ${problem.detail} ${problem.remedy}`;
      this.#tell("wa-failed", problem);
    }

    #stop(view, question) {
      view.waiting.replaceChildren(this.#words.stopped);
      this.#giveBack(question);
      this.#now = "idle";
      this.#parts.live.textContent = this.#words.stopped;
    }

    /** What was typed is never lost: the question returns into the field unless a new one stands there. */
    #giveBack(question) {
      if (!this.#parts.input.value.trim()) this.#parts.input.value = question;
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, WissensAssistent);

  const embed = () => {
    if (document.querySelector(TAG)) return;
    const element = document.createElement(TAG);
    for (const name of ["server", "lang", "heading"]) if (SCRIPT?.dataset[name]) element.setAttribute(name, SCRIPT.dataset[name]);
    document.body.append(element);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", embed);
  else embed();
})();
