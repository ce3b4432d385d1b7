// Shows only the questions that the chosen form of time and of measure needs. Without script all are shown.

const TIMES = {
  every: ["period", "every", "last", "last_days"],
  ask: ["period"],
  yearly: ["month", "day"],
  once: ["by", "since"],
  after: ["after", "within", "within_unit"],
  before: ["before"],
  deadline: ["deadline"],
  always: [],
  max_age: ["age", "age_unit"],
};
const MEASURES = {
  count: ["count", "at_most"],
  sum: ["summed", "amount"],
  people: ["covered", "share"],
  units: ["covered", "share"],
  subjects: ["kinds", "covered", "share"],
  ratio: ["passed", "share"],
  none: ["at_most"],
  fewer: [],
};
// A comparison is asked for once there is something to compare.
const COMPARED = { fact: ["fact_how", "fact_number"], figure: ["figure_how", "figure_number"] };
const form = document.querySelector("[data-correct] form");

function picked(name) {
  const field = form.elements[name];
  if (!field) return "";
  if (field.type === "radio") return field.checked ? field.value : ""; // the only one of its name
  return field.value || "";
}

function only(groups, chosen) {
  const wanted = new Set(groups[chosen] || []);
  new Set(Object.values(groups).flat()).forEach((name) => {
    const box = document.getElementById(`field-${name}`);
    if (box) box.hidden = !wanted.has(name);
  });
  if (chosen === "every" && picked("last") !== "days") {
    const box = document.getElementById("field-last_days");
    if (box) box.hidden = true;
  }
}

function arrange() {
  only(TIMES, picked("form"));
  only(MEASURES, picked("measure"));
  Object.keys(COMPARED).forEach((name) => only({ yes: COMPARED[name] }, ["", "none"].includes(picked(name)) ? "" : "yes"));
}

// Conditions, sums and deadlines are those of the evidence: another kind asks for the page anew.
if (form && form.elements.form) {
  const before = { record: picked("record"), each: picked("each") };
  form.addEventListener("change", (event) => {
    const name = event.target.name;
    if ((name === "record" || name === "each") && picked(name) !== before[name]) {
      form.querySelector("[data-refresh]").click();
      return;
    }
    arrange();
  });
  form.querySelector("[data-refresh]").hidden = true;
  arrange();
}
