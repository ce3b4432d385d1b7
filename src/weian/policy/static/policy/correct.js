// Shows only the questions that the chosen form of time and of measure needs. Without script all are shown.

const TIMES = {
  every: ["period", "every", "last", "last_days", "lead"],
  ask: ["ask", "period", "last", "last_days", "month", "day"],
  yearly: ["month", "day"],
  once: ["by", "since"],
  after: ["after", "within", "within_unit"],
  before: ["before", "lead"],
  deadline: ["deadline"],
  always: [],
  max_age: ["age", "age_unit"],
};
const MEASURES = {
  count: ["count", "at_most"],
  sum: ["summed", "amount"],
  people: ["post_kinds", "among", "among_figure", "covered", "share"],
  units: ["unit_kinds", "among", "among_figure", "covered", "share"],
  subjects: ["kinds", "among", "among_figure", "covered", "share"],
  ratio: ["passed", "share"],
  none: ["at_most"],
  fewer: [],
};
// A comparison is asked for once there is something to compare.
const COMPARED = {
  fact: ["fact_how", "fact_number", "fact_b"],
  fact_b: ["fact_b_how", "fact_b_number"],
  figure: ["figure_how", "figure_number", "figure_b"],
  figure_b: ["figure_b_how", "figure_b_number"],
  each_figure: ["each_figure_how", "each_figure_number"],
  among_figure: ["among_figure_how", "among_figure_number"],
  word: ["word_is"],
};
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
}

function hide(name, hidden) {
  const box = document.getElementById(`field-${name}`);
  if (box && hidden) box.hidden = true;
}

function arrange() {
  only(TIMES, picked("form"));
  only(MEASURES, picked("measure"));
  hide("last_days", picked("last") !== "days");
  hide("lead", picked("form") === "every" && picked("period") !== "holiday");
  Object.keys(COMPARED).forEach((name) => {
    const asked = document.getElementById(`field-${name}`);
    const said = asked && !asked.hidden && !["", "none"].includes(picked(name));
    only({ yes: COMPARED[name] }, said ? "yes" : "");
  });
}

// Conditions, sums and deadlines are those of the evidence: another kind asks for the page anew.
if (form && form.elements.form) {
  const before = { record: picked("record"), each: picked("each"), measure: picked("measure") };
  const listed = ["also", "kinds"]; // lists that others hang on
  form.addEventListener("change", (event) => {
    const name = event.target.name;
    if (listed.includes(name)) form.querySelector("[data-refresh]").hidden = false;
    if (name in before && picked(name) !== before[name]) {
      form.querySelector("[data-refresh]").click();
      return;
    }
    arrange();
  });
  form.querySelector("[data-refresh]").hidden = true;
  arrange();
}
