"use strict";
// The page can be read without this: it adds buttons to sort the tables, and a bar to filter them.
(() => {
  const all = (s, e = document) => [...e.querySelectorAll(s)];
  const make = (tag, text, set = {}) =>
    Object.assign(document.createElement(tag), { textContent: text }, set);
  const tables = all(".f,.l");
  const order = ["w", "lw", "c", "lc", "u", "lb", "b", "s", "n"];
  const prefixes = { n: 1e-9, "µ": 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12,
    Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 };
  const number = (text) => {
    const m = /[-+]?(∞|[\d.]+(e[-+]?\d+)?)(Ki|Mi|Gi|Ti|[nµmkMGT](?=s|B|$|\s))?/.exec(text);
    return !m ? NaN : m[1] === "∞" ? (m[0][0] === "-" ? -1 : 1) * Infinity
      : parseFloat(m[0]) * (prefixes[m[3]] || 1);
  };
  const key = (row, column, kind) => kind === "verdict" ? order.indexOf(row.className)
    : number(row.cells[column === 5 && kind === "axis" ? 3 : column]?.textContent ?? "");
  const sort = (table, column, button) => {
    const body = table.tBodies[0];
    const down = button.parentNode.ariaSort === "ascending";
    all("th", table.tHead).forEach((th) => th.removeAttribute("aria-sort"));
    button.parentNode.ariaSort = down ? "descending" : "ascending";
    const kind = column === 0 ? "name" : button.textContent;
    const rows = [...body.rows].map((row) => [row, kind === "name" ? row.cells[0].textContent
      : key(row, column, kind)]);
    const compare = kind === "name" ? new Intl.Collator("en", { numeric: true }).compare
      : (a, b) => isNaN(a) - isNaN(b) || (a > b) - (a < b);
    rows.sort(([, a], [, b]) => typeof a === "number" && (isNaN(a) || isNaN(b))
      ? compare(a, b) : down ? compare(b, a) : compare(a, b));
    body.append(...rows.map(([row]) => row));
  };
  for (const table of tables) {
    [...table.tHead.rows[0].cells].forEach((th, column) => {
      if (th.querySelector("svg") || !th.textContent) return;
      const button = make("button", th.textContent, { type: "button", title: "sort" });
      button.onclick = () => sort(table, column, button);
      th.replaceChildren(button);
    });
  }
  const name = make("input", "", { type: "search", placeholder: "filter by name" });
  name.ariaLabel = "filter by name";
  const verdict = make("select", "");
  verdict.ariaLabel = "filter by verdict";
  const words = { "": "all verdicts", w: "worse", b: "better", c: "changed", s: "same",
    u: "unclear", n: "new or gone" };
  for (const value in words) verdict.append(make("option", words[value], { value }));
  const groups = { u: ["u", "lw", "lb", "lc"] };
  const shown = make("output", "");
  const filter = () => {
    const part = name.value.toLowerCase();
    const classes = verdict.value && (groups[verdict.value] || [verdict.value]);
    const names = new Set();
    let count = 0;
    for (const row of all(".f>tbody>tr,.l>tbody>tr")) {
      const link = row.cells[0].firstChild;
      row.hidden = !(link.textContent.toLowerCase().includes(part) &&
        (!classes || classes.includes(row.className)));
      if (!row.hidden) count++, names.add(link.hash);
    }
    for (const e of all("details")) e.hidden = !names.has("#" + e.lastChild.id);
    shown.value = part || classes ? count + " rows" : "";
  };
  name.oninput = verdict.onchange = filter;
  const open = make("button", "open all", { type: "button" });
  open.onclick = () => {
    const opens = open.textContent === "open all";
    for (const e of all("details")) e.open = opens;
    open.textContent = opens ? "close all" : "open all";
  };
  if (!tables.length) return;
  const bar = make("div", "", { id: "bar" });
  bar.append(name, verdict, shown, open);
  document.querySelector("main").prepend(bar);
})();
