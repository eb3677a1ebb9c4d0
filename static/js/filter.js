// data-filter="<selector>" on a search box: what is typed leaves those of the [data-filtered] part it stands in, or of
// the page, whose name contains it, and the ticked ones. The name is a row's first cell, or the whole text.
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-filter]")) return;
  event.stopPropagation(); // searching changes no setting
  const wanted = event.target.value.trim().toLocaleLowerCase();
  const part = event.target.closest("[data-filtered]") ?? document;
  for (const one of part.querySelectorAll(event.target.dataset.filter)) {
    const name = (one.cells?.[0] ?? one).textContent.toLocaleLowerCase();
    one.hidden = !name.includes(wanted) && !one.control?.checked;
  }
}, true);
