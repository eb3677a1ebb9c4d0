// Keeps every [data-count-for="<id of the control>"] at the length of what stands in its control.
const format = new Intl.NumberFormat(document.documentElement.lang);

document.addEventListener("input", (event) => {
  if (!event.target.id) return;
  const count = document.querySelector(`[data-count-for="${CSS.escape(event.target.id)}"]`);
  if (!count) return;
  count.textContent = `${format.format(event.target.value.length)} / ${format.format(Number(count.dataset.limit))}`;
});
