// What comes of inputs that are not as they should be: a message that tells file and line, all
// that could be read in spite of it, and the right exit status.

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"

namespace benchdiff {
namespace {

const std::vector<std::string> six{"100", "101", "102", "103", "104", "105"};
const std::vector<std::string> doubled{"200", "202", "204", "206", "208", "210"};

/// A folder with two good files: in new.txt, A takes twice the time and B as long as before.
class BadInput : public testing::Test {
 protected:
  BadInput() {
    folder.write("old.txt", results("A", six) + results("B", six));
    folder.write("new.txt", results("A", doubled) + results("B", six));
  }

  void write(const std::string& name, std::string_view text) const { folder.write(name, text); }

  [[nodiscard]] Outcome run(const std::vector<std::string>& arguments,
                            RunOptions options = {}) const {
    return folder.run(arguments, std::move(options));
  }

  const TemporaryDirectory folder;
};

/// Whether address or thread sanitizer is on; clang has another word for it than g++.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#elif defined(__has_feature)
constexpr bool is_sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool is_sanitized = false;
#endif

std::string ten_megabytes() {
  std::string text;
  text.resize(10'000'000, 'x');
  return text;
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string text = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    text += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  }
  return text;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  return out;
}

/// Google Benchmark's JSON with an entry for each name.
std::string google_benchmark(const std::vector<std::string>& names) {
  std::string text = "{\n\"context\": {\"num_cpus\": 4},\n\"benchmarks\": [\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i > 0 ? ",\n" : "";
    text += R"({"name": ")" + names[i] +
            R"(", "iterations": 10, "real_time": 5, "cpu_time": 4, "time_unit": "ns"})";
  }
  return text + "\n]\n}\n";
}

TEST_F(BadInput, AMissingFileEndsTheRunBeforeAReport) {
  for (const char* style : {"--format=text", "--format=csv", "--classic"}) {
    const Outcome missing = run({style, "old.txt", "nope.txt"});
    EXPECT_EQ(missing.err, "benchdiff: open nope.txt: no such file or directory\n");
    EXPECT_EQ(missing.out, "");
    EXPECT_EQ(missing.status, 2);
  }
}

TEST_F(BadInput, EveryMissingFileIsTold) {
  const Outcome missing = run({"one.txt", "old.txt", "two.txt"});
  EXPECT_TRUE(contains(missing.err, "open one.txt: no such file or directory\n"));
  EXPECT_TRUE(contains(missing.err, "open two.txt: no such file or directory\n"));
  EXPECT_EQ(missing.status, 2);
}

TEST_F(BadInput, ADirectoryIsNoFile) {
  const Outcome directory = run({"old.txt", "."});
  EXPECT_EQ(directory.err, "benchdiff: open .: is a directory\n");
  EXPECT_EQ(directory.out, "");
  EXPECT_EQ(directory.status, 2);
}

TEST_F(BadInput, AFileWithoutPermissionIsTold) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root may read every file";
  }
  write("secret.txt", results("A", six));
  ASSERT_EQ(::chmod((folder.path() / "secret.txt").c_str(), 0), 0);
  const Outcome secret = run({"old.txt", "secret.txt"});
  EXPECT_EQ(secret.err, "benchdiff: open secret.txt: permission denied\n");
  EXPECT_EQ(secret.status, 2);
}

TEST_F(BadInput, AnEmptyFileIsTold) {
  write("empty.txt", "");
  const Outcome empty = run({"empty.txt"});
  EXPECT_TRUE(contains(empty.err, "benchdiff: empty.txt: the file is empty"));
  EXPECT_EQ(empty.out, "");
  EXPECT_EQ(empty.status, 2);
}

TEST_F(BadInput, AnEmptyFileBesideAnotherLosesNothingOfThat) {
  write("empty.txt", " \n\n");
  const Outcome empty = run({"old.txt", "new.txt", "empty.txt"});
  EXPECT_TRUE(contains(empty.err, "benchdiff: empty.txt: the file is empty"));
  EXPECT_TRUE(contains(line_of(empty.out, "A "), "worse"));
  EXPECT_EQ(empty.status, 2);
}

TEST_F(BadInput, TheClassicViewTellsOfAnEmptyFileBesideAnotherAsWell) {
  write("empty.txt", "");
  const Outcome empty = run({"--classic", "old.txt", "empty.txt"});
  EXPECT_TRUE(contains(empty.err, "benchdiff: empty.txt: the file is empty"));
  EXPECT_TRUE(contains(empty.out, "102.5n"));
  EXPECT_EQ(empty.status, 2);
}

TEST_F(BadInput, NothingInAnyFileIsAFaultInTheClassicViewAsWell) {
  write("empty.txt", "");
  const Outcome empty = run({"--classic", "empty.txt"});
  EXPECT_TRUE(contains(empty.err, "the file is empty"));
  EXPECT_EQ(empty.out, "");
  EXPECT_EQ(empty.status, 2);
}

TEST_F(BadInput, ATextWithoutResultsIsToldWithWhatIsRead) {
  write("prose.txt", "PASS\nok  \texample.com/x\t0.1s\n");
  const Outcome prose = run({"prose.txt", "old.txt"});
  EXPECT_TRUE(contains(prose.err, "benchdiff: prose.txt: no benchmark results in it"));
  EXPECT_TRUE(contains(prose.err, "go test -bench"));
  EXPECT_TRUE(contains(prose.out, "102.5ns"));
  EXPECT_EQ(prose.status, 2);
}

TEST_F(BadInput, ABinaryFileIsTold) {
  std::string bytes =
      "\x7F"
      "ELF\x02\x01\x01";
  for (unsigned i = 0; i < 100'000; ++i) {
    bytes += static_cast<char>(i * i % 251);
  }
  write("program", bytes);
  const Outcome binary = run({"old.txt", "new.txt", "program"});
  EXPECT_TRUE(contains(binary.err, "benchdiff: program: a binary file"));
  EXPECT_TRUE(contains(line_of(binary.out, "A "), "worse"));
  EXPECT_EQ(binary.status, 2);
}

TEST_F(BadInput, Utf16WithAByteOrderMarkIsRead) {
  const Outcome utf8 = run({"old.txt", "new.txt"});
  EXPECT_TRUE(contains(line_of(utf8.out, "A "), "worse"));
  for (const bool big_endian : {false, true}) {
    write("new.txt", utf16(results("A", doubled) + results("B", six), big_endian));
    const Outcome wide = run({"old.txt", "new.txt"});
    EXPECT_EQ(wide.out, utf8.out);
    EXPECT_EQ(wide.err, "");
    EXPECT_EQ(wide.status, 0);
  }
}

TEST_F(BadInput, AUtf8ByteOrderMarkIsDropped) {
  const Outcome without = run({"old.txt", "new.txt"});
  EXPECT_TRUE(contains(line_of(without.out, "A "), "worse"));
  write("new.txt", "\xEF\xBB\xBF" + results("A", doubled) + results("B", six));
  const Outcome with = run({"old.txt", "new.txt"});
  EXPECT_EQ(with.out, without.out);
  EXPECT_EQ(with.err, "");
  EXPECT_EQ(with.status, 0);
}

TEST_F(BadInput, AByteOrderMarkBeforeJsonIsDropped) {
  write("run.json", google_benchmark({"BM_Fast"}));
  const Outcome without = run({"run.json"});
  EXPECT_TRUE(contains(line_of(without.out, "BM_Fast"), "5.000ns"));
  for (const std::string& mark : {std::string("\xEF\xBB\xBF"), std::string()}) {
    write("run.json", mark.empty() ? utf16(google_benchmark({"BM_Fast"}), false)
                                   : mark + google_benchmark({"BM_Fast"}));
    const Outcome with = run({"run.json"});
    EXPECT_EQ(with.out, without.out);
    EXPECT_EQ(with.status, 0);
  }
}

TEST_F(BadInput, LinesMayEndAsOnWindows) {
  const std::string text = "goos: windows\n" + results("A", doubled) + results("B", six);
  write("new.txt", text);
  const Outcome unix_ends = run({"old.txt", "new.txt"});
  EXPECT_TRUE(contains(line_of(unix_ends.out, "A "), "worse"));
  write("new.txt", with_crlf(text));
  const Outcome windows_ends = run({"old.txt", "new.txt"});
  EXPECT_EQ(windows_ends.out, unix_ends.out);
  EXPECT_EQ(windows_ends.err, "");
  EXPECT_EQ(windows_ends.status, 0);
}

TEST_F(BadInput, AByteThatIsNoUtf8InANameIsWrittenAsItsNumber) {
  write("latin1.txt", results("gr\xF6\xDF"
                              "e",
                              six) +
                          results("A", six));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome latin1 = run({style, "latin1.txt"});
    EXPECT_TRUE(contains(latin1.out, "gr\\xf6\\xdfe "));
    EXPECT_TRUE(contains(line_of(latin1.out, "A "), "102.5n"));
    EXPECT_EQ(latin1.err, "");
    EXPECT_EQ(latin1.status, 0);
  }
}

TEST_F(BadInput, ControlCharactersOfANameDoNotReachTheTerminal) {
  write("escape.txt", results("Red\x1b[31m", six) + results("A", six));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome escape = run({style, "escape.txt", "escape.txt"});
    EXPECT_TRUE(lacks(escape.out, "\x1b"));
    EXPECT_TRUE(contains(escape.out, "Red\\x1b[31m "));
    EXPECT_TRUE(contains(line_of(escape.out, "A "), "102.5n"));
    EXPECT_EQ(escape.status, 0);
  }
}

TEST_F(BadInput, ControlCharactersDoNotReachTheTerminalInMessagesEither) {
  const Outcome missing = run({"\x1b[2J.txt"});
  EXPECT_EQ(missing.err, "benchdiff: open \\x1b[2J.txt: no such file or directory\n");
  EXPECT_EQ(missing.status, 2);
}

TEST_F(BadInput, NanIsLeftOutAndCounted) {
  write("nan.txt", results("A", {"100", "NaN", "101", "102", "103", "nan", "104", "105"}));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome nan = run({style, "nan.txt"});
    EXPECT_TRUE(contains(line_of(nan.out, "A "), "102.5n"));
    EXPECT_TRUE(contains(nan.out, "2 of 8 values are NaN and left out"));
    EXPECT_EQ(nan.status, 0);
  }
}

TEST_F(BadInput, NothingButNanIsNoCrash) {
  write("nan.txt", results("A", {"NaN", "NaN"}) + results("B", six));
  for (const char* style : {"--color=never", "--classic", "--format=csv"}) {
    const Outcome nan = run({style, "nan.txt", "nan.txt"});
    EXPECT_TRUE(contains(line_of(nan.out, "A"), "NaN"));
    EXPECT_FALSE(line_of(nan.out, "B").empty());
    EXPECT_EQ(nan.status, 0);
  }
}

TEST_F(BadInput, InfiniteValuesAreValues) {
  write("inf.txt", results("A", {"Inf", "Inf", "Inf", "Inf", "Inf", "1"}) +
                       results("B", {"-Inf", "-Inf", "-Inf", "-Inf", "-Inf", "-Inf"}));
  const Outcome own = run({"inf.txt"});
  EXPECT_TRUE(contains(line_of(own.out, "A "), "+∞"));
  EXPECT_TRUE(contains(line_of(own.out, "B "), "-∞"));
  EXPECT_EQ(own.status, 0);
  const Outcome classic = run({"--classic", "inf.txt"});
  EXPECT_TRUE(contains(line_of(classic.out, "A "), "+Inf"));
  EXPECT_TRUE(contains(line_of(classic.out, "B "), "-Inf"));
  EXPECT_EQ(classic.status, 0);
}

TEST_F(BadInput, ZeroNanosecondsStandWithTheOtherTimes) {
  write("zero.txt",
        results("A", {"0", "0", "0", "8", "8", "8", "8"}) + results("B", {"0"}, "MB/s"));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome zero = run({style, "zero.txt"});
    EXPECT_TRUE(contains(zero.out, "sec/op"));
    EXPECT_TRUE(contains(zero.out, "B/s"));
    EXPECT_TRUE(lacks(zero.out, "ns/op"));
    EXPECT_TRUE(lacks(zero.out, "MB/s"));
    EXPECT_TRUE(contains(line_of(zero.out, "A "), "8.000n"));  // the median of all seven
    EXPECT_EQ(zero.status, 0);
  }
}

TEST_F(BadInput, ALineOfTenMegabytesIsRead) {
  const std::string many = ten_megabytes();
  write("new.txt", results("A", doubled) + "log " + many + "\nkey: " + many + "\nkey:\nBenchmark" +
                       many + " 1 oops\n" + results("B", six));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome line = run({style, "old.txt", "new.txt"});
    EXPECT_EQ(line.err, "new.txt:10: parsing measurement: invalid syntax\n");
    EXPECT_TRUE(contains(line_of(line.out, "A "), "+100.0"));
    EXPECT_TRUE(contains(line_of(line.out, "B "), "p=1.000") ||
                contains(line_of(line.out, "B "), "1.000"));
    EXPECT_EQ(line.status, 0);
  }
}

TEST_F(BadInput, ANameOfTenMegabytesDoesNotWidenTheOtherRows) {
  write("long.txt", results(ten_megabytes(), six) + results("A", six));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome line = run({style, "long.txt"});
    EXPECT_LT(line_of(line.out, "A ").size(), 2000U);
    EXPECT_FALSE(line_of(line.out, "A ").empty());
    EXPECT_EQ(line.status, 0);
  }
}

TEST_F(BadInput, LinesThatCannotBeReadAreToldAndLoseNothingElse) {
  write("new.txt", results("A", doubled) +
                       "BenchmarkB 1000 oops ns/op\n"
                       "BenchmarkB many 5 ns/op\n"
                       "BenchmarkB 1000 5\n"
                       "Unit ns/op better\n" +
                       results("B", six));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome line = run({style, "old.txt", "new.txt"});
    EXPECT_EQ(line.err,
              "new.txt:7: parsing measurement: invalid syntax\n"
              "new.txt:8: parsing iteration count: invalid syntax\n"
              "new.txt:9: missing units\n"
              "new.txt:10: expected key=value\n");
    EXPECT_TRUE(contains(line_of(line.out, "B "), "6") || contains(line_of(line.out, "B "), "n=6"));
    EXPECT_EQ(line.status, 0);
  }
}

TEST_F(BadInput, ContradictingUnitMetadataIsTold) {
  write("old.txt", "Unit size better=lower\n" + results("A", six, "size"));
  write("new.txt", "\nUnit size better=higher\n" + results("A", doubled, "size"));
  const Outcome units = run({"old.txt", "new.txt"});
  EXPECT_EQ(units.err, "new.txt:2: metadata better of unit size already set to lower\n");
  EXPECT_TRUE(contains(line_of(units.out, "A "), "worse"));
  EXPECT_EQ(units.status, 0);
}

TEST_F(BadInput, ATruncatedJsonIsReadUpToWhereItBreaksOff) {
  const std::string whole = google_benchmark({"BM_First", "BM_Second", "BM_Third"});
  write("cut.json", whole.substr(0, whole.find("BM_Third") + 2));
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome cut = run({style, "cut.json"});
    EXPECT_TRUE(contains(cut.err, "benchdiff: cut.json:6: not valid JSON"));
    EXPECT_TRUE(contains(cut.err, "cut off"));
    EXPECT_TRUE(contains(line_of(cut.out, "BM_First"), "5.000n"));
    EXPECT_TRUE(contains(line_of(cut.out, "BM_Second"), "5.000n"));
    EXPECT_TRUE(lacks(cut.out, "BM_Third"));
    EXPECT_EQ(cut.status, 2);
  }
}

TEST_F(BadInput, AJsonThatBreaksOffLosesNothingOfTheOtherFile) {
  write("whole.json", google_benchmark({"BM_First", "BM_Second"}));
  write("cut.json", google_benchmark({"BM_First"}).substr(0, 100));
  const Outcome cut = run({"whole.json", "cut.json"});
  EXPECT_TRUE(contains(cut.err, "benchdiff: cut.json:4: not valid JSON"));
  EXPECT_TRUE(contains(cut.out, "BM_Second"));
  EXPECT_EQ(cut.status, 2);
}

TEST_F(BadInput, FailedAndSkippedEntriesAreTold) {
  write("run.json", R"({"benchmarks": [
{"name": "BM_Bad", "error_occurred": true, "error_message": "no such device", "iterations": 0},
{"name": "BM_Good", "iterations": 10, "real_time": 5, "cpu_time": 4, "time_unit": "ns"}
]})");
  const Outcome failed = run({"run.json"});
  EXPECT_TRUE(contains(failed.err, "run.json:2: BM_Bad: failed: no such device\n"));
  EXPECT_TRUE(contains(failed.out, "BM_Good"));
  EXPECT_TRUE(lacks(failed.out, "BM_Bad"));
  EXPECT_EQ(failed.status, 0);
}

TEST_F(BadInput, JsonOfAnotherToolIsCalledByItsName) {
  const std::vector<std::pair<std::string, std::string>> tools{
      {R"({"results": [{"command": "sleep 1", "mean": 1.0, "times": [1.0]}]})", "hyperfine"},
      {R"({"Action": "output", "Output": "BenchmarkA 1 5 ns/op\n"})", "go test -json"},
      {R"([{"jmhVersion": "1.36", "benchmark": "x", "mode": "avgt"}])", "JMH"},
      {R"({"machine_info": {}, "benchmarks": [{"name": "x", "stats": {"min": 1}}]})",
       "pytest-benchmark"},
      {R"({"colour": "red"})", "colour"},
  };
  for (const auto& [text, name] : tools) {
    write("other.json", text);
    const Outcome other = run({"other.json", "old.txt"});
    EXPECT_TRUE(contains(other.err, "benchdiff: other.json: "));
    EXPECT_TRUE(contains(other.err, name));
    EXPECT_TRUE(contains(line_of(other.out, "A "), "102.5ns"));
    EXPECT_EQ(other.status, 2);
  }
}

TEST_F(BadInput, TheSameFileTwiceMakesTwoColumnsAndNoChange) {
  const Outcome twice = run({"old.txt", "old.txt"});
  EXPECT_TRUE(contains(twice.out, "0 worse, 0 better"));
  EXPECT_TRUE(contains(twice.out, "old.txt#0"));
  EXPECT_TRUE(contains(twice.out, "old.txt#1"));
  EXPECT_TRUE(contains(line_of(twice.out, "A "), " 0% "));
  EXPECT_EQ(twice.err, "benchdiff: old.txt#0 and old.txt#1 are the same file\n");
  EXPECT_EQ(twice.status, 0);
  EXPECT_EQ(run({"x=old.txt", "y=./old.txt"}).err, "benchdiff: x and y are the same file\n");
  EXPECT_EQ(run({"x=old.txt", "x=old.txt"}).err, "") << "one column, in which it counts twice";
  const Outcome classic = run({"--classic", "old.txt", "old.txt"});
  EXPECT_TRUE(contains(classic.out, "old.txt#1"));
  EXPECT_TRUE(contains(line_of(classic.out, "A "), "~ (p=1.000 n=6)"));
  EXPECT_EQ(classic.err, "");
  EXPECT_EQ(classic.status, 0);
}

TEST_F(BadInput, NoCommonBenchmarkIsAFault) {
  write("other.txt", results("C", six));
  for (const char* format : {"text", "csv"}) {
    const Outcome apart = run({"--format", format, "old.txt", "other.txt"});
    EXPECT_TRUE(contains(apart.err,
                         "benchdiff: nothing to compare: old.txt and other.txt have no "
                         "benchmark in common"));
    EXPECT_FALSE(line_of(apart.out, "A").empty());
    EXPECT_FALSE(line_of(apart.out, "C").empty());
    EXPECT_EQ(apart.status, 2);
  }
}

TEST_F(BadInput, NoCommonBenchmarkIsNoFaultInTheClassicView) {
  write("other.txt", results("C", six));
  const Outcome apart = run({"--classic", "old.txt", "other.txt"});
  EXPECT_FALSE(line_of(apart.out, "A").empty());
  EXPECT_FALSE(line_of(apart.out, "C").empty());
  EXPECT_EQ(apart.status, 0);
}

TEST_F(BadInput, AFilterThatMatchesNothingIsAFault) {
  for (const std::vector<std::string>& style :
       {std::vector<std::string>{}, {"--classic"}, {"--format", "csv"}}) {
    std::vector<std::string> arguments = style;
    arguments.insert(arguments.end(), {"--filter", ".name:Nothing", "old.txt", "new.txt"});
    const Outcome nothing = run(arguments);
    EXPECT_TRUE(contains(nothing.err, "no result matches the filter .name:Nothing"));
    EXPECT_TRUE(contains(nothing.err, "24 results"));
    EXPECT_EQ(nothing.out, "");
    EXPECT_EQ(nothing.status, 2);
  }
}

TEST_F(BadInput, AFilterThatLeavesOneSideEmptyIsAFault) {
  write("other.txt", results("C", six));
  for (const char* format : {"text", "csv"}) {
    const Outcome empty = run({"--format", format, "--filter", ".name:A", "old.txt", "other.txt"});
    EXPECT_TRUE(contains(empty.err, "nothing to compare: all that is left is of old.txt"));
    EXPECT_EQ(empty.status, 2);
  }
  EXPECT_TRUE(contains(run({"--filter", ".name:A", "old.txt", "other.txt"}).out,
                       "next: see that both sides have the same benchmarks"));
  // Of one file there is nothing to compare, and of two that are one column neither.
  EXPECT_EQ(run({"--filter", ".name:A", "old.txt"}).status, 0);
  EXPECT_EQ(run({"x=old.txt", "x=other.txt"}).status, 0);
  EXPECT_EQ(run({"--col", "", "old.txt", "other.txt"}).status, 0);
  EXPECT_EQ(run({"--col", "/k", "old.txt"}).status, 2) << "a comparison was asked for";
}

TEST_F(BadInput, BenchmarksThatASettingKeepsApartAreToldWithIt) {
  write("x.txt", "cpu: X\n" + results("A", six) + "cpu: Z\n" + results("B", six));
  write("y.txt", "cpu: Y\n" + results("A", six));
  const Outcome apart = run({"x.txt", "y.txt"});
  EXPECT_TRUE(contains(apart.err,
                       "benchdiff: nothing to compare: benchmarks of one name are kept apart by "
                       "cpu; --ignore cpu compares them\n"));
  EXPECT_EQ(apart.status, 2);
}

TEST_F(BadInput, AFileOfFaultyLinesAloneIsAFault) {
  write("faulty.txt", "BenchmarkA 1 x ns/op\nBenchmarkB\t100\n");
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome faulty = run({style, "old.txt", "faulty.txt"});
    EXPECT_TRUE(contains(faulty.err, "faulty.txt:1: parsing measurement: invalid syntax\n"));
    EXPECT_TRUE(contains(faulty.err, "benchdiff: faulty.txt: no benchmark results in it"));
    EXPECT_FALSE(line_of(faulty.out, "A").empty()) << "of the other file nothing is lost";
    EXPECT_EQ(faulty.status, 2);
  }
}

TEST_F(BadInput, TooManyKeysAreRefused) {
  std::vector<std::string> files;
  for (int file = 0; file < 5; ++file) {
    std::string text;
    for (int key = 0; key < 250; ++key) {
      text += "k" + std::to_string(file) + "-" + std::to_string(key) + ": v\n";
    }
    files.push_back("keys" + std::to_string(file) + ".txt");
    write(files.back(), text + results("A", six));
  }
  const Outcome keys = run(files);
  EXPECT_TRUE(contains(keys.err, "more than 1000 different configuration keys"));
  EXPECT_EQ(keys.status, 2);
}

TEST_F(BadInput, BlocksOfAKeyThatNoResultHasAreAFault) {
  write("a.txt", "goos: linux\nmachine: x\n" + results("A/size=1-8", six));
  write("b.txt", "machine:\n" + results("A/size=1-8", six) + "BenchmarkB 1 5 ns/op\n");
  const Outcome misspelt = run({"--block", "machnie", "a.txt", "b.txt"});
  EXPECT_EQ(misspelt.err,
            "benchdiff: no result has the key machnie (--block); there are .path, .file, .name, "
            "goos, machine, /gomaxprocs, /size\n");
  EXPECT_EQ(misspelt.out, "");
  EXPECT_EQ(misspelt.status, 2);
  const Outcome both = run({"--block", "\"x\x1b\",machine,/y", "a.txt", "b.txt"});
  EXPECT_TRUE(contains(both.err, "no result has the key x\\x1b, /y (--block); there are "));
  EXPECT_EQ(both.status, 2);
  // That one of the sides has it is enough.
  EXPECT_EQ(run({"--block", "machine", "a.txt", "b.txt"}).status, 0);
}

TEST_F(BadInput, BlocksThatTheFilterDropsAreNoBlocks) {
  write("a.txt", "machine: x\n" + results("A", six) + "machine:\n" + results("B", six));
  EXPECT_EQ(run({"--block", "machine", "--filter", ".name:B", "a.txt"}).err,
            "benchdiff: no result has the key machine (--block); there are .path, .file, .name\n");
}

TEST_F(BadInput, BlocksAreNamed) {
  const Outcome all = run({"--block", ".config", "old.txt", "new.txt"});
  EXPECT_TRUE(contains(all.err, "parsing --block: "));
  EXPECT_TRUE(contains(all.err, ".config is not allowed for blocks"));
  EXPECT_EQ(all.status, 2);
}

TEST_F(BadInput, AListOfValuesThatMatchesNothingIsAFault) {
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome nothing = run({style, "--row", ".name@(X Y)", "old.txt"});
    EXPECT_TRUE(contains(nothing.err, "nothing left to report"));
    EXPECT_EQ(nothing.out, "");
    EXPECT_EQ(nothing.status, 2);
  }
}

TEST_F(BadInput, AFullDiskIsTold) {
  for (const char* style : {"--color=never", "--format=csv", "--classic", "--help", "--version"}) {
    const Outcome full = run({style, "old.txt", "new.txt"}, {.output = Output::full_disk});
    EXPECT_TRUE(contains(full.err, "benchdiff: writing standard output: ")) << style;
    EXPECT_TRUE(contains(full.err, "No space left on device\n")) << style;
    EXPECT_EQ(full.status, 2) << style;
  }
}

TEST_F(BadInput, AFullDiskUnderAnOutputFileIsTold) {
  const Outcome full = run({"-o", "/dev/full", "old.txt", "new.txt"});
  EXPECT_EQ(full.err, "benchdiff: writing /dev/full: No space left on device\n");
  EXPECT_EQ(full.out, "");
  EXPECT_EQ(full.status, 2);
}

TEST_F(BadInput, AnInputIsNotOverwritten) {
  const std::string before = read_file(folder.path() / "new.txt");
  for (const char* output : {"new.txt", "./new.txt"}) {
    const Outcome own = run({"old.txt", "x=new.txt", "-o", output});
    EXPECT_EQ(own.err, "benchdiff: -o " + std::string(output) + " would overwrite what is read\n");
    EXPECT_EQ(own.status, 2);
  }
  EXPECT_EQ(read_file(folder.path() / "new.txt"), before);
}

TEST_F(BadInput, AnOutputFileThatCannotBeMadeIsTold) {
  const Outcome nowhere = run({"-o", "no/such/folder.txt", "old.txt", "new.txt"});
  EXPECT_EQ(nowhere.err, "benchdiff: writing no/such/folder.txt: No such file or directory\n");
  EXPECT_EQ(nowhere.status, 2);
  const Outcome in_folder = run({"-o", ".", "old.txt", "new.txt"});
  EXPECT_EQ(in_folder.err, "benchdiff: writing .: Is a directory\n");
  EXPECT_EQ(in_folder.status, 2);
}

TEST_F(BadInput, MemoryThatRunsOutIsTold) {
  if (is_sanitized) {
    GTEST_SKIP() << "sanitizers take more memory than any limit would leave";
  }
  // A line that doesn't fit, on whichever thread it is read. It is a hole and takes no room.
  write("long.txt", results("A", six));
  std::filesystem::resize_file(folder.path() / "long.txt", std::uintmax_t{1} << 30U);
  for (const char* files : {"old.txt long.txt", "long.txt old.txt", "long.txt"}) {
    const std::string command = "ulimit -v 200000 && exec '" BENCHDIFF_PROGRAM "' ";
    const Outcome run =
        benchdiff::run("/bin/sh", {"-c", command + files}, {.directory = folder.path()});
    EXPECT_EQ(run.err, "benchdiff: out of memory\n") << files;
    EXPECT_EQ(run.out, "") << files;
    EXPECT_EQ(run.status, 2) << files;
  }
}

TEST_F(BadInput, AReaderThatHasGoneAwayIsNothingWrong) {
  std::string many;
  for (int i = 0; i < 5000; ++i) {
    many += results("Number" + std::to_string(i), {"1", "2"});
  }
  write("many.txt", many);
  write("more.txt", many);
  for (const char* style : {"--color=never", "--format=csv", "--classic", "--help"}) {
    const Outcome gone = run({style, "many.txt", "more.txt"}, {.output = Output::closed_pipe});
    EXPECT_EQ(gone.err, "") << style;
    EXPECT_EQ(gone.status, 0) << style;
  }
}

TEST_F(BadInput, ControlCharactersOfArgumentsDoNotReachTheTerminal) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--b\x1b[31mad", "old.txt"},
                                             {"--alpha", "\x1b[31m", "old.txt"},
                                             {"-o", "no/\x1b[31m", "old.txt"},
                                             {"--filter", ".name:\x1b[31m", "old.txt"},
                                             {"--row", "\x1b[31m,,", "old.txt"},
                                             {"\x1b[31m"}}) {
    const Outcome refused = run(arguments);
    EXPECT_EQ(refused.status, 2) << arguments[0];
    EXPECT_TRUE(contains(refused.err, "\\x1b[31m"));
    EXPECT_TRUE(lacks(refused.err, "\x1b"));
  }
}

TEST_F(BadInput, ControlCharactersOfKeysDoNotReachTheTerminalWithWarnings) {
  write("keys.txt", "a\x1b[31mb: 1\n" + results("A", six) + "a\x1b[31mb: 2\n" + results("A", six));
  const Outcome csv = run({"--classic", "--format", "csv", "--table", "", "keys.txt"});
  EXPECT_EQ(csv.err, "B3: benchmarks vary in a\\x1b[31mb\n");
}

TEST_F(BadInput, StandardInputCanBeReadOnlyOnce) {
  for (const char* style : {"--color=never", "--classic"}) {
    const Outcome twice = run({style, "-", "again=-"}, {.stdin_text = results("A", six)});
    EXPECT_EQ(twice.err, "benchdiff: standard input can be read only once\n");
    EXPECT_EQ(twice.out, "");
    EXPECT_EQ(twice.status, 2);
  }
}

TEST_F(BadInput, NothingOnStandardInputIsTold) {
  const Outcome nothing = run({"-"}, {.stdin_text = ""});
  EXPECT_TRUE(contains(nothing.err, "benchdiff: -: the file is empty"));
  EXPECT_EQ(nothing.status, 2);
}

TEST_F(BadInput, MoreThanAPipeHoldsIsReadFromStandardInput) {
  std::string many;
  for (int i = 0; i < 20'000; ++i) {
    many += "BenchmarkA 1000 " + std::to_string(100 + i % 7) + " ns/op\n";
  }
  const Outcome long_input = run({"-"}, {.stdin_text = many});
  EXPECT_TRUE(contains(line_of(long_input.out, "A "), "20000"));
  EXPECT_EQ(long_input.status, 0);
}

}  // namespace
}  // namespace benchdiff
