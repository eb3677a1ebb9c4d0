/** Wires the page: what is chosen, the polling, the two boxes to write in. */

import { showCard } from "./card.js";
import { showChat } from "./chat.js";
import { prepareFaults, prepareNewLead, showFaults } from "./dialogs.js";
import { byId } from "./dom.js";
import { showLeads } from "./leads.js";
import { addToLog } from "./log.js";
import { post, read } from "./server.js";

const PAUSE = 1200;
const chosen = { account: byId("account").value, leadId: null };
let lastEntry = 0;
let timer = null;

async function refresh() {
  clearTimeout(timer);
  try {
    const account = chosen.account;
    const { leads } = await read("/_play/leads", { account });
    const lead = leads.find(({ id }) => id === chosen.leadId);
    const talk = lead?.talk_id && (await read(`/_play/talks/${lead.talk_id}/messages`, { account }));
    const [{ entries }, { faults }] = await Promise.all([read("/_play/log", { since: lastEntry }), read("/_play/faults")]);
    if (account === chosen.account && lead?.id === (chosen.leadId ?? undefined)) {
      showLeads(leads, chosen.leadId, chooseLead);
      showChat(lead, talk?.messages ?? []);
      showCard(lead);
    }
    addToLog(entries.filter(({ id }) => id > lastEntry));
    lastEntry = entries.at(-1)?.id ?? lastEntry;
    showFaults(faults);
    byId("offline").hidden = true;
  } catch {
    byId("offline").hidden = false;
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

function chooseLead(leadId) {
  chosen.leadId = leadId;
  refresh();
}

async function write(event) {
  event.preventDefault();
  const form = event.target;
  const path = form.dataset.role === "customer" ? "/_play/say" : "/_play/human";
  await post(path, { account: chosen.account, lead_id: chosen.leadId, text: form.text.value });
  form.reset();
  refresh();
}

byId("account").addEventListener("change", (event) => {
  chosen.account = event.target.value;
  chosen.leadId = null;
  refresh();
});
byId("search").addEventListener("input", refresh);
byId("close-talk").addEventListener("click", async () => {
  const { leads } = await read("/_play/leads", { account: chosen.account });
  const lead = leads.find(({ id }) => id === chosen.leadId);
  await post(`/_play/talks/${lead.talk_id}/close`, { account: chosen.account });
  refresh();
});
document.querySelectorAll(".writer").forEach((form) => form.addEventListener("submit", write));
prepareNewLead(() => chosen.account, chooseLead);
prepareFaults();
refresh();
