// Runs before the first paint, so that a remembered theme never flashes. A classic script for that reason.
try {
  document.documentElement.dataset.theme = localStorage.getItem("theme") || "system";
} catch {
  // Storage may be forbidden; the system's theme then stands.
}
