// node page_test.mjs FOLDER BENCHDIFF: makes HTML reports with the program BENCHDIFF, opens each in
// headless Chromium without a network, and checks what a reader sees and does. Pages and pictures of
// them go to FOLDER, where playwright-core is installed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { hostileNames, writeInputs } from "./inputs.mjs";

const folder = resolve(process.argv[2]);
const benchdiff = resolve(process.argv[3]);
const { chromium } = createRequire(join(folder, "package.json"))("playwright-core");

const found = (name) => execFileSync("sh", ["-c", `command -v ${name}`]).toString().trim();
const browser = await chromium.launch({ executablePath: found("chromium"), args: ["--no-sandbox"] });

mkdirSync(folder, { recursive: true });
const urls = {};
for (const [name, options] of Object.entries(writeInputs(folder))) {
  const page = join(folder, name + ".html");
  rmSync(page, { force: true });
  const run = spawnSync(benchdiff, ["-o", page, ...options], { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, { gated: 1, nothing: 2 }[name] ?? 0, `${name}: ${run.stderr}`);
  urls[name] = pathToFileURL(page).href;
}

let passed = 0;
let failed = 0;
async function check(what, body) {
  try {
    await body();
    ++passed;
  } catch (error) {
    ++failed;
    console.log(`failed: ${what}\n${error.stack}`);
  }
}

// Opens a page for a while. Whatever it asks the network for is an error, as is what it complains
// of.
async function withPage(url, options, body) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.setOffline(true);
  const faults = [];
  await context.route("**/*", (route) => {
    if (route.request().url().split("#")[0] === url) return route.continue();
    faults.push(`asks for ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push("opens a dialog"); return dialog.dismiss(); });
  await page.goto(url);
  await body(page);
  assert.deepEqual(faults, []);
  await context.close();
}

const samplesOf = (page) =>
  page.evaluate(() => JSON.parse(document.getElementById("benchdiff-samples").textContent));
// [[3, 7]] is three times 7.
const countRuns = (runs) => (runs ?? []).reduce((n, run) => n + (Array.isArray(run) ? run[0] : 1), 0);
const count = (page, selector) => page.locator(selector).count();
const visibleNames = (page, table = 0) => page.evaluate((i) =>
  [...document.querySelectorAll(".f")[i].tBodies[0].rows].filter((row) => !row.hidden)
    .map((row) => row.cells[0].textContent), table);

for (const [name, url] of Object.entries(urls)) {
  for (const javaScriptEnabled of [true, false]) {
    const script = javaScriptEnabled ? "with" : "without";
    await check(`${name} ${script} its script: asks for nothing, complains of nothing, shows what it has`,
      () => withPage(url, { javaScriptEnabled }, async (page) => {
        assert.ok(await page.locator("h1").innerText());
        assert.match(await page.locator(".next").innerText(), /^next: /);
        assert.equal(await count(page, "#bar"), javaScriptEnabled ? 1 : 0);
      }));
  }
  for (const width of [1280, 390]) {
    await check(`${name} at ${width} px: isn't wider than the window`,
      () => withPage(url, { viewport: { width, height: 900 } }, async (page) => {
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(await wide() <= width, `${await wide()} px`);
        await page.getByRole("button", { name: "open all" }).click();
        assert.ok(await wide() <= width, `${await wide()} px with all open`);
      }));
  }
}

for (const name of ["common", "three", "runs", "few"]) {
  await check(`${name}: has a mark for each comparison and each run`, () => withPage(urls[name], {}, async (page) => {
    const samples = await samplesOf(page);
    const changes = samples.rows.reduce((n, row) => n + row.runs.reduce((m, [, first, ...others]) =>
      m + (countRuns(first) > 0 ? others.filter((runs) => countRuns(runs) > 0).length : 0), 0), 0);
    const marks = await count(page, ".f tbody svg>.e,.f tbody svg>.v");
    const without = await page.getByText("no ratio", { exact: true }).count();
    assert.equal(marks + without, changes);
    assert.ok(marks > 0);
    for (const row of samples.rows) {
      const details = page.locator("details", { has: page.getByText(row.name, { exact: true }) });
      const [unit, ...sides] = row.runs[0];
      assert.equal(unit, 0);
      const dots = await details.locator("figure>svg").first().evaluate((svg) =>
        [...svg.querySelectorAll("g")].map((g) => [...g.querySelectorAll("path:not(.m)")]
          .map((path) => path.getAttribute("d").match(/h0|z/g).length).reduce((a, b) => a + b, 0)));
      assert.deepEqual(dots, sides.map(countRuns).filter((runs) => runs > 0));
    }
  }));
}

await check("runs: shows how the deciles changed", () => withPage(urls.runs, {}, async (page) => {
  await page.getByRole("button", { name: "open all" }).click();
  const shift = page.locator("figure", { hasText: "change of the deciles" }).first();
  assert.equal(await shift.locator("tr").count(), 1 + 9);
  const dots = await shift.locator(".e").getAttribute("d");
  assert.equal(dots.match(/h0/g).length, 9);
}));

await check("tables are sorted by a click, and the other way by another", () => withPage(urls.common, {}, async (page) => {
  const change = () => page.evaluate(() => [...document.querySelector(".f").tBodies[0].rows]
    .map((row) => parseFloat(row.cells[3].textContent)));
  const before = await change();
  const head = page.locator(".f").first().getByRole("button", { name: "change" });
  await head.click();
  const ascending = await change();
  assert.deepEqual(ascending, [...before].sort((a, b) => a - b));
  assert.notDeepEqual(ascending, before);
  assert.equal(await page.locator(".f").first().locator("[aria-sort=ascending]").count(), 1);
  await head.click();
  assert.deepEqual(await change(), [...before].sort((a, b) => b - a));
  await page.locator(".f").first().getByRole("button", { name: "benchmark" }).click();
  const names = await visibleNames(page);
  assert.deepEqual(names, [...names].sort(new Intl.Collator("en", { numeric: true }).compare));
  await page.locator(".f").first().getByRole("button", { name: "verdict" }).click();
  assert.equal(await page.evaluate(() => document.querySelector(".f").tBodies[0].rows[0].className), "w");
  await page.locator(".f").first().getByRole("button", { name: "common-old.txt" }).click();
  const values = await page.evaluate(() => [...document.querySelector(".f").tBodies[0].rows]
    .map((row) => row.cells[1].textContent).map((text) => parseFloat(text) * (text.includes("n") ? 1e-9 : 1e-6)));
  assert.deepEqual(values, [...values].sort((a, b) => a - b));
}));

await check("tables are filtered by name and by verdict", () => withPage(urls.common, {}, async (page) => {
  const all = await visibleNames(page);
  await page.getByLabel("filter by name").fill("encode3/");
  const some = await visibleNames(page);
  assert.deepEqual(some, all.filter((name) => name.startsWith("Encode3/")));
  assert.equal(await page.locator("details:visible").count(), some.length);
  await page.getByLabel("filter by name").fill("");
  await page.getByLabel("filter by verdict").selectOption("worse");
  const worse = await page.evaluate(() => [...document.querySelectorAll(".f tbody tr")]
    .filter((row) => !row.hidden).map((row) => row.cells[6].textContent));
  assert.ok(worse.length > 0 && worse.every((text) => text.startsWith("✕ worse")));
  await page.getByLabel("filter by verdict").selectOption("all verdicts");
  assert.deepEqual(await visibleNames(page), all);
}));

for (const javaScriptEnabled of [true, false]) {
  await check("the name of a row leads to its benchmark, which opens", () =>
    withPage(urls.common, { javaScriptEnabled }, async (page) => {
      const link = page.locator(".f tbody a").nth(5);
      const details = page.locator("details", { has: page.getByText(await link.innerText(), { exact: true }) });
      await link.click();
      await details.locator("figure>svg").first().waitFor({ state: "visible", timeout: 5000 });
    }));
}

await check("hostile names do no harm", () => withPage(urls.hostile, {}, async (page) => {
  await page.getByRole("button", { name: "open all" }).click();
  await page.mouse.move(200, 400);
  assert.equal(await page.evaluate(() => window.harm), undefined);
  assert.equal(await count(page, "img"), 0);
  assert.equal(await count(page, "script"), 2);
  assert.equal(await count(page, "details"), hostileNames.length);
  const names = await visibleNames(page);
  assert.equal(names[0], hostileNames[0] + "-8");
  assert.ok(names.every((name) => !/[\u202e\u2066\u200b]/.test(name)));
  const samples = await samplesOf(page);
  assert.deepEqual(samples.rows.map((row) => row.name), hostileNames.map((name) => name + "-8"));
}));

await check("no script but the page's own would run", () => withPage(urls.common, {}, async (page) => {
  const policy = await page.locator("meta[http-equiv]").getAttribute("content");
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
  assert.equal(await count(page, "[style],[onclick],[onload],[onerror]"), 0);
}));

await check("what is 4.5 : 1 to read is so in light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await withPage(urls.gated, { colorScheme }, async (page) => {
      await page.getByRole("button", { name: "open all" }).click();
      assert.deepEqual(await page.evaluate(() => {
        const rgb = (color) => color.match(/[\d.]+/g).map(Number);
        const light = (color) => rgb(color).slice(0, 3).map((c) => c / 255)
          .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const background = (e) => {
          for (; e; e = e.parentElement) {
            const color = getComputedStyle(e).backgroundColor;
            if (rgb(color)[3] !== 0) return color;
          }
          return "rgb(255, 255, 255)";
        };
        const poor = new Set();
        for (const e of document.querySelectorAll("body *")) {
          const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
          if (!own || !e.getClientRects().length || e.closest("script")) continue;
          const style = getComputedStyle(e);
          const color = e.ownerSVGElement ? style.fill : style.color;
          const [a, b] = [light(color), light(background(e))].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < 4.5) poor.add(`${e.tagName}.${e.className} ${color} ${ratio.toFixed(2)}`);
        }
        return [...poor];
      }), [], colorScheme);
    });
  }
});

await check("the gate's marks say why", () => withPage(urls.gated, {}, async (page) => {
  const text = await page.locator("body").innerText();
  for (const words of ["gate failed: ", "inconclusive: unclear", "waived: known, <b>#12</b>", "muted: .name:/Encode5/"]) {
    assert.ok(text.includes(words), words);
  }
}));

await check("at 390 px all numbers of a benchmark are in the window", () =>
  withPage(urls.common, { viewport: { width: 390, height: 900 } }, async (page) => {
    await page.getByRole("button", { name: "open all" }).click();
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".p td")]
      .filter((td) => td.getBoundingClientRect().right > 390).map((td) => td.textContent)), []);
    assert.ok(await count(page, ".p td") > 0);
  }));

await check("at 1280 px values and what the gate made of them take a line each", () =>
  withPage(urls.gated, {}, async (page) => {
    assert.deepEqual(await page.evaluate(() =>
      [...document.querySelectorAll(".f tbody a, .f tbody .w em.w, .f tbody em.c")]
        .filter((e) => e.getBoundingClientRect().height > 30).map((e) => e.textContent)), []);
    assert.ok(await count(page, ".f tbody em.w") > 0);
  }));

await check("the labels of the axis keep apart", async () => {
  for (const name of ["common", "three", "runs", "few"]) {
    await withPage(urls[name], {}, async (page) => {
      assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("svg.x")].flatMap((svg) => {
        const boxes = [...svg.querySelectorAll("text")].map((e) => e.getBoundingClientRect())
          .sort((a, b) => a.left - b.left);
        return boxes.slice(1).map((box, i) => box.left - boxes[i].right).filter((gap) => gap < 2);
      })), [], name);
    });
  }
});

await check("prints without its controls", () => withPage(urls.common, {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#bar").isVisible(), false);
  assert.ok((await page.pdf({ path: join(folder, "common.pdf") })).length > 10_000);
}));

for (const javaScriptEnabled of [true, false]) {
  await check("a thousand benchmarks", () => withPage(urls.thousand, { javaScriptEnabled }, async (page) => {
    assert.equal(await count(page, "details"), 1000);
    if (!javaScriptEnabled) return;
    const times = [];
    for (let i = 0; i < 5; ++i) {
      await page.reload();
      times.push(await page.evaluate(() =>
        Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd)));
    }
    console.log(`1000 benchmarks are loaded in ${times.sort((a, b) => a - b)[2]} ms (median of 5)`);
  }));
}

for (const name of ["common", "gated", "runs", "few", "three", "one", "nothing", "odd", "hostile"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await check(`${name}: a picture`, () =>
        withPage(urls[name], { colorScheme, viewport: { width, height: 900 } }, async (page) => {
          await page.evaluate(() => [...document.querySelectorAll("details")].slice(0, 2)
            .forEach((details) => { details.open = true; }));
          await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        }));
    }
  }
}

await browser.close();
console.log(`browser: ${passed} checks passed, ${failed} failed; pictures are in ${folder}`);
process.exit(failed > 0 ? 1 : 0);
