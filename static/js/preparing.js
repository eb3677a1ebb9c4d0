// The workspace is ready when its address no longer answers with the page that waits for it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "preparing" && !event.detail.serverResponse.includes('id="preparing"')) location.reload();
});
