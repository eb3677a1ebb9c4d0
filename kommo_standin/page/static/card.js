/** The card of the chosen lead: stage, fields, contact. */

import { byId, emptyNote, node, words } from "./dom.js";

let shown = "";

export function showCard(lead) {
  const state = JSON.stringify(lead ?? null);
  if (state === shown) return;
  shown = state;
  byId("card").replaceChildren(...(lead ? cardParts(lead) : [node("p", "muted", words.pick_lead)]));
}

function cardParts(lead) {
  const facts = [
    [words.stage, `${lead.pipeline} → ${lead.status}`],
    [words.price, Number(lead.price).toLocaleString(words.language)],
    [words.channel, lead.channel],
    [words.responsible, lead.responsible_user],
  ];
  return [
    node("h3", "", lead.name),
    node("p", "muted", `#${lead.id}`),
    factList(facts),
    node("h4", "", words.fields),
    fieldList(lead.custom_fields_values),
    node("h4", "", `${words.contact}: ${lead.contact?.name ?? "—"}`),
    fieldList(lead.contact?.custom_fields_values ?? []),
  ];
}

function fieldList(fields) {
  if (!fields.length) return emptyNote("p", words.no_fields);
  return factList(fields.map((field) => [field.field_name, field.values.map((value) => written(value, field)).join(", ")]));
}

function written(value, field) {
  const content = value.value ?? `${value.catalog_id}/${value.catalog_element_id}`;
  if (typeof content === "boolean") return content ? "✓" : "—";
  if (typeof content === "object") return content.name ?? content.file_name ?? JSON.stringify(content);
  if (["date", "birthday"].includes(field.field_type)) return new Date(content * 1000).toLocaleDateString(words.language);
  if (field.field_type === "date_time") return new Date(content * 1000).toLocaleString(words.language);
  return String(content);
}

function factList(facts) {
  const rows = facts.filter(([, value]) => value).map(([name, value]) => node("div", "", node("dt", "", name), node("dd", "", value)));
  return node("dl", "facts", ...rows);
}
