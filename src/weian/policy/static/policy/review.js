// One card and its sentence are current. Every key presses what the mouse could press as well.

const TYPING = "input, textarea, select, [contenteditable]";
const PRESSED = { a: "accept", g: "judged", p: "principle", x: "reject", m: "merge", u: "" };
const root = document.querySelector("[data-review]");
const cards = [...root.querySelectorAll(".card-item")];
let current = null;

function reveal(box, element) {
  // Scrolls the column alone; on a phone the columns do not scroll and the page does.
  if (getComputedStyle(box).position !== "sticky") {
    element.scrollIntoView({ block: "nearest" });
    return;
  }
  const outer = box.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  if (inner.top < outer.top + 60 || inner.bottom > outer.bottom - 20) {
    box.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

function choose(card, { focus = true } = {}) {
  if (!card) return;
  root.querySelectorAll(".is-current").forEach((old) => old.classList.remove("is-current"));
  current = card;
  card.classList.add("is-current");
  reveal(card.parentElement, card);
  card.scrollIntoView({ block: "nearest" });
  const sentence = document.getElementById(card.dataset.sentence);
  if (sentence) {
    for (let at = sentence.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    sentence.classList.add("is-current");
    const paper = sentence.closest(".review-paper");
    if (getComputedStyle(paper).position === "sticky") reveal(paper, sentence);
  }
  if (focus) card.focus({ preventScroll: true });
}

function step(by) {
  const at = cards.indexOf(current) + by;
  choose(cards[Math.max(0, Math.min(cards.length - 1, at))]);
}

function press(key) {
  if (!current) return false;
  const target =
    key === "e" || key === "s"
      ? current.querySelector(`[data-key="${key}"]`)
      : current.querySelector(`button[name="decision"][value="${PRESSED[key]}"]`);
  if (!target && key === "a") return press("e"); // not whole yet: complete it first
  if (target) target.click();
  return Boolean(target);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    step(key === "j" ? 1 : -1);
  } else if (key === "e" || key === "s" || key in PRESSED) {
    if (press(key)) event.preventDefault();
  }
});

root.addEventListener("click", (event) => {
  const ask = event.target.closest("a.ask, a.card-place");
  if (ask) {
    const id = ask.matches(".card-place") ? ask.closest(".card-item").id : ask.hash.slice(1);
    const card = document.getElementById(id);
    if (card) {
      event.preventDefault();
      history.replaceState(null, "", `#${id}`);
      choose(card);
    }
    return;
  }
  const card = event.target.closest(".card-item");
  if (card && !event.target.closest("a, button")) choose(card, { focus: false });
});

const asked = location.hash.startsWith("#i-") && document.getElementById(location.hash.slice(1));
choose(asked || cards.find((card) => "open" in card.dataset) || cards[0]);
