#include <benchdiff/report/filter.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

/// One item from a text of one result.
class Subject {
 public:
  explicit Subject(std::string_view text) : file_(formats::read_text(text, "f.txt")) {
    EXPECT_EQ(file_.subjects.size(), 1U) << text;
  }

  [[nodiscard]] bool passes(std::string_view expression, std::string_view unit = "ns/op") const {
    return Filter(expression).matches({file_, file_.subjects[0]}, formats::tidy_unit(unit));
  }

 private:
  formats::ResultFile file_;
};

/// Which of all 16 combinations of `a: b`, `c: d`, `e: f` and `g: h` or something else pass.
std::string truth(std::string_view expression) {
  const Filter filter(expression);
  std::string table;
  for (unsigned i = 0; i < 16; ++i) {
    std::string text;
    text += (i & 8U) != 0 ? "a: b\n" : "a: x\n";
    text += (i & 4U) != 0 ? "c: d\n" : "c: x\n";
    text += (i & 2U) != 0 ? "e: f\n" : "e: x\n";
    text += (i & 1U) != 0 ? "g: h\n" : "g: x\n";
    const auto file = formats::read_text(text + "BenchmarkA 1 1 ns/op\n");
    table += filter.matches({file, file.subjects[0]}, file.units[0]) ? '1' : '0';
  }
  return table;
}

std::string truth(const std::function<bool(bool, bool, bool, bool)>& formula) {
  std::string table;
  for (unsigned i = 0; i < 16; ++i) {
    table += formula((i & 8U) != 0, (i & 4U) != 0, (i & 2U) != 0, (i & 1U) != 0) ? '1' : '0';
  }
  return table;
}

void expect_error(std::string_view expression, std::string_view message, std::size_t offset) {
  SCOPED_TRACE(expression);
  expect_query_error([&] { const Filter filter(expression); }, message, offset);
}

const Subject encode(
    "goos: linux\nnote:  x y \nBenchmarkEncode/size=1k/n=/text/size=2k-8 1 1 ns/op\n");

TEST(Filter, PassesEverythingByDefaultAndByAStar) {
  const auto file = formats::read_text("BenchmarkA 1 1 ns/op\n");
  const Item item{file, file.subjects[0]};
  EXPECT_TRUE(Filter().matches(item, file.units[0]));
  EXPECT_TRUE(Filter("*").matches(item, file.units[0]));
  EXPECT_FALSE(Filter("-*").matches(item, file.units[0]));
  EXPECT_TRUE(Filter("--*").matches(item, file.units[0]));
}

TEST(Filter, LooksAtAllKindsOfKeys) {
  EXPECT_TRUE(encode.passes(".name:Encode"));
  EXPECT_TRUE(encode.passes(".fullname:Encode/size=1k/n=/text/size=2k-8"));
  EXPECT_TRUE(encode.passes(".file:f.txt"));
  EXPECT_TRUE(encode.passes("/size:1k"));
  EXPECT_FALSE(encode.passes("/size:2k"));
  EXPECT_TRUE(encode.passes("/gomaxprocs:8"));
  EXPECT_TRUE(encode.passes("goos:linux"));
  EXPECT_TRUE(encode.passes("note:\"x y \""));
  EXPECT_FALSE(encode.passes("note:\"x y\""));
}

TEST(Filter, ComparesWholeValuesByteByByte) {
  EXPECT_FALSE(encode.passes(".name:encode"));
  EXPECT_FALSE(encode.passes(".name:Enc"));
  EXPECT_FALSE(encode.passes(".name:Encode8"));
  EXPECT_FALSE(encode.passes("/size:01k"));
}

TEST(Filter, TakesAMissingKeyForTheEmptyString) {
  EXPECT_TRUE(encode.passes("absent:\"\""));
  EXPECT_TRUE(encode.passes("/absent:\"\""));
  EXPECT_TRUE(encode.passes(".absent:\"\""));
  EXPECT_TRUE(encode.passes("/n:\"\""));
  EXPECT_FALSE(encode.passes("absent:x"));
  EXPECT_TRUE(encode.passes("-absent:x"));
  EXPECT_TRUE(encode.passes("absent:/^$/"));
  EXPECT_FALSE(encode.passes("goos:\"\""));
}

TEST(Filter, MatchesRegexpsAnywhere) {
  EXPECT_TRUE(encode.passes(".name:/cod/"));
  EXPECT_TRUE(encode.passes(".name:/^Encode$/"));
  EXPECT_FALSE(encode.passes(".name:/^cod/"));
  EXPECT_TRUE(encode.passes(".name:/(?i)ENCODE/"));
  EXPECT_TRUE(encode.passes(".fullname:/size=[0-9]+k\\/n/"));
  EXPECT_TRUE(encode.passes(".name://"));
  EXPECT_TRUE(encode.passes(".fullname:/text/ goos:/x$/"));
}

TEST(Filter, TakesASlashForALiteralOnlyInQuotes) {
  const Subject path("dir: /tmp/x\nBenchmarkA 1 1 ns/op\n");
  EXPECT_TRUE(path.passes("dir:\"/tmp/x\""));
  EXPECT_TRUE(path.passes("dir:/.tmp./"));
}

TEST(Filter, AllowsSpacesAroundTheColon) {
  for (const char* expression : {"a:b", "a :b", "a: b", "a : b", "\"a\":\"b\"", " a:b "}) {
    EXPECT_EQ(truth(expression), truth([](bool a, bool, bool, bool) { return a; })) << expression;
  }
}

TEST(Filter, TakesWhatStandsSideBySideForAnd) {
  const auto all = truth([](bool a, bool c, bool e, bool) { return a && c && e; });
  EXPECT_EQ(truth("a:b c:d e:f"), all);
  EXPECT_EQ(truth("a:b AND c:d AND e:f"), all);
  EXPECT_EQ(truth("a:b AND c:d e:f"), all);
  EXPECT_EQ(truth("a:b(c:d)(e:f)"), all);
  EXPECT_EQ(truth("a:b * c:d AND e:f"), all);
}

TEST(Filter, BindsOrLooserThanAnd) {
  EXPECT_EQ(truth("a:b AND c:d OR e:f AND g:h"),
            truth([](bool a, bool c, bool e, bool g) { return (a && c) || (e && g); }));
  EXPECT_EQ(truth("a:b c:d OR e:f g:h"),
            truth([](bool a, bool c, bool e, bool g) { return (a && c) || (e && g); }));
  EXPECT_EQ(truth("a:b AND (c:d OR e:f) AND g:h"),
            truth([](bool a, bool c, bool e, bool g) { return a && (c || e) && g; }));
  EXPECT_EQ(truth("a:b OR c:d OR e:f OR g:h"),
            truth([](bool a, bool c, bool e, bool g) { return a || c || e || g; }));
}

TEST(Filter, BindsNotTighterThanAnd) {
  EXPECT_EQ(truth("-a:b AND c:d"), truth([](bool a, bool c, bool, bool) { return !a && c; }));
  EXPECT_EQ(truth("-a:b c:d"), truth([](bool a, bool c, bool, bool) { return !a && c; }));
  EXPECT_EQ(truth("-(a:b c:d)"), truth([](bool a, bool c, bool, bool) { return !(a && c); }));
  EXPECT_EQ(truth("--a:b"), truth([](bool a, bool, bool, bool) { return a; }));
  EXPECT_EQ(truth("---a:b"), truth([](bool a, bool, bool, bool) { return !a; }));
  EXPECT_EQ(truth("- a:b"), truth([](bool a, bool, bool, bool) { return !a; }));
  EXPECT_EQ(truth("a:b -c:d"), truth([](bool a, bool c, bool, bool) { return a && !c; }));
}

TEST(Filter, TakesAListForAnyOfItsValues) {
  EXPECT_TRUE(encode.passes("/size:(4k OR 1k OR 2k)"));
  EXPECT_FALSE(encode.passes("/size:(4k OR 2k)"));
  EXPECT_TRUE(encode.passes("note:(b OR \"x y \" OR /d/)"));
  EXPECT_TRUE(encode.passes(".name:(x OR /od/)"));
  EXPECT_TRUE(encode.passes(".name:(Encode)"));
  EXPECT_FALSE(encode.passes("-.name:(x OR Encode)"));
  EXPECT_TRUE(encode.passes("absent:(x OR \"\")"));
}

TEST(Filter, MatchesTheUnitAsWrittenAndAsReported) {
  const Subject any("BenchmarkA 1 1 ns/op 2 MB/s 3 allocs/op\n");
  EXPECT_TRUE(any.passes(".unit:ns/op", "ns/op"));
  EXPECT_TRUE(any.passes(".unit:sec/op", "ns/op"));
  EXPECT_FALSE(any.passes(".unit:B/s", "ns/op"));
  EXPECT_TRUE(any.passes(".unit:B/s", "MB/s"));
  EXPECT_TRUE(any.passes(".unit:/^alloc/", "allocs/op"));
  EXPECT_TRUE(any.passes(".unit:(B/s OR sec/op)", "MB/s"));
  EXPECT_FALSE(any.passes("-.unit:ns/op", "ns/op"));
  EXPECT_FALSE(any.passes("-.unit:sec/op", "ns/op"));
  EXPECT_TRUE(any.passes("-.unit:ns/op", "allocs/op"));
}

TEST(Filter, CombinesUnitsWithTheOtherKeys) {
  EXPECT_TRUE(encode.passes("goos:linux .unit:ns/op"));
  EXPECT_FALSE(encode.passes("goos:linux .unit:ns/op", "B/op"));
  EXPECT_TRUE(encode.passes("goos:linux OR .unit:ns/op", "B/op"));
  EXPECT_TRUE(encode.passes("goos:darwin OR .unit:B/op", "B/op"));
  EXPECT_FALSE(encode.passes("goos:darwin OR .unit:B/op", "ns/op"));
  EXPECT_TRUE(encode.passes("-(goos:linux .unit:B/op)", "ns/op"));
}

TEST(Filter, SaysWhetherUnitsMatter) {
  EXPECT_FALSE(Filter().depends_on_unit());
  EXPECT_FALSE(Filter("goos:.unit").depends_on_unit());
  EXPECT_TRUE(Filter(".unit:x").depends_on_unit());
  EXPECT_TRUE(Filter("a:b OR -(c:d .unit:(x OR y))").depends_on_unit());
}

TEST(Filter, RequiresOneOfTheValues) {
  const auto file = formats::read_text("goos: linux\nBenchmarkA 1 1 ns/op\n");
  const Item item{file, file.subjects[0]};
  Filter filter("goos:linux");
  filter.require(".name", {"A", "B"});
  EXPECT_TRUE(filter.matches(item, file.units[0]));
  filter.require("absent", {"", "x"});
  EXPECT_TRUE(filter.matches(item, file.units[0]));
  filter.require("goos", {"darwin"});
  EXPECT_FALSE(filter.matches(item, file.units[0]));
  Filter nothing;
  nothing.require("goos", {});
  EXPECT_FALSE(nothing.matches(item, file.units[0]));
}

TEST(Filter, CanBeCopied) {
  Filter filter(".name:/A/");
  const Filter copy = filter;
  filter.require(".name", {"none"});
  const auto file = formats::read_text("BenchmarkA 1 1 ns/op\n");
  EXPECT_TRUE(copy.matches({file, file.subjects[0]}, file.units[0]));
  EXPECT_FALSE(filter.matches({file, file.subjects[0]}, file.units[0]));
}

TEST(Filter, RefusesWhatIsNoExpression) {
  constexpr std::string_view no_expression = "expected key:value or subexpression";
  expect_error("", no_expression, 0);
  expect_error("   ", no_expression, 3);
  expect_error("()", no_expression, 1);
  expect_error("AND", no_expression, 0);
  expect_error("OR a:b", no_expression, 0);
  expect_error("a:b OR", no_expression, 6);
  expect_error("a:b OR OR c:d", no_expression, 7);
  expect_error("a:b AND", no_expression, 7);
  expect_error("a:b AND AND c:d", no_expression, 8);
  expect_error("-", no_expression, 1);
  expect_error(":b", no_expression, 0);
  expect_error("a:b AND )", no_expression, 8);
}

TEST(Filter, RefusesKeysWithoutValues) {
  constexpr std::string_view message = "expected key:value";
  expect_error("a", message, 0);
  expect_error("a :", message, 0);
  expect_error("a:", message, 0);
  expect_error("a b", message, 0);
  expect_error("x:y a", message, 4);
  expect_error("a::b", message, 0);
  expect_error("a:)", message, 0);
  expect_error("a:-b", message, 0);
  expect_error("a:AND", message, 0);
  expect_error("(a@b)", message, 1);
}

TEST(Filter, RefusesUnbalancedParentheses) {
  expect_error("(a:b", "missing \")\"", 4);
  expect_error("((a:b)", "missing \")\"", 6);
  expect_error("(a:b))", "unexpected \")\"", 5);
  expect_error("a:b)", "unexpected \")\"", 3);
}

TEST(Filter, RefusesOtherPunctuation) {
  expect_error("a:b, c:d", "unexpected \",\"", 3);
  expect_error("a:b @c", "unexpected \"@\"", 4);
  expect_error("a:b:c", "unexpected \":\"", 3);
}

TEST(Filter, RefusesBadLists) {
  constexpr std::string_view no_or = "value list must be separated by OR";
  expect_error("a:(b c)", no_or, 5);
  expect_error("a:(b AND c)", no_or, 5);
  expect_error("a:(b, c)", no_or, 4);
  expect_error("a:(b", no_or, 4);
  expect_error("a:(b OR AND)", "expected value", 8);
  expect_error("a:()", "expected value", 3);
  expect_error("a:(b OR)", "expected value", 7);
  expect_error("a:(", "expected value", 3);
  expect_error("a:((b))", "expected value", 3);
}

TEST(Filter, PassesOnTheErrorsOfTheLexer) {
  expect_error("a \"b", "missing end quote", 2);
  expect_error("\"a\\z\":\"b c\"", "bad escape sequence", 0);
  expect_error("a:/b", "missing close \"/\"", 2);
  expect_error("a:/b/c", "regexp must be followed by space or an operator (unescaped \"/\"?)", 5);
}

TEST(Filter, RefusesKeysThatHaveNoValue) {
  expect_error(".config:x", ".config is only allowed in projections", 0);
  expect_error("a:b .config:(x OR y)", ".config is only allowed in projections", 4);
  expect_error("\"\":x", "key must not be empty", 0);
}

TEST(Filter, RefusesTooDeepNestingInsteadOfOverflowingTheStack) {
  for (const char* nesting : {"(", "-", "-("}) {
    std::string expression;
    for (int i = 0; i < 10'000; ++i) expression += nesting;
    try {
      const Filter filter(expression + "a:b");
      ADD_FAILURE() << "no error for " << nesting;
    } catch (const QueryError& error) {
      EXPECT_EQ(error.message(), "too deeply nested");
      EXPECT_GT(error.offset(), 400U);
      EXPECT_LT(error.offset(), 1000U);
    }
  }
  const std::string deep = std::string(400, '(') + "goos:linux" + std::string(400, ')');
  EXPECT_TRUE(encode.passes(deep));
  EXPECT_TRUE(encode.passes(std::string(400, '-') + "goos:linux"));
}

TEST(Filter, TakesAsManyTermsAsOneLikes) {
  std::string expression = "goos:linux";
  for (int i = 0; i < 20'000; ++i) expression += i % 2 == 0 ? " AND goos:linux" : " -goos:x";
  EXPECT_TRUE(encode.passes(expression));
}

TEST(Filter, IsNotSlowedDownByAnEvilRegexp) {
  // With backtracking, this would take longer than the universe has been there.
  const Subject evil("note: " + std::string(5000, 'a') + "!\nBenchmarkA 1 1 ns/op\n");
  EXPECT_FALSE(evil.passes("note:/^(a+)+$/"));
  EXPECT_FALSE(evil.passes("note:/^(a|a)*$/"));
  EXPECT_FALSE(evil.passes("note:/(a*)*(a*)*(a*)*b/"));
  EXPECT_TRUE(evil.passes("note:/(x+x+)+y|a!$/"));
}

TEST(Filter, SurvivesValuesThatAreNotUtf8) {
  const Subject broken("note: a\xff\xfe!\nBenchmark\x80 1 1 ns/op\n");
  EXPECT_TRUE(broken.passes("note:/^a/"));
  EXPECT_TRUE(broken.passes("note:\"a\\xff\\xfe!\""));
  EXPECT_TRUE(broken.passes(".name:\"\\x80\""));
  EXPECT_FALSE(broken.passes("note:/b/"));
}

TEST(Filter, TakesAnyNumberOfRequirements) {
  Filter filter("*");
  for (int i = 0; i < 200'000; ++i) filter.require("goos", {"linux", std::to_string(i)});
  const auto file = formats::read_text("goos: linux\nBenchmarkA 1 1 ns/op\n");
  EXPECT_TRUE(filter.matches({file, file.subjects[0]}, file.units[0]));
  filter.require("goos", {"windows"});
  EXPECT_FALSE(filter.matches({file, file.subjects[0]}, file.units[0]));
}

TEST(Filter, LooksAListOfWordsUpAndTriesOneWithARegexp) {
  const auto file = formats::read_text("goos: linux\nBenchmarkA 1 1 ns/op\n");
  const auto matches = [&](const char* expression) {
    return Filter(expression).matches({file, file.subjects[0]}, file.units[0]);
  };
  EXPECT_TRUE(matches("goos:(windows OR linux OR plan9)"));
  EXPECT_FALSE(matches("goos:(windows OR plan9)"));
  EXPECT_FALSE(matches("-goos:(windows OR linux)"));
  EXPECT_TRUE(matches("goos:(windows OR /^lin/)"));
  EXPECT_FALSE(matches("goos:(windows OR /^win/)"));
  EXPECT_TRUE(matches(".unit:(B/op OR ns/op)"));
  EXPECT_TRUE(matches(".unit:(B/op OR sec/op)"));
  EXPECT_TRUE(matches("none:(x OR \"\")"));
}

}  // namespace
}  // namespace benchdiff::report
