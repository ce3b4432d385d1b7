// What text may become markup or script, where the browser asks (Trusted Types): text for a parser whose
// document does not run (htmx takes pages apart with it), and nothing at all, with which things are
// emptied. Any other text in such a place, and every text that would run, is refused.
(function () {
  "use strict";
  if (!window.trustedTypes || !window.trustedTypes.createPolicy) return;
  var inert = /^(DOMParser parseFromString|Document parseHTML(Unsafe)?)$/;
  window.trustedTypes.createPolicy("default", {
    createHTML: function (text, type, sink) {
      return text === "" || inert.test(sink) ? text : null;
    },
  });
})();
