#include <benchdiff/report/tabulate.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Texts = std::vector<std::string>;
using Values = std::vector<double>;

/// Samples with the projections that name their keys.
struct Tabulated {
  Filter filter;
  Projections projections;
  Samples samples;

  Tabulated(const std::vector<std::string>& texts, const Asked& asked)
      : filter(asked.filter),
        projections(asked.projections, filter, ConfigOrder::first_seen),
        samples(tabulate(read(texts), filter, projections)) {}

  static std::vector<formats::ResultFile> read(const std::vector<std::string>& texts) {
    std::vector<formats::ResultFile> files;
    for (const auto& text : texts) {
      files.push_back(formats::read_text(text, "f" + std::to_string(files.size())));
    }
    return files;
  }

  [[nodiscard]] Values values(std::size_t table, std::size_t cell) const {
    const auto span = samples.values_of(samples.tables[table].cells[cell]);
    return {span.begin(), span.end()};
  }

  // The blocks of a cell's values by their labels.
  [[nodiscard]] Texts blocks(std::size_t table, std::size_t cell) const {
    Texts labels;
    for (const auto block : samples.blocks_of(samples.tables[table].cells[cell])) {
      labels.push_back(projections.block().label(block));
    }
    return labels;
  }

  // Such as `A@f0` for each cell: its row and column.
  [[nodiscard]] Texts cells(std::size_t table) const {
    Texts texts;
    for (const auto& cell : samples.tables[table].cells) {
      texts.push_back(projections.row().label(cell.row) + "@" +
                      projections.column().label(cell.column));
    }
    return texts;
  }

  [[nodiscard]] Texts varying(std::size_t table, std::size_t cell) const {
    Texts names;
    for (const auto column : samples.tables[table].cells[cell].varying) {
      names.push_back(projections.residue().column_name(column));
    }
    return names;
  }

  [[nodiscard]] Texts tables() const {
    Texts texts;
    for (const auto& table : samples.tables) {
      const std::string label = projections.table().label(table.key);
      texts.push_back(label + (label.empty() ? "" : " ") + table.unit);
    }
    return texts;
  }
};

Tabulated tabulate_texts(const std::vector<std::string>& texts, const Asked& asked = {}) {
  return {texts, asked};
}

TEST(Tabulate, GivesNothingForNothing) {
  EXPECT_TRUE(tabulate_texts({}).samples.tables.empty());
  EXPECT_TRUE(tabulate_texts({""}).samples.tables.empty());
  EXPECT_TRUE(tabulate_texts({"BenchmarkA 1 1 ns/op\n"},
                             {.projections = {}, .filter = ".name:B", .judge = {}})
                  .samples.tables.empty());
}

TEST(Tabulate, KeepsTheOrderOfTheRuns) {
  const auto t =
      tabulate_texts({runs_of("A", {3, 1, 2}) + runs_of("B", {9, 8}) + runs_of("A", {5})});
  ASSERT_EQ(t.samples.tables.size(), 1U);
  EXPECT_EQ(t.cells(0), (Texts{"A@f0", "B@f0"}));
  EXPECT_EQ(t.values(0, 0), (Values{3, 1, 2, 5}));
  EXPECT_EQ(t.values(0, 1), (Values{9, 8}));
}

TEST(Tabulate, LeavesValuesAsWrittenAndTellsTheFactor) {
  const auto t = tabulate_texts({"BenchmarkA 1 5 ns/op 2 MB/s 7 allocs/op\n"});
  EXPECT_EQ(t.tables(), (Texts{"sec/op", "B/s", "allocs/op"}));
  EXPECT_EQ(t.values(0, 0), Values{5});
  EXPECT_EQ(t.samples.tables[0].cells[0].factor, 1e-9);
  EXPECT_EQ(t.values(1, 0), Values{2});
  EXPECT_EQ(t.samples.tables[1].cells[0].factor, 1e6);
  EXPECT_EQ(t.samples.tables[2].cells[0].factor, 1);
}

TEST(Tabulate, PutsTwoSpellingsOfAUnitIntoOneCell) {
  const auto t =
      tabulate_texts({"BenchmarkA 1 5 ns/op\nBenchmarkA 1 7e-09 sec/op\nBenchmarkA 1 6 ns/op\n"});
  EXPECT_EQ(t.tables(), Texts{"sec/op"});
  EXPECT_EQ(t.samples.tables[0].cells[0].factor, 1) << "the values are in the table's unit";
  EXPECT_EQ(t.values(0, 0), (Values{5 * 1e-9, 7e-09, 6 * 1e-9}));
}

TEST(Tabulate, KeepsFactorsOfDifferentCellsApart) {
  const auto t = tabulate_texts({"BenchmarkA 1 5 ns/op\n", "BenchmarkA 1 5e-09 sec/op\n"});
  ASSERT_EQ(t.samples.tables.size(), 1U);
  EXPECT_EQ(t.samples.tables[0].cells[0].factor, 1e-9);
  EXPECT_EQ(t.samples.tables[0].cells[1].factor, 1);
}

TEST(Tabulate, KeepsZerosAndInfinitiesInTheUnitOfTheOthers) {
  // The reference implementation leaves them behind in ns/op.
  const auto t =
      tabulate_texts({"BenchmarkA 1 0 ns/op\nBenchmarkA 1 +Inf ns/op\nBenchmarkA 1 1 ns/op\n"});
  EXPECT_EQ(t.tables(), Texts{"sec/op"});
  EXPECT_EQ(t.values(0, 0), (Values{0, INFINITY, 1}));
}

TEST(Tabulate, KeepsEveryMeasurementOfAUnitThatComesTwiceInALine) {
  const auto t = tabulate_texts({"BenchmarkA 1 1 ns/op 2 ns/op 1000 ns/op\n"});
  EXPECT_EQ(t.tables(), Texts{"sec/op"});
  EXPECT_EQ(t.values(0, 0), (Values{1, 2, 1000}));
}

TEST(Tabulate, CountsNanAndLeavesItOut) {
  const auto t =
      tabulate_texts({"BenchmarkA 1 NaN ns/op\nBenchmarkA 1 2 ns/op\nBenchmarkA 1 nan ns/op\n"
                      "BenchmarkB 1 NaN ns/op\n"});
  const auto& cells = t.samples.tables[0].cells;
  EXPECT_EQ(cells[0].count, 1U);
  EXPECT_EQ(cells[0].nan_count, 2U);
  EXPECT_EQ(t.values(0, 0), Values{2});
  EXPECT_EQ(cells[1].count, 0U);
  EXPECT_EQ(cells[1].nan_count, 1U);
}

TEST(Tabulate, TakesFilesForColumns) {
  const auto t = tabulate_texts({runs_of("A", {1}) + runs_of("B", {2}),
                                 runs_of("B", {3}) + runs_of("C", {4}), runs_of("A", {5})});
  EXPECT_EQ(t.cells(0), (Texts{"A@f0", "A@f2", "B@f0", "B@f1", "C@f1"}));
  EXPECT_EQ(t.samples.tables[0].columns.size(), 3U);
}

TEST(Tabulate, GivesATableOnlyTheColumnsItHas) {
  const auto t = tabulate_texts({"p: 1\n" + runs_of("A", {1}), "p: 2\n" + runs_of("A", {2})});
  EXPECT_EQ(t.tables(), (Texts{"1 sec/op", "2 sec/op"}));
  EXPECT_EQ(t.samples.tables[0].columns.size(), 1U);
  EXPECT_EQ(t.samples.tables[1].columns.size(), 1U);
  EXPECT_NE(t.samples.tables[0].columns[0], t.samples.tables[1].columns[0]);
}

TEST(Tabulate, PoolsFilesOfOneLabel) {
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(runs_of("A", {1, 2}), "x"));
  files.push_back(formats::read_text(runs_of("A", {3}), "x"));
  Filter filter;
  Projections projections({}, filter, ConfigOrder::first_seen);
  const auto samples = tabulate(std::move(files), filter, projections);
  ASSERT_EQ(samples.tables[0].cells.size(), 1U);
  const auto values = samples.values_of(samples.tables[0].cells[0]);
  EXPECT_EQ(Values(values.begin(), values.end()), (Values{1, 2, 3}));
}

TEST(Tabulate, OrdersTablesByKeyAndThenByFirstUnit) {
  const auto t = tabulate_texts({"p: z\nBenchmarkA 1 1 x 1 y\np: a\nBenchmarkA 1 1 y 1 x 1 w\n"});
  EXPECT_EQ(t.tables(), (Texts{"z x", "z y", "a x", "a y", "a w"}));
}

TEST(Tabulate, OrdersRowsAndColumnsAsAskedFor) {
  Asked asked;
  asked.projections = {.table = "", .row = "/n@num", .column = "/c@alpha", .ignore = ""};
  const auto t = tabulate_texts({"BenchmarkX/n=10/c=b 1 1 u\nBenchmarkX/n=9/c=b 1 1 u\n"
                                 "BenchmarkX/n=10/c=a 1 1 u\nBenchmarkX/n=9/c=a 1 1 u\n"},
                                asked);
  EXPECT_EQ(t.cells(0), (Texts{"9@a", "9@b", "10@a", "10@b"}));
  EXPECT_LT(t.samples.tables[0].cells[0].row_place, t.samples.tables[0].cells[2].row_place);
  EXPECT_EQ(t.projections.column().label(t.samples.tables[0].columns[0]), "a");
}

TEST(Tabulate, FiltersResults) {
  const auto t = tabulate_texts({runs_of("A", {1}) + runs_of("B", {2})},
                                {.projections = {}, .filter = "-.name:A", .judge = {}});
  EXPECT_EQ(t.cells(0), Texts{"B@f0"});
}

TEST(Tabulate, FiltersSingleMeasurementsByTheirUnit) {
  const std::string text = "BenchmarkA 1 1 ns/op 2 B/op 3 allocs/op\nBenchmarkB 1 4 ns/op 5 B/op\n";
  const auto filtered = [&](const char* filter) {
    return tabulate_texts({text}, {.projections = {}, .filter = filter, .judge = {}});
  };
  EXPECT_EQ(filtered(".unit:ns/op").tables(), Texts{"sec/op"});
  EXPECT_EQ(filtered(".unit:sec/op").tables(), Texts{"sec/op"});
  EXPECT_EQ(filtered("-.unit:ns/op").tables(), (Texts{"B/op", "allocs/op"}));
  const auto mixed = filtered(".unit:B/op .name:A OR .unit:ns/op .name:B");
  EXPECT_EQ(mixed.tables(), (Texts{"B/op", "sec/op"}));
  EXPECT_EQ(mixed.values(0, 0), Values{2});
  EXPECT_EQ(mixed.values(1, 0), Values{4});
  EXPECT_TRUE(filtered(".unit:x").samples.tables.empty());
}

TEST(Tabulate, DoesNotProjectWhatTheFilterDrops) {
  // Else the dropped results would have a say in the order.
  Asked asked;
  asked.filter = ".unit:u";
  const auto t = tabulate_texts({"BenchmarkB 1 1 v\nBenchmarkA 1 1 u\nBenchmarkB 1 1 u\n"}, asked);
  EXPECT_EQ(t.cells(0), (Texts{"A@f0", "B@f0"}));
}

TEST(Tabulate, NotesWhatVariesWithinACell) {
  Asked asked;
  asked.projections = {.table = "", .row = ".name", .column = "", .ignore = ""};
  const auto t = tabulate_texts({"p: 1\nq: 1\nBenchmarkA/x=1 1 1 u\nBenchmarkA/x=1 1 1 u\n"
                                 "BenchmarkB/x=1 1 1 u\nBenchmarkB/x=2 1 1 u\n"
                                 "q: 2\nBenchmarkA/x=1 1 1 u\nBenchmarkC 1 1 u\n"
                                 "r: 5\nBenchmarkC/y 1 1 u\n"},
                                asked);
  EXPECT_EQ(t.varying(0, 0), Texts{"q"});
  EXPECT_EQ(t.varying(0, 1), Texts{".fullname"});
  EXPECT_EQ(t.varying(0, 2), (Texts{"r", ".fullname"}));
}

TEST(Tabulate, DoesNotNoteWhatIsIgnored) {
  Asked asked;
  asked.projections = {.table = "", .row = ".name", .column = "", .ignore = "p,/x,/gomaxprocs"};
  const auto t =
      tabulate_texts({"p: 1\nBenchmarkA/x=1-8 1 1 u\np: 2\nBenchmarkA/x=2-4 1 1 u\n"}, asked);
  EXPECT_TRUE(t.varying(0, 0).empty());
  EXPECT_EQ(t.samples.tables[0].cells[0].count, 2U);
}

Asked by_block(std::string_view block, std::string_view filter = "*") {
  Asked asked;
  asked.projections.block = block;
  asked.filter = filter;
  return asked;
}

TEST(Tabulate, HasNoBlocksWhereNoneAreAskedFor) {
  const auto t = tabulate_texts({"machine: a\n" + runs_of("A", {1, 2})});
  EXPECT_TRUE(t.samples.blocks.empty());
  EXPECT_TRUE(t.samples.blocks_of(t.samples.tables[0].cells[0]).empty());
}

TEST(Tabulate, TellsTheBlockOfEachValue) {
  const std::string old_text = "machine: a\n" + runs_of("A", {1, 2}) + "machine: b\n" +
                               runs_of("A", {3}) + "machine: a\n" + runs_of("A", {4});
  const std::string new_text = "machine: b\n" + runs_of("A", {5}) + "machine: a\n" +
                               runs_of("A", {6, 7}) + "machine: c\n" + runs_of("A", {8});
  const auto t = tabulate_texts({old_text, new_text}, by_block("machine"));
  EXPECT_EQ(t.tables(), Texts{"sec/op"}) << "the machine doesn't split the tables";
  EXPECT_EQ(t.cells(0), (Texts{"A@f0", "A@f1"}));
  EXPECT_TRUE(t.varying(0, 0).empty());
  EXPECT_EQ(t.values(0, 0), (Values{1, 2, 3, 4}));
  EXPECT_EQ(t.blocks(0, 0), (Texts{"a", "a", "b", "a"}));
  EXPECT_EQ(t.blocks(0, 1), (Texts{"b", "a", "a", "c"}));
  const auto old_blocks = t.samples.blocks_of(t.samples.tables[0].cells[0]);
  const auto new_blocks = t.samples.blocks_of(t.samples.tables[0].cells[1]);
  EXPECT_EQ(old_blocks[2], new_blocks[0]) << "b of one side is b of the other";
  EXPECT_EQ(old_blocks[0], new_blocks[1]);
}

TEST(Tabulate, TakesPartsOfNamesForBlocks) {
  const std::string text = runs_of("A/fork=1", {1}) + runs_of("B/fork=2", {2}) +
                           runs_of("A/fork=2", {3}) + runs_of("A", {4});
  const auto t = tabulate_texts({text}, by_block("/fork"));
  EXPECT_EQ(t.cells(0), (Texts{"A@f0", "B@f0"}));
  EXPECT_EQ(t.values(0, 0), (Values{1, 3, 4}));
  EXPECT_EQ(t.blocks(0, 0), (Texts{"1", "2", ""}));
  EXPECT_EQ(t.blocks(0, 1), Texts{"2"});
}

TEST(Tabulate, TellsBlocksApartByAllOfTheirKeys) {
  const auto t = tabulate_texts({"process: 1\nhost: x\n" + runs_of("A", {1}) + "host: y\n" +
                                 runs_of("A", {2}) + "process: 2\n" + runs_of("A", {3})},
                                by_block("process,host"));
  EXPECT_EQ(t.blocks(0, 0), (Texts{"1 x", "1 y", "2 y"}));
}

TEST(Tabulate, KeepsBlocksWithTheirValuesWhereNanIsLeftOut) {
  const auto t = tabulate_texts({"m: a\nBenchmarkA 1 1 u 10 v\nm: b\nBenchmarkA 1 NaN u 20 v\n"
                                 "m: c\nBenchmarkA 1 3 u NaN v\n"},
                                by_block("m"));
  EXPECT_EQ(t.values(0, 0), (Values{1, 3}));
  EXPECT_EQ(t.blocks(0, 0), (Texts{"a", "c"}));
  EXPECT_EQ(t.blocks(1, 0), (Texts{"a", "b"}));
}

TEST(Tabulate, MakesNoBlockOfWhatTheFilterDrops) {
  const auto t = tabulate_texts(
      {"m: a\nBenchmarkA 1 1 u\nm: b\nBenchmarkB 1 2 u 3 v\nm: c\nBenchmarkA 1 4 u 5 v\n"},
      by_block("m", ".name:A .unit:u"));
  EXPECT_EQ(t.blocks(0, 0), (Texts{"a", "c"}));
  EXPECT_EQ(t.projections.block().size(), 2U);
}

TEST(Tabulate, TakesFilesOfOneLabelForBlocks) {
  std::vector<formats::ResultFile> files;
  for (const char* path : {"a1", "a2", "a1"}) {
    files.push_back(formats::read_text(runs_of("A", {1, 2}), "old"));
    files.back().path = path;
  }
  Filter filter;
  Projections projections({.block = ".path"}, filter, ConfigOrder::first_seen);
  const auto samples = tabulate(std::move(files), filter, projections);
  ASSERT_EQ(samples.tables[0].cells.size(), 1U);
  Texts labels;
  for (const auto block : samples.blocks) labels.push_back(projections.block().label(block));
  EXPECT_EQ(labels, (Texts{"a1", "a1", "a2", "a2", "a1", "a1"}));
}

TEST(Tabulate, LosesNoValue) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    if (i % 7 == 0) text += "p: " + std::to_string(i % 3) + "\n";
    text += "BenchmarkN" + std::to_string(i % 17) + " 1 " + std::to_string(i) + " ns/op";
    text += i % 2 == 0 ? " 1 B/op\n" : "\n";
  }
  const auto t = tabulate_texts({text, text});
  std::size_t count = 0;
  double sum = 0;
  for (const auto& table : t.samples.tables) {
    for (const auto& cell : table.cells) {
      count += cell.count;
      for (const double value : t.samples.values_of(cell)) sum += value;
    }
  }
  EXPECT_EQ(count, 2U * (3000 + 1500));
  EXPECT_EQ(count, t.samples.values.size());
  EXPECT_EQ(sum, 2 * (2999.0 * 3000 / 2 + 1500));
}

}  // namespace
}  // namespace benchdiff::report
