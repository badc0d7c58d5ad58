// Reloads a previewed page when the book has changed, and brings the reader back to where they were. Asks by loading a
// script, so that the page needs no wider Content-Security-Policy than the book has anywhere else.
"use strict";
(() => {
  const script = document.currentScript;
  const shown = new URL(script.src).searchParams.get("version");
  const place = "tokenbook preview " + location.pathname;
  const pause = 200;
  let asked = 0;

  const folds = () => [...document.querySelectorAll("details")];

  function leave() {
    const open = folds().map((fold) => fold.open);
    try { sessionStorage.setItem(place, JSON.stringify({ x: scrollX, y: scrollY, open })); } catch { /* to the top */ }
    location.reload();
  }

  function comeBack() {
    let before = null;
    try {
      before = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
    } catch { /* to the top */ }
    if (!before) return;
    if (before.open.length === folds().length) folds().forEach((fold, index) => { fold.open = before.open[index]; });
    scrollTo(before.x, before.y);
  }

  window.tokenbookVersion = (version) => { if (version !== shown) leave(); };

  function ask() {
    const question = document.createElement("script");
    question.src = new URL("version.js?" + ++asked, script.src).href;
    question.onload = question.onerror = () => { question.remove(); setTimeout(ask, pause); };
    document.head.append(question);
  }

  // Problems stand at the top; a reader who is further down sees how many there are, and gets there.
  function pointToProblems() {
    const heading = document.querySelector("h2#tokenbook-problems");
    if (!heading) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tokenbook-jump";
    button.textContent = heading.textContent;
    heading.tabIndex = -1;
    button.onclick = () => heading.focus();
    heading.parentElement.append(button);
  }

  addEventListener("load", () => { pointToProblems(); comeBack(); setTimeout(ask, pause); });
})();
