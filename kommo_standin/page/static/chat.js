/** The chat of the chosen lead. */

import { byId, clockTime, emptyNote, node, words } from "./dom.js";

let shown = "";

export function showChat(lead, messages) {
  byId("chat-title").textContent = lead ? lead.contact?.name ?? lead.name : words.chat;
  byId("writers").hidden = !lead;
  byId("close-talk").hidden = !lead?.is_in_work;
  byId("talk-closed").hidden = !lead?.talk_id || lead.is_in_work;
  const state = JSON.stringify([lead?.id, messages]);
  if (state === shown) return;
  shown = state;
  const list = byId("messages");
  const rows = messages.map(messageRow);
  const note = lead ? words.empty_talk : words.pick_lead;
  list.replaceChildren(...(rows.length ? rows : [emptyNote("li", note)]));
  list.scrollTop = list.scrollHeight;
}

function messageRow(message) {
  const attached = message.attachment && `[${message.attachment.type}] ${message.attachment.file_name ?? ""}`;
  const parts = [authorOf(message), clockTime(message.created_at), message.delivery_status];
  return node(
    "li",
    `message ${message.type} ${message.author.type}`,
    node("p", "", message.text || attached || ""),
    node("span", "message-meta", parts.filter(Boolean).join(" · ")),
  );
}

function authorOf({ author }) {
  if (author.type === "external") return author.name;
  return `${author.name ?? ""} (${author.type === "bot" ? words.bot : words.manager})`;
}
