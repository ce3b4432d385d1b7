// Shows the level while the scores are typed, and only the scores that the method asks for.
// The server works out the same when the form is sent.

const form = document.querySelector("[data-scoring]");
const LEVELS = ["red", "orange", "yellow", "blue"];

function show(level, title, words) {
  const shown = form.querySelector("[data-score-level]");
  shown.className = `level level-${level}`;
  shown.textContent = title;
  form.querySelector("[data-score-words]").textContent = words;
}

function judge(told) {
  const method = form.elements.method.value;
  const factors = told.factors[method] || [];
  const every = new Set(Object.values(told.factors).flat());
  every.forEach((key) => {
    document.getElementById(`field-${key}`).hidden = !factors.includes(key);
  });
  const given = factors.map((key) => form.elements[key].value.trim());
  if (!factors.length || given.some((text) => text === "" || Number.isNaN(Number(text)))) {
    show("none", "填完评分就能看到等级", "");
    return;
  }
  const value = Number(given.reduce((product, text) => product * Number(text), 1).toFixed(4));
  const at = told.limits[method].findIndex((least) => value >= least);
  const index = at < 0 ? LEVELS.length - 1 : at;
  show(LEVELS[index], told.titles[index], `${method.toUpperCase()} 法：${given.map(Number).join(" × ")} = ${value}`);
}

if (form) {
  const told = JSON.parse(form.dataset.scoring);
  form.addEventListener("input", () => judge(told));
  form.addEventListener("change", () => judge(told));
  judge(told);
}
