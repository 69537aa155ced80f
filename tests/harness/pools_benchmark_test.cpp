// The program that measures ways to pool, run as its users run it; nothing here depends on times.

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/formats/read.h>

#include "program.h"

namespace benchdiff::harness {
namespace {

Outcome run_pools(const std::vector<std::string>& arguments) {
  return run(BENCHDIFF_PROGRAM, arguments);
}

/// One short round, of which every slice counts, whatever else the machine does.
formats::ResultFile measure(const std::string& filter) {
  const Outcome run = run_pools(
      {"--rounds", "1", "--slice", "1", "--filter", filter, "--keep-contaminated", "--seed=7"});
  EXPECT_EQ(run.status, 0) << run.err;
  return formats::read_text(run.out, "pools");
}

std::vector<std::string> names_of(const formats::ResultFile& file) {
  std::vector<std::string> names;
  for (const formats::Result& result : file.results) {
    names.push_back(file.subjects[result.subject].name);
  }
  return names;
}

TEST(PoolsBenchmark, WritesResultsThatAreReadWithoutComplaint) {
  const formats::ResultFile file = measure("^(Getput|Outliers)/variant=(fresh|pooled)/threads=1$");
  EXPECT_FALSE(file.failure);
  EXPECT_TRUE(std::ranges::none_of(file.notes, [](const formats::Note& note) {
    return note.kind == formats::Note::Kind::syntax_error;
  }));
  EXPECT_EQ(names_of(file),
            (std::vector<std::string>{
                "Getput/variant=fresh/threads=1", "Outliers/variant=fresh/threads=1",
                "Getput/variant=pooled/threads=1", "Outliers/variant=pooled/threads=1"}));
  for (const char* unit : {"ns/op", "allocs/op", "B/op", "faults/op", "retained-B"}) {
    EXPECT_NE(std::ranges::find(file.units, unit, &formats::Unit::written), file.units.end())
        << unit;
  }
}

TEST(PoolsBenchmark, NamesTheAllocator) {
  const formats::ResultFile file = measure("^Getput/variant=two_calls/");
  ASSERT_EQ(file.configurations.size(), 1U);
  const auto& settings = file.configurations.front();
  EXPECT_NE(std::ranges::find(settings, "allocator", &formats::Setting::key), settings.end());
}

TEST(PoolsBenchmark, BeginsWithWhatHasNoPool) {
  const auto names = names_of(measure("^(Getput|Aging/every=1000)/.*/threads=1$"));
  ASSERT_FALSE(names.empty());
  EXPECT_TRUE(contains(names.front(), "/variant=fresh/"));
}

TEST(PoolsBenchmark, ListsNamesWithAVariantAndANumberOfThreads) {
  const Outcome list = run_pools({"--list"});
  EXPECT_EQ(list.status, 0) << list.err;
  std::size_t count = 0;
  std::istringstream lines(list.out);
  for (std::string name; std::getline(lines, name); ++count) {
    EXPECT_TRUE(contains(name, "/variant="));
    EXPECT_TRUE(contains(name, "/threads="));
  }
  EXPECT_GT(count, 300U);
  for (const char* scenario : {"Use64K/touch=0/", "Use64K/touch=64K/", "Small/", "Render/",
                               "Burst16/", "Prodcons/", "Outliers/", "Aging/every=10/"}) {
    for (const char* variant : {"fresh", "pooled"}) {
      EXPECT_TRUE(contains(list.out, std::string(scenario) + "variant=" + variant + "/threads="));
    }
  }
}

TEST(PoolsBenchmark, ListsOnlyWhatIsFiltered) {
  const Outcome list = run_pools({"--list", "--filter=^Getput/variant=fresh/threads=[12]$"});
  EXPECT_EQ(list.out, "Getput/variant=fresh/threads=1\nGetput/variant=fresh/threads=2\n");
}

TEST(PoolsBenchmark, TellsWhatIsWrongWithItsOptions) {
  struct Case {
    std::vector<std::string> arguments;
    const char* said;
  };
  for (const Case& wrong : {Case{{"--rounds", "many"}, "--rounds is a whole number"},
                            Case{{"--rounds=0"}, "--rounds is a whole number from 1 on"},
                            Case{{"--slice", "-1"}, "--slice is a number of milliseconds"},
                            Case{{"--filter", "("}, "--filter '('"},
                            Case{{"--filter", "nothing is called so"}, "no benchmark has"},
                            Case{{"--rounds"}, "--rounds needs a value"},
                            Case{{"15"}, "there is no option 15; see --help"}}) {
    const Outcome run = run_pools(wrong.arguments);
    EXPECT_EQ(run.status, 2) << wrong.said;
    EXPECT_EQ(run.out, "");
    EXPECT_TRUE(contains(run.err, wrong.said));
  }
}

TEST(PoolsBenchmark, ExplainsItself) {
  const Outcome help = run_pools({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_TRUE(contains(help.out, "--filter REGEX"));
}

}  // namespace
}  // namespace benchdiff::harness
