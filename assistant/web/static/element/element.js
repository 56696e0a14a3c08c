/**
 * <wissens-assistent>: asks the assistant and shows where each sentence of the answer comes from.
 *
 *   <script src="https://assistant.example/widget.js" async></script>        a button at the bottom right
 *   <wissens-assistent mode="page"></wissens-assistent>                     in the flow of the page instead
 *
 * Attributes      server    origin of the assistant; default: where this script came from
 *                 lang      "de" or "en"; default: the nearest lang attribute, then the browser, then German
 *                 mode      "dialog" (a button that opens a dialog) or "page"
 *                 position  of the button and its dialog: "bottom-right" or "bottom-left"
 *                 heading   of the dialog            greeting  before the first question
 *                 contact   shown where there is no answer and the server names none, or where the server fails
 *                 site      key of this website's settings on the server
 *                 state     set by the element: idle, asking, answered, abstained, failed
 *                 All but state may stand on the script tag too, as data-server and so on; what is none of these there is
 *                 told in the browser's console. lang, heading and greeting may change until the first question.
 * Methods         ask(question, without, isAlone), renew() (forgets the conversation)
 * Properties      state, turns ([{question, without, answer}], no failed ones), voice (words and addresses: voice.js)
 * Events          wa-asked, wa-answered, wa-failed; detail: {question}, the answer, the problem
 * Parts           launcher, dialog, close, form, input, button, greeting, example, question, answer, understood, exact,
 *                 caution, conflict, unanswered, unmentioned, filter, citation, peek, source, more, open, plain, actions,
 *                 action, voting, vote
 * CSS properties  --wa-accent, --wa-on-accent, --wa-ink, --wa-muted, --wa-surface, --wa-raised, --wa-line, --wa-font;
 *                 the colours with -dark as well; in the text it is light or dark as color-scheme of the page says
 *
 * Text reaches the page through text nodes only. No cookie, no storage, no call to anybody but the server.
 */

const TAG = "wissens-assistent";
const SCRIPT = document.currentScript ?? document.querySelector('script[src*="/widget.js"]'); // a module has no current one
const ORIGIN = new URL(SCRIPT?.src || location.href).origin;
const ATTRIBUTES = /^(server|lang|heading|greeting|contact|site|position|mode=(dialog|page))(=.|$)/s;
const SEEN_MS = 4000; // so long a button says that something is copied

class WissensAssistent extends HTMLElement {
  static observedAttributes = ["lang", "heading", "greeting"];

  #state = "idle";
  #voice;
  #site;
  #conversation;
  #controller;
  #turns = [];
  #count = 0;
  #parts;

  connectedCallback() {
    if (!this.#parts) this.#build();
    this.#parts.launcher?.togglePopover?.(true); // above the page, where no filter or transform of its body moves it
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return; // only moved
      this.#controller?.abort();
      this.#parts.peek.hide();
      this.#parts.dialog?.close();
    });
  }

  attributeChangedCallback() {
    if (!this.#parts || this.#count) return;
    this.#build();
    if (this.isConnected) this.connectedCallback();
  }

  get state() {
    return this.#state;
  }

  get turns() {
    return [...this.#turns];
  }

  get voice() {
    return this.#voice;
  }

  set #now(state) {
    this.#state = state;
    this.setAttribute("state", state);
    const { send } = this.#parts;
    const asking = state === "asking";
    send.textContent = this.#voice.say(asking ? "stop" : "ask");
    send.className = asking ? "" : "send";
    send.formNoValidate = asking;
  }

  get #server() {
    return new URL(this.getAttribute("server") || ORIGIN, location.href).origin;
  }

  get #contact() {
    return this.getAttribute("contact") || this.#site?.contact;
  }

  #build() {
    const { input: before, dialog: shown } = this.#parts ?? {};
    this.#parts?.peek.hide();
    const written = JSON.parse(this.querySelector("script[type='application/json']")?.textContent || "{}");
    this.replaceChildren(); // what stands inside is for browsers without script
    const isEnglish = /^en/i.test(this.closest("[lang]")?.lang || navigator.language);
    const voice = (this.#voice = new Voice(isEnglish ? "en" : "de", this.#server, written.words ?? this.#voice?.more));
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLES];

    const input = h("textarea", { id: "question", rows: 1, value: before?.value ?? "", placeholder: voice.say("placeholder"), part: "input", "aria-describedby": "length", autocomplete: "off", enterKeyHint: "send" });
    const send = h("button", { type: "submit", part: "button" });
    const length = h("p.note", { id: "length" });
    const form = h("form", { part: "form" }, h("label", { for: "question" }, voice.say("label")), h("div.field", {}, input, send), length);
    const log = h("ol.log", { "aria-label": voice.say("conversation") });
    const welcome = h("div.welcome");
    const privacy = h("p.note.privacy", {}, voice.say("privacy"));
    const live = h("div.unseen", { role: "status" });
    const peek = new Peek();
    const frame = h("div.root", { lang: voice.language });
    this.#parts = { input, send, log, welcome, live, peek, frame };

    form.onsubmit = (event) => {
      event.preventDefault();
      if (this.#state !== "asking") this.ask(input.value);
      else this.#controller.abort();
    };
    send.onclick = ({ detail }) => detail < 2; // the second half of a double click on "ask" is no click on "stop"
    input.oninput = () => {
      // what is too long is refused by the field itself, before it is sent; its length is counted as the server does
      const count = [...input.value.trim()].length;
      length.textContent = count > 0.9 * LONGEST ? voice.say("length", { count, longest: LONGEST }) : "";
      if (count > LONGEST && input.validity.valid) this.#announce(length.textContent);
      input.setCustomValidity(count > LONGEST ? length.textContent : "");
    };
    input.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (this.#state !== "asking") form.requestSubmit();
    };
    frame.onkeydown = frame.onkeyup = (event) => event.stopPropagation(); // what is typed is no shortcut of the page
    const isPage = this.getAttribute("mode") === "page";
    const isOurs = isPage && voice.more; // our chat page says the rest itself
    const body = isOurs ? [log, form] : [welcome, log, privacy, form];
    frame.append(...(isPage ? [...body, live, peek.node] : this.#dialog(body, [live, peek.node])));
    root.replaceChildren(frame);
    this.#now = "idle";
    this.#greet();
    if (isPage && !isOurs) this.#welcome();
    if (shown?.open) this.#open();
    for (const turn of written.turns ?? []) this.#takeOver(turn);
  }

  #dialog(body, rest) {
    const heading = h("h2", { id: "heading" });
    const close = button("close", { "aria-label": this.#voice.say("close") }, () => dialog.close(), icon(ICONS.close, 22));
    const dialog = h("dialog", { part: "dialog", closedBy: "any", "aria-labelledby": "heading" }, h("div.bar", {}, heading, close), h("div.body", {}, ...body), ...rest);
    const launcher = button("launcher", { "aria-haspopup": "dialog", popover: "manual" }, () => this.#open(), icon(ICONS.chat, 22), this.#voice.say("open"));
    Object.assign(this.#parts, { dialog, heading, launcher });
    return [launcher, dialog];
  }

  #open() {
    this.#parts.dialog.showModal();
    this.#parts.input.focus();
    this.#welcome();
  }

  /** Asks the server once what it says of this website; without an answer the element does without, and tells the webmaster. */
  async #welcome() {
    if (this.#site) return;
    this.#site = {};
    const query = new URLSearchParams({ key: this.getAttribute("site") ?? "", lang: this.#voice.language });
    try {
      const response = await fetch(`${this.#server}/api/site?${query}`);
      if (!response.ok) throw await response.text();
      this.#site = await response.json();
    } catch (error) {
      console.warn(error);
    }
    this.#greet();
  }

  #greet() {
    const { welcome, heading } = this.#parts;
    const told = (name) => this.getAttribute(name) || this.#site?.[name] || "";
    if (heading) heading.textContent = told("heading") || this.#voice.say("heading");
    const examples = (this.#site?.examples ?? []).map((question) => h("li", {}, button("example", {}, () => this.#askFrom(question), question)));
    welcome.replaceChildren(
      ...(told("greeting") ? [h("p.greeting", { part: "greeting" }, told("greeting"))] : []),
      ...(examples[0] ? [h("h3", {}, this.#voice.say("examples")), h("ul", {}, ...examples)] : []),
    );
  }

  /** Shows an answer that is there already instead of asking again: the server wrote it into the page (`?q=`), or the tab kept it. */
  #takeOver({ question, answer, problem, without }) {
    const view = this.#turn(question, without);
    if (answer) this.#show(view, answer);
    else this.#fail(view, problem);
  }

  /** Asks; resolves when the answer, the abstention or the failure is shown. No filter of `without` is understood from the text; `isAlone` begins anew what belongs together. */
  async ask(text, without = [], isAlone) {
    const question = text.trim();
    const { input } = this.#parts;
    if (!question) return input.focus();
    if (isAlone) this.#conversation = null;
    this.#controller?.abort();
    const controller = (this.#controller = new AbortController());
    this.#tell("wa-asked", { question });
    const view = this.#turn(question, without);
    if (input.value.trim() === question) this.#type(""); // anything else that is typed there stays
    if (matchMedia("(pointer:coarse)").matches) view.item.focus({ preventScroll: true }); // puts the keys of a phone away
    this.#announce(this.#voice.say("searching"));
    try {
      await this.#follow(view, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) this.#stop(view, controller);
      else {
        controller.abort(); // a server that hangs keeps lines open
        this.#fail(view, this.#unreachable(error));
      }
    }
  }

  /** From a button that goes away: the focus goes to the new turn. */
  #askFrom(question, without) {
    this.ask(question, without);
    this.#parts.log.lastElementChild.focus({ preventScroll: true });
  }

  async #follow(view, signal) {
    const { question, without } = view;
    const body = JSON.stringify({ question, conversation_id: this.#conversation, without_filters: without, site: this.getAttribute("site") || undefined });
    const headers = { "Content-Type": "application/json", Accept: "text/event-stream", "Accept-Language": this.#voice.language };
    const post = (last) => fetch(`${this.#server}/api/ask`, { method: "POST", headers: last ? { ...headers, "Last-Event-ID": last } : headers, body, signal });
    const say = (news) => view.says.data === news || this.#announce((view.says.data = news));
    for await (const [name, content] of answering(post, signal, () => say(this.#voice.say("quiet")))) {
      if (name === "broken") say(content ?? this.#voice.say("reconnecting"));
      else view.says.data = this.#voice.say("searching");
      if (name === "sentence") this.#sentence(view, content);
      else if (name === "citation") this.#citation(view, content);
      else if (name === "anew") this.#empty(view);
      else if (name === "error") this.#fail(view, content);
      else if (name === "done") this.#done(view, content);
    }
  }

  #unreachable({ message }) {
    const key = navigator.onLine ? (message === "cut" ? "broken" : "unreachable") : "offline";
    return { detail: this.#voice.say(key), remedy: this.#voice.say("later") };
  }

  #turn(question, without) {
    const { log, frame, input } = this.#parts;
    const voice = this.#voice;
    const id = `turn-${++this.#count}`;
    const sentences = h("div.sentences");
    const says = new Text(voice.say("searching"));
    const waiting = h("div.waiting", {}, says);
    const answer = h("div.answer", { part: "answer" }, waiting);
    const heading = h("h2.question", { id, part: "question" }, h("span.unseen", {}, voice.say("you"), ": "), question);
    const item = h("li.turn", { "aria-labelledby": id, tabIndex: -1 }, heading, answer);
    log.append(item);
    frame.classList.add("has-turns");
    input.placeholder = voice.say("placeholder_next");
    this.#now = "asking";
    item.scrollIntoView({ block: log.children[1] ? "start" : "nearest", behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth" });
    return { id, question, without, answer, sentences, waiting, says, chips: [], item };
  }

  #empty(view) {
    view.sentences.replaceChildren();
    view.chips = [];
  }

  #show(view, answer) {
    this.#empty(view);
    answer.sentences.forEach((sentence) => this.#sentence(view, sentence));
    this.#done(view, answer);
  }

  #sentence(view, { text, citations, exact }) {
    if (!view.sentences.isConnected) view.answer.prepend(view.sentences);
    view.sentences.after(view.waiting); // put there anew, not pushed down
    const node = h("div.sentence", {}, ...blocks(text, exact));
    const end = node.querySelector("li:last-child") ?? node.lastElementChild;
    end.append(...citations.map((number) => this.#chip(view, number)));
    view.sentences.append(node);
  }

  /** The number of a citation, which leads to it as soon as that has come. */
  #chip(view, number) {
    const chip = link("citation", {}, number);
    view.chips.push([number, chip]);
    return chip;
  }

  #citation(view, citation, of) {
    for (const [number, chip] of view.chips) if (number === citation.number) this.#parts.peek.attach(chip, this.#voice, citation, of);
  }

  #done(view, answer) {
    if (view.sentences.childElementCount !== answer.sentences.length) return this.#show(view, answer); // some came twice, or not
    const voice = this.#voice;
    this.#conversation = answer.conversation_id;
    this.#turns.push((view.turn = { question: view.question, without: view.without, answer }));
    view.waiting.remove();
    const isQuoted = answer.mode === "extractive" && !answer.listing; // then its sentences are in the language of their documents
    answer.sentences.forEach(({ citations: [number] }, place) => (view.sentences.children[place].lang = (isQuoted ? answer.citations[number - 1].document : answer).language));
    const filters = answer.filters.filter(({ source }) => source === "question"); // the others are this website's and stay
    const chips = filters[0] && filtersOf(voice, filters, (field) => this.#instead(view, [...view.without, field]));
    const labels = (answer.status === "abstained" ? answer.filters : filters).map(({ label }) => label).join(", ");
    const list = listingOf(voice, answer);
    const notes = (of) => notesOf(answer[of], answer, (number) => this.#chip(view, number));
    view.sentences.firstChild?.after(...notes("expired")); // who reads no further has to know it
    const body = answer.status === "abstained" ? [...abstention(voice, answer, filters[0], labels, answer.contact || this.#contact, (question) => this.#askFrom(question)), list] : [...notes("conflicts"), boxed("unanswered", voice.language, voice.missing(answer)), unmentioned(voice, answer), making(voice, answer), list, sources(voice, answer.citations)];
    for (const citation of answer.citations) this.#citation(view, citation, together(answer.citations));
    const copy = button("action", {}, () => this.#copy(view, copy), voice.say("copy"));
    view.answer.prepend(...[understood(voice, answer), chips, boxed("caution", answer.language, answer.caution)].filter(Boolean));
    view.answer.append(...[...body, h("div.actions", { part: "actions" }, copy), voteOn(voice, answer, `vote-${view.id}`, (vote) => this.#send(vote), (news) => this.#announce(news))].filter(Boolean));
    this.#now = answer.status;
    this.#announce(voice.news(answer, labels));
    this.#tell("wa-answered", answer);
  }

  async #copy(view, button) {
    let told = "copied";
    try {
      await navigator.clipboard.writeText(this.#voice.text(view.turn));
    } catch {
      told = "not_copied"; // there is no clipboard without TLS
    }
    const news = this.#voice.say(told);
    button.textContent = news;
    setTimeout(() => (button.textContent = this.#voice.say("copy")), SEEN_MS);
    this.#announce(news);
  }

  /** The same question once more, in the place of this turn. */
  #instead(view, without = view.without) {
    view.item.remove();
    this.#turns = this.#turns.filter((turn) => turn !== view.turn);
    this.#askFrom(view.question, without);
  }

  /** Forgets the conversation; what is typed stays. */
  renew() {
    const { log, frame, input } = this.#parts;
    this.#controller?.abort();
    this.#controller = this.#conversation = null;
    this.#turns = [];
    log.replaceChildren();
    frame.classList.remove("has-turns");
    input.placeholder = this.#voice.say("placeholder");
    this.#now = "idle";
    input.focus();
  }

  /** Sends a vote; resolves to what is wrong, if anything is. */
  async #send(vote) {
    try {
      const response = await fetch(`${this.#server}/api/feedback`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": this.#voice.language },
        body: JSON.stringify(vote),
      });
      if (!response.ok) return await problemOf(response);
    } catch (error) {
      return this.#unreachable(error);
    }
  }

  #fail(view, problem) {
    view.waiting.replaceWith(failure(this.#voice, problem, this.#contact, () => this.#instead(view)));
    this.#giveBack(view.question);
    this.#now = "failed";
    this.#announce(`${this.#voice.say("failed")} ${problem.detail} ${problem.remedy}`);
    this.#tell("wa-failed", problem);
  }

  #stop(view, controller) {
    view.waiting.replaceWith(h("p.note", {}, this.#voice.say("stopped")));
    if (this.#controller !== controller) return; // another question goes on
    this.#giveBack(view.question);
    this.#now = "idle";
    this.#announce(this.#voice.say("stopped"));
  }

  /** What was typed is never lost: the question returns into the field unless a new one stands there. */
  #giveBack(question) {
    if (!this.#parts.input.value.trim()) this.#type(question);
  }

  #type(text) {
    this.#parts.input.value = text;
    this.#parts.input.oninput();
  }

  #announce(news) {
    this.#parts.live.textContent = news;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get(TAG)) customElements.define(TAG, WissensAssistent);

const embed = () => {
  if (document.querySelector(TAG)) return;
  const element = document.createElement(TAG);
  for (const [name, value] of Object.entries({ ...SCRIPT?.dataset })) ATTRIBUTES.test(`${name}=${value}`) ? element.setAttribute(name, value) : console.warn(TAG, name, value);
  if (element.getAttribute("mode") === "page" && document.body.contains(SCRIPT)) SCRIPT.after(element);
  else document.body.append(element);
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", embed);
else embed();
