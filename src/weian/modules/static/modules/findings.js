// Shows the empty rows for found hazards one at a time; without script all of them are there.

const rows = [...document.querySelectorAll("[data-finding]")];
const more = document.querySelector("[data-finding-more]");

function next() {
  return rows.find((row) => row.hidden);
}

if (more) {
  rows.forEach((row) => {
    row.hidden = !row.open;
  });
  more.hidden = !next();
  more.addEventListener("click", () => {
    const row = next();
    if (!row) return;
    row.hidden = false;
    row.open = true;
    more.hidden = !next();
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
}
