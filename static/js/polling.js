// A part that asks again by itself (hx-trigger="every …") rests while nobody looks, and is swapped only when the
// answer is a new one: what a reader has selected stays selected. When a log-in page comes instead of the part, the
// whole page is loaded anew.
const lastAnswers = new WeakMap();

function asksByItself(element) {
  return element?.matches("[hx-trigger*='every']");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && asksByItself(event.detail.elt)) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, serverResponse } = event.detail;
  if (!asksByItself(requestConfig.elt)) return;
  if (new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname) {
    event.detail.shouldSwap = false;
    location.reload();
    return;
  }
  if (lastAnswers.get(requestConfig.elt) === serverResponse) event.detail.shouldSwap = false;
  lastAnswers.set(requestConfig.elt, serverResponse);
});
