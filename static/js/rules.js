// The Data entry tab: an <output for="<id>"> shows the value of its range; choosing the field of a rule that is not added
// yet changes no setting, and so saves none.
document.addEventListener("input", (event) => {
  if (event.target.id === "new-rule") event.stopPropagation();
  if (event.target.type !== "range") return;
  const shown = document.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
  if (shown) shown.value = event.target.value;
}, true);
