// The page can be read without this: it lets tables be sorted and filtered.
{
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const make = (tag, text, more) =>
    Object.assign(document.createElement(tag), { textContent: text }, more);

  // What is worst comes first.
  const order = ["w", "lw", "c", "lc", "u", "lb", "b", "s", "n"];
  const prefixes = { n: 1e-9, "µ": 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12,
    Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };
  const number = (text) => {
    const found = /([-+]?)(∞|[\d.]+(?:e[-+]?\d+)?)([KMGT]i|[nµmkMGT])?/.exec(text);
    if (!found) return NaN;
    const size = found[2] == "∞" ? Infinity : found[2] * (prefixes[found[3]] || 1);
    return found[1] == "-" ? -size : size;
  };
  const names = new Intl.Collator("en", { numeric: true });
  const sort = (table, column, head) => {
    const sign = head.ariaSort == "ascending" ? -1 : 1;
    all("th", table.tHead).forEach((th) => { th.ariaSort = null; });
    head.ariaSort = sign > 0 ? "ascending" : "descending";
    const key = (row) => {
      const text = row.cells[column]?.textContent;
      return !column ? text : column == 6 ? order.indexOf(row.className) : number(text);
    };
    // What has no number stays last.
    const compare = (a, b) => !column ? sign * names.compare(a, b)
      : isNaN(a) - isNaN(b) || sign * ((a > b) - (a < b));
    const body = table.tBodies[0];
    body.append(...[...body.rows].map((row) => [key(row), row])
      .sort(([a], [b]) => compare(a, b)).map(([, row]) => row));
  };
  for (const table of all(".f,.l")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.textContent || head.querySelector("svg")) return;
      const button = make("button", head.textContent);
      button.onclick = () => sort(table, column, head);
      head.replaceChildren(button);
    });
  }

  const field = (tag, label) => make(tag, "", { ariaLabel: label, placeholder: label });
  const name = field("input", "filter by name");
  const verdict = field("select", "filter by verdict");
  const choices = { "all verdicts": "", worse: "w", better: "b", same: "s",
    unclear: "u lw lb lc", "leaning worse": "lw", changed: "c", "new or gone": "n" };
  for (const text in choices) verdict.append(make("option", text, { value: choices[text] }));
  const shown = make("output");
  const filter = () => {
    const part = name.value.toLowerCase();
    const links = new Set();
    const rows = all("tbody>tr:has(a)");
    let left = 0;
    for (const row of rows) {
      const link = row.querySelector("a");
      row.hidden = !link.textContent.toLowerCase().includes(part) ||
        (verdict.value && !verdict.value.split(" ").includes(row.className));
      if (!row.hidden) left++, links.add(link.hash);
    }
    for (const e of all("details")) e.hidden = !links.has("#" + e.lastChild.id);
    shown.value = left < rows.length ? `${left} of ${rows.length} rows` : "";
  };
  name.oninput = verdict.onchange = filter;
  const open = make("button", "open all");
  open.onclick = () => {
    const opens = open.textContent == "open all";
    all("details").forEach((e) => { e.open = opens; });
    open.textContent = (opens ? "close" : "open") + " all";
  };
  const bar = make("div", "", { id: "bar" });
  bar.append(name, ...(all(".f").length ? [verdict] : []), shown, open);
  document.querySelector("main")?.prepend(bar);
}
