// data-quick-filter="<id of a table>" on a search box hides the rows whose name does not hold what is typed.
for (const box of document.querySelectorAll("[data-quick-filter]")) {
  const table = document.getElementById(box.dataset.quickFilter);
  const rows = [...(table?.tBodies[0].rows ?? [])].map((row) => [row, row.cells[0].textContent.toLowerCase()]);
  box.addEventListener("input", () => {
    const typed = box.value.trim().toLowerCase();
    for (const [row, name] of rows) row.hidden = !name.includes(typed);
  });
}
