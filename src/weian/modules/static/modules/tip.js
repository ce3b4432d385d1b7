// Does the work that stands for the plain question. Without it, or if it fails, the question stays.
const form = document.querySelector("form[data-salt]");
const plain = form?.querySelector("[data-plain]");
const working = form?.querySelector("[data-working]");

function start() {
  const worker = new Worker("/tip/asset/tip_work.js");
  const { salt, digest, hardest } = form.dataset;
  const shown = () => { plain.hidden = false; working.hidden = true; };
  worker.onmessage = ({ data }) => {
    worker.terminate();
    if (data < 0) { shown(); return; }
    form.elements.work.value = String(data);
    working.hidden = true;
  };
  worker.onerror = shown;
  plain.hidden = true;
  working.hidden = false;
  worker.postMessage({ salt, digest, hardest: Number(hardest) });
}

// Whoever is faster than the work waits for it, then the form goes out by itself; after a while the question comes back.
function hold(event) {
  if (form.elements.work.value || !plain.hidden) return;
  event.preventDefault();
  const began = Date.now();
  const timer = setInterval(() => {
    if (form.elements.work.value) { clearInterval(timer); form.requestSubmit(); }
    else if (!plain.hidden || Date.now() - began > 20000) { clearInterval(timer); plain.hidden = false; working.hidden = true; }
  }, 100);
}

if (form && !form.elements.answer.hasAttribute("aria-invalid") && typeof Worker === "function" && typeof form.requestSubmit === "function") {
  form.addEventListener("submit", hold);
  start();
}
