// Puts the chat into a company's page: a button in the corner, which opens a frame. All else happens in the frame.
(() => {
  const script = document.currentScript;
  const frameUrl = new URL(script.src.replace(/\.js(\?.*)?$/, "/frame"));
  const language = document.documentElement.lang || navigator.language || "en";
  frameUrl.searchParams.set("lang", language.slice(0, 2));
  const words = { en: ["Open the chat", "Close the chat"], ru: ["Открыть чат", "Закрыть чат"] };
  words.es = ["Abrir el chat", "Cerrar el chat"];
  words.pt = ["Abrir o chat", "Fechar o chat"];
  const [open, close] = words[language.slice(0, 2)] ?? words.en;

  // In a shadow, so that the styles of the page and ours leave each other alone.
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    button { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000; inline-size: 56px;
      block-size: 56px; border: 0; border-radius: 50%; background: #4f46e5; color: #fff; font: 26px/1 system-ui;
      cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / 0.25); }
    button:focus-visible { outline: 3px solid #818cf8; outline-offset: 2px; }
    iframe { position: fixed; inset-block-end: 88px; inset-inline-end: 20px; z-index: 2147483000; inline-size: 380px;
      block-size: min(600px, calc(100dvh - 108px)); border: 0; border-radius: 14px;
      box-shadow: 0 8px 32px rgb(0 0 0 / 0.25); background: Canvas; }
    iframe[hidden] { display: none; }
    @media (max-width: 480px) { iframe { inset-inline: 8px; inline-size: calc(100% - 16px); } }
  `);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  let frame = null;

  function state(isOpen) {
    button.textContent = isOpen ? "×" : "💬";
    button.setAttribute("aria-label", isOpen ? close : open);
    button.setAttribute("aria-expanded", String(isOpen));
    if (frame) frame.hidden = !isOpen;
  }

  button.addEventListener("click", () => {
    if (frame) {
      state(frame.hidden);
      return;
    }
    frame = document.createElement("iframe");
    frame.src = frameUrl.href;
    frame.title = open;
    root.prepend(frame);
    state(true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame && !frame.hidden) {
      state(false);
      button.focus();
    }
  });
  state(false);
  root.append(button);
  const attach = () => document.body.append(host);
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
})();
