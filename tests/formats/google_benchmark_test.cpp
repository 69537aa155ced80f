#include <benchdiff/formats/google_benchmark.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/source.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {
namespace {

using Strings = std::vector<std::string>;

ResultFile read(std::string_view json) {
  Source source = Source::from_memory(json);
  Text text(source);
  ResultFile file;
  read_google_benchmark(text, file);
  return file;
}

std::string sample(const std::string& name) {
  std::ifstream file(BENCHDIFF_DATA "/google-benchmark/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A document with the entries.
std::string document(const std::string& entries, const std::string& context = "") {
  return R"({"context": {)" + context + R"(}, "benchmarks": [)" + entries + "]}\n";
}

/// An entry of 8 ns with some more members.
std::string entry(const std::string& name, const std::string& members = "") {
  return R"({"name": ")" + name + R"(", "run_name": ")" + name + R"(", "run_type": "iteration", )" +
         R"("repetitions": 1, "threads": 1, "iterations": 100, "real_time": 8, "time_unit": "ns")" +
         (members.empty() ? "" : ", " + members) + "}";
}

/// An entry as Google Benchmark wrote it up to 2019.
std::string old_entry(const std::string& name) {
  return R"({"name": ")" + name +
         R"(", "iterations": 100, "real_time": 8, "cpu_time": 7, "time_unit": "ns"})";
}

std::string name_of(const ResultFile& file, const Result& result) {
  return file.subjects[result.subject].name;
}

Strings names(const ResultFile& file) {
  Strings all;
  for (const Result& result : file.results) {
    all.push_back(name_of(file, result));
  }
  return all;
}

Strings units(const ResultFile& file, const Result& result) {
  Strings all;
  for (const std::uint32_t unit : file.shape_of(result)) {
    all.push_back(file.units[unit].written);
  }
  return all;
}

std::vector<double> values(const ResultFile& file, const Result& result) {
  const auto span = file.values_of(result);
  return {span.begin(), span.end()};
}

/// The value in a unit, or NaN with a failed expectation if there is none.
double value(const ResultFile& file, const Result& result, const std::string& unit) {
  const Strings all = units(file, result);
  const auto at = std::ranges::find(all, unit);
  EXPECT_NE(at, all.end()) << unit;
  return at == all.end() ? std::nan("")
                         : values(file, result)[static_cast<std::size_t>(at - all.begin())];
}

Strings notes(const ResultFile& file) {
  Strings all;
  for (const Note& note : file.notes) {
    const std::string kind = note.kind == Note::Kind::skipped      ? "skipped "
                             : note.kind == Note::Kind::name_clash ? "clash "
                                                                   : "error ";
    all.push_back(kind + std::to_string(note.line) + ": " + note.text);
  }
  return all;
}

/// The configuration of the first result, line by line.
Strings configuration(const ResultFile& file) {
  Strings all;
  for (const Setting& s : file.configurations.at(file.subjects.at(0).configuration)) {
    all.push_back(s.key + ": " + s.value);
  }
  return all;
}

std::string setting(const ResultFile& file, const Result& result, std::string_view key) {
  for (const Setting& s : file.configurations[file.subjects[result.subject].configuration]) {
    if (s.key == key) {
      return s.value;
    }
  }
  return "(not set)";
}

/// The name that a benchmark's results go by.
std::string renamed(const std::string& name, const std::string& members = "") {
  const ResultFile file = read(document(entry(name, members)));
  return file.results.size() == 1 ? names(file).front() : "(no result)";
}

bool contains(const std::optional<std::string>& text, std::string_view part) {
  return text && text->find(part) != std::string::npos;
}

// ------------------------------------------------------------------------------ a file as it is

TEST(GoogleBenchmark, ReadsEveryIterationOfAFileAndNoAggregate) {
  const ResultFile file = read(sample("gbench.json"));
  EXPECT_EQ(names(file), (Strings{"BM_Alloc/8", "BM_Alloc/512", "BM_Reps", "BM_Reps", "BM_Reps",
                                  "BM_Reps", "BM_Reps", "BM_Sort/64", "BM_Sort/256", "BM_Sort/1024",
                                  "BM_Sort/4096", "BM_Nan", "BM_Thr/real_time/threads=2"}));
  EXPECT_EQ(file.failure, std::nullopt);
}

TEST(GoogleBenchmark, ReadsTheMeasurementsOfAnEntryInOrder) {
  const ResultFile file = read(sample("gbench.json"));
  const Result& result = file.results[0];
  EXPECT_EQ(units(file, result), (Strings{"ns/op", "cpu-ns/op", "B/s", "rate", "allocs/op",
                                          "max-bytes", "total-allocated-bytes", "net-heap-bytes"}));
  EXPECT_EQ(values(file, result),
            (std::vector<double>{16.977581627899703, 16.873008775501543, 1896520082.800041,
                                 59266252.58750128, 1.4375, 874, 874, 0}));
  EXPECT_EQ(result.iterations, 800638);
  EXPECT_EQ(result.line, 44U);
}

TEST(GoogleBenchmark, TellsWhichBenchmarksFailedAndWhichWereSkipped) {
  const ResultFile file = read(sample("gbench.json"));
  EXPECT_EQ(notes(file), (Strings{"skipped 358: BM_Err: failed: it failed, \"badly\"",
                                  "skipped 374: BM_Skip: skipped: not here"}));
}

TEST(GoogleBenchmark, KeepsNanAndInfinity) {
  const ResultFile file = read(sample("gbench.json"));
  const auto at = std::ranges::find(file.results, 390U, &Result::line);
  ASSERT_NE(at, file.results.end());
  EXPECT_TRUE(std::isnan(value(file, *at, "nan")));
  EXPECT_EQ(value(file, *at, "inf"), std::numeric_limits<double>::infinity());
}

TEST(GoogleBenchmark, ReadsFilesOf2016) {
  const ResultFile file = read(sample("test1_run1.json"));
  EXPECT_EQ(file.results.size(), 14U);
  EXPECT_EQ(names(file).front(), "BM_SameTimes");
  EXPECT_EQ(value(file, file.results.front(), "ns/op"), 10);
  EXPECT_EQ(value(file, file.results.back(), "sec/op"), 1);
  EXPECT_TRUE(file.notes.empty());
  EXPECT_EQ(file.failure, std::nullopt);
}

TEST(GoogleBenchmark, ReadsFilesInWhichOnlySomeEntriesHaveARunType) {
  EXPECT_EQ(names(read(sample("test3_run0.json"))),
            (Strings{"BM_Two", "BM_Two", "medium", "medium"}));
  EXPECT_EQ(names(read(sample("test3_run1.json"))),
            (Strings{"BM_One", "BM_Two", "short", "medium"}));
}

TEST(GoogleBenchmark, ReadsUtf16AsPowerShellWritesIt) {
  const std::string json = sample("gbench.json");
  std::string utf16 = "\xFF\xFE";
  for (const char c : json) {
    utf16.append(1, c).append(1, '\0');
  }
  const ResultFile file = read(utf16);
  EXPECT_EQ(names(file), names(read(json)));
  EXPECT_EQ(file.failure, std::nullopt);
}

// --------------------------------------------------------------------------- what is a result

TEST(GoogleBenchmark, PassesOverAggregatesOfAnyName) {
  const std::string json = document(
      entry("BM_A") + R"(, {"name": "BM_A_p99", "run_name": "BM_A", "run_type": "aggregate",
      "iterations": 3, "real_time": 1, "cpu_time": 1, "time_unit": "ns"})");
  EXPECT_EQ(names(read(json)), Strings{"BM_A"});
}

TEST(GoogleBenchmark, TakesABenchmarkNamedLikeAnAggregateForWhatItSays) {
  EXPECT_EQ(names(read(document(entry("BM_A") + "," + entry("BM_A_mean")))),
            (Strings{"BM_A", "BM_A_mean"}));
}

TEST(GoogleBenchmark, KnowsOldAggregatesByTheResultsBeforeThem) {
  const std::string json = document(old_entry("BM_A") + "," + old_entry("BM_A") + "," +
                                    old_entry("BM_A_mean") + "," + old_entry("BM_A_stddev"));
  EXPECT_EQ(names(read(json)), (Strings{"BM_A", "BM_A"}));
}

TEST(GoogleBenchmark, KnowsOldAggregatesByEachOther) {
  const std::string json = document(old_entry("BM_A_mean") + "," + old_entry("BM_A_median") + "," +
                                    old_entry("BM_A_stddev") + "," + old_entry("BM_B"));
  EXPECT_EQ(names(read(json)), Strings{"BM_B"});
}

TEST(GoogleBenchmark, KeepsAnOldBenchmarkThatIsOnlyNamedLikeAnAggregate) {
  const std::string json = document(old_entry("BM_geo_mean") + "," + old_entry("BM_geo_mean") +
                                    "," + old_entry("BM_geo_mean_mean") + "," + old_entry("BM_B") +
                                    "," + old_entry("BM_geo_cv"));
  EXPECT_EQ(names(read(json)), (Strings{"BM_geo_mean", "BM_geo_mean", "BM_B", "BM_geo_cv"}));
}

TEST(GoogleBenchmark, PassesOverOldFits) {
  const std::string json =
      document(old_entry("BM_A/8") + R"(, {"name": "BM_A_BigO", "cpu_coefficient": 1, "big_o": "N"},
                               {"name": "BM_A_RMS", "rms": 2})");
  const ResultFile file = read(json);
  EXPECT_EQ(names(file), Strings{"BM_A/8"});
  EXPECT_TRUE(file.notes.empty());
}

TEST(GoogleBenchmark, GroupsByTheNameOfTheRun) {
  const std::string json = document(R"({"name": "shown", "run_name": "meant",
      "run_type": "iteration", "real_time": 1, "time_unit": "ns"})");
  EXPECT_EQ(names(read(json)), Strings{"meant"});
}

TEST(GoogleBenchmark, SaysWhatAnEntryLacksAndReadsTheOthers) {
  const ResultFile file = read(document(entry("BM_A") +
                                        R"(,
{"run_type": "iteration", "real_time": 1},
{"name": "BM_B", "run_type": "iteration", "iterations": 1},
{"name": "BM_C", "run_type": "iteration", "real_time": "fast"},
{"name": "BM_D", "run_type": "iteration", "real_time": 1, "time_unit": "fortnights"},
{"name": "BM_E", "run_type": "median", "real_time": 1},
"BM_F", 7, ["BM_G"], null,
)" + entry("BM_H")));
  EXPECT_EQ(names(file), (Strings{"BM_A", "BM_H"}));
  EXPECT_EQ(notes(file), (Strings{"error 2: a benchmark without a name",
                                  "error 3: BM_B: its real_time is missing or is no number",
                                  "error 4: BM_C: its real_time is missing or is no number",
                                  "error 5: BM_D: unknown time_unit fortnights",
                                  "error 6: BM_E: unknown run_type median",
                                  "error 7: an element of `benchmarks` that is no object",
                                  "error 7: an element of `benchmarks` that is no object",
                                  "error 7: an element of `benchmarks` that is no object",
                                  "error 7: an element of `benchmarks` that is no object"}));
  EXPECT_EQ(file.failure, std::nullopt);
}

TEST(GoogleBenchmark, KeepsNotesOnOneLineAndDoesWithoutAMessage) {
  const ResultFile file =
      read(document(entry("BM_A", R"("error_occurred": true, "error_message": "two\nlines")") +
                    "," + entry("BM_B", R"("error_occurred": true)") + "," +
                    entry("BM_C", R"("error_occurred": false)")));
  EXPECT_EQ(notes(file),
            (Strings{"skipped 1: BM_A: failed: two lines", "skipped 1: BM_B: failed"}));
  EXPECT_EQ(names(file), Strings{"BM_C"});
}

// -------------------------------------------------------------------------------- measurements

TEST(GoogleBenchmark, ReadsTimesInEveryUnit) {
  const auto time = [](const std::string& number, const std::string& unit,
                       const std::string& written) {
    const ResultFile file =
        read(document(R"({"name": "BM_A", "run_type": "iteration", "real_time": )" + number +
                      R"(, "cpu_time": )" + number + R"(, "time_unit": ")" + unit + R"("})"));
    EXPECT_EQ(units(file, file.results.at(0)), (Strings{written, "cpu-" + written}));
    return value(file, file.results.at(0), written);
  };
  EXPECT_EQ(time("4.1375206180636901e-03", "ns", "ns/op"), 4.1375206180636901e-03);
  EXPECT_EQ(time("1.7", "us", "ns/op"), 1700);
  EXPECT_EQ(time("0.1", "ms", "ns/op"), 100000);
  EXPECT_EQ(time("0.3", "s", "sec/op"), 0.3);
  EXPECT_TRUE(std::isnan(time("NaN", "ms", "ns/op")));
  EXPECT_EQ(time("Infinity", "us", "ns/op"), std::numeric_limits<double>::infinity());
}

TEST(GoogleBenchmark, ReportsAllTimesInSeconds) {
  const ResultFile file = read(sample("test1_run1.json"));
  for (const Result& result : file.results) {
    EXPECT_EQ(file.units[file.shape_of(result)[0]].tidy, "sec/op");
    EXPECT_EQ(file.units[file.shape_of(result)[1]].tidy, "cpu-sec/op");
  }
}

TEST(GoogleBenchmark, TakesATimeWithoutAUnitForNanoseconds) {
  const ResultFile file = read(document(R"({"name": "BM_A", "real_time": 2.5})"));
  EXPECT_EQ(value(file, file.results.at(0), "ns/op"), 2.5);
  EXPECT_EQ(file.results.at(0).iterations, 0);
}

TEST(GoogleBenchmark, NamesTheUnitsOfCounters) {
  const ResultFile file = read(document(
      entry("BM_A", R"("bytes_per_second": 1, "items_per_second": 2, "frames_per_second": 3,
                       "_per_second": 4, "hit rate": 5, "p99-ns": 6, "": 7)")));
  EXPECT_EQ(units(file, file.results.at(0)),
            (Strings{"ns/op", "B/s", "items/s", "frames/s", "_per_second", "hit rate", "p99-ns"}));
}

TEST(GoogleBenchmark, KeepsTheFirstOfEqualKeys) {
  const ResultFile file = read(document(entry(
      "BM_A", R"("real_time": 1, "name": "BM_B", "iterations": 2, "time_unit": "s", "x": 3, "x": 4,
                 "ns/op": 5, "items/s": 6, "items_per_second": 7)")));
  const Result& result = file.results.at(0);
  EXPECT_EQ(units(file, result), (Strings{"ns/op", "x", "items/s"}));
  EXPECT_EQ(values(file, result), (std::vector<double>{8, 3, 6}));
  EXPECT_EQ(names(file), Strings{"BM_A"});
  EXPECT_EQ(result.iterations, 100);
}

TEST(GoogleBenchmark, MeasuresNothingThatIsNoNumber) {
  const ResultFile file = read(document(entry(
      "BM_A", R"("label": "NaN", "big_o": "Infinity", "text": "12", "flag": true, "none": null,
                 "object": {"x": 1, "real_time": 2}, "list": [1, [2], {"y": 3}], "x": 4)")));
  EXPECT_EQ(units(file, file.results.at(0)), (Strings{"ns/op", "x"}));
}

TEST(GoogleBenchmark, ReadsNonFiniteCountersInQuotationMarks) {
  const ResultFile file = read(
      document(entry("BM_A", R"("a": "NaN", "b": "Infinity", "c": "-Infinity", "d": -Infinity)")));
  const Result& result = file.results.at(0);
  EXPECT_TRUE(std::isnan(value(file, result, "a")));
  EXPECT_EQ(value(file, result, "b"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(value(file, result, "c"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(value(file, result, "d"), -std::numeric_limits<double>::infinity());
}

TEST(GoogleBenchmark, ReadsNumbersExactly) {
  const ResultFile file = read(document(
      entry("BM_A", R"("a": 18446744073709551616, "b": 340282366920938463463374607431768211456,
                 "c": -9223372036854775808, "d": 1.7976931348623157e+308, "e": 5e-324,
                 "f": 9007199254740993, "g": 0.1, "h": 1e-400, "i": -0.0)")));
  const Result& result = file.results.at(0);
  EXPECT_EQ(value(file, result, "a"), 0x1p64);
  EXPECT_EQ(value(file, result, "b"), 0x1p128);
  EXPECT_EQ(value(file, result, "c"), -0x1p63);
  EXPECT_EQ(value(file, result, "d"), std::numeric_limits<double>::max());
  EXPECT_EQ(value(file, result, "e"), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(value(file, result, "f"), 9007199254740992.0);
  EXPECT_EQ(value(file, result, "g"), 0.1);
  EXPECT_EQ(value(file, result, "h"), 0);
  EXPECT_TRUE(std::signbit(value(file, result, "i")));
}

TEST(GoogleBenchmark, ReadsIterationsOfAnySize) {
  const auto iterations = [](const std::string& number) {
    return read(document(R"({"name": "BM_A", "real_time": 1, "iterations": )" + number + "}"))
        .results.at(0)
        .iterations;
  };
  EXPECT_EQ(iterations("1000000000"), 1000000000);
  EXPECT_EQ(iterations("1e3"), 1000);
  EXPECT_EQ(iterations("1e30"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(iterations("NaN"), 0);
  EXPECT_EQ(iterations("-Infinity"), 0);
}

// ------------------------------------------------------------------------------ memory fields

const std::string memory =
    R"("allocs_per_iter": 2.5, "max_bytes_used": 64, "total_allocated_bytes": 128,
       "net_heap_growth": -8)";
const Strings memory_units{"ns/op", "allocs/op", "max-bytes", "total-allocated-bytes",
                           "net-heap-bytes"};

/// An entry with memory fields from a run of some repetitions.
std::string memory_entry(const std::string& repetitions) {
  return R"({"name": "BM_A", "run_type": "iteration", )" + repetitions +
         R"("real_time": 8, "time_unit": "ns", )" + memory + "}";
}

Strings memory_read(const std::string& repetitions, const std::string& version) {
  const ResultFile file =
      read(document(memory_entry(repetitions),
                    version.empty() ? "" : R"("library_version": ")" + version + R"(")"));
  EXPECT_EQ(file.notes.size(), units(file, file.results.at(0)).size() > 1 ? 0U : 1U);
  return units(file, file.results.at(0));
}

TEST(GoogleBenchmark, TrustsTheMemoryFieldsOfASingleRepetition) {
  for (const std::string version : {"", "1.7.1", "v1.9.5"}) {
    EXPECT_EQ(memory_read(R"("repetitions": 1, )", version), memory_units);
    EXPECT_EQ(memory_read(R"("repetitions": 0, )", version), memory_units);
  }
}

TEST(GoogleBenchmark, TrustsTheMemoryFieldsOfRepetitionsFromVersion192On) {
  for (const std::string version :
       {"v1.9.2", "1.9.2", "v1.9.5-118-g267a1115", "v1.10.0", "v2.0", "2"}) {
    EXPECT_EQ(memory_read(R"("repetitions": 3, )", version), memory_units) << version;
  }
}

TEST(GoogleBenchmark, DistrustsTheMemoryFieldsOfRepetitionsBefore) {
  for (const std::string version :
       {"", "v1.9.1", "1.7.1", "v1.9.1-50-gabcdef0", "v1.8.9", "v0.0.0", "unknown", "v", "1.x.3"}) {
    EXPECT_EQ(memory_read(R"("repetitions": 3, )", version), Strings{"ns/op"}) << version;
    EXPECT_EQ(memory_read("", version), Strings{"ns/op"}) << version;
  }
}

TEST(GoogleBenchmark, SaysOnceADocumentThatMemoryFieldsWereLeftOut) {
  const std::string json = "\n" + document(entry("BM_Z", R"("error_occurred": true)") + ",\n" +
                                               memory_entry(R"("repetitions": 2, )") + ",\n" +
                                               memory_entry(R"("repetitions": 2, )") + ",\n\n" +
                                               entry("BM_Y", R"("skipped": true)"),
                                           R"("library_version": "1.7.1")");
  const std::string text =
      " left out: Google Benchmark before 1.9.2 misreports them with repetitions";
  EXPECT_EQ(notes(read(json)),
            (Strings{"skipped 2: BM_Z: failed", "skipped 3: memory fields of 2 entries" + text,
                     "skipped 8: BM_Y: skipped"}));
  EXPECT_EQ(read(json + json).notes.size(), 6U);
  EXPECT_EQ(notes(read(document(memory_entry(R"("repetitions": 2, )")))),
            Strings{"skipped 1: memory fields of 1 entry" + text});
}

TEST(GoogleBenchmark, LeavesOutMemoryFieldsThatTheProgramDidNotSet) {
  const ResultFile file =
      read(document(entry("BM_A", R"("allocs_per_iter": 0.0, "max_bytes_used": 9223372036854775807,
                       "total_allocated_bytes": 9223372036854775807, "net_heap_growth": 0)")));
  EXPECT_EQ(units(file, file.results.at(0)), (Strings{"ns/op", "allocs/op", "net-heap-bytes"}));
}

TEST(GoogleBenchmark, PrefersAUserCounterToAMemoryFieldOfTheSameUnit) {
  const ResultFile file = read(document(entry("BM_A", R"("allocs/op": 1, )" + memory)));
  EXPECT_EQ(value(file, file.results.at(0), "allocs/op"), 1);
  EXPECT_EQ(units(file, file.results.at(0)), memory_units);
}

// --------------------------------------------------------------------------------------- names

TEST(GoogleBenchmark, WritesArgumentsAsTheGoFormatDoes) {
  EXPECT_EQ(renamed("BM_A/size:8/align:16"), "BM_A/size=8/align=16");
  EXPECT_EQ(renamed("BM_A/8/16"), "BM_A/8/16");
  EXPECT_EQ(renamed("BM_A/real_time/threads:4"), "BM_A/real_time/threads=4");
  EXPECT_EQ(renamed("BM_A/process_time/manual_time"), "BM_A/process_time/manual_time");
  EXPECT_EQ(renamed("BM_A/x:-1/y:"), "BM_A/x=-1/y=");
}

TEST(GoogleBenchmark, DropsTheSettingsOfTheRun) {
  EXPECT_EQ(renamed("BM_A/8/min_time:0.010/min_warmup_time:2.000/real_time"), "BM_A/8/real_time");
  EXPECT_EQ(renamed("BM_A/iterations:100/repeats:1"), "BM_A");
  EXPECT_EQ(renamed("BM_A/iterations:25/threads:4", R"("unused": 0)"),
            "BM_A/iterations=25/threads=4");
  const ResultFile threads = read(document(
      R"({"name": "BM_A/iterations:25/threads:4", "run_type": "iteration", "threads": 4,
          "iterations": 100, "real_time": 1})"));
  EXPECT_EQ(names(threads), Strings{"BM_A/threads=4"});
  EXPECT_EQ(names(read(document(R"({"name": "BM_A/repeats:5", "real_time": 1})"))),
            Strings{"BM_A"});
}

TEST(GoogleBenchmark, KeepsArgumentsThatAreOnlyNamedLikeSettings) {
  EXPECT_EQ(renamed("BM_A/iterations:7"), "BM_A/iterations=7");
  EXPECT_EQ(renamed("BM_A/repeats:7"), "BM_A/repeats=7");
  EXPECT_EQ(renamed("BM_A/min_time:short"), "BM_A/min_time=short");
  EXPECT_EQ(renamed("BM_A/iterations"), "BM_A/iterations");
}

TEST(GoogleBenchmark, LeavesCppNamesAlone) {
  EXPECT_EQ(renamed("BM_Foo<int, std::less<int>>/8"), "BM_Foo<int, std::less<int>>/8");
  EXPECT_EQ(renamed("std::vector<a:b>/n:8"), "std::vector<a:b>/n=8");
  EXPECT_EQ(renamed("BM_A/std::vector/type:std::string"), "BM_A/std::vector/type=std::string");
  EXPECT_EQ(renamed("BM_A//x/:y/a=b:c/"), "BM_A//x/:y/a=b:c/");
  EXPECT_EQ(renamed("a:b"), "a:b");
  EXPECT_EQ(renamed("/a:b"), "/a=b");
}

TEST(GoogleBenchmark, ReadsNamesOfAnyBytes) {
  EXPECT_EQ(renamed(R"(tab\tquote\"back\\slash \u00e9 \ud83d\ude00)"),
            "tab\tquote\"back\\slash é \U0001F600");
  EXPECT_EQ(renamed("not \xFF\xC0 UTF-8"), "not \xFF\xC0 UTF-8");
  EXPECT_EQ(renamed("control\x01\x1B"), "control??");
  EXPECT_EQ(renamed(std::string(1000000, 'x')).size(), 1000000U);
}

// -------------------------------------------------------------------- context and documents

TEST(GoogleBenchmark, MakesConfigurationOfTheContext) {
  EXPECT_EQ(configuration(read(sample("gbench.json"))),
            (Strings{"host_name: vm", "num_cpus: 2", "cpu_scaling_enabled: false",
                     "aslr_enabled: true", "library_version: v1.9.5-118-g267a1115",
                     "library_build_type: release", "compiler: g++", "version: 12"}));
}

TEST(GoogleBenchmark, WritesTheNumbersOfTheContextAsShortAsTheyCanBe) {
  const std::string context =
      R"("a": 2.4450000000000000e+03, "b": 1.0e-1, "c": 18446744073709551617, "d": NaN,
         "e": "two\nlines", "f": null, "": 1, "a": "again")";
  EXPECT_EQ(configuration(read(document(entry("BM_A"), context))),
            (Strings{"a: 2445", "b: 0.1", "c: 18446744073709551617", "d: NaN", "e: two lines"}));
}

TEST(GoogleBenchmark, SaysThatTheContextHasTooManyKeys) {
  std::string context = R"("k": 0)";
  for (int i = 0; i < 1000; ++i) {
    context += ",\"k" + std::to_string(i) + "\": 1";
  }
  const ResultFile file = read(document(entry("BM_A"), context));
  EXPECT_EQ(file.configurations.at(0).size(), ResultFileBuilder::max_settings);
  EXPECT_EQ(notes(file),
            Strings{"error 1: more than 256 keys in the context; the rest is ignored"});
}

TEST(GoogleBenchmark, ReadsOneDocumentAfterTheOther) {
  const std::string first = document(entry("BM_A"), R"("host_name": "one", "only": "here")");
  const std::string second = document(entry("BM_A"), R"("host_name": "two")");
  for (const std::string between : {"", "\n", " \r\n\t"}) {
    const ResultFile file = read(first + between + second + first);
    ASSERT_EQ(file.results.size(), 3U);
    EXPECT_EQ(setting(file, file.results[0], "host_name"), "one");
    EXPECT_EQ(setting(file, file.results[1], "host_name"), "two");
    EXPECT_EQ(setting(file, file.results[1], "only"), "(not set)");
    EXPECT_EQ(file.results[0].subject, file.results[2].subject);
    EXPECT_EQ(file.failure, std::nullopt);
    EXPECT_TRUE(file.notes.empty());
  }
}

TEST(GoogleBenchmark, CountsLinesThroughAllDocuments) {
  const std::string json = sample("gbench.json");
  const ResultFile file = read(json + json);
  ASSERT_EQ(file.results.size(), 26U);
  EXPECT_EQ(file.results[13].line, 429U + 44U);
}

TEST(GoogleBenchmark, PassesOverTextBetweenDocumentsAndSaysSo) {
  const ResultFile file = read(document(entry("BM_A")) + "done in 3 s\n  next one:\n" +
                               document(entry("BM_B")) + "bye");
  EXPECT_EQ(names(file), (Strings{"BM_A", "BM_B"}));
  EXPECT_EQ(notes(file), (Strings{"error 2: text outside the JSON is passed over",
                                  "error 5: text outside the JSON is passed over"}));
  EXPECT_EQ(file.failure, std::nullopt);
}

TEST(GoogleBenchmark, FailsForResultsOfAnotherFormatBetweenDocumentsAndReadsOn) {
  const ResultFile file = read(document(entry("BM_A")) + "goos: linux\nBenchmarkX 1 2 ns/op\n" +
                               document(entry("BM_B")));
  EXPECT_EQ(names(file), (Strings{"BM_A", "BM_B"}));
  EXPECT_TRUE(contains(file.failure, "results behind Google Benchmark's JSON are not read"));
  EXPECT_EQ(file.failure_line, 3U);
  const std::string table = "Benchmark  Time  CPU Iterations\nBM_A  1 ns  1 ns  7\n";
  EXPECT_EQ(read(document(entry("BM_A")) + table).failure, std::nullopt);
}

TEST(GoogleBenchmark, ReadsAContextThatComesLateAsIfThereWereNone) {
  const ResultFile file = read(R"({"benchmarks": [)" + entry("BM_A") +
                               R"(], "context": {"host_name": "x"}})" + document(entry("BM_B")));
  EXPECT_EQ(names(file), (Strings{"BM_A", "BM_B"}));
  EXPECT_EQ(setting(file, file.results[0], "host_name"), "(not set)");
  EXPECT_EQ(setting(file, file.results[1], "host_name"), "(not set)");
}

void expect_no_results(const ResultFile& file, std::string_view reason) {
  EXPECT_TRUE(file.results.empty());
  EXPECT_TRUE(contains(file.failure, reason)) << file.failure.value_or("(no failure)");
  EXPECT_EQ(file.failure_kind, ResultFile::FailureKind::no_results);
}

TEST(GoogleBenchmark, SaysThatARunHasNoBenchmarks) {
  for (const std::string& json : {document(""), std::string(R"({"benchmarks": []})")}) {
    expect_no_results(read(json), "did the benchmark's filter match anything?");
    EXPECT_TRUE(read(json).notes.empty());
  }
}

TEST(GoogleBenchmark, SaysThatAggregatesAreNotEnough) {
  const std::string mean = R"({"name": "BM_A_mean", "run_name": "BM_A", "run_type": "aggregate",
                               "real_time": 8, "time_unit": "ns"})";
  expect_no_results(read(document(mean)), "--benchmark_report_aggregates_only");
  const std::string fit = R"({"name": "BM_A_BigO", "cpu_coefficient": 1, "big_o": "N"})";
  expect_no_results(read(document(mean + "," + fit)), "--benchmark_report_aggregates_only");
  expect_no_results(read(document(old_entry("BM_A_mean") + "," + old_entry("BM_A_median"))),
                    "--benchmark_report_aggregates_only");
}

TEST(GoogleBenchmark, SaysThatNoBenchmarkCameToAResult) {
  const ResultFile file = read(document(entry("BM_A", R"("error_occurred": true)")));
  expect_no_results(file, "failed, were skipped or can't be read");
  EXPECT_EQ(file.notes.size(), 1U);
}

TEST(GoogleBenchmark, FindsNothingWrongWithARunOfNoBenchmarksBesideOthers) {
  const ResultFile file = read(document("") + document(entry("BM_A")));
  EXPECT_EQ(file.failure, std::nullopt);
}

TEST(GoogleBenchmark, PassesOverWhatIsPrintedBeforeIt) {
  const ResultFile file = read("hello\nworld\n" + document(entry("BM_A")));
  EXPECT_EQ(names(file), Strings{"BM_A"});
  EXPECT_EQ(notes(file), Strings{"error 1: text outside the JSON is passed over"});
  EXPECT_EQ(file.results[0].line, 3U);
}

TEST(GoogleBenchmark, TellsOnceThatBenchmarksOfOneNameArePutTogether) {
  const auto indexed = [](int family, int instance) {
    return entry("BM_A", "\"family_index\": " + std::to_string(family) +
                             ", \"per_family_instance_index\": " + std::to_string(instance));
  };
  const std::string clash =
      "clash 1: BM_A: several benchmarks have this name; their results are put together";
  EXPECT_EQ(notes(read(document(indexed(0, 0) + "," + indexed(0, 0)))), Strings{});
  for (const std::string& other : {indexed(1, 0), indexed(0, 1)}) {
    const ResultFile file = read(document(indexed(0, 0) + "," + other + "," + other));
    EXPECT_EQ(notes(file), Strings{clash});
    EXPECT_EQ(names(file), (Strings{"BM_A", "BM_A", "BM_A"}));
  }
  // Each run of a program counts anew.
  EXPECT_EQ(notes(read(document(indexed(0, 0)) + document(indexed(1, 0)))), Strings{});
}

TEST(GoogleBenchmark, TakesTheFirstOfOneUnitHoweverItIsWritten) {
  const ResultFile file =
      read(document(entry("BM_A", R"("sec/op": 3, "ns/op": 4, "bytes_per_second": 5, "B/s": 6)")));
  EXPECT_EQ(units(file, file.results[0]), (Strings{"ns/op", "B/s"}));
  EXPECT_EQ(values(file, file.results[0]), (std::vector{8.0, 5.0}));
}

// ---------------------------------------------------------------------------- what can't be read

TEST(GoogleBenchmark, KeepsWhatComesBeforeTheEndOfAFileThatIsCutOff) {
  const std::string json = sample("gbench.json");
  const ResultFile file = read(json.substr(0, json.find(R"("name": "BM_Nan")")));
  EXPECT_EQ(file.results.size(), 11U);
  EXPECT_EQ(file.notes.size(), 2U);
  EXPECT_EQ(*file.failure,
            "not valid JSON: missing a name for object member (is the file cut off? run the "
            "benchmark again)");
  EXPECT_EQ(file.failure_line, 391U);
}

TEST(GoogleBenchmark, ReadsWhatStandsBehindADocumentThatIsCutOffAnywhere) {
  const std::string json = sample("gbench.json");
  const std::size_t whole = read(json).results.size();
  const std::size_t end = json.find_last_of('}');
  for (std::size_t length = 10; length < end; length += 11) {
    const ResultFile file = read(json.substr(0, length) + json);
    const std::size_t before = read(json.substr(0, length)).results.size();
    EXPECT_EQ(file.results.size(), before + whole) << length;
    EXPECT_TRUE(contains(file.failure, "not valid JSON")) << length;
    const auto lines = std::ranges::count(json.substr(0, length), '\n');
    EXPECT_LE(file.failure_line, static_cast<std::uint64_t>(lines) + 1) << length;
  }
}

TEST(GoogleBenchmark, ReadsWhatStandsBehindADocumentOfAnotherTool) {
  const std::string json = sample("gbench.json");
  const ResultFile file = read(json + R"({"results": [{"command": "x"}]})" + json);
  EXPECT_EQ(file.results.size(), 26U);
  EXPECT_TRUE(contains(file.failure, "hyperfine's"));
}

TEST(GoogleBenchmark, TellsOfEveryDocumentThatIsCutOff) {
  const std::string json = sample("gbench.json");
  const std::string cut = json.substr(0, json.find(R"("name": "BM_Nan")"));
  const ResultFile file = read(cut + cut + json);
  EXPECT_EQ(file.results.size(), 11U + 11U + 13U);
  EXPECT_EQ(file.failure_line, 391U);
  const auto notes_of = notes(file);
  EXPECT_EQ(
      std::ranges::count_if(
          notes_of, [](const auto& note) { return note.starts_with("error 781: not valid JSON"); }),
      1);
}

TEST(GoogleBenchmark, KeepsTheFirstOfSeveralFailuresForTheFile) {
  const std::string json = sample("gbench.json");
  const ResultFile file =
      read(json.substr(0, json.find(R"("name": "BM_Nan")")) + json + "BenchmarkX 1 2 ns/op\n");
  EXPECT_TRUE(contains(file.failure, "not valid JSON")) << *file.failure;
  EXPECT_TRUE(contains(file.notes.back().text, "results behind Google Benchmark's JSON"));
}

TEST(GoogleBenchmark, SaysWhereAndHowAFileIsMalformed) {
  const ResultFile file =
      read("{\"context\": {},\n\"benchmarks\": [" + entry("BM_A") + ",\nhello\n" + entry("BM_B"));
  EXPECT_EQ(names(file), Strings{"BM_A"});
  EXPECT_TRUE(contains(file.failure, "not valid JSON: invalid value (does the program print"))
      << *file.failure;
  EXPECT_EQ(file.failure_line, 3U);
}

TEST(GoogleBenchmark, NeverFailsOnAnyPartOfAFile) {
  const std::string json = sample("gbench.json");
  const ResultFile whole = read(json);
  std::size_t results = 0;
  std::size_t all_notes = 0;
  for (std::size_t length = 0; length <= json.find_last_of('}'); ++length) {
    const ResultFile file = read(std::string_view(json).substr(0, length));
    ASSERT_GE(file.results.size(), results) << length;
    ASSERT_GE(file.notes.size(), all_notes) << length;
    ASSERT_EQ(file.failure.has_value(), json.find_first_not_of("\n ") < length) << length;
    results = file.results.size();
    all_notes = file.notes.size();
    ASSERT_TRUE(std::ranges::equal(file.values, std::span(whole.values).first(file.values.size()),
                                   [](double a, double b) { return a == b || (a != a && b != b); }))
        << length;
  }
  EXPECT_EQ(results, whole.results.size());
}

TEST(GoogleBenchmark, NeverFailsOnAnyPartOfAnOldFile) {
  const std::string json = sample("test1_run1.json");
  std::size_t results = 0;
  for (std::size_t length = 0; length <= json.size(); ++length) {
    const ResultFile file = read(std::string_view(json).substr(0, length));
    ASSERT_GE(file.results.size(), results) << length;
    results = file.results.size();
  }
  EXPECT_EQ(results, 14U);
}

TEST(GoogleBenchmark, SurvivesAnyByteAnywhere) {
  const std::string json = sample("test3_run0.json");
  for (std::size_t at = 0; at < json.size(); ++at) {
    for (const char c : std::string_view("\0\"}],\\", 6)) {
      std::string changed = json;
      changed[at] = c;
      ASSERT_LE(read(changed).results.size(), 10U);
    }
  }
}

TEST(GoogleBenchmark, RefusesNumbersThatNoDoubleHolds) {
  const ResultFile file = read(document(entry("BM_A") + "," + entry("BM_B", R"("x": 1e400)")));
  EXPECT_EQ(names(file), Strings{"BM_A"});
  EXPECT_TRUE(contains(file.failure, "number too big"));
}

TEST(GoogleBenchmark, RefusesNestingThatNoBenchmarkWrites) {
  const std::string deep(1000000, '[');
  EXPECT_TRUE(contains(read(R"({"x": )" + deep).failure, "nested so deep"));
  const ResultFile file =
      read(R"({"benchmarks": [)" + entry("BM_A") + R"(, {"name": "BM_B", "x": )" + deep);
  EXPECT_EQ(names(file), Strings{"BM_A"});
  EXPECT_TRUE(contains(file.failure, "nested so deep"));
}

TEST(GoogleBenchmark, RefusesTextsThatNoBenchmarkWrites) {
  const ResultFile file = read(R"({"x": ")" + std::string(std::size_t{66} << 20U, 'x'));
  EXPECT_TRUE(contains(file.failure, "a text of more than 64 MiB"));
}

TEST(GoogleBenchmark, TakesLinearTimeForAnEntryOfManyCounters) {
  std::string counters = R"("c": 0)";
  for (int i = 0; i < 100000; ++i) {
    counters += ",\"c" + std::to_string(i) + "\": 1";
  }
  const ResultFile file = read(document(entry("BM_A", counters)));
  EXPECT_EQ(file.shape_of(file.results.at(0)).size(), 100002U);
}

// --------------------------------------------------------------------------- of another tool

TEST(GoogleBenchmark, SaysThatAListHoldsNoResults) {
  const ResultFile file = read(sample("gbench.list.json"));
  EXPECT_TRUE(contains(file.failure, "lists benchmarks, and holds no results"));
  EXPECT_TRUE(file.notes.empty());
}

TEST(GoogleBenchmark, SaysThatGoTestHasToBePlain) {
  const ResultFile file =
      read(R"({"Time":"2024-01-01T00:00:00Z","Action":"start","Package":"p"})"
           "\n"
           R"({"Time":"2024-01-01T00:00:01Z","Action":"output","Package":"p","Output":"ok"})");
  EXPECT_EQ(*file.failure,
            "this is the output of `go test -json`; give benchdiff the plain output of "
            "`go test -bench`");
  EXPECT_EQ(file.failure_line, 0U);
}

TEST(GoogleBenchmark, SaysWhatToGiveInsteadOfTheDumpOfCompare) {
  EXPECT_TRUE(contains(read(sample("compare_py.dump.json")).failure,
                       "give benchdiff the two files that compare.py was given"));
}

TEST(GoogleBenchmark, RecognisesTheJsonOfOtherTools) {
  const auto tool = [](std::string_view json) { return read(json).failure; };
  EXPECT_TRUE(contains(tool(R"({"results": [{"command": "sleep 1", "mean": 1}]})"), "hyperfine's"));
  EXPECT_TRUE(contains(tool(R"({"benchmarks": [{"runs": [{"values": [1, 2]}]}]})"), "pyperf's"));
  EXPECT_TRUE(contains(tool(R"([{"jmhVersion": "1.29", "benchmark": "x"}, {}])"), "JMH's"));
  EXPECT_TRUE(contains(tool(R"({"results": [{"title": "x", "epochs": 11}]})"), "nanobench's"));
  EXPECT_TRUE(contains(tool(R"({"mean": {"point_estimate": 1}})"), "criterion.rs's"));
  EXPECT_TRUE(contains(tool(R"({"iters": [1], "times": [2]})"), "criterion.rs's"));
  EXPECT_TRUE(
      contains(tool(R"({"HostEnvironmentInfo": {}, "Benchmarks": []})"), "BenchmarkDotNet's"));
  const auto pytest = read(R"({"machine_info": {}, "benchmarks": [{"name": "x", "stats": {}}]})");
  EXPECT_TRUE(contains(pytest.failure, "pytest-benchmark's"));
  EXPECT_TRUE(pytest.notes.empty());
}

TEST(GoogleBenchmark, TellsTheKeysOfJsonThatNobodyKnows) {
  EXPECT_EQ(*read(R"({"b": 1, "a": [{"c": 1}]})").failure,
            "JSON, but not Google Benchmark's: an object without an array `benchmarks` with the "
            "keys b, a; benchdiff reads the output of `go test -bench` and Google Benchmark's "
            "JSON (--benchmark_out=FILE --benchmark_out_format=json)");
  EXPECT_TRUE(contains(read(R"([{"name": "x", "value": 1}])").failure,
                       ": an array of objects with the keys name, value; "));
  EXPECT_TRUE(contains(read("[1, 2]").failure, ": an array; "));
  EXPECT_TRUE(contains(read("[[1, 2]]").failure, ": an array; "));
  EXPECT_TRUE(contains(read("[]").failure, ": an array; "));
  EXPECT_TRUE(contains(read("{}").failure, ": an object without an array `benchmarks`; "));
  EXPECT_TRUE(contains(read(R"({"benchmarks": {}})").failure, " with the key benchmarks; "));
  EXPECT_TRUE(contains(read(R"({"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1})").failure,
                       " with the keys 1, 2, 3, 4, 5, ...; "));
}

TEST(GoogleBenchmark, KeepsTheResultsBeforeADocumentOfAnotherTool) {
  const ResultFile file = read(document(entry("BM_A")) + R"({"results": [{"command": "x"}]})");
  EXPECT_EQ(names(file), Strings{"BM_A"});
  EXPECT_TRUE(contains(file.failure, "hyperfine's"));
  EXPECT_EQ(file.failure_line, 2U);
}

TEST(GoogleBenchmark, IsNotMisledByCountersNamedLikeTheKeysOfOtherTools) {
  EXPECT_EQ(read(document(entry("BM_A", R"("runs": 1, "epochs": 2)"))).failure, std::nullopt);
}

TEST(GoogleBenchmark, DoesNotTakeAnAggregateAtACutForAResult) {
  // Whether BM_A_mean is an aggregate would have been seen by what follows.
  const std::string json = document(old_entry("BM_A_mean") + "," + old_entry("BM_A_median"));
  const ResultFile file = read(json.substr(0, json.find("BM_A_median")));
  EXPECT_TRUE(file.results.empty());
  EXPECT_TRUE(file.failure.has_value());
}

TEST(GoogleBenchmark, TellsOnceOfACounterThatHasTheUnitOfAnother) {
  const std::string clash = R"("ns/op": 4, "sec/op": 5)";
  const ResultFile file = read(document(entry("BM_A", clash) + "," + entry("BM_B", clash)));
  EXPECT_EQ(notes(file), Strings{"clash 1: BM_A: the counter ns/op has the unit of another "
                                 "measurement and is left out"});
}

TEST(GoogleBenchmark, RefusesToNestDeeperThanAnyBenchmarkDoes) {
  const auto nested = [](std::size_t depth) {
    return R"({"context": {"a": )" + std::string(depth, '[') + std::string(depth, ']') +
           R"(}, "benchmarks": [)" + entry("BM_A") + "]}";
  };
  EXPECT_EQ(read(nested(90)).failure, std::nullopt);
  EXPECT_TRUE(contains(read(nested(200)).failure, "nested so deep"));
}

}  // namespace
}  // namespace benchdiff::formats
