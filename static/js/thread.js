// The pane of a conversation counts its scroll from the newest message upwards. Who stands there stays there when a
// message is added; who reads further up keeps the same lines before their eyes.
const AT_END = -24;
const pane = document.querySelector(".thread");
let before = { top: 0, height: pane.scrollHeight };

pane.addEventListener("htmx:beforeSwap", () => {
  before = { top: pane.scrollTop, height: pane.scrollHeight };
});

pane.addEventListener("htmx:afterSwap", () => {
  pane.scrollTop = before.top > AT_END ? 0 : before.top - (pane.scrollHeight - before.height);
});
