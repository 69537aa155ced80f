#include <benchdiff/formats/read.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

using FailureKind = ResultFile::FailureKind;
using Strings = std::vector<std::string>;

constexpr std::string_view one_result = "BenchmarkX 100 2.5 ns/op\n";
constexpr std::string_view one_entry =
    R"({"context": {}, "benchmarks": [{"name": "X", "run_type": "iteration", "iterations": 100,)"
    R"( "real_time": 2.5, "time_unit": "ns"}]})";

/// A directory of this test's own, gone with it.
class Directory {
 public:
  Directory() : path_(testing::TempDir() + "benchdiff_read_test_" + std::to_string(::getpid())) {
    std::filesystem::create_directory(path_);
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] Input write(const std::string& name, std::string_view content) const {
    Input input{.path = path_ + "/" + name, .label = name, .labelled = true};
    std::ofstream(input.path, std::ios::binary) << content;
    return input;
  }

 private:
  std::string path_;
};

/// ASCII as UTF-16.
std::string utf16(std::string_view ascii, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) {
      bytes += '\0';
      bytes += c;
    } else {
      bytes += c;
      bytes += '\0';
    }
  }
  return bytes;
}

/// Each input as `label<path`, with a `!` where the label was given.
Strings parsed(const Strings& arguments) {
  Strings inputs;
  for (const Input& input : parse_inputs(arguments)) {
    inputs.push_back(input.label + "<" + input.path + (input.labelled ? "!" : ""));
  }
  return inputs;
}

/// Expects the one result of `one_result` or `one_entry`.
void expect_the_result(const ResultFile& file) {
  EXPECT_EQ(file.failure, std::nullopt);
  ASSERT_EQ(file.results.size(), 1U);
  EXPECT_EQ(file.subjects[0].name, "X");
  EXPECT_EQ(file.results[0].iterations, 100);
  EXPECT_EQ(file.values[0], 2.5);
  EXPECT_EQ(file.units[0].tidy, "sec/op");
}

void expect_no_results(std::string_view content, std::string_view reason) {
  const ResultFile file = read_text(content);
  EXPECT_TRUE(file.results.empty());
  EXPECT_EQ(file.failure_kind, FailureKind::no_results);
  EXPECT_EQ(file.failure_line, 0U);
  EXPECT_NE(file.failure.value_or("no failure").find(reason), std::string::npos)
      << file.failure.value_or("no failure");
}

// Arguments.

TEST(ParseInputs, LabelsAFileByItsPath) {
  EXPECT_EQ(parsed({"old.txt", "dir/new.txt", "-"}),
            (Strings{"old.txt<old.txt", "dir/new.txt<dir/new.txt", "-<-"}));
}

TEST(ParseInputs, SplitsAtTheFirstEqualsSign) {
  EXPECT_EQ(parsed({"old=a.txt", "=the=path", "x=a=b", "x=", "=", "new=-"}),
            (Strings{"old<a.txt!", "<the=path!", "x<a=b!", "x<!", "<!", "new<-!"}));
}

TEST(ParseInputs, TellsAPathThatIsGivenTwiceApartByNumbers) {
  EXPECT_EQ(parsed({"a", "b", "a", "a"}), (Strings{"a#0<a", "b<b", "a#1<a", "a#2<a"}));
}

TEST(ParseInputs, LeavesEqualLabelsEqual) {
  EXPECT_EQ(parsed({"x=a", "x=b", "x=a"}), (Strings{"x<a!", "x<b!", "x<a!"}));
}

TEST(ParseInputs, DoesNotCountAPathWithALabelForARepetition) {
  EXPECT_EQ(parsed({"x=a", "a"}), (Strings{"x<a!", "a<a"}));
  EXPECT_EQ(parsed({"a", "x=a", "a"}), (Strings{"a#0<a", "x<a!", "a#1<a"}));
}

TEST(ParseInputs, OfNothingIsNothing) { EXPECT_EQ(parsed({}), Strings{}); }

// Files.

TEST(ReadFile, KeepsPathAndLabel) {
  const Directory directory;
  const Input input = directory.write("old.txt", one_result);
  const ResultFile file = read_file(input);
  EXPECT_EQ(file.path, input.path);
  EXPECT_EQ(file.label, "old.txt");
  expect_the_result(file);
}

TEST(ReadFile, SaysThatAFileIsMissing) {
  const Directory directory;
  const ResultFile file =
      read_file({.path = directory.path() + "/nope.txt", .label = "old", .labelled = true});
  EXPECT_EQ(file.failure, "no such file or directory");
  EXPECT_EQ(file.failure_kind, FailureKind::unreadable);
  EXPECT_EQ(file.failure_line, 0U);
  EXPECT_EQ(file.label, "old");
  EXPECT_TRUE(file.results.empty());
}

TEST(ReadFile, SaysThatADirectoryIsNoFile) {
  const Directory directory;
  const ResultFile file = read_file({.path = directory.path(), .label = "old", .labelled = true});
  EXPECT_EQ(file.failure, "is a directory");
  EXPECT_EQ(file.failure_kind, FailureKind::unreadable);
}

TEST(ReadFile, SaysThatAPathIsEmpty) {
  EXPECT_EQ(read_file(parse_inputs(Strings{"x="})[0]).failure_kind, FailureKind::unreadable);
}

TEST(ReadFiles, AnswersInTheOrderOfTheInputs) {
  const Directory directory;
  std::vector<Input> inputs;
  for (int i = 0; i < 40; ++i) {
    const std::string name = "file" + std::to_string(i);
    std::string content;
    for (int line = 0; line <= (i * 7) % 40 * 50; ++line)
      content += "Benchmark" + name + " 1 1 ns/op\n";
    inputs.push_back(directory.write(name, content));
  }
  const std::vector<ResultFile> files = read_files(inputs);
  ASSERT_EQ(files.size(), inputs.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(files[i].label, inputs[i].label);
    EXPECT_EQ(files[i].results.size(), (i * 7) % 40 * 50 + 1);
    ASSERT_EQ(files[i].subjects.size(), 1U);
    EXPECT_EQ(files[i].subjects[0].name, inputs[i].label);
  }
}

TEST(ReadFiles, ReadsTheOthersInSpiteOfAMissingOne) {
  const Directory directory;
  const std::vector<Input> inputs{
      directory.write("a", one_result),
      {.path = directory.path() + "/nope", .label = "nope", .labelled = true},
      directory.write("b", one_entry)};
  const std::vector<ResultFile> files = read_files(inputs);
  ASSERT_EQ(files.size(), 3U);
  expect_the_result(files[0]);
  EXPECT_EQ(files[1].failure_kind, FailureKind::unreadable);
  expect_the_result(files[2]);
}

TEST(ReadFiles, ReadsAFileAsOftenAsItIsGiven) {
  const Directory directory;
  const Input input = directory.write("a", one_result);
  for (const ResultFile& file : read_files(std::vector{input, input, input}))
    expect_the_result(file);
}

TEST(ReadFiles, OfNothingIsNothing) { EXPECT_TRUE(read_files({}).empty()); }

TEST(ReadFile, GivesWhatReadingFromMemoryGives) {
  const Directory directory;
  std::string content = "goos: linux\r\n";
  for (int i = 0; i < 20'000; ++i) {
    content += "BenchmarkX" + std::to_string(i % 13) + " " + std::to_string(i) + " " +
               std::to_string(i) + ".25 ns/op " + std::to_string(i % 3) + " allocs/op\n";
  }
  const ResultFile from_file = read_file(directory.write("a", content));
  const ResultFile from_memory = read_text(content);
  EXPECT_EQ(from_file.values, from_memory.values);
  EXPECT_EQ(from_file.results.size(), 20'000U);
  EXPECT_TRUE(std::ranges::equal(from_file.results, from_memory.results, {}, &Result::subject,
                                 &Result::subject));
  EXPECT_TRUE(
      std::ranges::equal(from_file.results, from_memory.results, {}, &Result::line, &Result::line));
  EXPECT_EQ(from_file.configurations, from_memory.configurations);
}

// Formats.

TEST(ReadText, NamesTheFileByItsLabel) {
  const ResultFile file = read_text(one_result, "old");
  EXPECT_EQ(file.path, "old");
  EXPECT_EQ(file.label, "old");
}

TEST(ReadText, KnowsTheFormatByTheFirstCharacter) {
  for (const std::string_view before : {"", "\n", "  \t\r\n\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) {
    expect_the_result(read_text(std::string(before) + std::string(one_entry)));
    if (before.find('\t') == std::string_view::npos) {
      expect_the_result(read_text(std::string(before) + std::string(one_result)));
    }
  }
}

TEST(ReadText, LooksForTheFirstCharacterAsFarAsItTakes) {
  const std::string blanks(300'000, '\n');
  expect_the_result(read_text(blanks + std::string(one_entry)));
  const ResultFile file = read_text(blanks + std::string(one_result));
  expect_the_result(file);
  EXPECT_EQ(file.results[0].line, 300'001U);
}

TEST(ReadFile, NeverLooksAtTheNameForTheFormat) {
  const Directory directory;
  expect_the_result(read_file(directory.write("go.json", one_result)));
  expect_the_result(read_file(directory.write("json.txt", one_entry)));
  expect_the_result(read_file(directory.write("json", one_entry)));
  expect_the_result(read_file(directory.write("utf16.txt", utf16(one_entry, false))));
}

TEST(ReadText, TakesAListForJsonAndFindsItForeign) {
  const ResultFile file = read_text("[1, 2]");
  EXPECT_TRUE(file.failure.has_value());
  EXPECT_EQ(file.failure_kind, FailureKind::malformed);
}

// Bad input.

TEST(ReadText, SaysThatAFileIsEmpty) {
  expect_no_results("", "the file is empty");
  expect_no_results(" \t\r\n\n  \n", "the file is empty");
  expect_no_results("\xEF\xBB\xBF", "the file is empty");
  expect_no_results("\xFF\xFE"sv, "the file is empty");
  expect_no_results(std::string(200'000, ' '), "the file is empty");
}

TEST(ReadText, SaysThatAFileIsBinary) {
  expect_no_results(
      "\x7F"
      "ELF\x02\x01\x01\0\0\0\0\0\n\0"sv,
      "a binary file");
  std::string bytes;
  for (int i = 0; i < 10'000; ++i) bytes += static_cast<char>(i * 31 % 256);
  expect_no_results(bytes, "a binary file");
}

TEST(ReadText, SaysThatThereAreNoResults) {
  expect_no_results("PASS\nok  \tpkg\t1.2s\n", "no benchmark results");
  expect_no_results("goos: linux\nBenchmarkX\n", "no benchmark results");
  expect_no_results("name,value\nX,1\n", "no benchmark results");
}

TEST(ReadText, SaysThatThereAreNoResultsWhereNoneCanBeRead) {
  const ResultFile file = read_text("Unit ns/op better=lower\nBenchmarkX 1 1\n");
  EXPECT_EQ(file.failure_kind, FailureKind::no_results);
  EXPECT_TRUE(file.failure.has_value());
  EXPECT_EQ(file.notes.size(), 2U);
}

TEST(ReadText, FindsNothingMissingInAFileThatIsAboutUnits) {
  const ResultFile file = read_text("Unit ns/op better=lower\n");
  EXPECT_EQ(file.failure, std::nullopt);
  EXPECT_EQ(file.notes.size(), 1U);
}

TEST(ReadText, FailsForJsonBehindOtherResultsAndKeepsThose) {
  const ResultFile file =
      read_text("BenchmarkX 1 1 ns/op\n" + std::string(one_entry) + "\nBenchmarkX 1 1\n");
  EXPECT_EQ(file.results.size(), 1U);
  ASSERT_EQ(file.notes.size(), 1U);
  EXPECT_EQ(file.notes[0].text, "missing units");
  EXPECT_EQ(file.failure,
            "Google Benchmark's JSON behind other results is not read; give it as a file of its "
            "own");
  EXPECT_EQ(file.failure_line, 2U);
}

TEST(ReadText, ReadsUtf16OfEitherOrder) {
  for (const bool big_endian : {false, true}) {
    const ResultFile file =
        read_text(utf16("goos: linux\r\nBenchmarkX 100 2.5 ns/op\r\n", big_endian));
    expect_the_result(file);
    EXPECT_EQ(file.configurations, (std::vector<Configuration>{{{"goos", "linux"}}}));
    EXPECT_EQ(file.results[0].line, 2U);
    expect_the_result(read_text(utf16(one_entry, big_endian)));
  }
}

TEST(ReadText, TakesUtf16WithoutAMarkForBinary) {
  expect_no_results(std::string_view(utf16(one_result, false)).substr(2),
                    "UTF-16 without a byte order mark");
  expect_no_results(std::string_view(utf16(one_result, true)).substr(2),
                    "UTF-16 without a byte order mark");
}

TEST(ReadText, PassesOverTheMarkOfUtf8) {
  const ResultFile file = read_text("\xEF\xBB\xBF" + std::string(one_result));
  expect_the_result(file);
  EXPECT_EQ(file.results[0].line, 1U);
}

TEST(ReadText, ReadsCarriageReturns) {
  expect_the_result(read_text("PASS\r\nBenchmarkX 100 2.5 ns/op\r\n"));
}

TEST(ReadText, KeepsZeroBytesAndBytesThatAreNotUtf8InNames) {
  const ResultFile file = read_text("BenchmarkA\0B\xFF\xC3 1 1 ns/op\n"sv);
  ASSERT_EQ(file.subjects.size(), 1U);
  EXPECT_EQ(file.subjects[0].name, "A\0B\xFF\xC3"s);
}

TEST(ReadText, KeepsNanAndInfinity) {
  const ResultFile file = read_text("BenchmarkX 1 NaN ns/op Inf B/op -Inf x\n");
  ASSERT_EQ(file.values.size(), 3U);
  EXPECT_TRUE(std::isnan(file.values[0]));
  EXPECT_EQ(file.values[1], std::numeric_limits<double>::infinity());
  EXPECT_EQ(file.values[2], -std::numeric_limits<double>::infinity());
}

TEST(ReadText, ReadsLatin1InConfiguration) {
  const ResultFile file = read_text("cpu: caf\xE9\nBenchmarkX 1 1 ns/op\n");
  EXPECT_EQ(file.configurations, (std::vector<Configuration>{{{"cpu", "caf\xE9"}}}));
}

TEST(ReadText, ReadsAFileThatIsCutOffAnywhere) {
  const std::string content =
      "goos: linux\nUnit ns/op better=lower\nBenchmarkX 100 2.5 ns/op 3 B/op\n";
  for (std::size_t length = 0; length < content.size(); ++length) {
    const ResultFile file = read_text(std::string_view(content).substr(0, length));
    EXPECT_TRUE(file.failure.has_value() || !file.notes.empty() || !file.results.empty()) << length;
    EXPECT_EQ(file.values.empty(), file.results.empty()) << length;
  }
}

// Hostile input: each of these takes forever, or all memory, if anything is quadratic.

constexpr int many = 200'000;

TEST(ReadText, BearsAnotherConfigurationForEveryResult) {
  std::string content;
  for (int i = 0; i < many; ++i)
    content += "commit: " + std::to_string(i) + "\nBenchmarkX 1 1 ns/op\n";
  const ResultFile file = read_text(content);
  EXPECT_EQ(file.failure, std::nullopt);
  EXPECT_EQ(file.results.size(), std::size_t{many});
  EXPECT_EQ(file.configurations.size(), std::size_t{many});
  EXPECT_EQ(file.configurations.back(), (Configuration{{"commit", std::to_string(many - 1)}}));
}

TEST(ReadText, BearsAnotherUnitForEveryResult) {
  std::string content;
  for (int i = 0; i < many; ++i) content += "BenchmarkX 1 1 u" + std::to_string(i) + "\n";
  const ResultFile file = read_text(content);
  EXPECT_EQ(file.failure, std::nullopt);
  EXPECT_EQ(file.units.size(), std::size_t{many});
  EXPECT_EQ(file.shapes.size(), std::size_t{many});
  EXPECT_EQ(file.subjects.size(), std::size_t{many});
}

TEST(ReadText, BearsAnotherKeyForEveryResult) {
  std::string content;
  for (int i = 0; i < many; ++i)
    content += "key" + std::to_string(i) + ": 1\nBenchmarkX 1 1 ns/op\n";
  const ResultFile file = read_text(content);
  EXPECT_EQ(file.failure, std::nullopt);
  EXPECT_EQ(file.results.size(), std::size_t{many});
  EXPECT_EQ(file.configurations.size(), ResultFileBuilder::max_settings);
  EXPECT_EQ(file.notes.size(), 1U);
}

TEST(ReadText, BearsAnotherNameForEveryResult) {
  std::string content;
  for (int i = 0; i < many; ++i) content += "BenchmarkX" + std::to_string(i) + " 1 1 ns/op\n";
  const ResultFile file = read_text(content);
  EXPECT_EQ(file.subjects.size(), std::size_t{many});
}

TEST(ReadText, BearsALineOfManyUnits) {
  std::string content;
  for (int line = 0; line < 2; ++line) {
    content += "BenchmarkX 1";
    for (int i = 0; i < many; ++i) content += " 1 u" + std::to_string(i);
    content += "\n";
  }
  const ResultFile file = read_text(content);
  EXPECT_EQ(file.results.size(), 2U);
  EXPECT_EQ(file.shapes.size(), 1U);
  EXPECT_EQ(file.values.size(), std::size_t{2} * many);
}

TEST(ReadText, BearsManyLinesThatCannotBeRead) {
  std::string content;
  for (int i = 0; i < many; ++i) content += "BenchmarkX x\n";
  const ResultFile file = read_text(content);
  EXPECT_EQ(file.notes.size(), std::size_t{many});
  EXPECT_EQ(file.notes.back().line, std::uint64_t{many});
}

}  // namespace
}  // namespace benchdiff::formats
