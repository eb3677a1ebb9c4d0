// The Pipelines tab: after a save by itself the strips of the pipelines that were changed are shown anew, and, where the
// switch of all stages was moved, the card that is open beneath it.
const changed = new Set();
const cards = new Set();

document.addEventListener("input", (event) => {
  const pipeline = event.target.closest?.("[data-pipeline]");
  if (!pipeline || !event.target.name) return;
  changed.add(pipeline.querySelector("[data-strip]").id);
  if ("all" in event.target.dataset) cards.add(pipeline.querySelector("[data-strip] [aria-current]"));
});

document.addEventListener("draft-saved", () => {
  for (const card of cards) card?.click();
  for (const strip of changed) window.htmx.trigger(document.getElementById(strip), "stages-saved");
  cards.clear();
  changed.clear();
});

// A pipeline that is switched on opens, and says that its stages are to be chosen while none is.
document.addEventListener("change", (event) => {
  const pipeline = event.target.closest?.("[data-pipeline]");
  if (!pipeline) return;
  const works = pipeline.querySelector(".pipeline__works [type=checkbox]");
  if (event.target === works && works.checked) pipeline.querySelector("details").open = true;
  sayToChoose(pipeline, works);
});

// Its stages come when it is opened: only then can it be told.
document.addEventListener("htmx:afterSettle", (event) => {
  const pipeline = event.target.closest?.("[data-pipeline]");
  if (pipeline) sayToChoose(pipeline, pipeline.querySelector(".pipeline__works [type=checkbox]"));
});

function sayToChoose(pipeline, works) {
  const isHere = pipeline.querySelector("[data-strip] ol");
  const isChosen = pipeline.querySelector("[data-all]:checked, .stage__mode:not(.stage__mode--off)")
    || [...pipeline.querySelectorAll("[name$='.mode']:checked")].some((mode) => mode.value !== "off");
  pipeline.querySelector("[data-choose-stages]").hidden = !works.checked || !isHere || Boolean(isChosen);
}

// The stage whose card was asked for is the current one.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-strip] .stage__name");
  if (!link) return;
  for (const other of document.querySelectorAll("[data-strip] [aria-current]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
});
