#include <benchdiff/report/render_html.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/printable.h>
#include <benchdiff/report/samples_json.h>

#include "html_text.h"
#include "reports.h"

namespace benchdiff::report {
namespace {

using html_text::count;
using html_text::Document;

std::string page_of(const Report& report, const HtmlOptions& options = {}) {
  std::string out;
  render_html(report, options, out);
  return out;
}

/// Two sides of some benchmarks of three units: a time that varies, and two counts that don't.
Report many_benchmarks(std::size_t benchmarks, std::size_t runs = 10) {
  std::mt19937_64 engine(7);
  std::lognormal_distribution<double> noise(0, 0.02);
  const auto side = [&](double factor) {
    std::string text = "goos: linux\npkg: example.com/x\n";
    for (std::size_t i = 0; i < benchmarks * runs; ++i) {
      const std::size_t at = i % benchmarks;
      const double time = static_cast<double>(100 + at * 7919 % 99991) * noise(engine) * factor;
      text += "BenchmarkThing" + std::to_string(at % 100) + "/size=" + std::to_string(at / 100) +
              "/mode=fast-8 1 " + fixed(time, 2) + " ns/op " + std::to_string(64 * (at % 9)) +
              " B/op " + std::to_string(at % 4) + " allocs/op\n";
    }
    return text;
  };
  return compare_texts(side(1), side(1.03));
}

std::string read_command(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 256> buffer;
  while (pipe != nullptr && fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) {
    text += buffer.data();
  }
  return text;
}

/// A file that is gone at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text)
      : path_(testing::TempDir() + "benchdiff_html_" + std::to_string(getpid())) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// SHA-256 as coreutils compute it, in base64.
std::string sha256_base64(std::string_view text) {
  const TemporaryFile file(text);
  const std::string hex = read_command("sha256sum '" + file.path() + "'").substr(0, 64);
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (const char digit : hex) {
    const auto value = std::string_view("0123456789abcdef").find(digit);
    for (int bit = 3; bit >= 0; --bit) bits += ((value >> bit) & 1U) != 0 ? '1' : '0';
  }
  bits += "00";  // 256 bits are 42 letters and four bits of another
  std::string base64;
  for (std::size_t i = 0; i < bits.size(); i += 6) {
    base64 += alphabet[std::stoul(bits.substr(i, 6), nullptr, 2)];
  }
  return base64 + "=";
}

const std::vector<std::string> hostile_names{
    "</script><script>alert(1)</script>",
    "\"><img/src=x/onerror=alert(1)>",
    "'onmouseover='alert(1)",
    "</title></style></summary></details></table>",
    "<!--",
    "]]>&amp;&#0;",
    "\u202egnp.exe",
    "\x01\x1b[0m\xff\xc3",
    "|`@name`#123::error::",
    std::string(10'000, 'x'),
};

Report hostile_report() {
  const auto side = [](int first) {
    std::string text = "cpu: </style><b>" + std::to_string(first) + "\npkg: \"'<b>&\n";
    for (const std::string& name : hostile_names) {
      for (int run = 0; run < 24; ++run) {
        text += "Benchmark" + name + " 1 " + std::to_string(first + run % 7) + " ns/op " +
                std::to_string(run) + " \"<i>'/&op\n";
      }
    }
    return text;
  };
  Report report = compare_texts(side(100), side(103));
  report.differences.push_back({"a<b", {"\"&'", ""}});
  return report;
}

TEST(RenderHtml, SaysFirstWhatCameOutAndWhatToDoNext) {
  const Document page(page_of(compare_texts(runs_of("A", {1, 2, 3, 4, 5, 6, 7, 8}),
                                            runs_of("A", {11, 12, 13, 14, 15, 16, 17, 18}))));
  const std::string& text = page.text();
  const auto verdicts = text.find("✕ 1 worse ✓ 0 better = 0 same ? 0 unclear");
  const auto sides = text.find("old.txt → new.txt · 8+8 runs");
  const auto next = text.find("next: look at A");
  EXPECT_LT(verdicts, sides) << text;
  EXPECT_LT(sides, next);
  EXPECT_LT(next, text.find("Changes"));
}

TEST(RenderHtml, IsWellFormed) {
  for (const Report& report :
       {report_of(""), report_of(runs_of("A", {1, 2, 3})), many_benchmarks(30),
        many_benchmarks(3, 50), compare_texts(runs_of("A", {1}), runs_of("B", {1})),
        hostile_report()}) {
    EXPECT_EQ(Document(page_of(report)).faults(), std::vector<std::string>{});
  }
}

TEST(RenderHtml, IsTakenByTidyWithoutAWord) {
  if (std::system("command -v tidy > /dev/null") != 0) GTEST_SKIP() << "there is no tidy";
  for (const Report& report : {report_of(""), many_benchmarks(30, 24), hostile_report()}) {
    const TemporaryFile file(page_of(report));
    EXPECT_EQ(read_command("tidy -q -e '" + file.path() + "' 2>&1"), "");
  }
}

TEST(RenderHtml, LetsHostileNamesBeNothingButText) {
  const Document page(page_of(hostile_report()));
  const std::string& text = page.text();
  for (const std::string& name : hostile_names) {
    EXPECT_NE(text.find(printable(name)), std::string::npos) << name.substr(0, 50);
  }
  EXPECT_NE(text.find("differs: a<b: \"&' → (not set)"), std::string::npos);
  // In the samples, only what ends a script or hides its end means something.
  const std::string samples = "<script type=application/json";
  const std::string before = page.source().substr(0, page.source().find(samples));
  for (const std::string_view tag : {"<script", "<img", "<i>'", "\u202e"}) {
    EXPECT_EQ(before.find(tag), std::string::npos) << tag;
  }
  const std::string after = page.source().substr(before.size());
  EXPECT_EQ(count(after, "</"), 3U) << "two scripts and the page end";
  EXPECT_EQ(after.find("<!"), std::string::npos);
}

TEST(RenderHtml, AllowsItsOwnStyleAndScriptAndNothingElse) {
  const std::string page = page_of(many_benchmarks(2));
  const auto between = [&](std::string_view from, std::string_view to) {
    const auto begin = page.rfind(from) + from.size();
    return page.substr(begin, page.find(to, begin) - begin);
  };
  const std::string style = between("<style>", "</style>");
  const std::string script = between("<script>", "</script>");
  EXPECT_NE(page.find("content=\"default-src 'none'; style-src 'sha256-" + sha256_base64(style) +
                      "'; script-src 'sha256-" + sha256_base64(script) +
                      "'; base-uri 'none'; form-action 'none'\""),
            std::string::npos)
      << page.substr(0, 600);
  EXPECT_LE(script.size(), 3'072U);
}

TEST(RenderHtml, RefersToNothingOutsideOfItself) {
  const Document page(page_of(many_benchmarks(5)));
  for (const std::string_view forbidden :
       {"http://", "https://", "url(", "@import", " src=", " style="}) {
    EXPECT_EQ(page.source().find(forbidden), std::string::npos) << forbidden;
  }
  for (const std::string& link : page.attributes("href")) {
    ASSERT_EQ(link.front(), '#');
    EXPECT_EQ(std::ranges::count(page.attributes("id"), link.substr(1)), 1) << link;
  }
}

TEST(RenderHtml, HasARowAndAMarkForEachChange) {
  const Report report = many_benchmarks(20);
  const std::string page = page_of(report);
  EXPECT_EQ(count(page, "<tr\nclass="), 3U * 20 + 3) << "and a geometric mean each";
  EXPECT_EQ(count(page, "<path class=e d="), 3U * 20 + 3);
  EXPECT_EQ(count(page, "<details>"), 20U);
  EXPECT_EQ(count(page, "<figure>"), 20U) << "what is constant isn't drawn";
}

TEST(RenderHtml, SaysWhereThereIsNoRatio) {
  const std::string page =
      page_of(compare_texts(runs_of("A", {0, 0}, "allocs/op") + runs_of("B", {0, 0}, "allocs/op"),
                            runs_of("A", {1, 1}, "allocs/op") + runs_of("B", {0, 0}, "allocs/op")));
  EXPECT_EQ(count(page, "<td>no ratio"), 1U);
  EXPECT_NE(page.find("<td>0<td>1<td>+1<td><td>no ratio<td>✕ worse"), std::string::npos);
}

TEST(RenderHtml, MarksWhatIsNewAndWhatIsGone) {
  const Document page(page_of(
      compare_texts(runs_of("A", {1}) + runs_of("B", {1}), runs_of("B", {1}) + runs_of("C", {1}))));
  EXPECT_EQ(count(page.source(), "<td>− gone"), 1U);
  EXPECT_EQ(count(page.source(), "<td>+ new"), 1U);
  EXPECT_NE(page.text().find("1 benchmark is only in the baseline"), std::string::npos);
  EXPECT_NE(page.text().find("added: C"), std::string::npos) << page.text();
  EXPECT_NE(page.text().find("removed: A"), std::string::npos) << page.text();
}

TEST(RenderHtml, NamesTenThatAreNewOrGoneAndCountsTheOthers) {
  std::string some;
  for (const char name : std::string_view("ABCDEFGHIJKL")) {
    some += runs_of("Gone" + std::string(1, name), {1});
  }
  const Document page(page_of(compare_texts(runs_of("A", {1}) + some, runs_of("A", {1}))));
  const auto at = page.text().find("removed: GoneA");
  ASSERT_NE(at, std::string::npos) << page.text();
  const std::string names = page.text().substr(at, page.text().find(" more", at) - at);
  EXPECT_TRUE(names.ends_with("GoneJ and 2")) << names;
  EXPECT_EQ(page.text().find("added: "), std::string::npos);
}

TEST(RenderHtml, ShowsResultsThatAreComparedWithNothing) {
  const Document page(page_of(report_of(runs_of("A", {1, 2, 3, 4, 5, 6}) + runs_of("", {2}))));
  const std::string& text = page.text();
  EXPECT_NE(text.find("nothing compared"), std::string::npos);
  EXPECT_NE(text.find("Results"), std::string::npos);
  EXPECT_NE(text.find("(none)"), std::string::npos);
  EXPECT_EQ(text.find("verdict"), std::string::npos);
  EXPECT_EQ(count(page.source(), "<table class=l>"), 1U);
}

TEST(RenderHtml, HasATableForEachColumnThatIsCompared) {
  const Asked asked = by_note();
  const std::string page =
      page_of(report_of("note: a\n" + runs_of("A", {1, 2}) + "note: b\n" + runs_of("A", {1, 2}) +
                            "note: c\n" + runs_of("A", {1, 2}),
                        asked));
  EXPECT_EQ(count(page, "</b> a → b"), 1U);
  EXPECT_EQ(count(page, "</b> a → c"), 1U);
  EXPECT_EQ(count(page, "<g class=k"), 3U) << "and one strip plot of all";
}

TEST(RenderHtml, ShowsTheShiftFunctionFromTwentyRunsOn) {
  EXPECT_EQ(count(page_of(many_benchmarks(2, 19)), "change of the deciles"), 0U);
  EXPECT_EQ(count(page_of(many_benchmarks(2, 20)), "change of the deciles"), 2U);
}

TEST(RenderHtml, SaysWhatAGateMakesOfIt) {
  Report report = many_benchmarks(5);
  auto& cells = report.tables[0].cells;
  cells[1].comparison->gate = {Gated::failed, "ns/op:<5%"};
  cells[3].comparison->gate = {Gated::waived, "known & allowed until 2030-01-01"};
  cells[5].comparison->gate = {Gated::muted, ".name:X"};
  cells[7].comparison->gate = {Gated::passed, "ns/op:<5%"};
  report.gate = GateOutcome{.result = GateResult::failed,
                            .rules = {"ns/op:<5%"},
                            .failed = 1,
                            .inconclusive = 0,
                            .waived = 1,
                            .muted = 1,
                            .remarks = {"a waiver is over"}};
  const std::string text = Document(page_of(report)).text();
  for (const std::string_view said :
       {"✕ gate: 1 failed, 1 waived, 1 muted by ns/op:<5%", "a waiver is over",
        "✕ worse gate failed: ns/op:<5%", "waived: known & allowed until 2030-01-01",
        "muted: .name:X"}) {
    EXPECT_NE(text.find(said), std::string::npos) << said;
  }
}

TEST(RenderHtml, NamesWhatDiffersBetweenTheSides) {
  Report report = many_benchmarks(1);
  report.differences.push_back({"cpu", {"a", "b"}});
  const std::string text = Document(page_of(report)).text();
  EXPECT_LT(text.find("differs: cpu: a → b"), text.find("next: "));
}

TEST(RenderHtml, HoldsTheSamples) {
  const Report report = many_benchmarks(3);
  std::string samples;
  append_samples_json(report, samples);
  EXPECT_NE(page_of(report).find("<script type=application/json id=benchdiff-samples>" + samples +
                                 "</script>"),
            std::string::npos);
}

TEST(RenderHtml, TakesUpToTwoKilobytesForABenchmark) {
  const std::size_t some = page_of(many_benchmarks(200)).size();
  const std::size_t more = page_of(many_benchmarks(700)).size();
  EXPECT_LE((more - some) / 500, 2'000U);
}

TEST(RenderHtml, IsTheSameForTheSameReport) {
  EXPECT_EQ(page_of(many_benchmarks(10)), page_of(many_benchmarks(10)));
}

TEST(RenderHtml, TakesATitle) {
  EXPECT_NE(page_of(report_of(""), {.title = "a <b>"}).find("<title>a &lt;b&gt;</title>"),
            std::string::npos);
  EXPECT_NE(page_of(many_benchmarks(1)).find("<title>benchdiff: old.txt → new.txt</title>"),
            std::string::npos);
}

TEST(RenderHtml, ShowsWhatIsNoNumber) {
  const Report report =
      compare_texts("BenchmarkA 1 +Inf u\nBenchmarkB 1 NaN u\nBenchmarkC 1 -1 u\n",
                    "BenchmarkA 1 1 u\nBenchmarkB 1 1 u\nBenchmarkC 1 +Inf u\n");
  const Document page(page_of(report));
  EXPECT_EQ(page.faults(), std::vector<std::string>{});
  EXPECT_NE(page.text().find("NaN"), std::string::npos);
  EXPECT_NE(page.text().find("+∞"), std::string::npos);
}

}  // namespace
}  // namespace benchdiff::report
