// The answer grows while it is made: events of the element with data-stream go into its text. When it is whole, or the
// stream is cut, the part is asked for anew; it asks by itself every two seconds all the same.
let stream = null;

function follow() {
  const bubble = document.querySelector("[data-stream]");
  if (!bubble || stream?.url.endsWith(bubble.dataset.stream)) return;
  stream?.close();
  stream = new EventSource(bubble.dataset.stream);
  const show = (make) => (event) => {
    const text = document.querySelector("[data-stream-text]");
    if (!text) return;
    text.hidden = false;
    text.textContent = make(text.textContent, JSON.parse(event.data).text);
  };
  stream.addEventListener("delta", show((before, text) => before + text));
  stream.addEventListener("replaced", show((_before, text) => text));
  const end = () => {
    stream.close();
    const waiting = document.querySelector("[data-stream]");
    if (waiting) htmx.trigger(waiting, "answered");
  };
  for (const name of ["done", "pending", "error"]) stream.addEventListener(name, end);
}

function toTheEnd() {
  const lines = document.getElementById("test-lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

// Enter sends, Shift and Enter begins a new line, as in a messenger.
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "test-text" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (event.target.form.elements.burst?.checked) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener("htmx:afterSettle", () => {
  follow();
  toTheEnd();
});
follow();
toTheEnd();
