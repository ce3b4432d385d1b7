// Keys and menus of every page. Without script menus still open: they are <details>.

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

function closeMenus(except) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  const close = event.target.closest("[data-close]");
  if (close) close.closest("[data-closable]").remove();
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest && event.target.closest("details[data-menu][open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    moveInMenu(menu, event);
    return;
  }
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.matches(TYPING)) {
    const search = document.querySelector("[data-focus-key='/']");
    if (search && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.form || document.querySelector("dialog[open] form") || onlyForm();
    if (form && form.method !== "dialog") {
      event.preventDefault();
      submit(form);
    }
  }
});

// Arrow keys walk through the links, buttons and boxes of an open menu.
function moveInMenu(menu, event) {
  if (event.target.matches(TYPING)) return;
  const items = [...menu.querySelectorAll("summary, a, button, input")].filter(
    (item) => item.offsetParent !== null,
  );
  const at = items.indexOf(document.activeElement);
  const next = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
  event.preventDefault();
  next.focus();
}

function onlyForm() {
  const forms = document.querySelectorAll("main form[data-form]");
  return forms.length === 1 ? forms[0] : null;
}

function submit(form) {
  if (form.requestSubmit) form.requestSubmit();
  else form.submit();
}

// A rejected form: the summary takes the focus, so that it is read first.
const first = document.querySelector("[data-focus]");
if (first) first.focus();

// Other scripts and htmx answers (HX-Trigger) say something short with this event.
document.addEventListener("weian:toast", (event) => {
  const box = document.getElementById("toasts");
  if (!box) return;
  const line = document.createElement("p");
  line.className = "toast-line";
  line.textContent = event.detail.text || event.detail.value || "";
  box.append(line);
  setTimeout(() => line.remove(), 6000);
});

// A second press on a button that is already sending would send twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  setTimeout(() => delete form.dataset.sending, 8000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending);
});
