// data-copy="<id>" copies the words of that element. Where the browser forbids it (no https), it selects them.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const tell = (text, tone) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone } }));
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    tell(button.dataset.copied, "success");
  } catch {
    getSelection().selectAllChildren(source);
    tell(button.dataset.byHand, "info");
  }
});
