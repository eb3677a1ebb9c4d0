// A form with data-guard asks before its unsaved changes are left behind.
// It carries data-dirty while there are some, and shows its own [data-when-dirty] parts then. A page that comes with
// [data-unsaved] in such a form shows what was typed and could not be saved.
const dirty = new Set();
// Forms that were changed since what htmx is sending was gathered: its success does not make them clean.
const changedSince = new Set();

function mark(form, changed) {
  if (changed) dirty.add(form);
  else dirty.delete(form);
  form.toggleAttribute("data-dirty", changed);
  for (const part of form.querySelectorAll("[data-when-dirty]")) part.hidden = !changed;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (!form) return;
  changedSince.add(form);
  mark(form, true);
});

for (const unsaved of document.querySelectorAll("form[data-guard] [data-unsaved]")) mark(unsaved.closest("form"), true);

document.addEventListener("htmx:configRequest", (event) => changedSince.delete(event.target));

document.addEventListener("reset", (event) => {
  if (event.target.matches("form[data-guard]")) mark(event.target, false);
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-guard]") && !event.defaultPrevented) dirty.delete(event.target);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (!form || event.detail.requestConfig?.verb === "get") return;
  mark(form, !event.detail.successful || changedSince.has(form));
});

window.addEventListener("beforeunload", (event) => {
  const left = [...dirty].some((form) => form.isConnected);
  if (left) event.preventDefault();
});
