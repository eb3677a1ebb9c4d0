/** The two dialogs: a new lead, and the faults. */

import { byId, node, words } from "./dom.js";
import { post, read, remove } from "./server.js";

function prepare(dialog, onSubmit) {
  const form = dialog.querySelector("form");
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const error = form.querySelector(".error");
    error.textContent = "";
    try {
      await onSubmit(Object.fromEntries(new FormData(form)), form);
    } catch (problem) {
      error.textContent = problem.message;
    }
  });
  return form;
}

function fill(select, choices) {
  select.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
}

export function prepareNewLead(currentAccount, onMade) {
  const dialog = byId("new-lead");
  let pipelines = [];
  const form = prepare(dialog, async (values) => {
    const contact = { name: values.contact_name, phone: values.phone || null, email: values.email || null };
    const { name, origin, pipeline_id, status_id } = values;
    const lead = await post("/_play/leads", { account: currentAccount(), name, origin, pipeline_id, status_id, contact });
    dialog.close();
    form.reset();
    onMade(lead.id);
  });
  const showStages = () => {
    const pipeline = pipelines.find(({ id }) => String(id) === form.pipeline_id.value);
    fill(form.status_id, pipeline.statuses.filter(({ type }) => type === 0).map(({ id, name }) => [id, name]));
  };
  form.pipeline_id.addEventListener("change", showStages);
  byId("open-new-lead").addEventListener("click", async () => {
    const choices = await read("/_play/choices", { account: currentAccount() });
    pipelines = choices.pipelines;
    fill(form.pipeline_id, pipelines.map(({ id, name }) => [id, name]));
    fill(form.origin, choices.channels.map(({ origin, name }) => [origin, name]));
    showStages();
    dialog.showModal();
  });
}

export function prepareFaults() {
  const dialog = byId("faults");
  const form = prepare(dialog, async ({ kind, value, match, times }) => {
    const fault = { [kind]: ["drop", "cut"].includes(kind) ? true : Number(value), times: Number(times) };
    if (match) fault.match = match;
    showFaults((await post("/_play/faults", fault)).faults);
  });
  form.kind.addEventListener("change", () => {
    form.value.closest("label").hidden = ["drop", "cut"].includes(form.kind.value);
    form.value.value = form.kind.value === "delay" ? 5 : 503;
  });
  byId("clear-faults").addEventListener("click", async () => showFaults((await remove("/_play/faults")).faults));
  byId("open-faults").addEventListener("click", () => dialog.showModal());
}

export function showFaults(faults) {
  byId("fault-count").hidden = !faults.length;
  byId("fault-count").textContent = faults.length;
  const rows = faults.map((fault) => `${words[`fault_${fault.kind}`]} ${fault.value || ""} · ${fault.match || "*"} · ×${fault.times}`);
  byId("fault-list").replaceChildren(...(rows.length ? rows : [words.no_faults]).map((text) => node("li", "", text)));
}
