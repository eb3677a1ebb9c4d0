// Rows of a form: in a [data-rows], its <template> is one more row ([data-row]) of its [data-rows-list].
// [data-row-add] adds one, [data-row-remove], [data-row-up] and [data-row-down] act on their own row, and
// data-rows-copy="tue wed" replaces the rows of the named [data-day]s by these.
let made = 1000; // beyond every number the page came with

function add(rows) {
  made += 1;
  const list = rows.querySelector("[data-rows-list]");
  const pattern = rows.querySelector("template");
  const row = pattern.content.firstElementChild.cloneNode(true);
  for (const control of row.querySelectorAll("[name]")) control.name = control.name.replace("__n__", made);
  list.append(row);
  return row;
}

function copy(rows, days) {
  const values = [...rows.querySelectorAll("[data-row]")].map((row) => [...row.querySelectorAll("input")].map((input) => input.value));
  for (const day of days) {
    const target = document.querySelector(`[data-day="${day}"]`);
    target.querySelector("[data-rows-list]").replaceChildren();
    for (const row of values) add(target).querySelectorAll("input").forEach((input, at) => (input.value = row[at]));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row-add], [data-row-remove], [data-row-up], [data-row-down], [data-rows-copy]");
  if (!button) return;
  const rows = button.closest("[data-rows]");
  const row = button.closest("[data-row]");
  let focus = button;
  if ("rowAdd" in button.dataset) focus = add(rows).querySelector("input, select, textarea");
  if ("rowUp" in button.dataset) row.previousElementSibling?.before(row);
  if ("rowDown" in button.dataset) row.nextElementSibling?.after(row);
  if ("rowsCopy" in button.dataset) copy(rows, button.dataset.rowsCopy.split(" "));
  if ("rowRemove" in button.dataset) {
    focus = rows.querySelector("[data-row-add]");
    row.remove();
  }
  focus.focus();
  rows.dispatchEvent(new Event("input", { bubbles: true }));
});
