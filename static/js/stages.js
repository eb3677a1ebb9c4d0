// Of the instructions of a pipeline's stages one is shown at a time; the strip of stages ([data-stages]) chooses it.
function show(strip, chosen) {
  for (const stage of strip.children) {
    const link = stage.querySelector("a[href^='#']");
    if (stage === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    document.querySelector(link.hash).hidden = stage !== chosen;
  }
}

for (const strip of document.querySelectorAll("[data-stages]")) {
  const answering = strip.querySelector("li:has(:checked)");
  show(strip, answering ?? strip.firstElementChild);
  strip.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    event.preventDefault();
    show(strip, event.target.closest("li"));
  });
  strip.addEventListener("change", (event) => show(strip, event.target.closest("li")));
}
