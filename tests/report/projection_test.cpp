#include <benchdiff/report/projection.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Order = ProjectionField::Order;
using Texts = std::vector<std::string>;

void expect_error(std::string_view expression, std::string_view message, std::size_t offset) {
  SCOPED_TRACE(expression);
  expect_query_error([&] { (void)parse_projection(expression); }, message, offset);
}

Texts keys_of(std::string_view expression) {
  Texts keys;
  for (const auto& field : parse_projection(expression)) keys.push_back(field.key);
  return keys;
}

/// A set of projections of which the columns are the one that is looked at.
struct Set {
  Filter filter;
  Projections projections;

  explicit Set(const Projections::Expressions& expressions,
               ConfigOrder order = ConfigOrder::first_seen)
      : projections(expressions, filter, order) {}
};

Projections::Expressions column(std::string_view expression) {
  return {.table = "", .row = "", .column = std::string(expression), .ignore = ""};
}

std::vector<KeyId> project_all(Projection& projection, std::string_view text) {
  const auto file = formats::read_text(text, "f.txt");
  std::vector<KeyId> keys;
  for (const auto& result : file.results) {
    keys.push_back(projection.project({file, file.subjects[result.subject]}));
  }
  return keys;
}

/// The labels of all keys, in their order.
Texts in_order(const Projection& projection) {
  const auto places = projection.places();
  Texts labels(places.size());
  for (KeyId key = 0; key < places.size(); ++key) labels[places[key]] = projection.label(key);
  return labels;
}

/// The labels of the names in the order that a projection of `.name` gives them.
Texts order_names(std::string_view expression, const Texts& names) {
  Set set(column(expression));
  std::string text;
  for (const auto& name : names) text += "Benchmark" + name + " 1 1 ns/op\n";
  project_all(set.projections.column(), text);
  return in_order(set.projections.column());
}

std::string project_one(Projection& projection, std::string_view text) {
  const auto keys = project_all(projection, text);
  std::string described;
  for (std::size_t i = 0; i < projection.columns(); ++i) {
    if (projection.value(keys[0], i).empty()) continue;
    described.append(described.empty() ? "" : " ").append(projection.column_name(i));
    described.append(":").append(projection.value(keys[0], i));
  }
  return described;
}

TEST(ParseProjection, SeparatesFieldsByCommasOrSpaces) {
  EXPECT_EQ(keys_of(""), Texts{});
  EXPECT_EQ(keys_of("  "), Texts{});
  EXPECT_EQ(keys_of("a,b"), (Texts{"a", "b"}));
  EXPECT_EQ(keys_of("a, b"), (Texts{"a", "b"}));
  EXPECT_EQ(keys_of("a b"), (Texts{"a", "b"}));
  EXPECT_EQ(keys_of("a ,b"), (Texts{"a", "b"}));
  EXPECT_EQ(keys_of("a,.name,/b,\"c d\""), (Texts{"a", ".name", "/b", "c d"}));
}

TEST(ParseProjection, KnowsOrders) {
  const auto fields = parse_projection("a, b@first c@alpha,d@num e @ ( x \"y z\" w ) f");
  ASSERT_EQ(fields.size(), 6U);
  EXPECT_EQ(fields[0].order, Order::first_seen);
  EXPECT_EQ(fields[1].order, Order::first_seen);
  EXPECT_EQ(fields[2].order, Order::alphabetic);
  EXPECT_EQ(fields[3].order, Order::numeric);
  EXPECT_EQ(fields[4].order, Order::fixed);
  EXPECT_EQ(fields[4].fixed, (Texts{"x", "y z", "w"}));
  EXPECT_EQ(fields[5].order, Order::first_seen);
  EXPECT_EQ(fields[1].key_offset, 3U);
  EXPECT_EQ(fields[1].order_offset, 5U);
}

TEST(ParseProjection, TakesARegexpForAKey) {
  // Keys of names begin with a slash, so there is no regexp in a projection.
  EXPECT_EQ(keys_of("/a/"), Texts{"/a/"});
  EXPECT_EQ(parse_projection("a@(/b/)")[0].fixed, Texts{"/b/"});
}

TEST(ParseProjection, RefusesWhatIsNoKey) {
  expect_error("a,,b", "expected key", 2);
  expect_error(",a", "expected key", 0);
  expect_error("a,", "expected key", 2);
  expect_error(":", "expected key", 0);
  expect_error("a@num@num", "expected key", 5);
  expect_error("a (b)", "expected key", 2);
  expect_error("-a", "expected key", 0);
  expect_error("*", "expected key", 0);
  expect_error("AND", "expected key", 0);
  expect_error("a \"b", "missing end quote", 2);
}

TEST(ParseProjection, RefusesWhatIsNoOrder) {
  constexpr std::string_view message = "expected named sort order or parenthesized list";
  expect_error("a@", message, 2);
  expect_error("a@,b", message, 2);
  expect_error("a@:", message, 2);
  expect_error("a@-num", message, 2);
}

TEST(ParseProjection, RefusesUnknownOrders) {
  expect_error("a@foo", "unknown order \"foo\" (there are first, alpha, num and lists)", 2);
  expect_error("a@Num", "unknown order \"Num\" (there are first, alpha, num and lists)", 2);
  // The reference implementation takes this one, and drops every result.
  expect_error("a,bc@fixed", "unknown order \"fixed\" (there are first, alpha, num and lists)", 5);
}

TEST(ParseProjection, RefusesBadLists) {
  expect_error("a@(", "missing )", 3);
  expect_error("a@(,", "missing )", 3);
  expect_error("a@(b", "missing )", 4);
  expect_error("a@(b,c)", "missing )", 4);
  expect_error("a@(b OR c)", "missing )", 5);
  expect_error("a@()", "nothing to match", 3);
}

TEST(ParseProjection, RefusesKeysThatCannotBeProjected) {
  expect_error(".unit", ".unit is only allowed in filters", 0);
  expect_error("a,.unit@num", ".unit is only allowed in filters", 2);
  expect_error("\"\"", "key must not be empty", 0);
  expect_error("a,\"\"@num", "key must not be empty", 2);
  expect_error(".config@(1 2)", "fixed order not allowed for .config", 8);
}

TEST(Projections, SayWhichOptionIsAtFault) {
  const auto option_of = [](const Projections::Expressions& expressions) {
    try {
      Filter filter;
      const Projections projections(expressions, filter, ConfigOrder::first_seen);
      return std::string("no error");
    } catch (const QueryError& error) {
      return error.option();
    }
  };
  EXPECT_EQ(option_of({.table = "@", .row = "@", .column = "@", .ignore = "@"}), "table");
  EXPECT_EQ(option_of({.table = "", .row = "@", .column = "@", .ignore = "@"}), "row");
  EXPECT_EQ(option_of({.table = "", .row = "", .column = "@", .ignore = "@"}), "col");
  EXPECT_EQ(option_of({.table = "", .row = "", .column = "", .ignore = "@"}), "ignore");
  EXPECT_EQ(option_of({.block = "@"}), "block");
  EXPECT_EQ(option_of({.block = "a,.unit"}), "block");
  EXPECT_EQ(option_of({.block = "a,.config"}), "block");
  EXPECT_EQ(option_of({.block = "a,.path,/b@num"}), "no error");
}

TEST(Projections, WantTheKeysOfBlocksNamed) {
  // What only tells the files apart is left out of `.config`, and so would be a machine's name.
  expect_query_error([] { const Set set({.block = "a,.config"}); },
                     ".config is not allowed for blocks: name the keys that tell them apart", 2);
}

TEST(Projection, MakesKeysOfValues) {
  constexpr std::string_view result = "a: 1\nb: 2\nBenchmarkName/k=v-8 1 1 ns/op\n";
  const auto described = [&](std::string_view expression) {
    Set set(column(expression));
    return project_one(set.projections.column(), result);
  };
  EXPECT_EQ(described(".fullname"), ".fullname:Name/k=v-8");
  EXPECT_EQ(described("/k"), "/k:v");
  EXPECT_EQ(described(".name"), ".name:Name");
  EXPECT_EQ(described(".file"), ".file:f.txt");
  EXPECT_EQ(described("a"), "a:1");
  EXPECT_EQ(described("c"), "");
  EXPECT_EQ(described(".config"), "a:1 b:2");
  EXPECT_EQ(described("b,.config,/k"), "b:2 a:1 /k:v");
  EXPECT_EQ(described(""), "");
}

TEST(Projection, InternsEqualTuplesAsOneKey) {
  Set set(column("a,b"));
  const auto keys =
      project_all(set.projections.column(),
                  "a: 1\nb: 2\nBenchmarkA 1 1 ns/op\n"
                  "BenchmarkB 1 1 ns/op\nc: 3\nBenchmarkA 1 1 ns/op\nb: 3\nBenchmarkA 1 1 ns/op\n");
  EXPECT_EQ(keys, (std::vector<KeyId>{0, 0, 0, 1}));
  EXPECT_EQ(set.projections.column().size(), 2U);
}

TEST(Projection, TellsTuplesApartThatReadAlike) {
  Set set(column("a,b"));
  const auto keys = project_all(set.projections.column(),
                                "a: x\nBenchmarkA 1 1 ns/op\na:\nb: x\nBenchmarkA 1 1 ns/op\n");
  EXPECT_NE(keys[0], keys[1]);
  EXPECT_EQ(set.projections.column().label(keys[0]), "x");
  EXPECT_EQ(set.projections.column().label(keys[1]), "x");
}

TEST(Projection, LabelsKeysByTheirValues) {
  Set set(column("a,b,c"));
  const auto keys =
      project_all(set.projections.column(),
                  "a: 1\nc: 3 4\nBenchmarkA 1 1 ns/op\na:\nc:\nBenchmarkA 1 1 ns/op\n");
  EXPECT_EQ(set.projections.column().label(keys[0]), "1 3 4");
  EXPECT_EQ(set.projections.column().label(keys[1]), "");
}

TEST(Projection, GrowsAColumnForEachKeyOfConfig) {
  Set set(column(".config,.name"));
  Projection& projection = set.projections.column();
  EXPECT_EQ(projection.columns(), 1U);
  const auto keys = project_all(projection,
                                "a: 1\nBenchmarkX 1 1 ns/op\n"
                                "b: 2\nBenchmarkX 1 1 ns/op\n"
                                "b:\nBenchmarkX 1 1 ns/op\n");
  ASSERT_EQ(projection.columns(), 3U);
  // The columns of a field stand together, in the place of the field.
  EXPECT_EQ(projection.column_name(0), "a");
  EXPECT_EQ(projection.column_name(1), "b");
  EXPECT_EQ(projection.column_name(2), ".name");
  EXPECT_EQ(keys[0], keys[2]) << "what isn't set is as if it had never been";
  EXPECT_NE(keys[0], keys[1]);
  EXPECT_EQ(projection.value(keys[0], 1), "");
  EXPECT_EQ(projection.value(keys[1], 1), "2");
  EXPECT_EQ(projection.value(keys[1], 2), "X");
  EXPECT_EQ(in_order(projection), (Texts{"1 X", "1 2 X"}));
}

TEST(Projection, DoesNotMindTheOrderOfSettings) {
  Set set(column(".config"));
  const auto keys = project_all(set.projections.column(),
                                "a: 1\nb: 2\nBenchmarkX 1 1 ns/op\n"
                                "a:\nb:\nb: 2\na: 1\nBenchmarkX 1 1 ns/op\n");
  EXPECT_EQ(keys[0], keys[1]);
}

TEST(Projection, OrdersValuesAsTheyWereFirstSeen) {
  EXPECT_EQ(order_names(".name", {"C", "A", "B", "A"}), (Texts{"C", "A", "B"}));
  EXPECT_EQ(order_names(".name@first", {"C", "A", "B"}), (Texts{"C", "A", "B"}));
}

TEST(Projection, OrdersValuesByTheirBytes) {
  EXPECT_EQ(order_names(".name@alpha", {"b", "é", "B", "a", "10", "9"}),
            (Texts{"10", "9", "B", "a", "b", "é"}));
}

TEST(Projection, OrdersValuesByTheirNumbers) {
  EXPECT_EQ(order_names(".name@num", {"b", "a", "100", "20"}), (Texts{"20", "100", "a", "b"}));
  EXPECT_EQ(
      order_names(".name@num", {"1", "-inf", "-infinity", "inf", "infinity", "1.0", "NaN", "nan"}),
      (Texts{"-inf", "-infinity", "1", "1.0", "inf", "infinity", "NaN", "nan"}));
  EXPECT_EQ(order_names("/s@num", {"A/s=64k", "A/s=8", "A/s=1M", "A/s=1KiB"}),
            (Texts{"8", "1KiB", "64k", "1M"}));
}

TEST(Projection, OrdersValuesByAListAndFiltersByIt) {
  Set set(column(".name@(B A)"));
  const auto file =
      formats::read_text("BenchmarkA 1 1 ns/op\nBenchmarkC 1 1 ns/op\nBenchmarkB 1 1 ns/op\n");
  std::string passed;
  for (const auto& subject : file.subjects) {
    if (!set.filter.matches({file, subject}, file.units[0])) continue;
    passed += subject.name;
    (void)set.projections.column().project({file, subject});
  }
  EXPECT_EQ(passed, "AB");
  EXPECT_EQ(in_order(set.projections.column()), (Texts{"B", "A"}));
}

TEST(Projection, FiltersByTheListOfAnIgnoredKey) {
  Set set({.table = "", .row = "", .column = "", .ignore = "goos@(linux)"});
  const auto file =
      formats::read_text("goos: linux\nBenchmarkA 1 1 ns/op\ngoos: x\nBenchmarkA 1 1 ns/op\n");
  EXPECT_TRUE(set.filter.matches({file, file.subjects[0]}, file.units[0]));
  EXPECT_FALSE(set.filter.matches({file, file.subjects[1]}, file.units[0]));
}

TEST(Projection, ComparesFieldByField) {
  EXPECT_EQ(order_names("/a@num /b@alpha", {"X/a=10/b=x", "X/a=9/b=z", "X/a=9/b=y", "X/a=10/b=w"}),
            (Texts{"9 y", "9 z", "10 w", "10 x"}));
}

TEST(Projection, ObservesValuesGloballyAndNotWithinTheFieldBefore) {
  // `y` of b comes up first, under another a; so it stays before x everywhere.
  EXPECT_EQ(order_names("/a,/b", {"X/a=1/b=y", "X/a=2/b=x", "X/a=2/b=y", "X/a=1/b=x"}),
            (Texts{"1 y", "1 x", "2 y", "2 x"}));
}

TEST(Projection, OrdersTheSettingsOfConfigAsAskedFor) {
  constexpr std::string_view text =
      "pkg: zzz\nBenchmarkA 1 1 ns/op\npkg: aaa\nBenchmarkA 1 1 ns/op\n";
  Set first(column(".config"), ConfigOrder::first_seen);
  project_all(first.projections.column(), text);
  EXPECT_EQ(in_order(first.projections.column()), (Texts{"zzz", "aaa"}));
  Set by_value(column(".config"), ConfigOrder::by_value);
  project_all(by_value.projections.column(), text);
  EXPECT_EQ(in_order(by_value.projections.column()), (Texts{"aaa", "zzz"}));
  // A key by itself has the order that is documented, in both.
  Set named(column("pkg"), ConfigOrder::by_value);
  project_all(named.projections.column(), text);
  EXPECT_EQ(in_order(named.projections.column()), (Texts{"zzz", "aaa"}));
  Set numeric(column(".config@num"), ConfigOrder::by_value);
  project_all(numeric.projections.column(),
              "n: 10\nBenchmarkA 1 1 ns/op\nn: 9\nBenchmarkA 1 1 ns/op\n");
  EXPECT_EQ(in_order(numeric.projections.column()), (Texts{"9", "10"}));
}

TEST(Projection, PutsKeysWithoutANewSettingFirst) {
  Set set(column(".config"));
  project_all(set.projections.column(),
              "BenchmarkA 1 1 ns/op\nz: 1\nBenchmarkA 1 1 ns/op\nz:\na: 1\nBenchmarkA 1 1 ns/op\n");
  EXPECT_EQ(in_order(set.projections.column()), (Texts{"", "1", "1"}));
}

TEST(Projection, OrdersValuesThatAListDoesNotHaveOnceTheyAreReduced) {
  // The list is of whole names, but the names lose what another projection takes; sorting with an
  // order that contradicts itself is undefined.
  std::string list;
  std::string text;
  for (int i = 0; i < 60; ++i) {
    const std::string name(1, static_cast<char>('a' + (i * 7) % 26));
    const std::string full = name + std::to_string(i) + (i % 3 == 0 ? "/k=1" : "");
    list += full + " ";
    text += "Benchmark" + full + " 1 1 ns/op\n";
  }
  Set set({.table = "", .row = ".fullname@(" + list + ")", .column = "/k", .ignore = ""});
  project_all(set.projections.row(), text);
  auto places = set.projections.row().places();
  ASSERT_EQ(places.size(), 60U);
  const auto place_of = [&](std::string_view label) {
    for (KeyId key = 0; key < places.size(); ++key) {
      if (set.projections.row().label(key) == label) return places[key];
    }
    ADD_FAILURE() << label;
    return 0U;
  };
  // Whole names that are listed stand in the order of the list.
  const auto parsed = parse_projection(".fullname@(" + list + ")")[0].fixed;
  std::uint32_t before = 0;
  bool any = false;
  for (const auto& full : parsed) {
    if (full.find('/') != std::string::npos) continue;
    EXPECT_TRUE(!any || place_of(full) > before) << full;
    before = place_of(full);
    any = true;
  }
}

TEST(Projections, TakeNamedKeysOutOfTheGroupsOfTheOthers) {
  constexpr std::string_view text = "a: 1\nb: 2\nBenchmarkName/x=3/y=4-8 1 1 ns/op\n";
  Set set({.table = ".config", .row = ".fullname", .column = "/x,b", .ignore = ""});
  EXPECT_EQ(project_one(set.projections.table(), text), "a:1");
  EXPECT_EQ(project_one(set.projections.row(), text), ".fullname:Name/y=4-8");
  EXPECT_EQ(project_one(set.projections.column(), text), "/x:3 b:2");
  EXPECT_TRUE(set.projections.names_setting("b"));
  EXPECT_FALSE(set.projections.names_setting("a"));
}

TEST(Projections, TakeIgnoredKeysOutAsWell) {
  constexpr std::string_view text = "a: 1\nb: 2\nBenchmarkName/x=3-8 1 1 ns/op\n";
  Set set(
      {.table = ".config", .row = ".fullname", .column = ".file", .ignore = ".name,/gomaxprocs,a"});
  EXPECT_EQ(project_one(set.projections.table(), text), "b:2");
  EXPECT_EQ(project_one(set.projections.row(), text), ".fullname:*/x=3");
}

TEST(Projections, TakeKeysOfBlocksOutAsWell) {
  constexpr std::string_view text = "a: 1\nb: 2\nBenchmarkName/x=3/y=4-8 1 1 ns/op\n";
  Set set({.block = "a,/x"});
  EXPECT_EQ(project_one(set.projections.table(), text), "b:2");
  EXPECT_EQ(project_one(set.projections.row(), text), ".fullname:Name/y=4-8");
  EXPECT_EQ(project_one(set.projections.block(), text), "a:1 /x:3");
  EXPECT_EQ(project_one(set.projections.residue(), text), "");
  EXPECT_TRUE(set.projections.names_setting("a"));
  EXPECT_FALSE(set.projections.names_setting("b"));
  Set bare({.table = "", .row = "", .column = "", .block = "a,/x"});
  EXPECT_EQ(project_one(bare.projections.residue(), text), "b:2 .fullname:Name/y=4-8");
}

TEST(Projections, FilterByTheListOfABlock) {
  Set set({.block = "machine@(a)"});
  const auto file =
      formats::read_text("machine: a\nBenchmarkA 1 1 ns/op\nmachine: b\nBenchmarkA 1 1 ns/op\n");
  EXPECT_TRUE(set.filter.matches({file, file.subjects[0]}, file.units[0]));
  EXPECT_FALSE(set.filter.matches({file, file.subjects[1]}, file.units[0]));
}

TEST(Projections, DoNotMindWhichOfThemNamesTheKey) {
  constexpr std::string_view text = "a: 1\nBenchmarkName/x=3 1 1 ns/op\n";
  Set set({.table = "/x a", .row = ".fullname", .column = ".config", .ignore = ""});
  EXPECT_EQ(project_one(set.projections.row(), text), ".fullname:Name");
  EXPECT_EQ(project_one(set.projections.column(), text), "");
}

TEST(Projections, MayHaveAKeyTwice) {
  constexpr std::string_view text = "BenchmarkName/x=3 1 1 ns/op\n";
  Set set({.table = "", .row = "/x,/x", .column = "/x", .ignore = ""});
  EXPECT_EQ(project_one(set.projections.row(), text), "/x:3 /x:3");
  EXPECT_EQ(project_one(set.projections.column(), text), "/x:3");
}

TEST(Projections, LeaveTheRestToTheResidue) {
  constexpr std::string_view text = "x: 3\ny: 4\nBenchmarkName/a=1/b=2 1 1 ns/op\n";
  const auto residue = [&](std::string_view expression) {
    Set set(column(expression));
    return project_one(set.projections.residue(), text);
  };
  EXPECT_EQ(residue(""), "x:3 y:4 .fullname:Name/a=1/b=2");
  EXPECT_EQ(residue(".config,.fullname"), "");
  EXPECT_EQ(residue("x,/a"), "y:4 .fullname:Name/b=2");
  EXPECT_EQ(residue(".config"), ".fullname:Name/a=1/b=2");
  EXPECT_EQ(residue(".fullname"), "x:3 y:4");
  EXPECT_EQ(residue(".name"), "x:3 y:4 .fullname:*/a=1/b=2");
}

TEST(Projections, CanIgnoreASettingLater) {
  Set set({.table = ".config", .row = ".fullname", .column = ".file", .ignore = ""});
  set.projections.ignore_setting("cpu");
  EXPECT_TRUE(set.projections.names_setting("cpu"));
  EXPECT_EQ(project_one(set.projections.table(), "cpu: x\nos: y\nBenchmarkA 1 1 ns/op\n"), "os:y");
}

TEST(Projection, SaysWhetherNamesMatter) {
  const auto depends = [](std::string_view expression) {
    Set set(column(expression));
    return set.projections.column().depends_on_name();
  };
  EXPECT_TRUE(depends("goos,.name"));
  EXPECT_TRUE(depends(".fullname"));
  EXPECT_TRUE(depends("/size"));
  EXPECT_FALSE(depends(".config,.file,goos"));
  EXPECT_FALSE(depends(""));
}

TEST(Projection, GivesEveryKeyItsOwnPlace) {
  Set set(column("/a@num,/b@alpha,.name"));
  std::string text;
  for (int i = 0; i < 500; ++i) {
    text += "BenchmarkN" + std::to_string(i % 7) + "/a=" + std::to_string(i * 37 % 11) +
            "/b=" + std::to_string(i * 53 % 13) + " 1 1 ns/op\n";
  }
  project_all(set.projections.column(), text);
  auto places = set.projections.column().places();
  std::ranges::sort(places);
  for (std::uint32_t i = 0; i < places.size(); ++i) EXPECT_EQ(places[i], i);
}

}  // namespace
}  // namespace benchdiff::report
