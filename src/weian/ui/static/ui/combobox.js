// A <select data-combobox> becomes a field to type in: by name, or by pinyin initials (data-search).
// The select stays in the form and holds the value; without script it is simply a select.

const SHOWN = 60;
let number = 0;

function attend(select) {
  const many = select.multiple;
  const id = `combo-${++number}`;
  const box = make("div", "combo");
  const tokens = make("ul", "combo-tokens");
  const input = make("input", "form-control combo-input");
  const list = make("ul", "combo-list");
  let active = -1;

  input.id = `${select.id}_find`;
  input.type = "text";
  input.autocomplete = "off";
  input.placeholder = many ? "输入姓名、名称或拼音首字母查找，可选多个" : "输入名称或拼音首字母查找";
  set(input, { role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" });
  ["aria-describedby", "aria-invalid"].forEach((name) => {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  });
  list.id = id;
  list.hidden = true;
  set(list, { role: "listbox", "aria-multiselectable": String(many) });
  const label = document.querySelector(`label[for="${select.id}"]`);
  if (label) {
    label.htmlFor = input.id;
    label.id = label.id || `${input.id}_label`;
    list.setAttribute("aria-labelledby", label.id);
  }
  select.dataset.focusId = input.id;
  select.classList.add("visually-hidden");
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");
  select.after(box);
  box.append(tokens, input, list);

  const real = () => [...select.options].filter((option) => option.value !== "");
  const chosen = () => real().filter((option) => option.selected);

  function matches() {
    const text = input.value.trim().toLowerCase();
    const typed = !many && chosen().length && input.value === chosen()[0].text ? "" : text;
    return real()
      .filter((o) => !(many && o.selected))
      .filter((o) => !typed || `${o.text} ${o.dataset.search || ""}`.toLowerCase().includes(typed));
  }

  function open() {
    const found = matches();
    active = found.length && input.value.trim() ? 0 : -1;
    list.replaceChildren(...found.slice(0, SHOWN).map(entry));
    if (!found.length) list.append(quiet("没有找到"));
    if (found.length > SHOWN) list.append(quiet(`还有 ${found.length - SHOWN} 个，请再输入几个字`));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function entry(option, at) {
    const item = make("li", "combo-option");
    item.id = `${id}-${at}`;
    item.textContent = option.text;
    set(item, { role: "option", "aria-selected": String(option.selected) });
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      pick(option);
    });
    item.option = option;
    return item;
  }

  function quiet(text) {
    const item = make("li", "combo-quiet");
    item.textContent = text;
    return item;
  }

  function mark() {
    [...list.querySelectorAll(".combo-option")].forEach((item, at) => {
      item.classList.toggle("is-active", at === active);
      if (at === active) {
        input.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
      }
    });
  }

  function pick(option) {
    if (!many) real().forEach((other) => (other.selected = false));
    option.selected = true;
    changed();
    if (many) {
      input.value = "";
      open();
    } else close();
  }

  function changed() {
    show();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show() {
    if (many) tokens.replaceChildren(...chosen().map(token));
    else input.value = chosen().length ? chosen()[0].text : "";
  }

  function token(option) {
    const item = make("li", "combo-token");
    const drop = make("button", "combo-drop");
    drop.type = "button";
    drop.textContent = "×";
    drop.setAttribute("aria-label", `移除 ${option.text}`);
    drop.addEventListener("click", () => {
      option.selected = false;
      changed();
      input.focus();
    });
    item.append(option.text, drop);
    return item;
  }

  input.addEventListener("input", () => {
    if (!many && !input.value) {
      select.value = "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    open();
  });
  input.addEventListener("click", () => (list.hidden ? open() : null));
  input.addEventListener("blur", () => {
    close();
    show();
    if (many) input.value = "";
  });
  input.addEventListener("keydown", (event) => {
    const items = list.querySelectorAll(".combo-option");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else if (items.length) {
        active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
        mark();
      }
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !list.hidden) {
      event.preventDefault();
      if (items[active]) pick(items[active].option);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
      show();
    } else if (event.key === "Backspace" && many && !input.value && chosen().length) {
      chosen().pop().selected = false;
      changed();
      open();
    }
  });
  select.addEventListener("weian:restored", show);
  show();
}

function make(tag, name) {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

function set(element, attributes) {
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
}

document.querySelectorAll("select[data-combobox]").forEach(attend);
