#include <benchdiff/report/min_effects.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/query_error.h>

namespace benchdiff::report {
namespace {

stats::MinEffect of(std::initializer_list<std::string_view> said, const std::string& unit,
                    bool exact = false) {
  MinEffects effects;
  for (const auto text : said) effects.add(text);
  return effects.of(unit, exact);
}

std::pair<std::string, std::size_t> fault_of(std::string_view text) {
  MinEffects effects;
  try {
    effects.add(text);
  } catch (const QueryError& error) {
    return {error.message(), error.offset()};
  }
  return {"", 0};
}

TEST(MinEffects, AreOnePercentOfWhatIsMeasuredAndNothingOfFacts) {
  EXPECT_DOUBLE_EQ(of({}, "sec/op").relative, 0.01);
  EXPECT_EQ(of({}, "sec/op").absolute, 0);
  EXPECT_EQ(of({}, "allocs/op", true).relative, 0);
}

TEST(MinEffects, HoldForAllMeasuredUnitsWithoutAUnit) {
  EXPECT_DOUBLE_EQ(of({"2%"}, "sec/op").relative, 0.02);
  EXPECT_DOUBLE_EQ(of({"2%"}, "B/op").relative, 0.02);
  EXPECT_EQ(of({"2%"}, "B/op", true).relative, 0);
  EXPECT_EQ(of({"0"}, "sec/op").relative, 0);
}

TEST(MinEffects, HoldForAUnitAsItIsWrittenOrReported) {
  for (const char* unit : {"ns/op", "sec/op"}) {
    const auto effect = of({std::string(unit) + ":2%|10ns"}, "sec/op");
    EXPECT_DOUBLE_EQ(effect.relative, 0.02);
    EXPECT_DOUBLE_EQ(effect.absolute, 10e-9);
    EXPECT_DOUBLE_EQ(of({std::string(unit) + ":2%|10ns"}, "B/op").relative, 0.01);
  }
  EXPECT_EQ(of({"allocs/op:1"}, "allocs/op", true).absolute, 1) << "of facts as well";
  EXPECT_EQ(of({"allocs/op:0"}, "allocs/op").relative, 0);
}

TEST(MinEffects, TakeAPlainNumberInTheUnitAsItIsWritten) {
  EXPECT_DOUBLE_EQ(of({"ns/op:10"}, "sec/op").absolute, 10e-9);
  EXPECT_DOUBLE_EQ(of({"sec/op:10"}, "sec/op").absolute, 10);
}

TEST(MinEffects, KnowTheNamesOfTimesAndBytes) {
  EXPECT_DOUBLE_EQ(of({"sec/op:3us"}, "sec/op").absolute, 3e-6);
  EXPECT_DOUBLE_EQ(of({"sec/op:3µs"}, "sec/op").absolute, 3e-6);
  EXPECT_DOUBLE_EQ(of({"sec/op:1.5ms"}, "sec/op").absolute, 1.5e-3);
  EXPECT_DOUBLE_EQ(of({"p99-ns:2s"}, "p99-sec").absolute, 2);
  EXPECT_DOUBLE_EQ(of({"B/op:4KiB"}, "B/op").absolute, 4096);
  EXPECT_DOUBLE_EQ(of({"B/op:1MB|3%"}, "B/op").absolute, 1e6);
}

TEST(MinEffects, GoToTheUnitsOfTheirKindWithoutAUnit) {
  EXPECT_DOUBLE_EQ(of({"2%|10ns"}, "sec/op").absolute, 10e-9);
  EXPECT_EQ(of({"2%|10ns"}, "B/op").absolute, 0);
  EXPECT_DOUBLE_EQ(of({"2%|10ns"}, "B/op").relative, 0.02);
  EXPECT_EQ(of({"10ns"}, "sec/op").relative, 0);
  EXPECT_DOUBLE_EQ(of({"10ns"}, "B/op").relative, 0.01) << "of bytes nothing was said";
}

TEST(MinEffects, MayBeSaidPartByPart) {
  for (const auto& said : {std::array<std::string_view, 2>{"2%", "10ns"}, {"10ns", "2%"}}) {
    const auto effect = of({said[0], said[1]}, "sec/op");
    EXPECT_DOUBLE_EQ(effect.relative, 0.02);
    EXPECT_DOUBLE_EQ(effect.absolute, 10e-9);
  }
  EXPECT_DOUBLE_EQ(of({"10ns", "64B"}, "B/op").absolute, 64);
  EXPECT_DOUBLE_EQ(of({"10ns", "64B"}, "sec/op").absolute, 10e-9);
}

TEST(MinEffects, GoByTheUnitFirst) {
  EXPECT_DOUBLE_EQ(of({"ns/op:2%", "3%"}, "sec/op").relative, 0.02);
  EXPECT_DOUBLE_EQ(of({"3%", "ns/op:2%"}, "sec/op").relative, 0.02);
  EXPECT_EQ(of({"3%", "ns/op:2ns"}, "sec/op").relative, 0);
}

TEST(MinEffects, AreNotSaidTwice) {
  using Said = std::array<std::string_view, 2>;
  for (const auto& [first, again] :
       {Said{"2%", "3%"}, Said{"2%", "2%"}, Said{"10ns", "1us"}, Said{"ns/op:2%", "sec/op:4%"},
        Said{"ns/op:2%", "ns/op:10ns"}, Said{"0", "2%"}, Said{"2%", "3%|10ns"}}) {
    MinEffects effects;
    effects.add(first);
    EXPECT_THROW(effects.add(again), QueryError) << first << ", " << again;
  }
}

TEST(MinEffects, NameTheUnitsTheyAreSaidOf) {
  MinEffects effects;
  EXPECT_TRUE(effects.units().empty());
  effects.add("2%");
  effects.add("ns/op:2%");
  effects.add("allocs/op:1");
  EXPECT_EQ(effects.units(), (std::vector<std::string>{"allocs/op", "sec/op"}));
}

TEST(MinEffects, SayWhatCanNotBeUnderstoodAndWhere) {
  using Fault = std::pair<std::string, std::size_t>;
  const std::string expected = "expected an amount, as in 2%, 10ns or 2%|10ns";
  for (const char* text : {"", "%", "ns", "-1%", "inf", "nan", "1e999", "2%|", "ns/op:"}) {
    EXPECT_EQ(fault_of(text).first, expected) << text;
  }
  EXPECT_EQ(fault_of("ns/op:2%|x").second, 9U);
  EXPECT_EQ(fault_of("ns/op:2parsec"),
            Fault("unknown unit of an amount; %, ns, us, ms, s, B, KiB, MiB and GiB are known", 7));
  EXPECT_EQ(fault_of("allocs/op:10ns"), Fault("this is no amount of the unit allocs/op", 10));
  EXPECT_EQ(fault_of("10"), Fault("say of which unit, as in allocs/op:1", 0));
  EXPECT_EQ(fault_of(":2%"), Fault("a unit is missing", 1));
  EXPECT_EQ(fault_of("2%|3%"), Fault("expected one relative and one absolute amount at most", 3));
}

}  // namespace
}  // namespace benchdiff::report
