/** The log: requests received and webhooks sent, newest first. */

import { byId, clockTime, node, words } from "./dom.js";

const MOST_SHOWN = 200;

export function addToLog(entries) {
  if (!entries.length) return;
  const list = byId("log");
  list.querySelector(":scope > .empty")?.remove();
  for (const entry of entries.slice(-MOST_SHOWN)) list.prepend(entryRow(entry));
  while (list.childElementCount > MOST_SHOWN) list.lastElementChild.remove();
}

function entryRow(entry) {
  const isGood = entry.status >= 100 && entry.status < 400;
  const summary = node(
    "summary",
    "",
    node("span", "muted", clockTime(entry.at)),
    node("span", "entry-kind", entry.kind === "webhook" ? words.webhook : words.request),
    node("span", "entry-path", `${entry.method} ${entry.path}${entry.attempt > 1 ? ` (${words.attempt} ${entry.attempt})` : ""}`),
    node("span", `entry-status ${isGood ? "" : "bad"}`, String(entry.status || "—")),
  );
  const row = node("details", "entry", summary);
  row.addEventListener("toggle", () => row.childElementCount === 1 && row.append(...bodies(entry)), { once: true });
  return row;
}

function bodies(entry) {
  const sections = [
    [words.sent_body, entry.kind === "webhook" ? readForm(entry.request_body) : indent(entry.request_body)],
    [words.answer, entry.error || indent(entry.response_body)],
  ];
  return sections.filter(([, text]) => text).flatMap(([title, text]) => [node("h3", "", title), node("pre", "", text)]);
}

function readForm(body) {
  return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join("\n");
}

function indent(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
