// Keeps what was typed in sessionStorage until it is sent, and offers to drop it.

const WAIT = 400;

function keyOf(form) {
  return `weian-draft:${form.dataset.draft}`;
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !["file", "password", "hidden", "submit"].includes(field.type),
  );
}

function read(form) {
  const values = {};
  fieldsOf(form).forEach((field) => {
    const list = (values[field.name] = values[field.name] || []);
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) list.push(field.value);
    } else if (field.tagName === "SELECT") {
      list.push(...[...field.selectedOptions].map((option) => option.value));
    } else list.push(field.value);
  });
  return values;
}

function write(form, values) {
  let changed = false;
  fieldsOf(form).forEach((field) => {
    const list = values[field.name];
    if (!list) return;
    const before = JSON.stringify(read(form)[field.name]);
    if (field.type === "checkbox" || field.type === "radio") field.checked = list.includes(field.value);
    else if (field.tagName === "SELECT")
      [...field.options].forEach((option) => (option.selected = list.includes(option.value)));
    else field.value = list.length ? list[0] : "";
    if (JSON.stringify(read(form)[field.name]) !== before) {
      changed = true;
      field.dispatchEvent(new Event("weian:restored", { bubbles: true }));
    }
  });
  return changed;
}

function load(form) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

function save(form, sent) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ sent, values: read(form) }));
  } catch {
    // A full or forbidden storage only means that nothing is kept.
  }
}

function attend(form) {
  const note = form.querySelector("[data-draft-note]");
  const draft = load(form);
  const rejected = "rejected" in form.dataset;
  if (draft && draft.sent && !rejected) sessionStorage.removeItem(keyOf(form));
  else if (draft && !rejected && write(form, draft.values)) note.hidden = false;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, false), WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!event.defaultPrevented) save(form, true);
  });
  form.querySelector("[data-draft-drop]").addEventListener("click", () => {
    clearTimeout(timer);
    sessionStorage.removeItem(keyOf(form));
    form.reset();
    fieldsOf(form).forEach((f) => f.dispatchEvent(new Event("weian:restored", { bubbles: true })));
    note.hidden = true;
  });
}

document.querySelectorAll("form[data-draft]").forEach(attend);
