// The chat inside the frame. It knows its conversation by a token that it keeps; it asks for what is new every two
// seconds while somebody looks, and rarely otherwise.
const { messages, key, you, colleague, sources, failed, tooMany } = document.body.dataset;
const lines = document.getElementById("lines");
const writing = document.getElementById("writing");
const trouble = document.getElementById("trouble");
const form = document.getElementById("say");
const text = document.getElementById("text");
const NAME = `leadwright-visitor-${key}`;
const SOON = 2000;
const RARELY = 15000;
const shown = new Set();
let visitor = remembered();
let timer = 0;

// A browser may forbid a frame to keep anything: then the conversation lasts as long as the page.
function remembered() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

function remember(token) {
  visitor = token;
  try {
    localStorage.setItem(NAME, token);
  } catch {
    // It lasts as long as the page.
  }
}

function element(tag, name, words) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  return made;
}

function show(message) {
  if (shown.has(message.id)) return;
  shown.add(message.id);
  const line = element("li", `line line--${message.from}`, "");
  const who = { customer: you, agent: message.name, person: colleague }[message.from] ?? colleague;
  line.append(element("span", "line__who", who), element("p", "line__text", message.text));
  if (message.sources?.length) line.append(element("p", "line__sources", `${sources} ${message.sources.join(", ")}`));
  lines.append(line);
  lines.scrollTop = lines.scrollHeight;
}

function tell(words) {
  trouble.textContent = words;
  trouble.hidden = !words;
}

async function call(options = {}) {
  const headers = visitor ? { "X-Visitor": visitor } : {};
  const answer = await fetch(messages, { ...options, headers: { ...headers, ...options.headers } });
  if (!answer.ok) throw new Error(answer.status === 429 ? tooMany : failed);
  const told = await answer.json();
  if (told.visitor) remember(told.visitor);
  told.messages.forEach(show);
  writing.hidden = !told.waits;
}

async function look() {
  clearTimeout(timer);
  try {
    if (visitor) await call();
  } catch {
    // What is away now may be there at the next look.
  }
  timer = setTimeout(look, document.hidden ? RARELY : SOON);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  const button = form.querySelector("button");
  button.disabled = true;
  tell("");
  try {
    const body = JSON.stringify({ text: words });
    await call({ method: "POST", body, headers: { "Content-Type": "application/json" } });
    text.value = "";
  } catch (error) {
    tell(error.message === tooMany ? tooMany : failed);
  }
  button.disabled = false;
  text.focus();
});

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("visibilitychange", look);
look();
