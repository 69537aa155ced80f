#include <benchdiff/formats/go_benchmark.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/source.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {
namespace {

using Strings = std::vector<std::string>;

ResultFile read(std::string_view content) {
  Source source = Source::from_memory(content);
  Text text(source);
  ResultFile file;
  read_go_benchmark(text, file);
  return file;
}

std::string number(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string shown(const Configuration& configuration) {
  std::string text;
  for (const Setting& setting : configuration) {
    text += (text.empty() ? "" : ", ") + setting.key + "=" + setting.value;
  }
  return text.empty() ? "" : " {" + text + "}";
}

/// A result as `2: Name {goos=linux} 100: 3 ns/op, 5 B/op`, where 2 is its line.
std::string shown(const ResultFile& file, const Result& result) {
  const Subject& subject = file.subjects.at(result.subject);
  std::string text = std::to_string(result.line) + ": " + subject.name +
                     shown(file.configurations.at(subject.configuration)) + " " +
                     std::to_string(result.iterations) + ":";
  const Shape& shape = file.shape_of(result);
  const auto values = file.values_of(result);
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? ", " : " ") + number(values[i]) + " " + file.units.at(shape[i]).written;
  }
  return text;
}

std::string shown(const Note& note) {
  std::string line = std::to_string(note.line) + ": ";
  switch (note.kind) {
    case Note::Kind::syntax_error:
      return line + note.text;
    case Note::Kind::skipped:
      return line + "skipped " + note.text;
    case Note::Kind::name_clash:
      return line + "clash " + note.text;
    case Note::Kind::unit_setting:
      return line + "Unit " + note.unit.unit + " " + note.unit.key + "=" + note.unit.value;
  }
  return line;
}

Strings results(const ResultFile& file) {
  Strings lines;
  for (const Result& result : file.results) lines.push_back(shown(file, result));
  return lines;
}

Strings notes(const ResultFile& file) {
  Strings lines;
  for (const Note& note : file.notes) lines.push_back(shown(note));
  return lines;
}

Strings results(std::string_view content) { return results(read(content)); }
Strings notes(std::string_view content) { return notes(read(content)); }

/// The configuration of a result that comes behind some lines.
std::string configuration_after(const std::string& lines) {
  const ResultFile file = read(lines + "\nBenchmarkX 1 1 ns/op\n");
  EXPECT_EQ(notes(file), Strings{});
  return file.configurations.empty() ? "no result" : shown(file.configurations[0]);
}

void expect_nothing(const std::string& content) {
  const ResultFile file = read(content);
  EXPECT_EQ(results(file), Strings{}) << content;
  EXPECT_EQ(notes(file), Strings{}) << content;
  EXPECT_TRUE(file.values.empty()) << content;
}

/// What is wrong with a line, which leaves nothing behind but its note.
std::string error_of(const std::string& line) {
  const ResultFile file = read(line);
  EXPECT_EQ(results(file), Strings{}) << line;
  EXPECT_TRUE(file.values.empty()) << line;
  return file.notes.size() == 1 ? file.notes[0].text : std::to_string(file.notes.size()) + " notes";
}

// Results.

TEST(GoBenchmark, ReadsAResult) {
  EXPECT_EQ(results("BenchmarkEncode/format=json-48  \t 1000\t 1718 ns/op\n"),
            Strings{"1: Encode/format=json-48 1000: 1718 ns/op"});
}

TEST(GoBenchmark, ReadsEveryMeasurementInOrder) {
  EXPECT_EQ(results("BenchmarkX 100 44.3 ns/op 12.5 MB/s 0 B/op 3 allocs/op"),
            Strings{"1: X 100: 44.3 ns/op, 12.5 MB/s, 0 B/op, 3 allocs/op"});
}

TEST(GoBenchmark, KeepsEveryMeasurementOfAUnitThatStandsTwice) {
  const ResultFile file = read("BenchmarkX 1 1 ns/op 2 ns/op 1000 ns/op\n");
  EXPECT_EQ(results(file), Strings{"1: X 1: 1 ns/op, 2 ns/op, 1000 ns/op"});
  EXPECT_EQ(file.units.size(), 1U);
}

TEST(GoBenchmark, TakesAnyName) {
  EXPECT_EQ(results("Benchmark 1 1 ns/op\n"
                    "Benchmarkfoo 1 1 ns/op\n"
                    "Benchmark/a=1/b-8 1 1 ns/op\n"
                    "BenchmarkBenchmark 1 1 ns/op\n"
                    "Benchmark\xC3\x89t\xC3\xA9 1 1 ns/op\n"
                    "Benchmark:x=\"y\" 1 1 ns/op\n"),
            (Strings{"1:  1: 1 ns/op", "2: foo 1: 1 ns/op", "3: /a=1/b-8 1: 1 ns/op",
                     "4: Benchmark 1: 1 ns/op", "5: \xC3\x89t\xC3\xA9 1: 1 ns/op",
                     "6: :x=\"y\" 1: 1 ns/op"}));
}

TEST(GoBenchmark, KeepsBytesOfANameThatAreNotUtf8) {
  EXPECT_EQ(results("Benchmark\xFF\xC3/\x80\x85 1 1 ns/op"),
            Strings{"1: \xFF\xC3/\x80\x85 1: 1 ns/op"});
}

TEST(GoBenchmark, PassesOverANameAlone) {
  for (const char* line :
       {"Benchmark", "BenchmarkX", "BenchmarkX\n", "BenchmarkX\r\n", "Benchmarks"}) {
    expect_nothing(line);
  }
}

TEST(GoBenchmark, WantsTheWordBenchmarkAtTheBeginningOfTheLine) {
  for (const char* line :
       {" BenchmarkX 1 1 ns/op", "\tBenchmarkX 1 1 ns/op", "benchmarkX 1 1 ns/op",
        "XBenchmarkX 1 1 ns/op", "Bench 1 1 ns/op", "BENCHMARKX 1 1 ns/op"}) {
    expect_nothing(line);
  }
}

TEST(GoBenchmark, SaysWhatIsWrongWithAResult) {
  for (const auto& [line, error] : {
           std::pair("BenchmarkTailingSpaceNoIter ", "missing iteration count"),
           std::pair("Benchmark ", "missing iteration count"),
           std::pair("BenchmarkBadIter abc", "parsing iteration count: invalid syntax"),
           std::pair("BenchmarkBadIter 1.0 1 ns/op", "parsing iteration count: invalid syntax"),
           std::pair("BenchmarkBadIter 1e3 1 ns/op", "parsing iteration count: invalid syntax"),
           std::pair("BenchmarkHugeIter 9999999999999999999999999999999",
                     "parsing iteration count: value out of range"),
           std::pair("BenchmarkHugeIter 9223372036854775808 1 ns/op",
                     "parsing iteration count: value out of range"),
           std::pair("BenchmarkHugeIter -9223372036854775809 1 ns/op",
                     "parsing iteration count: value out of range"),
           std::pair("BenchmarkMissingVal 100", "missing measurements"),
           std::pair("BenchmarkMissingVal 100 ", "missing measurements"),
           std::pair("BenchmarkBadVal 100 abc", "parsing measurement: invalid syntax"),
           std::pair("BenchmarkBadVal 100 abc ns/op", "parsing measurement: invalid syntax"),
           std::pair("BenchmarkHugeVal 100 1e400 ns/op", "parsing measurement: value out of range"),
           std::pair("BenchmarkMissingUnit 100 1", "missing units"),
           std::pair("BenchmarkMissingUnit 100 1 ", "missing units"),
           std::pair("BenchmarkMissingUnit2 100 1 ns/op 2", "missing units"),
           std::pair("BenchmarkBadPair 100 1 ns/op 2 B/op x allocs/op",
                     "parsing measurement: invalid syntax"),
           std::pair("BenchmarkBadPair 100 1 ns/op 2 3 B/op",
                     "parsing measurement: invalid syntax"),
       }) {
    EXPECT_EQ(error_of(line), error) << line;
  }
}

TEST(GoBenchmark, NotesProseThatBeginsLikeAResult) {
  EXPECT_EQ(error_of("Benchmarks are great"), "parsing iteration count: invalid syntax");
  EXPECT_EQ(error_of("BenchmarkA-8 \t log line"), "parsing iteration count: invalid syntax");
}

TEST(GoBenchmark, DiscardsAWholeLineForOneBadPair) {
  EXPECT_EQ(results("BenchmarkA 1 1 ns/op\nBenchmarkB 1 2 ns/op x B/op\nBenchmarkA 1 3 ns/op\n"),
            (Strings{"1: A 1: 1 ns/op", "3: A 1: 3 ns/op"}));
}

TEST(GoBenchmark, TakesAnyCountOfIterations) {
  EXPECT_EQ(
      results("BenchmarkX 0 1 ns/op\nBenchmarkX -5 1 ns/op\nBenchmarkX +7 1 ns/op\n"
              "BenchmarkX 9223372036854775807 1 ns/op\nBenchmarkX -9223372036854775808 1 ns/op\n"),
      (Strings{"1: X 0: 1 ns/op", "2: X -5: 1 ns/op", "3: X 7: 1 ns/op",
               "4: X 9223372036854775807: 1 ns/op", "5: X -9223372036854775808: 1 ns/op"}));
}

TEST(GoBenchmark, TakesNumbersInEveryWayGoWritesThem) {
  for (const auto& [written, value] :
       {std::pair("1718", "1718"), std::pair("44.3", "44.3"), std::pair("-1.5", "-1.5"),
        std::pair("+2", "2"), std::pair("1e-3", "0.001"), std::pair("0x1p-2", "0.25"),
        std::pair("1_0", "10"), std::pair("9999999999999999999999999999999", "1e+31"),
        std::pair("1e-400", "0"), std::pair("Inf", "inf"), std::pair("+inf", "inf"),
        std::pair("-INF", "-inf"), std::pair("infinity", "inf"), std::pair("NaN", "nan"),
        std::pair("nan", "nan")}) {
    EXPECT_EQ(results(std::string("BenchmarkX 1 ") + written + " ns/op"),
              Strings{std::string("1: X 1: ") + value + " ns/op"});
  }
}

TEST(GoBenchmark, ReportsZeroAndInfinityInTheTidyUnitToo) {
  // The reference implementation leaves these in `ns/op`, a table of their own.
  const ResultFile file = read("BenchmarkX 1 0 ns/op Inf MB/s\nBenchmarkX 1 5 ns/op 1 MB/s\n");
  ASSERT_EQ(file.results.size(), 2U);
  EXPECT_EQ(file.results[0].subject, file.results[1].subject);
  const Shape& shape = file.shape_of(file.results[0]);
  const Unit& time = file.units[shape[0]];
  const Unit& rate = file.units[shape[1]];
  EXPECT_EQ(time.tidy, "sec/op");
  EXPECT_EQ(rate.tidy, "B/s");
  EXPECT_EQ(file.values_of(file.results[0])[0] * time.factor, 0);
  EXPECT_TRUE(std::isinf(file.values_of(file.results[0])[1] * rate.factor));
  EXPECT_DOUBLE_EQ(file.values_of(file.results[1])[0] * time.factor, 5e-9);
}

TEST(GoBenchmark, DividesFieldsAtAnyWhiteSpaceOfUnicode) {
  for (const std::string space : {" ", "\t", "\v", "\f", "\r", " \t ", "\xC2\x85", "\xC2\xA0",
                                  "\xE1\x9A\x80", "\xE2\x80\x83", "\xE2\x80\xA8", "\xE2\x80\xAF",
                                  "\xE2\x81\x9F", "\xE3\x80\x80", "\xE2\x80\x83 \xE3\x80\x80\t"}) {
    EXPECT_EQ(results("BenchmarkX" + space + "1" + space + "2" + space + "ns/op" + space + "\n"),
              Strings{"1: X 1: 2 ns/op"})
        << testing::PrintToString(space);
  }
}

TEST(GoBenchmark, DividesFieldsAtNothingElse) {
  // No-break space in Latin-1, zero-width space, unit separator, zero byte.
  for (const std::string_view other : {std::string_view("\xA0"), std::string_view("\xE2\x80\x8B"),
                                       std::string_view("\x1F"), std::string_view("\0", 1)}) {
    expect_nothing("BenchmarkX" + std::string(other) + "1");
    const std::string unit = "ns" + std::string(other) + "op";
    EXPECT_EQ(results("BenchmarkX 1 2 " + unit), Strings{"1: X 1: 2 " + unit});
  }
}

TEST(GoBenchmark, FindsTheEndOfAFieldOfAnyLength) {
  for (const std::string space : {" ", "\t", "\xC2\xA0", "\xE2\x80\x83"}) {
    for (const std::string letter : {"x", "!", "~", "\x7F", "\x80", "\xFF", "\xC3\xA9"}) {
      std::string field;
      for (int length = 1; length <= 25; ++length) {
        field += letter;
        const std::string line = "Benchmark" + field + space + "1" + space + "2" + space + field;
        const Strings expected{"1: " + field + " 1: 2 " + field};
        ASSERT_EQ(results(line), expected) << testing::PrintToString(line);
        ASSERT_EQ(results(line + space), expected) << testing::PrintToString(line);
      }
    }
  }
}

TEST(GoBenchmark, ReadsLinesThatEndInCarriageReturns) {
  const ResultFile file = read(
      "goos: linux\r\nUnit ns/op better=lower\r\nBenchmarkX 1 2 ns/op\r\ngoos:\r\n"
      "BenchmarkX 1 3 ns/op\r\n");
  EXPECT_EQ(results(file), (Strings{"3: X {goos=linux} 1: 2 ns/op", "5: X 1: 3 ns/op"}));
  EXPECT_EQ(notes(file), Strings{"2: Unit ns/op better=lower"});
}

TEST(GoBenchmark, ReadsLinesOfAnyLength) {
  const std::string name(1'000'000, 'x');
  EXPECT_EQ(results("Benchmark" + name + " 1 2 ns/op\nBenchmarkY 1 2 ns/op"),
            (Strings{"1: " + name + " 1: 2 ns/op", "2: Y 1: 2 ns/op"}));

  std::string line = "BenchmarkX 1";
  for (int i = 0; i < 50'000; ++i) line += " 1 u" + std::to_string(i % 7);
  const ResultFile file = read(line);
  ASSERT_EQ(file.results.size(), 1U);
  EXPECT_EQ(file.values_of(file.results[0]).size(), 50'000U);
  EXPECT_EQ(file.units.size(), 7U);
}

TEST(GoBenchmark, KeepsTheOrderOfInterleavedRuns) {
  const ResultFile file = read(
      "BenchmarkA 1 1 ns/op\nBenchmarkB 1 2 ns/op\nBenchmarkA 1 3 ns/op\n"
      "BenchmarkC 1 4 ns/op\nBenchmarkB 1 5 ns/op\n");
  EXPECT_EQ(results(file), (Strings{"1: A 1: 1 ns/op", "2: B 1: 2 ns/op", "3: A 1: 3 ns/op",
                                    "4: C 1: 4 ns/op", "5: B 1: 5 ns/op"}));
  EXPECT_EQ(file.subjects.size(), 3U);
  EXPECT_EQ(file.subjects[0].name, "A");
  EXPECT_EQ(file.subjects[1].name, "B");
  EXPECT_EQ(file.subjects[2].name, "C");
}

TEST(GoBenchmark, PassesOverWhatGoTestPrintsBesides) {
  for (const char* line :
       {"", "PASS", "FAIL", "ok  \tpkg\t1.234s", "--- FAIL: BenchmarkX", "    x_test.go:12: log",
        "exit status 1", "# comment", "?   \tpkg\t[no test files]", "=== RUN   BenchmarkX",
        "foo.go:12: message"}) {
    expect_nothing(line);
    EXPECT_EQ(configuration_after(line), "") << line;
  }
}

// Units.

TEST(GoBenchmark, ReadsEachSettingOfAUnit) {
  EXPECT_EQ(notes("Unit ns/op better=lower assume=exact\nUnit\tMB/s \t better=higher \n"),
            (Strings{"1: Unit ns/op better=lower", "1: Unit ns/op assume=exact",
                     "2: Unit MB/s better=higher"}));
}

TEST(GoBenchmark, SplitsTheSettingOfAUnitAtTheFirstEqualsSign) {
  EXPECT_EQ(notes("Unit x a=b=c\nUnit x a=\nUnit a=b c=d"),
            (Strings{"1: Unit x a=b=c", "2: Unit x a=", "3: Unit a=b c=d"}));
  EXPECT_EQ(read("Unit x a=b=c").notes[0].unit.value, "b=c");
}

TEST(GoBenchmark, SaysWhatIsWrongWithAUnit) {
  EXPECT_EQ(notes("Unit"), Strings{"1: missing unit"});
  EXPECT_EQ(notes("Unit \t "), Strings{"1: missing unit"});
  EXPECT_EQ(notes("Unit ns/op blah"), Strings{"1: expected key=value"});
  EXPECT_EQ(notes("Unit ns/op =x"), Strings{"1: expected key=value"});
}

TEST(GoBenchmark, ReadsTheOtherSettingsOfAUnitInSpiteOfABadOne) {
  EXPECT_EQ(notes("Unit ns/op a=1 blah b=2 =c d=3"),
            (Strings{"1: Unit ns/op a=1", "1: expected key=value", "1: Unit ns/op b=2",
                     "1: expected key=value", "1: Unit ns/op d=3"}));
}

TEST(GoBenchmark, LeavesContradictionsOfUnitsToItsCaller) {
  EXPECT_EQ(notes("Unit ns/op a=1\nUnit ns/op a=2\nUnit sec/op a=3\n"),
            (Strings{"1: Unit ns/op a=1", "2: Unit ns/op a=2", "3: Unit sec/op a=3"}));
}

TEST(GoBenchmark, FindsNothingToSetInAUnitAlone) { expect_nothing("Unit ns/op\n"); }

TEST(GoBenchmark, WantsTheWordUnitAsTheFirstField) {
  for (const char* line :
       {"Unitx ns/op a=1", " Unit ns/op a=1", "unit ns/op a=1", "Units", "Unit: x", "Uni"}) {
    expect_nothing(line);
  }
}

// Configuration.

TEST(GoBenchmark, ReadsConfiguration) {
  EXPECT_EQ(configuration_after("goos: linux\ngoarch:\tamd64\ncpu: Intel(R) Xeon(R) @ 2.30GHz"),
            " {goos=linux, goarch=amd64, cpu=Intel(R) Xeon(R) @ 2.30GHz}");
}

TEST(GoBenchmark, KeepsAValueAsItIsBehindTheFirstBlanks) {
  EXPECT_EQ(configuration_after("a: \t v w  x "), " {a=v w  x }");
  EXPECT_EQ(configuration_after("a: b: c"), " {a=b: c}");
  EXPECT_EQ(configuration_after("a: :"), " {a=:}");
  // Only space and tab are blanks here.
  EXPECT_EQ(configuration_after("a: \xC2\xA0x"), " {a=\xC2\xA0x}");
  EXPECT_EQ(configuration_after("a: \vx"), " {a=\vx}");
}

TEST(GoBenchmark, TakesKeysThatBeginWithALowerCaseLetter) {
  for (const std::string key :
       {"a", "k\xC3\xA9y", "k/y", "k-y_1.2", "\xC3\xA9", "\xCF\x89", "a\"b\"", "a=b", "\xC2\xB5s",
        "k\xE4\xB8\xAD", "a\xFF", "a()[]{}"}) {
    EXPECT_EQ(configuration_after(key + ": v"), " {" + key + "=v}");
  }
}

TEST(GoBenchmark, TakesNoOtherKeys) {
  for (const char* line :
       {"Key: v", "kEy: v",  "k\xC3\x89y: v", "\xC3\x89: v", "\xCE\xA9: v",     "1: v",
        "_a: v",  "-a: v",   ".file: v",      ": v",         "\xE4\xB8\xAD: v", "\xFF: v",
        "a b: v", "a\tb: v", "a\xC2\xA0g: v", "a : v",       " a: v",           "a",
        "a v",    ""}) {
    EXPECT_EQ(configuration_after(line), "") << line;
  }
}

TEST(GoBenchmark, WantsABlankBehindTheColonOfAKey) {
  EXPECT_EQ(configuration_after("ab:not"), "");
  EXPECT_EQ(configuration_after("ab::"), "");
  EXPECT_EQ(configuration_after("ab:\xC2\xA0x"), "");
  EXPECT_EQ(configuration_after("a:b: c"), "");
  EXPECT_EQ(configuration_after("ab: 1\nab:not"), " {ab=1}");
}

TEST(GoBenchmark, TakesLogLinesForConfigurationAsTheReferenceDoes) {
  EXPECT_EQ(configuration_after("panic: x\nfatal: y"), " {panic=x, fatal=y}");
  EXPECT_EQ(configuration_after("testing: warning: no tests to run"),
            " {testing=warning: no tests to run}");
}

TEST(GoBenchmark, RemovesAKeyWithoutAValue) {
  EXPECT_EQ(configuration_after("a: 1\nb: 2\na:"), " {b=2}");
  EXPECT_EQ(configuration_after("a: 1\nb: 2\nb: \t "), " {a=1}");
  EXPECT_EQ(configuration_after("a: 1\nnone:"), " {a=1}");
}

TEST(GoBenchmark, PutsTheLastKeyInThePlaceOfARemovedOne) {
  EXPECT_EQ(configuration_after("a: 1\nb: 2\nc: 3\na:"), " {c=3, b=2}");
  EXPECT_EQ(configuration_after("a: 1\nb: 2\nc: 3\na:\na: 4"), " {c=3, b=2, a=4}");
}

TEST(GoBenchmark, KeepsThePlaceOfAKeyThatIsSetAgain) {
  EXPECT_EQ(configuration_after("a: 1\nb: 2\na: 3"), " {a=3, b=2}");
}

TEST(GoBenchmark, AppliesConfigurationToTheResultsBehindIt) {
  EXPECT_EQ(
      results("BenchmarkX 1 1 ns/op\na: 1\nBenchmarkX 1 2 ns/op\n\nBenchmarkY 1 3 ns/op\na: 2\n"
              "BenchmarkX 1 4 ns/op\na: 1\nBenchmarkX 1 5 ns/op\na:\nBenchmarkX 1 6 ns/op\n"),
      (Strings{"1: X 1: 1 ns/op", "3: X {a=1} 1: 2 ns/op", "5: Y {a=1} 1: 3 ns/op",
               "7: X {a=2} 1: 4 ns/op", "9: X {a=1} 1: 5 ns/op", "11: X 1: 6 ns/op"}));
}

TEST(GoBenchmark, IgnoresConfigurationBeyondTheLimitAndSaysSo) {
  std::string content;
  for (int i = 0; i < 300; ++i) content += "key" + std::to_string(i) + ": v\n";
  const ResultFile file = read(content + "BenchmarkX 1 1 ns/op\n");
  ASSERT_EQ(file.results.size(), 1U);
  ASSERT_EQ(file.configurations.size(), 1U);
  EXPECT_EQ(file.configurations[0].size(), ResultFileBuilder::max_settings);
  EXPECT_EQ(notes(file),
            Strings{"257: more than 256 configuration keys; this one and further new ones are "
                    "ignored"});
}

TEST(GoBenchmark, LimitsTheKeysOfAFileAndNotOnlyThoseOfAResult) {
  // Else a report has as many columns as results, each as long as the list of them.
  std::string content;
  for (int i = 0; i < 1000; ++i) {
    const std::string key = "k" + std::to_string(i);
    content += key + ": v\nBenchmarkX 1 1 ns/op\n" + key + ":\n";
  }
  const ResultFile file = read(content);
  EXPECT_EQ(file.results.size(), 1000U);
  EXPECT_EQ(file.configurations.size(), ResultFileBuilder::max_settings + 1);
  EXPECT_EQ(notes(file),
            Strings{"769: more than 256 configuration keys; this one and further new ones are "
                    "ignored"});
}

// Lines.

TEST(GoBenchmark, CountsEveryLine) {
  const ResultFile file = read(
      "\n\ngoos: linux\nBenchmarkX\nBenchmarkX \nUnit\nBenchmarkX 1 1 ns/op\n\n"
      "Unit a b\nBenchmarkX 1 x ns/op\nBenchmarkX 1 2 ns/op");
  EXPECT_EQ(results(file),
            (Strings{"7: X {goos=linux} 1: 1 ns/op", "11: X {goos=linux} 1: 2 ns/op"}));
  EXPECT_EQ(notes(file),
            (Strings{"5: missing iteration count", "6: missing unit", "9: expected key=value",
                     "10: parsing measurement: invalid syntax"}));
}

TEST(GoBenchmark, ReadsAFileOfNoLines) {
  expect_nothing("");
  expect_nothing("\n");
  expect_nothing("\n\n\r\n");
}

/// Writes a random file, and says beside it what is to be read of it.
class RandomFile {
 public:
  explicit RandomFile(std::uint64_t seed) : engine_(seed) {
    for (std::size_t lines = below(120); lines > 0; --lines) write_line();
    if (below(2) == 0 && content.ends_with('\n')) content.pop_back();  // and a `\r` is no matter
  }

  std::string content;
  Strings expected_results;
  Strings expected_notes;

 private:
  using Texts = std::vector<std::string>;

  std::size_t below(std::size_t limit) { return engine_() % limit; }
  const std::string& any(const Texts& texts) { return texts[below(texts.size())]; }

  std::string space() {
    static const Texts spaces{" ", "\t", "  ", " \t ", "\xC2\xA0", "\xE2\x80\x83"};
    return any(spaces);
  }

  void write_line() {
    ++line_;
    switch (below(12)) {
      case 0:
        write_setting();
        break;
      case 1:
        write_unit();
        break;
      case 2:
        write_noise();
        break;
      case 3:
        write_bad_result();
        break;
      default:
        write_result();
        break;
    }
    content += below(4) == 0 ? "\r\n" : "\n";
  }

  void write_setting() {
    static const Texts keys{"goos", "goarch", "pkg", "cpu", "k\xC3\xA9y"};
    static const Texts values{"linux", "a b  c ", "x: y", "1"};
    const std::string& key = any(keys);
    const auto at = std::ranges::find(configuration_, key, &Setting::key);
    if (below(3) == 0) {
      content += key + ":" + (below(2) == 0 ? " " : "");
      if (at != configuration_.end()) {
        *at = configuration_.back();
        configuration_.pop_back();
      }
      return;
    }
    const std::string& value = any(values);
    content += key + ":" + (below(2) == 0 ? " " : "\t ") + value;
    if (at != configuration_.end()) {
      at->value = value;
    } else {
      configuration_.push_back({key, value});
    }
  }

  void write_unit() {
    content += "Unit" + space() + "ns/op" + space() + "better=lower" + space() +
               "x=" + std::to_string(line_);
    const std::string note = std::to_string(line_) + ": Unit ns/op ";
    expected_notes.push_back(note + "better=lower");
    expected_notes.push_back(note + "x=" + std::to_string(line_));
  }

  void write_noise() {
    static const Texts noise{"",           "PASS",   "ok  \tpkg\t1s", " BenchmarkX 1 1 ns/op",
                             "BenchmarkX", "Key: v", "ab:not"};
    content += any(noise);
  }

  void write_bad_result() {
    static const std::vector<std::pair<std::string, std::string>> bad{
        {"BenchmarkX ", "missing iteration count"},
        {"BenchmarkX 1", "missing measurements"},
        {"BenchmarkX 1 1 ns/op 2", "missing units"},
        {"BenchmarkX x 1 ns/op", "parsing iteration count: invalid syntax"},
        {"BenchmarkX 1 1 ns/op - B/op", "parsing measurement: invalid syntax"}};
    const auto& [text, error] = bad[below(bad.size())];
    content += text;
    expected_notes.push_back(std::to_string(line_) + ": " + error);
  }

  void write_result() {
    static const Texts names{"", "A", "B/n=1-8", "B/n=2-8", "C\xFF", "\xE4\xB8\xAD"};
    static const Texts units{"ns/op", "B/op", "MB/s", "p99-ns"};
    const std::string& name = any(names);
    const auto iterations = static_cast<std::int64_t>(engine_() >> below(64));
    content += "Benchmark" + name + space() + std::to_string(iterations);
    std::string expected = std::to_string(line_) + ": " + name + shown(configuration_) + " " +
                           std::to_string(iterations) + ":";
    for (std::size_t count = 1 + below(3), i = 0; i < count; ++i) {
      const std::string value = number(any_value());
      const std::string& unit = any(units);
      content += space() + value + space() + unit;
      expected += (i > 0 ? ", " : " ") + value + " " + unit;
    }
    if (below(5) == 0) content += space();
    expected_results.push_back(std::move(expected));
  }

  double any_value() {
    switch (below(6)) {
      case 0:
        return std::bit_cast<double>(engine_() & ~(std::uint64_t{1} << 62U));  // finite
      case 1:
        return below(2) == 0 ? HUGE_VAL : -HUGE_VAL;
      case 2:
        return std::nan("");
      case 3:
        return static_cast<double>(below(100'000)) / 100;
      default:
        return static_cast<double>(below(1'000'000));
    }
  }

  std::mt19937_64 engine_;
  std::uint64_t line_ = 0;
  Configuration configuration_;
};

TEST(GoBenchmark, ReadsWhatWasWritten) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomFile written(seed);
    const ResultFile file = read(written.content);
    ASSERT_EQ(results(file), written.expected_results);
    ASSERT_EQ(notes(file), written.expected_notes);
    ASSERT_EQ(file.failure, std::nullopt);
  }
}

}  // namespace
}  // namespace benchdiff::formats
