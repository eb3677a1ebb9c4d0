// Buttons with data-theme-choice="system|light|dark" set the theme and remember it.
const root = document.documentElement;

function show(theme) {
  root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  show(button.dataset.themeChoice);
  try {
    localStorage.setItem("theme", button.dataset.themeChoice);
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
});

window.addEventListener("storage", (event) => {
  if (event.key === "theme") show(event.newValue || "system");
});

show(root.dataset.theme || "system");
