// A block of cells copied from a spreadsheet is spread over the rows from where it is pasted.

const form = document.querySelector("[data-roster]");

function spread(from, text) {
  const rows = [...form.querySelectorAll(".roster-row")];
  const cells = rows.map((row) => [...row.querySelectorAll("input")]);
  const top = rows.indexOf(from.closest(".roster-row"));
  const left = cells[top].indexOf(from);
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  lines.forEach((line, down) => {
    line.split("\t").forEach((word, right) => {
      const cell = cells[top + down]?.[left + right];
      if (cell) cell.value = word.trim();
    });
  });
}

form?.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (event.target instanceof HTMLInputElement && /[\t\n]/.test(text.trimEnd())) {
    event.preventDefault();
    spread(event.target, text);
  }
});
