// Nodes of the page. Text reaches it through text nodes only.

const STYLES = new CSSStyleSheet();
STYLES.replaceSync(CSS);

const COUNTS = /(\d\.?) (?=[%€°]|k[gmW]|[A-Z]\S{1,9}(?!\S))/g; // "65 %", "80 km", "30. September", "40.000 Euro"; a long word may go to the next line

/** The element `tag.class`; `fields` are properties, or attributes where the name has a dash or is listed. Strings become text nodes in which numbers stay with what they count, empty ones and null are left out. */
const h = (tag, fields = {}, ...children) => {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes[0]) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(fields)) {
    if (/-|^(role|part|for|lang)$/.test(name)) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.filter(Boolean).map((child) => child.replace?.(COUNTS, "$1\u00a0") ?? child));
  return node;
};

const button = (name, fields, onclick, ...children) => h(`button.${name}`, { type: "button", part: name, onclick, ...fields }, ...children);

/** Opens in a new tab, which browsers give no way back to this page. */
const link = (name, fields, ...children) => h(`a.${name}`, { target: "_blank", part: name, ...fields }, ...children);

const icon = (path, size = 18) => {
  const [svg, line] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  for (const [name, value] of Object.entries({ width: size, height: size, viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(name, value);
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

/** A sentence as a paragraph; a list (`Lead-in • item • item`, `• item • item`) as a list below what leads it in. */
const blocks = (text, exact) => {
  const parts = text.split(/(?:^| )• /);
  let at = -!parts[0]; // a bullet at the head is a character shorter than one between items
  const [lead, ...items] = parts.map((part) => {
    const nodes = stressed(part, exact, at);
    at += [...part].length + 3;
    return nodes;
  });
  const list = parts.slice(-2).every((part) => part.match(/^\(?(\d+|\w|[ivx]+)[.)] /)) ? "ol" : "ul"; // "1.", "a)", "(iv)" stand for bullets
  return [parts[0] && h("p", {}, ...lead), items[0] && h(`${list}.items`, {}, ...items.map((nodes) => h("li", {}, ...nodes)))];
};
