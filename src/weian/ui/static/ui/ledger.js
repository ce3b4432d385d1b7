// Ledgers: columns to choose (remembered), rows ticked for a common step, a row opened beside.

const WIDE = window.matchMedia("(min-width: 1200px)");

function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

function columns(ledger) {
  const menu = ledger.querySelector("[data-column-menu]");
  if (!menu || !ledger.querySelector("table")) return;
  const name = `weian-columns:${ledger.dataset.ledger}`;
  const boxes = [...menu.querySelectorAll("[data-column]")];
  const chosen = recall(name, {});
  const apply = (box) =>
    ledger
      .querySelectorAll(`[data-col="${CSS.escape(box.dataset.column)}"]`)
      .forEach((cell) => cell.classList.toggle("col-off", !box.checked));
  boxes.forEach((box) => {
    if (box.dataset.column in chosen) {
      box.checked = chosen[box.dataset.column];
      apply(box);
    }
    box.addEventListener("change", () => {
      chosen[box.dataset.column] = box.checked;
      remember(name, chosen);
      apply(box);
    });
  });
  menu.hidden = false;
}

function bulk(ledger) {
  const bar = ledger.querySelector("[data-bulk]");
  if (!bar) return;
  const all = ledger.querySelector("[data-pick-all]");
  const picks = () => [...ledger.querySelectorAll("td.pick input")];
  const count = () => {
    const picked = picks().filter((box) => box.checked).length;
    bar.hidden = picked === 0;
    bar.querySelector("[data-picked]").textContent = String(picked);
    if (all) all.checked = picked > 0 && picked === picks().length;
  };
  ledger.addEventListener("change", (event) => {
    if (event.target === all) picks().forEach((box) => (box.checked = all.checked));
    if (event.target.closest(".pick")) count();
  });
  count();
}

function beside(ledger) {
  const pane = ledger.querySelector("#beside");
  const toggle = ledger.querySelector("[data-beside-switch]");
  if (!pane || !toggle || !window.htmx) return;
  let on = recall("weian-beside", false);
  let opener = null;
  const close = () => {
    pane.hidden = true;
    ledger.classList.remove("is-beside");
    ledger.querySelectorAll("tr.is-open").forEach((row) => row.classList.remove("is-open"));
    if (opener) opener.focus();
  };
  const show = () => {
    toggle.setAttribute("aria-pressed", String(on));
    if (!on) close();
  };
  toggle.addEventListener("click", () => {
    on = !on;
    remember("weian-beside", on);
    show();
  });
  ledger.addEventListener("click", (event) => {
    const link = event.target.closest("a.row-link");
    if (!link || !on || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = link;
    ledger.querySelectorAll("tr.is-open").forEach((row) => row.classList.remove("is-open"));
    link.closest("tr").classList.add("is-open");
    pane.querySelector("[data-beside-link]").href = link.href;
    window.htmx
      .ajax("GET", link.href, { target: "#beside-body", select: "#content > *", swap: "innerHTML" })
      .then(() => {
        pane.hidden = false;
        ledger.classList.add("is-beside");
        pane.focus();
      });
  });
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
  });
  pane.querySelector("[data-beside-close]").addEventListener("click", close);
  toggle.hidden = false;
  show();
}

document.querySelectorAll("[data-ledger]").forEach((ledger) => {
  columns(ledger);
  bulk(ledger);
  beside(ledger);
});
