#include <benchdiff/report/render_markdown.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/unicode.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

constexpr std::size_t plenty = 10'000'000;

std::string markdown_of(const Report& report, std::size_t max_bytes = plenty) {
  std::string out;
  render_markdown(report, {.max_bytes = max_bytes}, out);
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    EXPECT_NE(end, std::string_view::npos) << "the last line has an end";
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), lines.back().size() + 1));
  }
  return lines;
}

/// How many cells a row of a table has, as GFM splits it: before all else, at each `|` that has no
/// `\` before it.
std::size_t count_cells(std::string_view row) {
  std::size_t bars = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\') {
      ++i;
    } else if (row[i] == '|') {
      ++bars;
    }
  }
  EXPECT_TRUE(row.starts_with('|') && row.ends_with('|')) << row;
  return bars - 1;
}

/// Expects UTF-8, tables whose rows all have as many cells, and elements that are closed.
void expect_well_formed(const std::string& text) {
  for (std::string_view rest = text; !rest.empty();) {
    const auto c = formats::first_code_point(rest);
    ASSERT_TRUE(c.length > 1 || c.value < 0x80) << "not UTF-8";
    ASSERT_TRUE(c.value == '\n' || (c.value >= 0x20 && !(c.value >= 0x7F && c.value < 0xA0)));
    rest.remove_prefix(c.length);
  }
  std::size_t cells = 0;
  int open = 0;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("|")) {
      cells = cells == 0 ? count_cells(line) : cells;
      ASSERT_EQ(count_cells(line), cells) << line;
    } else {
      cells = 0;
      open += line.starts_with("<details>") ? 1 : line == "</details>" ? -1 : 0;
      ASSERT_TRUE(open == 0 || open == 1);
    }
  }
  EXPECT_EQ(open, 0);
}

std::string side(double factor, int benchmarks = 8) {
  std::string text = "goos: linux\npkg: a\n";
  for (int i = 0; i < benchmarks; ++i) {
    const double by = i % 4 == 0                 ? factor
                      : i % 4 == 1               ? 1 / factor
                      : i % 4 == 3 && factor > 1 ? 1.008
                                                 : 1;
    const double low = 100 * by;
    text += runs_of("Name/i=" + std::to_string(i),
                    {low, low * 1.001, low * 1.002, low * 1.003, low * 1.004, low * 1.005});
    const double allocs = i % 3 == 0 && factor > 1 ? 3 : 2;
    text += runs_of("Name/i=" + std::to_string(i), {allocs, allocs}, "allocs/op");
  }
  return text;
}

Report some_report(int benchmarks = 8) {
  return compare_texts(side(1, benchmarks) + runs_of("Gone", {1}),
                       side(1.2, benchmarks) + runs_of("New", {1}));
}

GateOutcome failed_gate() {
  GateOutcome gate;
  gate.result = GateResult::failed;
  gate.rules = {"worse:5%"};
  gate.failed = 1;
  gate.waived = 1;
  gate.remarks = {"the waiver of Old is over"};
  return gate;
}

TEST(RenderMarkdown, SaysOnItsFirstLinesWhatCameOut) {
  Report report = some_report();
  report.differences = {{"cpu", {"a", "b"}}, {"goos", {"", "linux"}}};
  report.gate = failed_gate();
  comparison_of(report, "Name/i=4", "sec/op").gate = {Gated::failed, "worse:5%"};
  const auto lines = lines_of(markdown_of(report));
  ASSERT_GT(lines.size(), 12U);
  EXPECT_EQ(lines[0], "<!-- benchdiff:report:benchdiff -->");
  EXPECT_EQ(lines[1],
            "❌ **5 worse**, 2 better, 7 same, 2 unclear (2 leaning worse) · old.txt → new.txt · "
            "2-6+2-6 runs · gate: 1 failed, 1 waived  ");
  EXPECT_TRUE(
      lines[2].starts_with("⚠️ **differs:** cpu: a → b · goos: (not set) → linux · next: "
                           "look at `Name/i=4` (sec/op +20.0%)"))
      << lines[2];
  EXPECT_EQ(lines[3], "");
  EXPECT_EQ(lines[4],
            "- `Name/i=4` sec/op 100.2ns → 120.3ns **+20.0%** \\[+19.6%, +20.4%\\] · failed: "
            "`worse:5%`");
  EXPECT_EQ(lines[5], "- `Name/i=0` allocs/op 2 → 3 **+50.0%**");
}

TEST(RenderMarkdown, NamesWhatWasAddedAndRemoved) {
  const std::string text = markdown_of(some_report());
  EXPECT_NE(text.find("\n**added:** `New`\n"), std::string::npos);
  EXPECT_NE(text.find("\n**removed:** `Gone`\n"), std::string::npos);
}

TEST(RenderMarkdown, HasARowForEachComparison) {
  const Report report = some_report();
  const std::string text = markdown_of(report);
  EXPECT_EQ(text.find("left out"), std::string::npos);
  EXPECT_NE(text.find("<details><summary>18 comparisons and values</summary>"), std::string::npos);
  std::size_t rows = 0;
  for (const std::string& line : lines_of(text)) rows += line.starts_with("| ") ? 1 : 0;
  EXPECT_EQ(rows, 16U + 2 + 2 * 2) << "with a heading and a mean for each table";
  expect_well_formed(text);
}

TEST(RenderMarkdown, TellsWhatTheGateIsAboutAndWhatIsWaivedAndMuted) {
  Report report = some_report();
  report.gate = failed_gate();
  comparison_of(report, "Name/i=0", "sec/op").gate = {Gated::waived, "known, until 2027-01-01"};
  comparison_of(report, "Name/i=1", "sec/op").gate = {Gated::muted, ".name:Name"};
  const std::string text = markdown_of(report);
  for (const char* line :
       {"- gate rule: `worse:5%`\n", "- the waiver of Old is over\n",
        "- waived: `Name/i=0` sec/op: known, until 2027-01-01\n",
        "- muted: `Name/i=1` sec/op: `.name:Name`\n", "- 1 benchmark is not in the baseline\n",
        "- all of goos: linux, pkg: a\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  expect_well_formed(text);
}

TEST(RenderMarkdown, HasMoreNotesAndNamesWhereTablesLeaveRoom) {
  Report report = compare_texts(side(1), side(1.2));
  report.gate = failed_gate();
  report.gate->remarks.assign(100, "a remark of some length that is the same as all others");
  EXPECT_EQ(markdown_of(report, 12'000).find("… and "), std::string::npos);
  const std::string cut = markdown_of(report, 6000);
  EXPECT_GT(cut.size(), 5800U);
  EXPECT_NE(cut.find("… and "), std::string::npos);
}

TEST(RenderMarkdown, ShowsValuesWhereNothingIsCompared) {
  const std::string text = markdown_of(report_of(side(1, 2)));
  EXPECT_EQ(text, R"(<!-- benchdiff:report:benchdiff -->
❔ **nothing compared** · results.txt  
next: compare it with another run: benchdiff OLD NEW

<details><summary>4 values</summary>

**sec/op**

| benchmark | value | ± | n | |
|:--|--:|--:|--:|:--|
| `Name/i=0` | 100.2ns | 0% | 6 | |
| `Name/i=1` | 100.2ns | 0% | 6 | |
| geomean | 100.3ns | | | |

**allocs/op**

| benchmark | value | ± | n | |
|:--|--:|--:|--:|:--|
| `Name/i=0` | 2 | | 2 | |
| `Name/i=1` | 2 | | 2 | |
| geomean | 2.000 | | | |

</details>

<details><summary>Notes</summary>

- all of goos: linux, pkg: a

</details>
)");
  EXPECT_EQ(markdown_of(report_of("")),
            "<!-- benchdiff:report:benchdiff -->\n❔ **nothing compared**  \n"
            "next: compare it with another run: benchdiff OLD NEW\n");
}

TEST(RenderMarkdown, NamesTheColumnWhereThereAreSeveral) {
  std::vector<formats::ResultFile> files;
  for (const double factor : {1.0, 1.2, 1.0}) {
    files.push_back(formats::read_text(side(factor), "f" + std::to_string(files.size())));
  }
  const std::string text = markdown_of(make_report(std::move(files)));
  EXPECT_NE(text.find("- `Name/i=0` allocs/op in `f1` 2 → 3 **+50.0%**\n"), std::string::npos);
  EXPECT_NE(text.find("| same | `Name/i=0` | `f2` | 100.2ns | 100.2ns | 0% |"), std::string::npos)
      << text;
  expect_well_formed(text);
}

TEST(RenderMarkdown, HasAnIdThatEndsNoComment) {
  std::string out;
  render_markdown(report_of(""), {.id = "a-->\n<b>.c_D9--" + std::string(1000, 'x')}, out);
  const std::string line = lines_of(out)[0];
  EXPECT_EQ(line, "<!-- benchdiff:report:a--b.c_D9--" + std::string(64 - 11, 'x') + " -->");
}

TEST(RenderMarkdown, ShortensALongName) {
  const std::string name = "Long" + std::string(10'000, 'x') + "End";
  const std::string text = markdown_of(
      compare_texts(runs_of(name, {100, 100, 100, 100}), runs_of(name, {150, 150, 150, 150})));
  EXPECT_LT(text.size(), 2000U) << text;
  EXPECT_NE(text.find("xEnd` | 100.0ns"), std::string::npos);
}

// Whatever is left out, the first lines stay, and the rest is well-formed.
TEST(RenderMarkdown, KeepsToItsBudget) {
  Report report = some_report(200);
  report.gate = failed_gate();
  const std::string full = markdown_of(report);
  const auto full_lines = lines_of(full);
  std::string text;
  for (std::size_t budget = 0; budget < full.size() + 100; budget += budget < 5000 ? 3 : 97) {
    text = markdown_of(report, budget);
    ASSERT_LE(text.size(), budget);
    expect_well_formed(text);
    const auto lines = lines_of(text);
    if (budget >= 200) {
      ASSERT_EQ(lines[0], full_lines[0]);
      ASSERT_TRUE(lines[1].starts_with("❌ **117 worse**")) << budget << lines[1];
    }
    if (budget >= 2000) {
      ASSERT_EQ(lines[1], full_lines[1]);
      ASSERT_EQ(lines[2], full_lines[2]);
      ASSERT_EQ(lines[8], full_lines[8]) << "all of the worst rows";
    }
    if (budget >= 400) {
      const bool cut = text.find("**left out for want of room:**") != std::string::npos ||
                       text.find("… and 402 more rows") != std::string::npos;
      ASSERT_EQ(cut, text != full) << budget << "\n" << text.substr(0, 2000);
    }
  }
  EXPECT_EQ(markdown_of(report, full.size() + 1000), full);
}

TEST(RenderMarkdown, LeavesOutInTheOrderItNames) {
  const Report report = some_report(200);
  const auto kept = [&](std::size_t budget) {
    std::vector<std::size_t> counts(6);
    for (const std::string& line : lines_of(markdown_of(report, budget))) {
      constexpr const char* beginnings[] = {"| ❌ worse | `",      "| ✅ better | `",
                                            "| ⚠️ leans worse | `", "| same | `",
                                            "| gone | `",          "| new | `"};
      for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += line.starts_with(beginnings[i]) ? 1 : 0;
      }
    }
    return counts;
  };
  const auto all = kept(plenty);
  ASSERT_EQ(all, (std::vector<std::size_t>{117, 50, 50, 183, 1, 1}));
  for (std::size_t budget = 2000; budget < 50'000; budget += 61) {
    const auto counts = kept(budget);
    const bool has_one_sided = counts[4] + counts[5] > 0;
    ASSERT_TRUE(!has_one_sided || counts[3] == all[3]) << budget;
    ASSERT_TRUE(counts[3] == 0 || counts[1] == all[1]) << budget;
    ASSERT_TRUE(counts[1] <= 20 || counts[2] == all[2]) << budget;
    ASSERT_TRUE(counts[2] == 0 || counts[0] == all[0]) << budget;
    ASSERT_TRUE(counts[0] <= 50 || counts[1] >= 20) << budget;
    ASSERT_TRUE(counts[1] == 0 || counts[0] >= 50) << budget;
  }
}

TEST(RenderMarkdown, SaysHowManyRowsATableHasMore) {
  const std::string text = markdown_of(some_report(200), 20'000);
  std::set<std::string> more;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("… and ")) more.insert(line);
  }
  EXPECT_EQ(more, (std::set<std::string>{"… and 70 more: 2 one-sided, 50 same, 18 better",
                                         "… and 133 more same"}));
}

constexpr const char* evil[] = {"|",          "`",   "``",     "\\",        "\\|",    "<b>",
                                "</details>", "-->", "**",     "_",         "[a](b)", "@bob",
                                "#123",       "~~",  "\u202e", "\x1b[2J",   "\xff",   "漢字",
                                "http://e",   "\\`", "&amp;",  "::error::", "\u200b", "😀",
                                "|--|",       "'",   "\x01",   "1.",        "\u2028", "x"};

TEST(RenderMarkdown, IsWellFormedWhateverNamesAre) {
  std::mt19937 engine(6);
  const auto pick = [&] { return evil[engine() % std::size(evil)]; };
  for (int round = 0; round < 40; ++round) {
    std::string texts[2];
    std::string names[6];
    for (std::string& name : names) {
      for (int i = 0; i < 6; ++i) name += pick();
    }
    names[5] += std::string(10'000, 'y');
    const std::string unit = std::string("u") + pick() + pick();
    for (int s = 0; s < 2; ++s) {
      texts[s] = std::string("key: ") + pick() + "\n";
      for (const std::string& name : names) {
        const double value = s == 0 || engine() % 2 == 0 ? 1 : 2;
        texts[s] += runs_of(name, {value, value, value, value}, unit);
        texts[s] += runs_of(name, {value, value}, "B/op");
      }
    }
    Asked asked;
    asked.projections.ignore = "key";
    Report report = compare_texts(texts[0], texts[1], asked);
    report.columns = {pick() + std::string("\n") + pick(), pick()};
    report.differences = {{pick(), {pick(), pick()}}};
    report.gate = failed_gate();
    report.gate->remarks = {names[0], names[1]};
    for (Table& table : report.tables) {
      for (Cell& cell : table.cells) {
        if (!cell.comparison) continue;
        cell.comparison->gate = {Gated{static_cast<int>(engine() % 6)}, names[2]};
        cell.warnings.push_back({Warning::Kind::outliers, names[3]});
      }
    }
    for (const std::size_t budget : {plenty, std::size_t{6000}, std::size_t{engine() % 6000}}) {
      const std::string text = markdown_of(report, budget);
      ASSERT_LE(text.size(), budget);
      expect_well_formed(text);
    }
  }
}

}  // namespace
}  // namespace benchdiff::report
