#include <benchdiff/formats/results.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

using Numbers = std::vector<std::uint32_t>;
using Strings = std::vector<std::string>;
using Values = std::vector<double>;

/// A file and what fills it, a result a call.
class Writer {
 public:
  void add(std::string_view name, const Strings& units = {"ns/op"}) {
    builder.begin(name);
    for (const std::string& unit : units) builder.measure(static_cast<double>(++measured_), unit);
    EXPECT_TRUE(builder.commit(1, ++line_));
  }

  ResultFile file;
  ResultFileBuilder builder{file};

 private:
  int measured_ = 0;
  std::uint64_t line_ = 0;
};

Numbers subjects_of_results(const ResultFile& file) {
  Numbers numbers;
  for (const Result& result : file.results) numbers.push_back(result.subject);
  return numbers;
}

Strings names_of_subjects(const ResultFile& file) {
  Strings names;
  for (const Subject& subject : file.subjects) names.push_back(subject.name);
  return names;
}

Strings written_units(const ResultFile& file) {
  Strings units;
  for (const Unit& unit : file.units) units.push_back(unit.written);
  return units;
}

Values values_of(const ResultFile& file, std::size_t result) {
  const auto values = file.values_of(file.results.at(result));
  return {values.begin(), values.end()};
}

TEST(ResultFileBuilder, KeepsTheOrderOfTheRun) {
  Writer writer;
  for (const char* name : {"A", "B", "A", "C", "B", "A"}) writer.add(name);
  EXPECT_EQ(names_of_subjects(writer.file), (Strings{"A", "B", "C"}));
  EXPECT_EQ(subjects_of_results(writer.file), (Numbers{0, 1, 0, 2, 1, 0}));
  EXPECT_EQ(writer.file.values, (Values{1, 2, 3, 4, 5, 6}));
}

TEST(ResultFileBuilder, GivesOneSubjectToEqualNamesConfigurationsAndUnits) {
  Writer writer;
  EXPECT_TRUE(writer.builder.set("goos", "linux"));
  for (int i = 0; i < 3; ++i) writer.add("A", {"ns/op", "B/op"});
  EXPECT_EQ(writer.file.subjects.size(), 1U);
  EXPECT_EQ(writer.file.configurations, (std::vector<Configuration>{{{"goos", "linux"}}}));
  EXPECT_EQ(writer.file.shapes, (std::vector<Shape>{{0, 1}}));
}

TEST(ResultFileBuilder, TellsSubjectsApartByTheirUnits) {
  Writer writer;
  writer.add("A", {"ns/op"});
  writer.add("A", {"ns/op", "B/op"});
  writer.add("A", {"B/op", "ns/op"});
  writer.add("A", {"ns/op"});
  EXPECT_EQ(subjects_of_results(writer.file), (Numbers{0, 1, 2, 0}));
  EXPECT_EQ(writer.file.shapes, (std::vector<Shape>{{0}, {0, 1}, {1, 0}}));
  EXPECT_EQ(values_of(writer.file, 1), (Values{2, 3}));
  EXPECT_EQ(values_of(writer.file, 2), (Values{4, 5}));
}

TEST(ResultFileBuilder, TellsSubjectsApartByTheirConfiguration) {
  Writer writer;
  writer.add("A");
  EXPECT_TRUE(writer.builder.set("note", "x"));
  writer.add("A");
  EXPECT_TRUE(writer.builder.set("note", "y"));
  writer.add("A");
  EXPECT_TRUE(writer.builder.set("note", "x"));
  writer.add("A");
  writer.builder.unset("note");
  writer.add("A");
  EXPECT_EQ(subjects_of_results(writer.file), (Numbers{0, 1, 2, 1, 0}));
  EXPECT_EQ(writer.file.configurations,
            (std::vector<Configuration>{{}, {{"note", "x"}}, {{"note", "y"}}}));
}

TEST(ResultFileBuilder, KeepsNoConfigurationWithoutAResult) {
  Writer writer;
  EXPECT_TRUE(writer.builder.set("note", "x"));
  EXPECT_TRUE(writer.builder.set("note", "y"));
  writer.add("A");
  EXPECT_TRUE(writer.builder.set("note", "z"));
  EXPECT_EQ(writer.file.configurations, (std::vector<Configuration>{{{"note", "y"}}}));
}

TEST(ResultFileBuilder, TellsConfigurationsOfTheSameCharactersApart) {
  Writer writer;
  EXPECT_TRUE(writer.builder.set("a", "b c"));
  writer.add("A");
  writer.builder.clear_configuration();
  EXPECT_TRUE(writer.builder.set("a", "b"));
  EXPECT_TRUE(writer.builder.set("c", ""));
  writer.add("A");
  writer.builder.clear_configuration();
  EXPECT_TRUE(writer.builder.set("ab", ""));
  EXPECT_TRUE(writer.builder.set("c", ""));
  writer.add("A");
  EXPECT_EQ(writer.file.configurations.size(), 3U);
}

TEST(ResultFileBuilder, TakesTheOrderOfKeysForPartOfAConfiguration) {
  Writer writer;
  EXPECT_TRUE(writer.builder.set("a", "1"));
  EXPECT_TRUE(writer.builder.set("b", "2"));
  writer.add("A");
  writer.builder.unset("a");
  EXPECT_TRUE(writer.builder.set("a", "1"));
  writer.add("A");
  EXPECT_EQ(writer.file.configurations,
            (std::vector<Configuration>{{{"a", "1"}, {"b", "2"}}, {{"b", "2"}, {"a", "1"}}}));
}

TEST(ResultFileBuilder, PutsTheLastKeyInThePlaceOfOneThatIsRemoved) {
  Writer writer;
  for (const char* key : {"a", "b", "c", "d"}) EXPECT_TRUE(writer.builder.set(key, "1"));
  writer.builder.unset("b");
  writer.builder.unset("nothing of this name");
  writer.add("A");
  writer.builder.unset("c");
  writer.add("A");
  EXPECT_EQ(
      writer.file.configurations,
      (std::vector<Configuration>{{{"a", "1"}, {"d", "1"}, {"c", "1"}}, {{"a", "1"}, {"d", "1"}}}));
}

TEST(ResultFileBuilder, KeepsThePlaceOfAKeyThatIsSetAgain) {
  Writer writer;
  for (const char* key : {"a", "b", "c"}) EXPECT_TRUE(writer.builder.set(key, "1"));
  EXPECT_TRUE(writer.builder.set("a", "2"));
  writer.add("A");
  EXPECT_EQ(writer.file.configurations,
            (std::vector<Configuration>{{{"a", "2"}, {"b", "1"}, {"c", "1"}}}));
}

TEST(ResultFileBuilder, ForgetsTheWholeConfiguration) {
  Writer writer;
  EXPECT_TRUE(writer.builder.set("a", "1"));
  writer.add("A");
  writer.builder.clear_configuration();
  writer.add("A");
  EXPECT_EQ(writer.file.configurations, (std::vector<Configuration>{{{"a", "1"}}, {}}));
}

TEST(ResultFileBuilder, KeepsNothingOfAResultThatIsDropped) {
  Writer writer;
  writer.add("A");
  writer.builder.begin("B");
  writer.builder.measure(5, "ns/op");
  writer.builder.measure(6, "B/op");
  EXPECT_TRUE(writer.builder.has_measurements());
  writer.builder.drop();
  EXPECT_FALSE(writer.builder.has_measurements());
  writer.add("A");
  EXPECT_EQ(names_of_subjects(writer.file), Strings{"A"});
  EXPECT_EQ(writer.file.shapes, (std::vector<Shape>{{0}}));
  EXPECT_EQ(writer.file.values, (Values{1, 2}));
  EXPECT_EQ(values_of(writer.file, 1), Values{2});
}

TEST(ResultFileBuilder, ListsEachUnitOnceAsItIsWritten) {
  Writer writer;
  writer.add("A", {"ns/op", "sec/op", "ns/op"});
  writer.add("A", {"sec/op"});
  EXPECT_EQ(written_units(writer.file), (Strings{"ns/op", "sec/op"}));
  EXPECT_EQ(writer.file.units[0].tidy, "sec/op");
  EXPECT_EQ(writer.file.units[0].factor, 1e-9);
  EXPECT_EQ(writer.file.shapes, (std::vector<Shape>{{0, 1, 0}, {1}}));
}

TEST(ResultFileBuilder, KeepsValuesAsTheyAreWritten) {
  Writer writer;
  writer.builder.begin("A");
  writer.builder.measure(1718, "ns/op");
  writer.builder.measure(12.5, "MB/s");
  EXPECT_TRUE(writer.builder.commit(7, 3));
  EXPECT_EQ(writer.file.values, (Values{1718, 12.5}));
  EXPECT_EQ(writer.file.results[0].iterations, 7);
  EXPECT_EQ(writer.file.results[0].line, 3U);
}

TEST(ResultFileBuilder, WritesNotesOfEveryKind) {
  ResultFile file;
  ResultFileBuilder builder(file);
  builder.syntax_error(1, "missing units");
  builder.skipped(2, "no such device");
  builder.unit_setting(3, {"ns/op", "better", "lower"});
  ASSERT_EQ(file.notes.size(), 3U);
  EXPECT_EQ(file.notes[0].kind, Note::Kind::syntax_error);
  EXPECT_EQ(file.notes[0].text, "missing units");
  EXPECT_EQ(file.notes[1].kind, Note::Kind::skipped);
  EXPECT_EQ(file.notes[1].line, 2U);
  EXPECT_EQ(file.notes[2].kind, Note::Kind::unit_setting);
  EXPECT_EQ(file.notes[2].unit.key, "better");
}

TEST(ResultFileBuilder, SetsNoMoreKeysThanItsLimit) {
  Writer writer;
  for (std::size_t i = 0; i < ResultFileBuilder::max_settings; ++i) {
    EXPECT_TRUE(writer.builder.set("key" + std::to_string(i), "1"));
  }
  EXPECT_FALSE(writer.builder.set("one", "more"));
  EXPECT_TRUE(writer.builder.set("key7", "2"));  // it has a place already
  writer.add("A");
  EXPECT_EQ(writer.file.configurations[0].size(), ResultFileBuilder::max_settings);
  EXPECT_EQ(writer.file.configurations[0][7].value, "2");

  writer.builder.unset("key0");
  EXPECT_FALSE(writer.builder.set("one", "more")) << "all keys of a file count";
  EXPECT_TRUE(writer.builder.set("key0", "1"));
  writer.builder.clear_configuration();
  EXPECT_FALSE(writer.builder.set("one", "more"));
  EXPECT_TRUE(writer.builder.set("key255", "1"));
}

/// Commits results, each under another configuration, until no more is kept or there are `most`;
/// answers how many there are.
std::size_t commit_until_refused(ResultFileBuilder& builder, std::size_t most) {
  for (std::size_t committed = 1; committed <= most; ++committed) {
    EXPECT_TRUE(builder.set("changing", std::to_string(committed)));
    builder.begin("A");
    builder.measure(1, "ns/op");
    if (!builder.commit(1, committed)) return committed;
  }
  return most;
}

TEST(ResultFileBuilder, StopsWhenTheConfigurationsHoldTooManySettings) {
  ResultFile file;
  ResultFileBuilder builder(file);
  for (std::size_t i = 1; i < ResultFileBuilder::max_settings; ++i) {
    EXPECT_TRUE(builder.set("key" + std::to_string(i), "1"));
  }
  constexpr std::size_t most =
      ResultFileBuilder::max_settings_held / ResultFileBuilder::max_settings + 1;
  const std::size_t committed = commit_until_refused(builder, 2 * most);
  EXPECT_LE(committed, most);
  EXPECT_EQ(file.results.size(), committed);
  EXPECT_EQ(file.failure_line, committed);
  EXPECT_EQ(file.failure_kind, ResultFile::FailureKind::malformed);
  EXPECT_NE(file.failure.value_or("").find("configuration changes"), std::string::npos);
}

TEST(ResultFileBuilder, StopsWhenTheConfigurationsHoldTooMuchText) {
  ResultFile file;
  ResultFileBuilder builder(file);
  const std::string value(1'000'000, 'x');
  EXPECT_TRUE(builder.set("long", value));
  constexpr std::size_t memory = ResultFileBuilder::max_settings_held * sizeof(Setting);
  const std::size_t most = memory / value.size() + 1;
  EXPECT_LE(commit_until_refused(builder, 2 * most), most);
  EXPECT_TRUE(file.failure.has_value());
}

TEST(ResultFileBuilder, InternsLikeAMapWhateverTheOrder) {
  constexpr std::uint64_t seed = 1'984;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 engine(seed);
  const auto below = [&](std::size_t limit) { return engine() % limit; };
  for (int round = 0; round < 50; ++round) {
    Writer writer;
    Configuration current;
    std::map<std::tuple<std::string, std::string, Strings>, std::uint32_t> expected;
    Numbers expected_subjects;
    for (int i = 0; i < 400; ++i) {
      if (below(10) == 0) {
        const std::string key(1, static_cast<char>('a' + below(3)));
        const std::string value(1, static_cast<char>('0' + below(2)));
        const auto at = std::ranges::find(current, key, &Setting::key);
        if (below(3) == 0) {
          writer.builder.unset(key);
          if (at != current.end()) {
            *at = current.back();
            current.pop_back();
          }
        } else {
          EXPECT_TRUE(writer.builder.set(key, value));
          if (at != current.end()) {
            at->value = value;
          } else {
            current.push_back({key, value});
          }
        }
      }
      // Mostly the same round again, as benchmarks come.
      const std::string name =
          "N" + std::to_string(below(4) == 0 ? below(5) : static_cast<std::size_t>(i % 5));
      const Strings units = below(6) == 0 ? Strings{"ns/op", "B/op"} : Strings{"ns/op"};
      std::string settings;
      for (const Setting& setting : current) settings += setting.key + "=" + setting.value + ";";
      const auto next = static_cast<std::uint32_t>(expected.size());
      expected_subjects.push_back(
          expected.try_emplace({name, settings, units}, next).first->second);
      writer.add(name, units);
    }
    ASSERT_EQ(subjects_of_results(writer.file), expected_subjects) << "round " << round;
    ASSERT_EQ(writer.file.subjects.size(), expected.size());
  }
}

}  // namespace
}  // namespace benchdiff::formats
