/** Small helpers to build nodes. Text is always text, never markup. */

export const words = JSON.parse(document.body.dataset.words);

export const byId = (id) => document.getElementById(id);

export function node(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function emptyNote(tag, text) {
  return node(tag, "empty muted", text);
}

export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(words.language, { hour: "2-digit", minute: "2-digit" });
}
