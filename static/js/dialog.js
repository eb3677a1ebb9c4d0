// data-dialog-open="<id>" opens a <dialog>; data-dialog-close or a click on the backdrop closes it.
// A dialog with data-dialog-auto opens as soon as it is on the page, also when htmx brings it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
    return;
  }
  if (event.target.closest("[data-dialog-close]") || event.target instanceof HTMLDialogElement) {
    event.target.closest("dialog")?.close();
  }
});

function openAutomatic(root) {
  for (const dialog of root.querySelectorAll("dialog[data-dialog-auto]:not([open])")) dialog.showModal();
}

document.addEventListener("htmx:afterSettle", () => openAutomatic(document));
openAutomatic(document);
