// Comfort for the book: theme, search, copy, remembered checkboxes, table filters. The pages say all they have to say
// without it. No network but files of the book itself; nothing leaves the browser.
"use strict";
(() => {
  const script = document.currentScript;
  const assets = new URL(".", script.src);
  const root = new URL("..", assets);

  // The browser may forbid storage; then nothing is remembered.
  const memory = {
    get(key) { try { return localStorage.getItem("tokenbook " + key); } catch { return null; } },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem("tokenbook " + key);
        else localStorage.setItem("tokenbook " + key, value);
      } catch { /* not remembered */ }
    },
  };

  // make("a", {href: "…"}, "text", child): an element; an attribute `on…` is a listener.
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key.slice(2), value);
      else if (value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  function later(action, milliseconds) {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(action, milliseconds); };
  }

  // Theme: set before the first paint.
  function setTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }
  setTheme(memory.get("theme"));

  function themeSwitch() {
    const select = make("select", {
      class: "theme", "aria-label": "Theme",
      onchange: () => { memory.set("theme", select.value === "auto" ? null : select.value); setTheme(select.value); },
    }, ...["auto", "light", "dark"].map((value) => make("option", { value }, "Theme: " + value)));
    select.value = document.documentElement.dataset.theme ?? "auto";
    return select;
  }

  // Search: search.js, which is loaded when the field is first used.
  let search;

  function loadSearch() {
    search ??= new Promise((done) => {
      document.head.append(make("script", {
        src: new URL("search.js", assets).href,
        onload: () => done(window.tokenbookSearch),
        onerror: () => { search = undefined; done({ find: () => ({ error: "The search of this book cannot be read." }) }); },
      }));
    });
    return search;
  }

  function searchField() {
    const status = make("p", { role: "status" });
    const list = make("ol");
    const results = make("div", { class: "results", id: "results", hidden: true }, status, list);
    const input = make("input", {
      type: "search", id: "search", placeholder: "Search the book", "aria-label": "Search the book",
      spellcheck: "false",
    });
    let turn = 0;
    const item = (hit, found, marked) => {
      const title = hit.heading ? `${hit.title}: ${hit.heading}` : hit.title;
      const marks = marked(title, found.words).map(([text, isMarked]) => (isMarked ? make("mark", {}, text) : text));
      return make("li", {}, make("a", { href: new URL(hit.href, root).href },
        make("span", {}, ...marks), make("small", {}, hit.kind), ...(hit.summary ? [make("small", {}, hit.summary)] : [])));
    };
    const show = async () => {
      const query = input.value.trim(), mine = ++turn;
      if (!query) { results.hidden = true; return; }
      const { find, marked } = await loadSearch();
      const found = await find(query, 10);
      if (mine !== turn) return;
      list.replaceChildren(...(found.hits ?? []).map((hit) => item(hit, found, marked)));
      status.textContent = found.error ?? found.hint ?? summary(query, found);
      results.hidden = false;
    };
    const summary = (query, { hits, count, also, meant }) => {
      if (!hits.length) return `Nothing found for “${query}”.`;
      const number = count > hits.length ? `The first ${hits.length} of ${count} results.` : count === 1 ? "1 result." : `${count} results.`;
      if (meant) return `Nothing found for “${query}”. Did you mean “${meant}”? ${number}`;
      return also.length ? `${number} Also searched: ${also.join(", ")}.` : number;
    };
    input.addEventListener("input", later(show, 80));
    input.addEventListener("focus", () => { loadSearch(); if (input.value) show(); });
    const box = make("div", { class: "search", role: "search" }, input, results);
    box.addEventListener("keydown", (event) => {
      const stops = [input, ...list.querySelectorAll("a")];
      const here = stops.indexOf(document.activeElement);
      const next = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
      if (event.key === "Escape") { turn++; input.value = ""; results.hidden = true; input.focus(); }
      else if (event.key === "Enter" && here === 0) stops[1]?.click();
      else if (next !== undefined && stops[next] && !results.hidden) stops[next].focus();
      else return;
      event.preventDefault();
    });
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) results.hidden = true; });
    results.addEventListener("mousedown", (event) => event.preventDefault());
    return box;
  }

  // The only shortcut, and it can be switched off.
  function shortcutSwitch() {
    const off = () => memory.get("slash") === "off";
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || off()) return;
      if (event.target.closest("input, select, textarea, [contenteditable]")) return;
      event.preventDefault();
      document.getElementById("search").focus();
    });
    const box = make("input", { type: "checkbox", onchange: () => memory.set("slash", box.checked ? null : "off") });
    box.checked = !off();
    return make("label", {}, box, " The key ", make("kbd", {}, "/"), " goes to the search");
  }

  // Copy buttons
  async function copy(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way below */ }
    const area = make("textarea", { readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  function copyButton(block) {
    const code = block.querySelector("code");
    if (!code) return;
    const reset = later(() => { button.textContent = "Copy"; }, 2000);
    const button = make("button", {
      type: "button", "aria-live": "polite",
      onclick: async () => {
        button.textContent = (await copy(code.textContent.replace(/\n$/, ""))) ? "Copied" : "Not copied";
        button.focus();
        reset();
      },
    }, "Copy");
    block.append(button);
  }

  // Checkboxes: remembered by their ids, which are made of their words, so that a new item in the middle moves no mark.
  function checklist(boxes) {
    if (!boxes.length) return;
    const place = location.pathname;
    let done;
    try { done = new Set(JSON.parse(memory.get(place)) ?? []); } catch { done = new Set(); }
    const bar = make("progress", { max: boxes.length, "aria-label": "Steps done" });
    const status = make("span", { role: "status" });
    const show = () => {
      bar.value = boxes.filter((box) => box.checked).length;
      status.textContent = `${bar.value} of ${boxes.length} done`;
    };
    const remember = () => {
      const marks = boxes.filter((box) => box.checked).map((box) => box.id);
      memory.set(place, marks.length ? JSON.stringify(marks) : null);
      show();
    };
    for (const box of boxes) {
      box.checked ||= done.has(box.id);
      box.addEventListener("change", remember);
    }
    const clear = make("button", {
      type: "button", onclick: () => { boxes.forEach((box) => { box.checked = false; }); remember(); },
    }, "Clear marks");
    show();
    const top = boxes[0].closest("article > *");
    const before = top.previousElementSibling?.matches("h2") ? top.previousElementSibling : top;
    before.before(make("div", { class: "progress" }, bar, status, clear));
  }

  // Tables
  const textOf = (cell) => cell?.textContent.trim() ?? "";
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function sortable(table, rows) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!textOf(head)) return;
      head.replaceChildren(make("button", {
        type: "button",
        onclick: () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          heads.forEach((other) => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          const keyed = rows.map((row) => [textOf(row.cells[column]), row]);
          keyed.sort((one, other) => order.compare(one[0], other[0]) * (down ? -1 : 1));
          table.tBodies[0].append(...keyed.map(([, row]) => row));
        },
      }, ...head.childNodes));
    });
  }

  // A choice for each column with few different short values.
  function choices(table, rows, changed) {
    return [...table.tHead.rows[0].cells].flatMap((head, column) => {
      if (!textOf(head)) return [];
      const values = new Set();
      for (const row of rows) {
        const value = textOf(row.cells[column]);
        if (value.length > 40 || values.size > 12) return [];
        values.add(value);
      }
      if (values.size < 2 || values.size > 12 || values.size > rows.length / 2) return [];
      const select = make("select", { onchange: changed }, make("option", { value: "" }, "all"),
        ...[...values].filter(Boolean).sort(order.compare).map((value) => make("option", {}, value)));
      return [{ column, select, name: textOf(head) }];
    }).slice(0, 4);
  }

  function filterable(region, table, rows) {
    const low = rows.map((row) => row.textContent.toLowerCase());
    const status = make("span", { role: "status" });
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const fits = words.every((word) => low[index].includes(word))
          && selects.every(({ column, select }) => !select.value || textOf(row.cells[column]) === select.value);
        row.hidden = !fits;
        shown += fits;
      });
      status.textContent = `${shown} of ${rows.length}`;
    };
    const input = make("input", { type: "search", oninput: later(apply, 80) });
    const selects = choices(table, rows, apply);
    region.before(make("div", { class: "filter" }, make("label", {}, "Filter", input),
      ...selects.map(({ name, select }) => make("label", {}, name, select)), status));
    apply();
  }

  // Every other table of more than two columns becomes cards on a phone too; roles stay what they are where rows are blocks.
  function stack(table, rows) {
    const heads = [...table.tHead.rows[0].cells];
    if (heads.length < 3 && !table.classList.contains("stack")) return;
    if (!table.classList.contains("stack")) {
      table.classList.add("stack");
      rows.forEach((row) => [...row.cells].forEach((cell, column) => { cell.dataset.label = textOf(heads[column]); }));
    }
    table.setAttribute("role", "table");
    [table.tHead, table.tBodies[0]].forEach((group) => group.setAttribute("role", "rowgroup"));
    [...table.rows].forEach((row) => row.setAttribute("role", "row"));
    heads.forEach((head) => { if (head.tagName === "TH") head.setAttribute("role", "columnheader"); });
    rows.forEach((row) => [...row.cells].forEach((cell) => cell.setAttribute("role", "cell")));
  }

  function dressTable(region) {
    const table = region.querySelector("table");
    if (!table?.tHead || table.tBodies.length !== 1) return;
    const rows = [...table.tBodies[0].rows];
    stack(table, rows);
    if (rows.length >= 15) filterable(region, table, rows);
    if (rows.length >= 6) sortable(table, rows);
    giveProseRoom(table, rows);
  }

  // A column of sentences gets room beside columns of names.
  function giveProseRoom(table, rows) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (rows.some((row) => textOf(row.cells[column]).split(/\s+/).length > 9)) head.classList.add("prose");
    });
  }

  // What was considered for one access is folded to a line that counts the verdicts.
  function foldOptions(region) {
    const table = region.querySelector("table");
    if (textOf(table?.tHead?.rows[0].cells[0]) !== "Considered") return;
    const verdicts = [...table.tBodies[0].rows].map((row) => textOf(row.cells[1]));
    const counts = ["chosen", "lower priority", "ruled out", "undetermined"]
      .map((verdict) => [verdicts.filter((other) => other === verdict).length, verdict])
      .filter(([count]) => count).map(([count, verdict]) => `${count} ${verdict}`);
    const details = make("details", {}, make("summary", {}, "Considered: " + counts.join(", ")));
    region.replaceWith(details);
    details.append(region);
  }

  // Badges: a cell or bold words that say nothing but a kind, verdict or outcome get its look.
  const badges = new Map(Object.entries({
    "no credential": "kind anonymous", "GITHUB_TOKEN": "kind github_token", "broker token": "kind broker_token",
    "deploy key": "kind deploy_key",
    "GitHub App": "kind github_app", "fine-grained PAT": "kind fine_grained_pat", "classic PAT": "kind classic_pat",
    "a person's own PAT": "kind personal_pat", "a person's own SSH key": "kind personal_ssh_key",
    "chosen": "chosen", "lower priority": "outranked", "ruled out": "struck", "undetermined": "open",
    "decided": "decided", "needs an answer": "open", "blocked": "impossible", "exception": "exception",
  }));

  function badge(element) {
    const look = badges.get(textOf(element));
    if (!look || element.querySelector(".badge, a")) return;
    element.replaceChildren(make("span", { class: "badge " + look }, ...element.childNodes));
  }

  // Printing opens what is folded, and folds it again.
  function printing() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("article details:not([open])")];
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => { opened.forEach((details) => { details.open = false; }); });
  }

  // A link to the heading of a folded part opens it.
  function openFold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.closest("summary")?.parentElement;
    if (fold) fold.open = true;
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".tools")?.append(searchField(), themeSwitch());
    document.querySelector(".settings")?.append(shortcutSwitch());
    document.querySelectorAll(".code").forEach(copyButton);
    checklist([...document.querySelectorAll(".task input[type=checkbox]")]);
    document.querySelectorAll("article :is(strong, td)").forEach(badge);
    document.querySelectorAll(".table").forEach(foldOptions);
    document.querySelectorAll(".table").forEach(dressTable);
    openFold();
    addEventListener("hashchange", openFold);
    document.addEventListener("click", (event) => { if (event.target.closest?.("a[href^='#']")) setTimeout(openFold); });
    printing();
  });
})();
