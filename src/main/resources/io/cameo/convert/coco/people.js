"use strict";
(() => {
  let marked = null;

  function mark(row) {
    if (marked !== null) {
      marked.classList.remove("on");
      marked = null;
    }
    if (row !== null) {
      marked = row.closest(".card").querySelector("rect[data-n='" + row.dataset.n + "']");
      marked.classList.add("on");
    }
  }

  document.addEventListener("pointerover", event => mark(event.target.closest(".card tbody tr")));
})();
