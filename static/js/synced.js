// When the sync bar's run is over, the page shows what it brought, unless somebody is in the middle of a change.
document.addEventListener("htmx:beforeSwap", (event) => {
  const bar = event.detail.target;
  const wasRunning = bar.matches(".sync-bar[hx-trigger]");
  if (!wasRunning || event.detail.serverResponse.includes("hx-trigger")) return;
  if (!document.querySelector("form[data-dirty]")) location.reload();
});
