// Puts the dot where the plan is clicked or tapped, moves it by the arrow keys, and keeps the two
// numbers of the form in step. Enter on the dot saves.

const form = document.querySelector("[data-place]");
const plan = form?.querySelector("[data-plan]");
const dot = plan?.querySelector("[data-dot]");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function bounded(value) {
  return Math.min(100, Math.max(0, Math.round(value * 10) / 10));
}

function put(x, y) {
  const box = plan.viewBox.baseVal;
  const at = [bounded(x), bounded(y)];
  form.elements.x.value = at[0].toFixed(1);
  form.elements.y.value = at[1].toFixed(1);
  const cx = (at[0] * box.width) / 100;
  const cy = (at[1] * box.height) / 100;
  const [circle, text] = [dot.querySelector("circle"), dot.querySelector("text")];
  circle.setAttribute("cx", cx);
  circle.setAttribute("cy", cy);
  text.setAttribute("x", cx);
  text.setAttribute("y", cy);
  dot.removeAttribute("visibility");
  const pane = plan.parentElement;
  pane.scrollLeft = (pane.scrollWidth * typed()[0]) / 100 - pane.clientWidth / 2;
  form.querySelector("[data-place-told]").textContent = `位置：从左 ${at[0]}%，从上 ${at[1]}%，保存后生效。`;
}

function typed() {
  return [Number(form.elements.x.value) || 0, Number(form.elements.y.value) || 0];
}

if (dot) {
  plan.addEventListener("click", (event) => {
    event.preventDefault();
    const box = plan.getBoundingClientRect();
    put(((event.clientX - box.left) * 100) / box.width, ((event.clientY - box.top) * 100) / box.height);
    dot.focus({ preventScroll: true });
  });
  dot.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 5 : 0.5;
    const [x, y] = typed();
    put(x + step[0] * far, y + step[1] * far);
  });
  dot.removeAttribute("visibility");
  const pane = plan.parentElement;
  pane.scrollLeft = (pane.scrollWidth * typed()[0]) / 100 - pane.clientWidth / 2;
  for (const input of [form.elements.x, form.elements.y]) {
    input.addEventListener("input", () => {
      if (input.value.trim() !== "" && !Number.isNaN(Number(input.value))) {
        const kept = input.value;
        put(...typed());
        input.value = kept;
      }
    });
  }
}
