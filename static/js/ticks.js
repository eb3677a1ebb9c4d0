// Rows with a [data-tick] each in a [data-ticks] form: [data-ticks-all] ticks them all, [data-ticks-count] says how
// many are ticked (data-text, with {count}), and the form has the class has-ticks while there is one.
function show(form) {
  const ticks = [...form.querySelectorAll("[data-tick]")];
  const ticked = ticks.filter((tick) => tick.checked).length;
  form.classList.toggle("has-ticks", ticked > 0);
  const count = form.querySelector("[data-ticks-count]");
  if (count) count.textContent = count.dataset.text.replace("{count}", ticked);
  const all = form.querySelector("[data-ticks-all]");
  if (!all) return;
  all.checked = ticked > 0 && ticked === ticks.length;
  all.indeterminate = ticked > 0 && ticked < ticks.length;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-ticks]");
  if (!form) return;
  if ("ticksAll" in event.target.dataset) {
    for (const tick of form.querySelectorAll("[data-tick]")) tick.checked = event.target.checked;
  }
  show(form);
});

// Going back, a browser brings the ticks along.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-ticks]")) {
    form.classList.add("is-counting");
    show(form);
  }
});
