// Says in words when a request of htmx could not be answered. The words stand translated on <body>.
function tell(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone: "error" } }));
}

// A part that asks again by itself would repeat its complaint every second.
function asksByItself(event) {
  return event.detail.elt?.matches("[hx-trigger*='every']");
}

const { textOffline, textFailed } = document.body.dataset;

document.addEventListener("htmx:sendError", (event) => {
  if (!asksByItself(event)) tell(textOffline);
});
document.addEventListener("htmx:timeout", () => tell(textOffline));
document.addEventListener("htmx:responseError", (event) => {
  if (!asksByItself(event)) tell(textFailed.replace("{status}", event.detail.xhr.status));
});
