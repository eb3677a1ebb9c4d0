// <form data-uploads="<address of the API>">: files that are chosen or dropped are sent one by one, each with its own
// progress, and one that is refused does not stop the others. Without this script the form sends them all at once.
const form = document.querySelector("form[data-uploads]");
const input = form.querySelector("input[type='file']");
const list = form.querySelector("[data-uploads-list]");
const pattern = form.querySelector("[data-upload-pattern]");
const waiting = [];
let isSending = false;

function size(bytes) {
  const unit = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const format = { style: "unit", unit: unit[0], maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(bytes / unit[1]);
}

function rowOf(file) {
  const row = pattern.content.firstElementChild.cloneNode(true);
  const ending = file.name.includes(".") ? file.name.split(".").pop().toUpperCase() : "";
  row.querySelector(".uploads__name").textContent = file.name;
  row.querySelector(".uploads__facts").textContent = [ending, size(file.size)].filter(Boolean).join(" · ");
  row.querySelector("progress").setAttribute("aria-label", file.name);
  row.querySelector(".uploads__state").textContent = form.dataset.textWaits;
  list.append(row);
  return row;
}

function failed(row, text) {
  row.classList.add("uploads__file--bad");
  row.querySelector("progress").remove();
  row.querySelector(".uploads__state").textContent = text;
}

function added(row, source) {
  const link = document.createElement("a");
  link.href = form.dataset.sourceUrl.replace(/0$/, source.id);
  link.textContent = source.name;
  row.querySelector(".uploads__name").replaceChildren(link);
  row.querySelector("progress").remove();
  row.querySelector(".uploads__state").textContent = form.dataset.textAdded;
}

function errorOf(request) {
  try {
    return JSON.parse(request.responseText).error.message;
  } catch {
    return document.body.dataset.textFailed.replace("{status}", request.status);
  }
}

function send({ file, row }) {
  return new Promise((done) => {
    const body = new FormData();
    body.append("file", file, file.name);
    for (const name of ["category", "language"]) {
      const value = form.elements[name].value;
      if (value) body.append(name, value);
    }
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.uploads);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) row.querySelector("progress").value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      if (request.status === 201) added(row, JSON.parse(request.responseText));
      else failed(row, errorOf(request));
      done();
    });
    request.addEventListener("error", () => {
      failed(row, form.dataset.textOffline);
      done();
    });
    request.send(body);
  });
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  while (waiting.length) await send(waiting.shift());
  isSending = false;
}

function take(files) {
  list.hidden = false;
  for (const [number, file] of [...files].entries()) {
    const row = rowOf(file);
    if (number < Number(form.dataset.most)) waiting.push({ file, row });
    else failed(row, form.dataset.textMost);
  }
  input.value = "";
  sendAll();
}

input.addEventListener("change", () => take(input.files));
// Files are on their way as soon as they are chosen.
form.querySelector("[type='submit']").remove();
// A file that misses the field would be opened instead of the page.
for (const kind of ["dragenter", "dragover"]) {
  form.addEventListener(kind, (event) => {
    event.preventDefault();
    input.classList.add("drop--over");
  });
}
form.addEventListener("dragleave", () => input.classList.remove("drop--over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  input.classList.remove("drop--over");
  take(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => {
  if (isSending) event.preventDefault();
});
