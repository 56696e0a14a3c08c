/** What only the chat page does with a conversation: keep it in the tab, begin anew, save it, print it, edit a question, ask an example. */
(() => {
  "use strict";

  const element = document.querySelector("wissens-assistent");
  const tools = document.querySelector(".tools");
  const words = JSON.parse(tools.dataset.words);
  const by = tools.dataset.keptBy; // of staff nothing is kept
  const KEPT = "conversation";
  const MOST_KEPT = 60; // turns, of 5 to 20 kB each: a tab may keep 5 MB
  // An e-mail address; a number that begins with + or a code of a place ("030 23125-140", "(05361) 12345").
  const REACHED = /([\w.+-]{1,64}@[\w.-]{1,99}\w|\+\d[\d /()-]{6,18}\d|[\d.,]{0,20}0\d{2,4}[ /()-]{1,3}\d[\d -]{3,14}\d)/;
  const shown = (selector) => [...element.shadowRoot.querySelectorAll(selector)];

  const acts = { save, print: () => window.print() };
  for (const button of tools.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => acts[button.value]());
  }

  // Without TLS browsers have no clipboard, but they copy what is selected.
  if (!navigator.clipboard) navigator.clipboard = { writeText: copySelected };

  tools.querySelector("a").addEventListener("click", (event) => {
    if (isForNewTab(event)) return;
    event.preventDefault();
    element.renew();
    keep([]);
    document.body.classList.remove("asked");
    history.replaceState(null, "", event.currentTarget.href);
  });

  for (const example of document.querySelectorAll(".examples a")) {
    example.addEventListener("click", (event) => {
      if (isForNewTab(event)) return;
      event.preventDefault();
      ask(example.textContent);
    });
  }

  let asked = "";
  let hasAsked = false; // by what is pressed at last
  element.addEventListener("wa-asked", ({ detail: { question } }) => {
    asked = question;
    hasAsked = true;
    document.body.classList.add("asked"); // the page makes room before the turn looks for its place
  });

  // Below the second half of a double click stands something else by now: it neither presses nor marks that.
  for (const half of ["mousedown", "click"]) {
    const pass = (event) => {
      if (event.type === "mousedown" && event.detail < 2) hasAsked = false;
      if (!hasAsked || event.detail < 2) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener(half, pass, true);
  }

  restore();

  // What is typed before the element is there, over a slow line, goes on in its field.
  const early = element.querySelector("form [name=q]");
  customElements.whenDefined(element.localName).then(() => {
    if (early && early.value !== early.defaultValue) put(early.value);
  });

  element.addEventListener("wa-answered", () => {
    keep(element.turns);
    const { question, answer } = element.turns.at(-1);
    const button = (label, act, className = "action") => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", className, part: className, textContent: label, onclick: act });
      return made;
    };
    shown(".turn:last-child .actions")[0].append(button(words.edit, () => put(question)));
    if (answer.resolved && element.turns.length > 1) shown(".turn:last-child [part=understood]")[0].after(button(words.alone, () => ask(question, true), "plain"));
    shown(".turn:last-child :is(.sentence, .contact, .quote, .passage)").forEach(reach);
    if (answer.listing) tell();
    else name(answer);
    if (!by) warn(shown(".turn:last-child .answer")[0]);
  });

  // What is typed, and a question whose answer has not come: a reload in between loses neither.
  addEventListener("pagehide", () => {
    const [input] = element.shadowRoot ? shown("form textarea") : [];
    if (input) keep(element.turns, joined(element.state === "asking" ? asked : "", input.value));
  });

  /** Lets the tab keep the conversation for a reload and for the way back; nothing internal, and not where the browser keeps nothing. */
  function keep(turns, typed = "") {
    const most = [...turns.slice(0, 1), ...turns.slice(1).slice(1 - MOST_KEPT)];
    const written = JSON.stringify({ by, turns: most, typed });
    try {
      sessionStorage.removeItem(KEPT);
      if (by && (turns.length || typed) && !written.includes('"audience":"internal"')) sessionStorage.setItem(KEPT, written);
    } catch (error) {
      console.warn(error);
    }
  }

  /**
   * Gives the element, which comes after this script, what the tab has kept. The address's own question goes before it:
   * where the conversation began with it, its answer is the new one; where not, it is a conversation of its own.
   */
  function restore() {
    const script = element.querySelector("script");
    const page = JSON.parse(script.textContent);
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
    } catch (error) {
      console.warn(error);
    }
    if (!kept) return;
    if (kept.by !== by) return keep([]);
    if (kept.typed) customElements.whenDefined(element.localName).then(() => (shown("form textarea")[0].value ||= kept.typed));
    const [first, ...later] = kept.turns;
    const [asked = first] = page.turns ?? [];
    if (!first || asked.question !== first.question || `${asked.without}` !== `${first.without}`) return;
    script.textContent = JSON.stringify({ ...page, turns: [asked.answer ? asked : first, ...later] });
    document.body.classList.add("asked");
  }

  /** Above an answer to staff whose session has ended meanwhile: it knows public documents only, and looks like any other. */
  async function warn(answer) {
    const response = await fetch("/api/staff/documents", { method: "HEAD" }).catch(() => null);
    if (response?.status !== 401) return;
    const told = Object.assign(document.createElement("p"), { className: "box", textContent: `${words.signed_out} ` });
    const way = Object.assign(document.createElement("a"), { href: words.staff, target: "_blank", rel: "noopener", textContent: words.sign_in });
    told.setAttribute("role", "alert");
    told.append(way);
    answer.prepend(told);
  }

  /** Which documents say it, above each sentence where not all are of the same. */
  function name({ sentences, citations }) {
    if (new Set(citations.map(({ document: { id } }) => id)).size < 2) return;
    const titled = new Map(citations.map((citation) => [citation.number, citation.document.title]));
    const titles = sentences.map(({ citations: numbers }) => [...new Set(numbers.map((number) => titled.get(number)))].join(" · "));
    for (const [place, sentence] of shown(".turn:last-child .sentence").entries()) {
      if (titles[place] === titles[place - 1]) continue;
      sentence.prepend(Object.assign(document.createElement("p"), { className: "facts", textContent: titles[place] }));
    }
  }

  /** Of a list: what each of its many quotes says stands in its row. */
  function tell() {
    for (const row of shown(".turn:last-child .cited")) {
      const told = document.createElement("span");
      told.textContent = row.querySelector(".quote").textContent;
      told.part = "told";
      row.querySelector("details").addEventListener("toggle", ({ target: { open } }) => Object.assign(told, { hidden: open, part: open ? "" : "told" })); // there it stands whole
      row.querySelector("summary .facts").prepend(told);
    }
  }

  /** Lets who reads on a phone call the numbers and write to the addresses that are told. */
  function reach(told) {
    const texts = document.createTreeWalker(told, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) if (!texts.currentNode.parentElement.closest("a")) found.push(texts.currentNode);
    for (const text of found) text.replaceWith(...text.data.split(REACHED).map((part, place) => (place % 2 ? way(part) : part)));
  }

  /** The link to what is told; the text where that only ends like a number to call: "1.050 000 123", "0,0340 56789". The 0 of "+49 (0)5361 8900" is for who calls from within the country. */
  function way(told) {
    if (!told.includes("@") && /^[1-9]|[.,]/.test(told)) return told;
    const href = told.includes("@") ? `mailto:${told}` : `tel:${told.replace("(0)", "").replace(/[^\d+]/g, "")}`;
    return Object.assign(document.createElement("a"), { href, textContent: told });
  }

  /** The button that asked may be gone: the focus goes to the new turn. `isAlone`: nothing of what was asked before belongs to it. */
  function ask(question, isAlone) {
    element.ask(question, [], isAlone);
    shown(".turn:last-child")[0].focus({ preventScroll: true });
  }

  /** The question goes into the field, before what is already typed there. */
  function put(question) {
    const [input] = shown("form textarea");
    input.value = joined(question, input.value);
    input.dispatchEvent(new Event("input")); // which may be too much by now
    input.focus();
  }

  function joined(question, typed) {
    return [question, typed.trim()].filter(Boolean).join("\n");
  }

  async function copySelected(text) {
    const held = document.createElement("textarea");
    const focused = element.shadowRoot.activeElement;
    Object.assign(held, { className: "unseen", value: text });
    document.body.append(held);
    held.select();
    const copied = document.execCommand("copy");
    held.remove();
    focused?.focus();
    if (!copied) throw new Error("not copied");
  }

  function isForNewTab({ ctrlKey, metaKey, shiftKey }) {
    return ctrlKey || metaKey || shiftKey;
  }

  // On paper every quote can be read, and where it stands.
  const opened = [];
  addEventListener("beforeprint", () => {
    const closed = shown("details:not([open])");
    opened.push(...closed);
    for (const details of closed) details.open = true;
    for (const row of shown(".cited")) row.style.breakInside = "avoid"; // a quote stands on the page of its number
    for (const box of shown(".root, .log")) box.style.paddingBottom = 0; // for this room alone a whole answer would go to the next page
    for (const way of shown(":not(.cited) > .open")) way.part.add("address"); // that of a citation stands below its quote
  });
  addEventListener("afterprint", () => {
    for (const details of opened.splice(0)) details.open = false;
    for (const box of shown(".root, .log")) box.style.paddingBottom = "";
  });

  function save() {
    const text = [`# ${plain(words.title)}`, ...element.turns.map(written)].join("\n\n");
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/markdown;charset=utf-8" }));
    const link = document.createElement("a");
    const day = new Date().toLocaleDateString("sv"); // Swedes write 2026-12-03
    Object.assign(link, { href: address, download: `${words.file}-${day}.md` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // long after the browser has read it
  }

  /** A turn as Markdown; whatever a document or a visitor wrote stays text. */
  function written({ question, answer }) {
    const { voice } = element;
    const lines = [`## ${plain(question)}`];
    if (answer.resolved) lines.push(plain(voice.say("understood_as", { question: answer.resolved })));
    if (answer.status === "abstained") {
      lines.push(plain(voice.reason(answer).join(" ").trim()));
      if (answer.not_mentioned.length) lines.push(plain(voice.unmentioned(answer)));
      if (answer.contact && !answer.reply) lines.push(plain(answer.contact));
      return lines.join("\n\n");
    }
    if (answer.caution) lines.push(plain(answer.caution));
    const marks = (numbers) => numbers.map((number) => ` \\[${voice.mark(answer.citations[number - 1])}\\]`).join("");
    const sentences = answer.sentences.map(({ text, citations }) => text.split(/(?:^| )• /).map(plain).join("\n- ").trim() + marks(citations));
    sentences.splice(1, 0, ...answer.expired.map(({ text }) => plain(text)));
    lines.push(...sentences, ...answer.conflicts.map(({ text }) => plain(text)));
    if (answer.unanswered.length) lines.push(plain(voice.missing(answer)));
    if (answer.not_mentioned.length) lines.push(plain(voice.unmentioned(answer)));
    lines.push(`### ${plain(voice.say("sources"))}`);
    for (const { number, document: source, page, section, quote, continues, link } of answer.citations) {
      const quoted = [voice.plain(quote), ...(continues ? [`… ${voice.say("continues")}`] : [])].map((words) => `> ${plain(words)}`).join("\n>\n");
      lines.push(`\\[${number}\\] **${plain(source.title)}** · ${plain(voice.facts(source, page, section))}\n\n${quoted}\n\n<${voice.address(link)}>`);
    }
    return lines.join("\n\n");
  }

  function plain(text) {
    return text
      .replace(/\s+/g, " ")
      .replace(/[\\`*_{}[\]()<>#|~!&]/g, "\\$&")
      .replace(/^(\d+)([.)])/, "$1\\$2")
      .replace(/^[-+=>:]/, "\\$&");
  }
})();
