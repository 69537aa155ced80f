// The result files that the pages of the browser test are made of: always the same bytes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

// Numbers in [0, 1) that look random (mulberry32).
function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function side({ seed, names, first = 0, runs, factor, bytes, noise = 0.02, head = "goos: linux\npkg: example.com/x\n" }) {
  const random = randomNumbers(seed);
  let text = head;
  for (let run = 0; run < runs; ++run) {
    names.forEach((name, i) => {
      if (i < first) return;
      const around = 100 * (1 + (i * 7919) % 997) * (1 + noise * (random() + random() - 1));
      const outlier = run === 3 && i % 10 === 4 ? 3 : 1;
      text += `Benchmark${name}-8 1000 ${(around * factor(i) * outlier).toPrecision(5)} ns/op ` +
        `${bytes(i)} B/op ${i % 4} allocs/op\n`;
    });
  }
  return text;
}

const same = () => 1;
const slower = (i) => [1, 1.08, 1, 0.85, 1.02][i % 5];
const bytes = (i) => 64 * (i % 9);
const more = (i) => 64 * (i % 9) + (i % 11 === 0 ? 32 : 0);

export const hostileNames = [
  "</script><script>window.harm=1</script>",
  "\"><img/src=x/onerror=window.harm=1>",
  "'onmouseover='window.harm=1'",
  "</title></style></summary></table><svg/onload=window.harm=1>",
  "<!--<script>",
  "]]>&lt;&amp;&#0;",
  "javascript:window.harm=1",
  "\u202egnp.exe\u2066\u200b",
  "long/" + "x".repeat(10_000),
  "|`@name`#123",
];

function hostile(seed, factor) {
  return side({ seed, names: hostileNames, runs: 10, factor, bytes,
    head: `cpu: </style><img src=x onerror=window.harm=1> ${seed}\npkg: "'<b>&\n` });
}

const named = (count) =>
  Array.from({ length: count }, (_, i) => `Encode${i % 7}/size=${1 << (i % 12)}/case=${i}`);

// Writes the files into a folder, and answers which page is made with which arguments.
export function writeInputs(folder) {
  const write = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const pair = (name, count, runs) => [
    write(`${name}-old.txt`, side({ seed: 1, names: named(count), runs, factor: same, bytes })),
    write(`${name}-new.txt`, side({ seed: 2, names: named(count), runs, factor: slower, bytes: more })),
  ];
  const common = pair("common", 24, 10);
  const waivers = write("waivers.toml", `[[waiver]]
match = ".name:/Encode3/"
reason = "known, <b>#12</b>"
expires = 2199-01-01
[[waiver]]
match = ".name:Gone"
reason = "is gone"
expires = 2199-01-01
`);
  const third = write("common-third.txt",
    side({ seed: 3, names: named(30), first: 2, runs: 8, factor: () => 1.2, bytes }));
  return {
    common,
    gated: ["--fail-on", "ns/op:5%", "--fail-on", "allocs/op:0", "--fail-on", "unclear",
      "--mute", ".name:/Encode5/", "--waivers", waivers, ...common],
    runs: pair("runs", 3, 60),
    few: pair("few", 4, 3),
    three: [...common, third],
    one: [common[0]],
    nothing: [write("nothing-a.txt", "BenchmarkA 1 1 ns/op\n"), write("nothing-b.txt", "BenchmarkB 1 1 s/op\n")],
    odd: [write("odd-a.txt", "BenchmarkInf 1 +Inf ns/op\nBenchmarkNan 1 NaN ns/op\nBenchmark 1 -3 x\n"),
      write("odd-b.txt", "BenchmarkInf 1 2 ns/op\nBenchmarkNan 1 1 ns/op\nBenchmark 1 0 x\n")],
    hostile: [write("<b onload>&amp;.txt", hostile(5, same)),
      write("\"'&lt;.txt", hostile(6, slower))],
    thousand: pair("thousand", 1000, 10),
  };
}
