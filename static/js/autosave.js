// A form with data-autosave is saved by htmx after a pause in the typing. What the answer finds wrong stands in a list
// over the form ([data-fault="<path>"]); here it is repeated at its controls ([data-faults-of="<path>"]).
const form = document.querySelector("form[data-autosave]");

// The path of a control, as faults name it: rows are counted as they stand, numbers may be missing among them.
function pathOf(name) {
  const steps = name.split(":")[0].replace("[]", "").split(".");
  return steps.map((step, at) => (step.startsWith("#") ? rank(steps.slice(0, at).join("."), step) : step)).join(".");
}

function rank(list, row) {
  const rows = [];
  for (const { name } of form.elements) {
    if (!name.startsWith(`${list}.#`)) continue;
    const step = name.slice(list.length + 1).split(/[.:]/)[0];
    if (step !== "#" && !rows.includes(step)) rows.push(step);
  }
  return String(rows.indexOf(row));
}

// Of a path without a place of its own the faults stand at the nearest one around it.
function placeOf(path) {
  for (let near = path; near; near = near.slice(0, Math.max(near.lastIndexOf("."), 0))) {
    const place = form.querySelector(`[data-faults-of="${CSS.escape(near)}"]`);
    if (place) return place;
  }
  return null;
}

function placeFaults() {
  const faults = [...document.querySelectorAll("[data-fault]")];
  const paths = faults.map((fault) => fault.dataset.fault);
  for (const place of form.querySelectorAll("[data-faults-of]")) place.replaceChildren();
  for (const fault of faults) {
    const line = document.createElement("li");
    line.textContent = fault.querySelector("span").textContent;
    placeOf(fault.dataset.fault)?.append(line);
  }
  for (const control of form.elements) {
    if (!control.name || control.type === "hidden") continue;
    const path = pathOf(control.name);
    if (paths.some((fault) => fault === path || fault.startsWith(`${path}.`))) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

if (form) {
  let running = 0;
  let waitsFor = null;
  form.addEventListener("htmx:beforeRequest", (event) => {
    // The button has sent the form already: sent once more, it would clash with itself.
    if (form.dataset.sent) event.preventDefault();
    else running += 1;
  });
  form.addEventListener("htmx:afterRequest", () => {
    running -= 1;
    placeFaults();
    if (!running && waitsFor) form.requestSubmit(waitsFor);
  });
  // The button while the form is being saved: two at once would clash with each other.
  form.addEventListener("submit", (event) => {
    if (!running) return;
    event.preventDefault();
    waitsFor = event.submitter;
  });
  placeFaults();

  // What still waits for its pause is saved before a link is followed: a page may go with it, and so may a part of one.
  let next = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const opensElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || link?.target;
    if (!link || opensElsewhere || !("dirty" in form.dataset) || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    next = link;
    window.htmx.ajax("POST", form.getAttribute("hx-post"), { source: form, target: "#tab-state", swap: "outerHTML" });
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!next || event.target !== form) return;
    const link = next;
    const isSaved = event.detail.successful;
    if (isSaved && "dirty" in form.dataset) return; // more was typed meanwhile, and is being sent
    next = null;
    if (isSaved) link.click();
    else location.assign(link.href); // the guard asks
  });
}
