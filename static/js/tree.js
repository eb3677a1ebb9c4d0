// A [data-tree] of links, each with its data-level: one of them is in the order of the Tab key; arrow keys walk, open
// and close, and [data-tree-toggle] opens and closes by a click. What stands below follows its parent in the list.
function itemsOf(tree) {
  return [...tree.querySelectorAll("[role='treeitem']")];
}

function levelOf(item) {
  return Number(item.dataset.level);
}

function isShown(item) {
  return !item.parentElement.hidden;
}

function refresh(tree) {
  let closed = Infinity; // the level of the closed one that what follows stands below
  for (const item of itemsOf(tree)) {
    if (levelOf(item) <= closed) closed = Infinity;
    item.parentElement.hidden = closed < Infinity;
    if (closed === Infinity && item.getAttribute("aria-expanded") === "false") closed = levelOf(item);
  }
}

function setOpen(tree, item, open) {
  item.setAttribute("aria-expanded", open);
  refresh(tree);
}

function focus(tree, item) {
  if (!item) return;
  for (const other of itemsOf(tree)) other.tabIndex = other === item ? 0 : -1;
  item.focus();
}

function parentOf(items, item) {
  return items.slice(0, items.indexOf(item)).findLast((other) => levelOf(other) < levelOf(item));
}

const KEYS = {
  ArrowDown: (items, at) => items[at + 1],
  ArrowUp: (items, at) => items[at - 1],
  Home: (items) => items[0],
  End: (items) => items.at(-1),
};

document.addEventListener("keydown", (event) => {
  const item = event.target.closest?.("[data-tree] [role='treeitem']");
  if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
  const tree = item.closest("[data-tree]");
  const shown = itemsOf(tree).filter(isShown);
  const state = item.getAttribute("aria-expanded");
  if (event.key in KEYS) focus(tree, KEYS[event.key](shown, shown.indexOf(item)));
  else if (event.key === "ArrowRight" && state === "false") setOpen(tree, item, true);
  else if (event.key === "ArrowRight" && state === "true") focus(tree, shown[shown.indexOf(item) + 1]);
  else if (event.key === "ArrowLeft" && state === "true") setOpen(tree, item, false);
  else if (event.key === "ArrowLeft") focus(tree, parentOf(shown, item));
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-tree-toggle]");
  if (!toggle) return;
  event.preventDefault();
  const item = toggle.closest("[role='treeitem']");
  setOpen(item.closest("[data-tree]"), item, item.getAttribute("aria-expanded") === "false");
});

for (const tree of document.querySelectorAll("[data-tree]")) {
  const items = itemsOf(tree);
  const chosen = items.find((item) => item.hasAttribute("aria-current")) ?? items[0];
  for (const item of items) item.tabIndex = item === chosen ? 0 : -1;
}
