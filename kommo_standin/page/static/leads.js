/** The list of leads. */

import { byId, emptyNote, node, words } from "./dom.js";

let shown = "";

export function showLeads(leads, chosenId, onChoose) {
  const wanted = byId("search").value.trim().toLowerCase();
  const found = leads
    .filter((lead) => `${lead.name} ${lead.contact?.name}`.toLowerCase().includes(wanted))
    .sort((one, other) => other.active_at - one.active_at);
  const state = JSON.stringify([found, chosenId]);
  if (state === shown) return;
  shown = state;
  const rows = found.map((lead) => leadRow(lead, lead.id === chosenId, onChoose));
  byId("lead-list").replaceChildren(...(rows.length ? rows : [emptyNote("li", words.no_leads)]));
}

function leadRow(lead, isChosen, onChoose) {
  const dot = node("span", "dot");
  dot.style.backgroundColor = lead.status_color;
  const button = node(
    "button",
    "lead",
    node("span", "lead-name", lead.name),
    node("span", "lead-place", dot, `${lead.status} · ${lead.pipeline}`),
    node("span", "lead-place", `${lead.contact?.name ?? ""} · ${lead.channel ?? ""}`),
  );
  button.type = "button";
  button.setAttribute("aria-current", String(isChosen));
  button.addEventListener("click", () => onChoose(lead.id));
  return node("li", "", button);
}
