// data-insert="<words>" puts the words where the caret stands in the text whose id data-into names, on it or around it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const text = document.getElementById(button.closest("[data-into]").dataset.into);
  text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
});
