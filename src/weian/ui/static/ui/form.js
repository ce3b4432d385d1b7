// Says in Chinese, beside the field and on top, what is missing before a form is sent,
// so that chosen photos are not lost to a rejection. Without script the browser checks.

function wording(field) {
  const state = field.validity;
  if (state.valueMissing && field.type === "file") return "请选择";
  if (state.valueMissing) return field.tagName === "SELECT" || field.type === "radio" ? "请选择" : "请填写";
  if (state.badInput || state.typeMismatch) return "格式不对，请重新填写";
  if (state.rangeUnderflow) return `不能小于 ${field.min}`;
  if (state.rangeOverflow) return `不能大于 ${field.max}`;
  if (state.tooLong) return `最多 ${field.maxLength} 个字`;
  return field.validationMessage;
}

function clear(form) {
  form.querySelectorAll("[data-said]").forEach((said) => said.remove());
  form.querySelectorAll(".has-error").forEach((box) => box.classList.remove("has-error"));
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

function labelOf(box) {
  const label = box.querySelector(".form-label");
  return label ? label.firstChild.textContent.trim() : "";
}

// A field in a folded part of the form can neither be seen nor focused.
function unfold(box) {
  for (let at = box.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

function sayBeside(box, field, text) {
  box.classList.add("has-error");
  unfold(box);
  box.querySelectorAll(".form-error").forEach((old) => old.remove());
  const line = document.createElement("p");
  line.className = "form-error";
  line.id = `${field.id || field.name}_said`;
  line.dataset.said = "";
  line.textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", line.id);
  (box.querySelector("fieldset") || box).append(line);
}

function sayOnTop(form, lines) {
  form.querySelectorAll(".error-summary").forEach((old) => old.remove());
  const box = document.createElement("div");
  box.className = "notice notice-error error-summary";
  box.dataset.said = "";
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const head = document.createElement("strong");
  head.textContent = "还不能提交，请补全下面的内容";
  const list = document.createElement("ul");
  lines.forEach(([label, text, id]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${id}`;
    link.textContent = label;
    item.append(link, `：${text}`);
    list.append(item);
  });
  const inner = document.createElement("div");
  inner.className = "notice-text";
  inner.append(head, list);
  box.append(inner);
  form.prepend(box);
  box.focus();
}

function check(form) {
  clear(form);
  const lines = [];
  const seen = new Set();
  [...form.elements].forEach((field) => {
    const box = field.closest(".field");
    if (!box || seen.has(box) || !field.willValidate || field.validity.valid) return;
    seen.add(box);
    const text = wording(field);
    sayBeside(box, field, text);
    lines.push([labelOf(box), text, field.dataset.focusId || field.id]);
  });
  if (lines.length) sayOnTop(form, lines);
  return lines.length === 0;
}

document.querySelectorAll("form[data-form]").forEach((form) => {
  form.noValidate = true;
  form.querySelectorAll(".has-error").forEach(unfold);
  form.addEventListener("submit", (event) => {
    if (!check(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
});

// Links of the error summary put the cursor into the field, not only the page before it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  if (!link) return;
  const target = document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  const field = target.matches("fieldset") ? target.querySelector("input") : target;
  (document.getElementById(target.dataset.focusId) || field || target).focus();
});
