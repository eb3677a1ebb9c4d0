// Toasts close by their button and, unless they tell of an error, by themselves after a while.
// Anyone may show one: dispatch "toast" with {text, tone}; a response may do so with an HX-Trigger header.
const region = document.getElementById("toasts");
const pattern = document.getElementById("toast-pattern");
const LASTS_MS = 7000;

function expireLater(toast) {
  if (toast.dataset.expiring || toast.classList.contains("toast--error")) return;
  toast.dataset.expiring = "yes";
  let timer = setTimeout(() => toast.remove(), LASTS_MS);
  const hold = () => clearTimeout(timer);
  const resume = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), LASTS_MS);
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", resume);
  toast.addEventListener("focusout", resume);
}

function show({ text, tone = "info" }) {
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast--${tone}`);
  toast.querySelector(".toast__text").textContent = text;
  region.append(toast);
}

if (region) {
  const expireAll = () => region.querySelectorAll(".toast").forEach(expireLater);
  new MutationObserver(expireAll).observe(region, { childList: true });
  expireAll();
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) event.target.closest(".toast").remove();
  });
  document.addEventListener("toast", (event) => show(event.detail));
}
