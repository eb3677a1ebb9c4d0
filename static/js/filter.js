// In a [data-filtered] part, what is typed into its [data-filter] leaves the labels that contain it, and the ticked ones.
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-filter]")) return;
  event.stopPropagation(); // searching changes no setting
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const label of event.target.closest("[data-filtered]").querySelectorAll(".pick label")) {
    label.hidden = !label.textContent.toLocaleLowerCase().includes(wanted) && !label.querySelector(":checked");
  }
}, true);
