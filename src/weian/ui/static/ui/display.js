// Applies the display settings before the first paint; a classic script so that it blocks.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function paint() {
    var theme = root.dataset.theme;
    root.dataset.bsTheme = theme === "dark" || (theme === "auto" && dark.matches) ? "dark" : "light";
  }

  function keep() {
    var value = root.dataset.theme + "." + root.dataset.size;
    document.cookie = "weian-display=" + value + ";path=/;max-age=31536000;samesite=lax";
  }

  document.addEventListener("change", function (event) {
    var name = event.target.name;
    if (name === "display-theme") root.dataset.theme = event.target.value;
    else if (name === "display-size") root.dataset.size = event.target.value;
    else return;
    keep();
    paint();
  });
  if (dark.addEventListener) dark.addEventListener("change", paint);
  paint();
})();
