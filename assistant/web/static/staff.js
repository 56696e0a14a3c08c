/* The page of ingestion: sends files one by one with their progress, and follows the present run. Without it the same
   forms work as they are. Its words stand in data attributes; text goes in as text only. */
(() => {
"use strict";

const POLL_MS = 1000;
const form = document.getElementById("upload");
const told = document.getElementById("told");
if (!form || !told) return;
const words = form.dataset;

const made = (name, text = "", className = "") => {
  const one = document.createElement(name);
  one.textContent = text;
  if (className) one.className = className;
  return one;
};
const button = (text, onClick) => {
  const one = made("button", text, "button quiet");
  one.type = "button";
  one.addEventListener("click", onClick);
  return one;
};
const filled = (text, values) => text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name, one, many) => (many === undefined ? values[name] : String(values[name]) === "1" ? one : many));
/* Said by a screen reader once: what stands there already is not said again. */
const tell = (text) => {
  told.className = text ? "card" : "";
  if (told.textContent !== text) told.textContent = text;
};

/* Following the present run */

let following = false;
const live = () => document.getElementById("live");

const measured = (run) => {
  const bar = live().querySelector("progress");
  const measure = live().querySelector(".measure");
  if (!bar || !run || run.status !== "running" || !run.progress) return;
  const waits = live().querySelector(".waits");
  if (waits) { waits.textContent = live().dataset.running; waits.className = ""; }
  if (run.progress.files) { bar.max = run.progress.files; bar.value = run.progress.done; }
  measure.textContent = filled(live().dataset.measure, run.progress);
};

/* The sections as the server shows them now. What somebody is doing in one of them is left alone. */
const renewed = async () => {
  const response = await fetch(words.page, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const id of ["uploads", "live", "runs"]) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (!fresh || old.contains(document.activeElement) && id !== "live") continue;
    const ticked = old.querySelector("input[name=prune]")?.checked;
    const focused = old.contains(document.activeElement) ? document.activeElement.name : "";
    old.replaceWith(document.adoptNode(fresh));
    const box = fresh.querySelector("input[name=prune]");
    if (box) box.checked = ticked;
    if (focused) fresh.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }
};

const follow = async () => {
  if (following) return;
  following = true;
  let isKnown = live().dataset.busy === "true" && live().querySelector("progress");
  for (let busy = true; busy;) {
    try {
      const response = await fetch(live().dataset.api, { headers: { Accept: "application/json" } });
      if (response.status === 401) { sessionEnded(); break; }
      if (!response.ok) throw new Error(String(response.status));
      const { now, runs } = await response.json();
      busy = now.busy;
      if (busy && !isKnown) {
        isKnown = true;
        await renewed();
        tell(live().dataset.began);
      }
      measured(runs[0]);
      if (told.textContent === live().dataset.unreachable) tell("");
    } catch {
      tell(live().dataset.unreachable);
    }
    if (busy) await new Promise((go) => setTimeout(go, POLL_MS));
    else {
      await renewed().catch(() => {});
      for (const one of list.querySelectorAll(":is(.stored, .replaced) .state")) one.textContent = words.read;
      if (isKnown) tell(live().dataset.ended);
    }
  }
  following = false;
};

/* Sending files */

const input = document.getElementById("files");
const drop = document.getElementById("drop");
const list = document.getElementById("sending");
const queue = [];
let current = null;
let isHalted = false;
const count = { stored: 0, failed: 0 };

const isSame = (one, file) => one.file.name === file.name && one.file.size === file.size && one.file.lastModified === file.lastModified;

class Sending {
  constructor(file, fields) {
    this.file = file;
    this.fields = fields;
    this.row = made("li");
    this.row.tabIndex = -1;
    this.state = made("span", words.waiting, "state");
    this.why = made("span", "", "why");
    this.bar = made("progress");
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.buttons = made("span", "", "buttons");
    this.row.append(made("strong", file.name), " ", this.state, this.bar, this.why, this.buttons);
    this.offer([words.stop, () => this.stop()]);
    list.append(this.row);
  }

  /* Who pressed a button that goes now is led to the one in its place, or to what became of the file. */
  offer(...choices) {
    const isFocused = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(...choices.map(([text, onClick]) => {
      const one = button(text, onClick);
      one.append(made("span", ` ${this.file.name}`, "unseen"));
      return one;
    }));
    if (isFocused) (this.buttons.firstElementChild ?? this.row).focus();
  }

  show(status, why = "") {
    this.status = status;
    this.row.className = status;
    this.state.textContent = words[status];
    this.why.textContent = why;
    this.bar.hidden = !["waiting", "sending", "sent"].includes(status);
  }

  again(more = {}) {
    Object.assign(this.fields, more);
    count.failed -= 1;
    this.show("waiting");
    this.offer([words.stop, () => this.stop()]);
    queue.push(this);
    next();
  }

  stop() {
    const place = queue.indexOf(this);
    if (place >= 0) queue.splice(place, 1);
    else this.request?.abort();
    this.fail("stopped");
  }

  /* `isFinal`: trying the same again cannot help. */
  fail(status, why = "", isFinal = false) {
    count.failed += 1;
    this.show(status, why);
    this.offer(...(isFinal ? [] : [[words.again, () => this.again()]]));
    if (current === this) { current = null; next(); }
  }

  send() {
    const body = new FormData();
    for (const [name, value] of Object.entries(this.fields)) body.append(name, value);
    body.append("files", this.file);
    const request = this.request = new XMLHttpRequest();
    request.open("POST", `/api/uploads?lang=${words.language}`);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { if (event.lengthComputable) this.bar.value = event.loaded / event.total; };
    request.upload.onload = () => this.show("sent");
    request.onload = () => this.answered(request.status, request.responseText);
    request.onerror = () => this.fail("failed", words.lost);
    this.show("sending");
    request.send(body);
  }

  answered(status, body) {
    let reply = {};
    try { reply = JSON.parse(body); } catch { /* said below as a lost connection */ }
    if (status === 401) {
      this.show("waiting");
      queue.unshift(this);
      current = null;
      sessionEnded();
      told.scrollIntoView({ block: "center" }); // it stands above the form: who pressed its button does not see it
      return;
    }
    const one = reply.files?.[0];
    if (status !== 200 || !one) {
      const isFinal = status < 500 && ![408, 409, 429].includes(status);
      if (reply.detail) this.fail("failed", `${reply.detail} ${reply.remedy}`, isFinal);
      else this.fail("failed", words.lost);
      return;
    }
    if (["failed", "exists", "withheld"].includes(one.status)) {
      this.fail(one.status, [one.reason, one.remedy].filter(Boolean).join(" "), !one.retryable);
      if (one.status === "exists") this.offer([words.replace, () => this.again({ replace: "1" })]);
      if (one.status === "withheld") {
        this.offer([words.internal, () => this.again({ audience: "internal" })], [words.publish, () => this.again({ publish: "1" })]);
      }
      return;
    }
    count.stored += 1;
    this.show(one.status, [one.reason, one.remedy].filter(Boolean).join(" "));
    this.offer();
    current = null;
    next();
  }
}

const next = () => {
  if (current || isHalted) return;
  current = queue.shift() ?? null;
  if (current) current.send();
  else if (count.stored + count.failed) {
    tell(filled(words.all, count));
    if (count.stored) { renewed().catch(() => {}); follow(); }
  }
};

const sessionEnded = () => {
  isHalted = true;
  tell(words.session);
  const link = made("a", words.signIn, "button quiet");
  link.href = words.staff;
  link.target = "_blank";
  link.rel = "noopener";
  const go = button(words.on, () => {
    isHalted = false;
    ways.remove();
    input.focus();
    tell("");
    next();
    follow();
  });
  document.getElementById("session-ways")?.remove();
  const ways = made("p", "", "actions");
  ways.id = "session-ways";
  ways.append(link, go);
  told.after(ways);
};

const take = (files) => {
  const chosen = new FormData(form);
  const fields = { audience: chosen.get("audience"), type: chosen.get("type"), lab: chosen.get("lab") };
  for (const file of files) {
    const isThere = [...queue, ...(current ? [current] : [])].some((one) => isSame(one, file));
    if (isThere) { tell(words.double); continue; }
    const one = new Sending(file, { ...fields });
    if (file.size > words.limitMb * 1e6) one.fail("failed", words.large, true);
    else queue.push(one);
  }
  input.value = "";
  next();
};

document.documentElement.classList.add("with-script");
drop.querySelector(".dropping").hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take([...input.files]);
});
drop.addEventListener("dragover", (event) => {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  input.files = event.dataTransfer.files;  // chosen, not yet sent: first look who may see them
  input.focus();
});
/* A file that misses the field must not open in place of this page. */
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
addEventListener("beforeunload", (event) => {
  if (!current && !queue.length) return;
  event.preventDefault();
  event.returnValue = words.leave;
});
addEventListener("pageshow", (event) => { if (event.persisted) { renewed().catch(() => {}); follow(); } });

if (live().dataset.busy === "true") follow();
})();
