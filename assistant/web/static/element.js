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
 * Parts           launcher, dialog, form, input, button, question, answer, citation, source
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
  const MONTHS = { de: "de-DE", en: "en-GB" };

  const CSS = `
    :host { display: block; }
    :host([hidden]) { display: none; }
    .root {
      all: initial; display: block; box-sizing: border-box;
      --ink: var(--wa-ink, #1b2427); --muted: var(--wa-muted, #56636a); --surface: var(--wa-surface, #fbfaf7);
      --raised: var(--wa-raised, #ffffff); --line: var(--wa-line, #dedbd3); --edge: #7f8a8e;
      --accent: var(--wa-accent, #0b5f66); --on-accent: var(--wa-on-accent, #ffffff); --tint: #e6f0ef;
      --warn: #8a3b12; --warn-tint: #fbeee6; --shadow: 0 1px 2px #1b24270f, 0 8px 28px #1b242714;
      color: var(--ink); color-scheme: light; font: 1.0625rem/1.6 var(--wa-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
      text-align: start; overflow-wrap: break-word; hyphens: manual; -webkit-text-size-adjust: 100%;
    }
    @media (prefers-color-scheme: dark) {
      .root {
        --ink: var(--wa-ink-dark, #e8ebea); --muted: var(--wa-muted-dark, #a3afb2); --surface: var(--wa-surface-dark, #14191b);
        --raised: var(--wa-raised-dark, #1d2427); --line: var(--wa-line-dark, #343d41); --edge: #7b878b;
        --accent: var(--wa-accent-dark, #7fd1cb); --on-accent: var(--wa-on-accent-dark, #06282b); --tint: #1b3335;
        --warn: #f0b08c; --warn-tint: #37251b; --shadow: 0 1px 2px #0006, 0 8px 28px #0006; color-scheme: dark;
      }
    }
    .root *, .root *::before, .root *::after { box-sizing: border-box; }
    h2, h3, p, ol, ul, blockquote { margin: 0; padding: 0; font: inherit; }
    .question, .title { hyphens: auto; }
    ol, ul { list-style: none; }
    a { color: var(--accent); text-underline-offset: .18em; }
    button { font: inherit; color: inherit; cursor: pointer; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
    .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

    .log { display: grid; grid-template-columns: minmax(0, 1fr); gap: 3rem; container-type: inline-size; }
    .log:not(:empty) { padding-bottom: 2rem; }
    .turn { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: 1rem; scroll-margin-top: 1.5rem; min-width: 0; }
    .question { font-size: 1.375rem; font-weight: 650; line-height: 1.3; letter-spacing: -.012em; text-wrap: pretty; white-space: pre-line; }
    .turn:last-child:not(:first-child) { min-height: calc(100dvh - 9rem); } /* room to scroll the new question to the top */
    dialog .turn:last-child:not(:first-child) { min-height: min(30rem, calc(100dvh - 14rem)); }
    .answer { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; min-width: 0; }
    .sentences { font-size: 1.125rem; line-height: 1.7; }
    .sentence { animation: arrive .35s ease-out; border-radius: 4px; transition: background-color .15s; }
    .sentence.lit, .source.lit { background: var(--tint); }
    @keyframes arrive { from { opacity: 0; } }
    .citation {
      margin: 0 .1em 0 .3em; padding: .2em .5em; border-radius: .5rem; background: var(--tint); color: var(--accent);
      font-size: .8125rem; font-weight: 650; text-decoration: none; vertical-align: .1em; white-space: nowrap;
    }
    .citation::before { content: "\u2060"; } /* stays with the word before it */
    .citation:hover, .citation.lit { background: var(--accent); color: var(--on-accent); }
    .note { display: flex; align-items: center; gap: .5rem; color: var(--muted); font-size: .875rem; }
    .note svg { flex: none; }

    .sources > h3, .help > h3 { font-size: .8125rem; font-weight: 650; color: var(--muted); letter-spacing: .04em; text-transform: uppercase; margin-bottom: .5rem; }
    .list { border: 1px solid var(--line); border-radius: 14px; background: var(--raised); overflow: hidden; }
    .source { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: start; transition: background-color .15s; }
    .source + .source { border-top: 1px solid var(--line); }
    summary { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .75rem; padding: .8rem .25rem .8rem 1rem; cursor: pointer; list-style: none; border-radius: 14px; }
    summary::-webkit-details-marker { display: none; }
    summary:focus-visible { outline-offset: -3px; }
    .number { grid-row: 1 / 3; display: inline-grid; place-items: center; width: 1.6rem; height: 1.6rem; border-radius: .5rem; background: var(--tint); color: var(--accent); font-size: .8125rem; font-weight: 650; }
    .title { font-size: 1rem; font-weight: 600; line-height: 1.4; }
    .facts { color: var(--muted); font-size: .875rem; line-height: 1.5; }
    .more { white-space: nowrap; color: var(--accent); text-decoration: underline; text-underline-offset: .18em; }
    .more svg { margin-inline-start: .2rem; vertical-align: -.15em; transition: rotate .15s; } details[open] .more svg { rotate: 180deg; }
    .badge { display: inline-block; margin-inline-start: .5rem; padding: 0 .5em; border: 1px solid currentColor; border-radius: 99px; color: var(--warn); font-size: .75rem; font-weight: 650; }
    .quote { margin: 0 .25rem .9rem 3.35rem; padding-inline-start: .9rem; border-inline-start: 3px solid var(--accent); font-size: 1rem; line-height: 1.6; white-space: pre-line; }
    .open { display: inline-flex; align-items: center; gap: .3rem; min-height: 44px; margin: .45rem .5rem; padding: 0 .6rem; border-radius: 10px; font-size: .9375rem; font-weight: 600; text-decoration: none; }
    .open:hover { background: var(--tint); }

    .card { display: grid; gap: .35rem; padding: 1.1rem 1.25rem; border-radius: 14px; background: var(--tint); }
    .card strong { font-weight: 650; font-size: 1.0625rem; }
    .card.failed { background: var(--warn-tint); }
    .card.failed strong { color: var(--warn); }
    .contact { white-space: pre-line; }
    .plain { justify-self: start; min-height: 44px; margin-top: .4rem; padding: 0 1.1rem; border: 1px solid var(--edge); border-radius: 12px; background: var(--raised); font-weight: 600; }
    .plain:hover { border-color: var(--ink); }
    .related .text { padding: .8rem .25rem .8rem 1rem; display: grid; gap: .15rem; }
    .passage { color: var(--muted); font-size: .9375rem; line-height: 1.5; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }

    .waiting { display: flex; align-items: center; gap: .75rem; color: var(--muted); }
    .dots { display: inline-flex; gap: .3rem; }
    .dots i { width: .5rem; height: .5rem; border-radius: 50%; background: var(--accent); animation: beat 1.2s infinite ease-in-out; }
    .dots i:nth-child(2) { animation-delay: .15s; } .dots i:nth-child(3) { animation-delay: .3s; }
    @keyframes beat { 0%, 60%, 100% { opacity: .25; } 30% { opacity: 1; } }

    form { display: grid; grid-template-columns: minmax(0, 1fr); gap: .4rem; margin: 0; }
    .has-turns form { position: sticky; bottom: 0; z-index: 1; padding: .75rem 0 max(1rem, env(safe-area-inset-bottom)); background: linear-gradient(#0000, var(--surface) 1rem); }
    label { font-size: .9375rem; font-weight: 600; }
    .has-turns label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .field { display: flex; align-items: flex-end; gap: .5rem; padding: .5rem; border: 1.5px solid var(--edge); border-radius: 18px; background: var(--raised); box-shadow: var(--shadow); transition: border-color .15s; }
    .field:focus-within { border-color: var(--accent); box-shadow: var(--shadow), 0 0 0 1.5px var(--accent); }
    textarea {
      flex: 1; min-width: 0; min-height: 44px; max-height: 11rem; padding: .55rem .6rem; border: 0; background: none; color: inherit;
      font: inherit; font-size: max(16px, 1.0625rem); line-height: 1.5; resize: none; field-sizing: content; outline: none;
    }
    textarea:focus-visible { outline: none; }
    textarea:placeholder-shown { field-sizing: fixed; overflow: hidden; }
    textarea::placeholder { color: var(--muted); opacity: 1; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .send { flex: none; min-width: 44px; min-height: 44px; padding: 0 1.25rem; border: 0; border-radius: 12px; background: var(--accent); color: var(--on-accent); font-weight: 650; }
    .send:hover { filter: brightness(1.1); }
    .send.stop { background: none; color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--edge); }

    .launcher { position: fixed; inset: auto 1.25rem 1.25rem auto; z-index: 2147483000; display: flex; align-items: center; gap: .6rem; min-height: 56px; padding: 0 1.4rem; border: 0; border-radius: 99px; background: var(--accent); color: var(--on-accent); font-weight: 650; box-shadow: var(--shadow); }
    .launcher:hover { filter: brightness(1.1); }
    dialog { width: min(27rem, calc(100vw - 2.5rem)); height: min(44rem, calc(100dvh - 2.5rem)); max-width: none; max-height: none; margin: 0; inset: auto 1.25rem 1.25rem auto; padding: 0; border: 1px solid var(--line); border-radius: 20px; background: var(--surface); color: var(--ink); box-shadow: var(--shadow); overflow: hidden; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: #10181a66; }
    .bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .6rem .6rem .6rem 1.25rem; border-bottom: 1px solid var(--line); }
    .bar h2 { font-size: 1.0625rem; font-weight: 650; }
    .close { display: grid; place-items: center; width: 44px; height: 44px; border: 0; border-radius: 12px; background: none; }
    .close:hover { background: var(--tint); }
    .body { flex: 1; min-height: 0; overflow-y: auto; padding: 1.25rem 1.25rem 0; display: flex; flex-direction: column; }
    .body form { margin-top: auto; padding-bottom: 1.25rem; }
    dialog .question { font-size: 1.1875rem; } dialog .sentences { font-size: 1.0625rem; line-height: 1.65; } dialog .send { padding: 0 1rem; }
    @media (max-width: 34rem) {
      dialog { width: 100vw; height: 100dvh; inset: 0; border: 0; border-radius: 0; }
      .send { padding: 0 .9rem; }
    }
    @container (max-width: 32rem) {
      .source { grid-template-columns: minmax(0, 1fr); }
      .source .open { margin: -.5rem .5rem .4rem 2.75rem; justify-self: start; } .related .source .open { margin-inline-start: .4rem; }
      .quote { margin-inline-end: 1rem; }
    }
    @media (prefers-reduced-motion: reduce) { .root *, .root *::before { animation: none !important; transition: none !important; } }
    @media print { form, .launcher, .open { display: none; } }
  `;

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
      if (this.getAttribute("mode") === "page") frame.append(log, form, live);
      else frame.append(...this.#dialog(log, form, live));
      root.append(frame);
      this.#now = "idle";
      this.#takeOver();
    }

    #dialog(log, form, live) {
      const heading = h("h2", { id: "heading" }, this.getAttribute("heading") || this.#words.heading);
      const close = h("button", { type: "button", className: "close", "aria-label": this.#words.close }, icon(ICONS.close, 22));
      const body = h("div", { className: "body" }, log, form);
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
      const { question, answer, problem } = JSON.parse(written.textContent);
      const view = this.#turn(question);
      if (answer) this.#show(view, answer);
      else {
        this.#fail(view, question, problem);
        this.#parts.input.value = question;
      }
    }

    /** Asks; resolves when the answer, the abstention or the failure is shown. */
    async ask(text) {
      const question = text.trim();
      if (!question) return this.#parts.input.focus();
      this.#controller?.abort();
      const controller = (this.#controller = new AbortController());
      const view = this.#turn(question);
      this.#now = "asking";
      this.#parts.input.value = "";
      this.#parts.live.textContent = this.#words.searching;
      this.#tell("wa-asked", { question });
      try {
        await this.#follow(view, question, controller.signal);
      } catch (error) {
        if (this.#controller !== controller) return;
        if (controller.signal.aborted) this.#stop(view, question);
        else this.#fail(view, question, { detail: error.message === "cut" ? this.#words.broken : this.#words.offline, remedy: this.#words.offline_remedy });
      }
    }

    async #follow(view, question, signal) {
      const response = await fetch(`${this.#server}/api/ask`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream", "Accept-Language": this.#language },
        body: JSON.stringify({ question, conversation_id: this.#conversation ?? undefined }),
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

    #turn(question) {
      const { log, frame } = this.#parts;
      const id = `turn-${++this.#turns}`;
      const sentences = h("p", { className: "sentences" });
      const waiting = h("div", { className: "waiting" }, h("span", { className: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), this.#words.searching);
      const answer = h("div", { className: "answer", part: "answer" }, waiting);
      const heading = h("h2", { className: "question", id, part: "question" }, h("span", { className: "unseen" }, `${this.#words.you}: `), question);
      const item = h("li", { className: "turn", "aria-labelledby": id }, heading, answer);
      log.append(item);
      frame.classList.add("has-turns");
      this.#parts.input.placeholder = this.#words.placeholder_next;
      item.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      return { answer, sentences, waiting, chips: new Map(), item };
    }

    #show(view, answer) {
      const citations = new Map(answer.citations.map((citation) => [citation.number, citation]));
      for (const sentence of answer.sentences) {
        this.#sentence(view, sentence);
        for (const number of sentence.citations) if (citations.has(number)) this.#citation(view, citations.get(number));
      }
      this.#done(view, answer);
    }

    #sentence(view, { text, citations }) {
      if (!view.sentences.isConnected) view.waiting.before(view.sentences);
      const node = h("span", { className: "sentence" }, text);
      for (const number of citations) {
        const chip = h("a", { className: "citation", part: "citation", target: "_blank", rel: "noopener" }, String(number));
        const light = (on) => this.#light(view, number, node, on);
        chip.addEventListener("mouseenter", () => light(true));
        chip.addEventListener("mouseleave", () => light(false));
        chip.addEventListener("focus", () => light(true));
        chip.addEventListener("blur", () => light(false));
        view.chips.set(number, [...(view.chips.get(number) ?? []), chip]);
        node.append(chip);
      }
      view.sentences.append(node, " ");
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
      if (answer.status === "abstained") this.#abstain(view, answer);
      else view.answer.append(this.#note(answer.mode), this.#sources(answer.citations));
      this.#now = answer.status;
      this.#parts.live.textContent = answer.status === "abstained" ? `${this.#words.abstained} ${this.#reason(answer)}` : this.#finished(answer.citations.length);
      this.#tell("wa-answered", answer);
    }

    #finished(count) {
      return count === 1 ? this.#words.finished_one : this.#say("finished", { count });
    }

    #note(mode) {
      return h("p", { className: "note" }, icon(ICONS.check), this.#words[mode]);
    }

    #sources(citations) {
      const items = citations.map((citation) => {
        const { document: source, number, page } = citation;
        const summary = h("summary", {}, h("span", { className: "number" }, String(number)), h("span", { className: "title" }, source.title, this.#badge(source)), h("span", { className: "facts" }, `${this.#facts(source, page)} · `, h("span", { className: "more" }, this.#words.quote, icon(ICONS.more, 14))));
        const details = h("details", {}, summary, h("blockquote", { className: "quote" }, citation.quote));
        return h("li", { className: "source", part: "source", "data-number": number }, details, this.#open(citation.link, this.#say("open_source_label", { number, title: source.title })));
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

    #reason(answer) {
      return this.#words[`reason_${answer.reason}`] ?? this.#words.reason_other;
    }

    #abstain(view, answer) {
      view.answer.append(h("div", { className: "card" }, h("strong", {}, this.#words.abstained), h("p", {}, this.#reason(answer))));
      if (answer.contact) view.answer.append(h("section", { className: "help" }, h("h3", {}, this.#words.contact), h("p", { className: "contact" }, answer.contact)));
      if (answer.related?.length) view.answer.append(this.#related(answer.related));
    }

    #related(hits) {
      const items = hits.map(({ document: source, page, text, start, end }) => {
        const title = h("span", { className: "title" }, source.title, this.#badge(source));
        const words = h("div", { className: "text" }, title, h("span", { className: "facts" }, this.#facts(source, page)), h("span", { className: "passage" }, text));
        return h("li", { className: "source" }, words, this.#open(`/documents/${source.id}?start=${start}&end=${end}#quote`, `${this.#words.open_source}: ${source.title}`));
      });
      return h("section", { className: "help related" }, h("h3", {}, this.#words.related), h("ul", { className: "list" }, ...items));
    }

    #fail(view, question, problem) {
      const again = h("button", { type: "button", className: "plain" }, this.#words.retry);
      again.addEventListener("click", () => {
        view.item.remove();
        this.ask(question);
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
