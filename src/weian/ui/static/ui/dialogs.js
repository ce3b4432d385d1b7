// Dialogs: data-dialog opens one by id, data-confirm asks first. Esc closes them by nature.

function open(dialog) {
  if (!dialog || !dialog.showModal) return false;
  if (!dialog.open) dialog.showModal();
  const field = dialog.querySelector("[data-focus], input:not([type=hidden]), select, textarea");
  if (field) field.focus();
  return true;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener && open(document.getElementById(opener.dataset.dialog))) event.preventDefault();
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog").close();
});

function ask(text) {
  const dialog = document.getElementById("ask");
  if (!dialog || !dialog.showModal) return Promise.resolve(window.confirm(text));
  document.getElementById("ask-text").textContent = text;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// Capturing, so that nothing else acts on a step that is not yet confirmed.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const button = event.submitter;
    const text = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!text || form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(text).then((yes) => {
      if (!yes) return;
      form.dataset.confirmed = "1";
      form.requestSubmit(button || undefined);
    });
  },
  true,
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-confirm]");
  if (!link) return;
  event.preventDefault();
  ask(link.dataset.confirm).then((yes) => {
    if (yes) window.location.assign(link.href);
  });
});

document.querySelectorAll("dialog[data-opened]").forEach(open);
