#include <benchdiff/report/text_words.h>

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using stats::Change;
using Kind = Change::Kind;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const TextWords utf8(Charset::utf8);
const TextWords ascii(Charset::ascii);
constexpr Scale micro{3, 1e-6, "µ"};
constexpr Scale plain{3, 1, ""};

Change ratio(double estimate, double low, double high, double level = .95) {
  return {estimate, low, high, level, Kind::ratio};
}

Change shift(double estimate, double low, double high, double level = .95) {
  return {estimate, low, high, level, Kind::shift};
}

std::string change(const Change& change) { return utf8.change(change, plain, "x"); }
std::string interval(const Change& change) { return utf8.interval(change, plain, "x"); }

TEST(TextWords, WriteValuesWithTheSymbolOfTheirUnit) {
  EXPECT_EQ(utf8.value(1.718e-6, micro, "sec/op"), "1.718µs");
  EXPECT_EQ(utf8.value(1.718e-6, micro, "cpu-sec/op"), "1.718µs");
  EXPECT_EQ(utf8.value(1.718e-6, micro, "sec"), "1.718µs");
  EXPECT_EQ(utf8.value(65536, {2, 1024, "Ki"}, "B/op"), "64.00KiB");
  EXPECT_EQ(utf8.value(65536, {2, 1024, "Ki"}, "peak-B"), "64.00KiB");
  EXPECT_EQ(utf8.value(3, plain, "allocs/op"), "3.000");
  EXPECT_EQ(utf8.value(3, plain, "op/sec"), "3.000");
  EXPECT_EQ(utf8.value(3, plain, "microsec"), "3.000") << "another word";
}

TEST(TextWords, WriteMicroAsUInAscii) {
  EXPECT_EQ(ascii.value(1.718e-6, micro, "sec/op"), "1.718us");
  EXPECT_EQ(ascii.value(1.718e-9, {3, 1e-9, "n"}, "sec/op"), "1.718ns");
}

TEST(TextWords, WriteInfinities) {
  EXPECT_EQ(utf8.value(infinity, micro, "sec/op"), "+∞");
  EXPECT_EQ(utf8.value(-infinity, micro, "sec/op"), "-∞");
  EXPECT_EQ(ascii.value(infinity, micro, "sec/op"), "+inf");
}

TEST(TextWords, WriteRanges) {
  Cell cell;
  cell.center = 100;
  cell.low = 98;
  cell.high = 101;
  EXPECT_EQ(utf8.range(cell), "± 2%");
  EXPECT_EQ(ascii.range(cell), "+- 2%");
  cell.high = infinity;
  EXPECT_EQ(utf8.range(cell), "± ∞");
  EXPECT_EQ(ascii.range(cell), "+- inf");
  cell.high = -1;
  EXPECT_EQ(ascii.range(cell), "+- ?");
}

TEST(TextWords, WriteRangesOfNegativeValuesWithoutASign) {
  Cell cell;
  cell.center = -100;
  cell.low = -110;
  cell.high = -95;
  EXPECT_EQ(utf8.range(cell), "± 10%");
}

TEST(TextWords, WriteRatiosInPercent) {
  EXPECT_EQ(change(ratio(.828, .82, .834)), "-17.2%");
  EXPECT_EQ(change(ratio(1.172, 1.1, 1.2)), "+17.2%");
  EXPECT_EQ(change(ratio(2.5, 2, 3)), "+150.0%");
}

TEST(TextWords, WriteMoreDecimalsOfSmallChangesAndFewerOfLargeOnes) {
  EXPECT_EQ(change(ratio(1.00123, .999, 1.002)), "+0.12%");
  EXPECT_EQ(change(ratio(1.00123, .98, 1.002)), "+0.1%");
  EXPECT_EQ(change(ratio(21, 20, 22)), "+2000%");
  EXPECT_EQ(change(ratio(1.5, 0, infinity)), "+50.0%");
}

TEST(TextWords, WriteNoChangeWithoutASign) {
  EXPECT_EQ(change(ratio(1, .9, 1.1)), "0%");
  EXPECT_EQ(change(shift(0, -1, 1)), "0%");
}

TEST(TextWords, WriteDifferencesInTheUnit) {
  EXPECT_EQ(change(shift(1, 1, 1, 1)), "+1.000");
  EXPECT_EQ(utf8.change(shift(-2e-6, -3e-6, -1e-6), micro, "sec/op"), "-2.000µs");
}

TEST(TextWords, WriteWhatIsNoNumberAsAQuestion) {
  EXPECT_EQ(change(ratio(nan, 0, infinity)), "?");
  EXPECT_EQ(change(shift(nan, -infinity, infinity)), "?");
}

TEST(TextWords, WriteInfiniteChanges) {
  EXPECT_EQ(change(shift(infinity, 1, infinity)), "+∞");
  EXPECT_EQ(ascii.change(shift(-infinity, 1, infinity), plain, "x"), "-inf");
}

TEST(TextWords, WriteIntervals) {
  EXPECT_EQ(interval(ratio(.828, .821, .834)), "[-17.9%, -16.6%]");
  EXPECT_EQ(interval(ratio(1.2, .9, infinity)), "[-10.0%, +∞]");
  EXPECT_EQ(interval(shift(1, -1.5, 2)), "[-1.500, +2.000]");
  EXPECT_EQ(ascii.interval(ratio(1.2, .9, infinity), plain, "x"), "[-10.0%, +inf]");
}

TEST(TextWords, WriteAnIntervalOfEverythingAsAQuestion) {
  EXPECT_EQ(interval(ratio(1.5, 0, infinity)), "[?]");
  EXPECT_EQ(interval(shift(1, -infinity, infinity)), "[?]");
}

TEST(TextWords, WriteNoIntervalOfWhatIsKnown) {
  EXPECT_EQ(interval(ratio(1.05, 1.05, 1.05, 1)), "");
  EXPECT_EQ(interval(shift(1, 1, 1, 1)), "");
}

TEST(TextWords, WriteNoTwoSigns) { EXPECT_EQ(interval(shift(1, -0.0, 2)), "[+0.000, +2.000]"); }

TEST(TextWords, WriteP) {
  const auto p = [](double value) {
    Comparison comparison;
    comparison.p = value;
    comparison.tested = true;
    return TextWords::p(comparison);
  };
  EXPECT_EQ(p(.008), "0.008");
  EXPECT_EQ(p(1), "1.000");
  EXPECT_EQ(p(.0005), "0.001");
  EXPECT_EQ(p(1.0825e-5), "1e-05");
  EXPECT_EQ(p(4.5e-300), "5e-300");
  EXPECT_EQ(p(nan), "");
}

TEST(TextWords, WriteTheRunsOfBothSides) {
  Cell cell;
  cell.runs = 9;
  Cell baseline;
  baseline.runs = 10;
  EXPECT_EQ(TextWords::runs(&baseline, cell), "10+9");
  EXPECT_EQ(TextWords::runs(nullptr, cell), "9");
  cell.runs = 10;
  EXPECT_EQ(TextWords::runs(&baseline, cell), "10");
}

TEST(TextWords, HaveNoByteAbove7fInAscii) {
  for (const auto word : {ascii.arrow(), ascii.rule(), ascii.dot(), ascii.ellipsis()}) {
    for (const char c : word) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  }
  EXPECT_EQ(utf8.arrow(), " → ");
  EXPECT_EQ(utf8.rule(), " │ ");
  EXPECT_EQ(utf8.dot(), " · ");
  EXPECT_EQ(utf8.ellipsis(), "…");
}

TEST(TextWords, WriteTinyChangesWithTheDigitsTheyNeed) {
  EXPECT_EQ(change(ratio(1.000012, 1.00001, 1.000014)), "+0.0012%");
  EXPECT_EQ(interval(ratio(1.000012, 1.00001, 1.000014)), "[+0.0010%, +0.0014%]");
  EXPECT_EQ(change(ratio(1.0000000001, 1.0000000001, 1.0000000001)), "+0.000000%");
}

TEST(TextWords, WriteAnEndThatIsNoChangeWithoutASign) {
  EXPECT_EQ(interval(ratio(1.015, 1, 1.03)), "[0%, +3.0%]");
}

TEST(TextWords, WriteWhatChangedExactlyButHardlyAsADifference) {
  Cell baseline;
  Cell cell;
  baseline.center = 171717171716;
  cell.center = 171717171717;
  const double hardly = cell.center / baseline.center;
  cell.comparison = std::make_unique<Comparison>();
  cell.comparison->change = ratio(hardly, hardly, hardly, 1);
  EXPECT_EQ(utf8.change(baseline, cell, plain, "B/op"), "+1B");
  EXPECT_EQ(utf8.change(
                cell,
                [&] {
                  Cell back;
                  back.center = baseline.center;
                  back.comparison = std::make_unique<Comparison>(*cell.comparison);
                  back.comparison->change = ratio(1 / hardly, 1 / hardly, 1 / hardly, 1);
                  return back;
                }(),
                plain, "x"),
            "-1");
  cell.comparison->tested = true;
  EXPECT_EQ(utf8.change(baseline, cell, plain, "B/op"), "+0.000000%");
}

TEST(TextWords, WriteAPThatNoDoubleHoldsByItsLogarithm) {
  Comparison comparison;
  comparison.tested = true;
  comparison.p = 0;
  comparison.log_p = -1000;
  EXPECT_EQ(TextWords::p(comparison), "1e-434");
  comparison.log_p = -infinity;
  EXPECT_EQ(TextWords::p(comparison), "0");
}

TEST(TextWords, WriteWhatCouldHaveBeenSeen) {
  const auto sees = [](double size, Kind kind = Kind::ratio) {
    Comparison comparison;
    comparison.detectable = size;
    comparison.change.kind = kind;
    return utf8.detectable(comparison, plain, "B/op");
  };
  EXPECT_EQ(sees(1.3), "30%");
  EXPECT_EQ(sees(1.023), "2.3%");
  EXPECT_EQ(sees(1.0005), "0.05%");
  EXPECT_EQ(sees(1), "<0.01%");
  EXPECT_EQ(sees(infinity), "∞");
  EXPECT_EQ(sees(nan), "");
  EXPECT_EQ(sees(12, Kind::shift), "12.000B");
}

TEST(TextWords, WriteWhatNobodyCountsTheDigitsOfWithAnExponent) {
  const TextWords words(Charset::utf8);
  EXPECT_EQ(words.value(999e12, plain, "widgets"), "999000000000000.000");
  EXPECT_EQ(words.value(-1.7e308, plain, "widgets"), "-1.700e+308");
}

TEST(TextWords, WriteTheRunsThatWouldSettle) {
  const TextWords words(Charset::utf8);
  Comparison comparison;
  comparison.change = {1, 0.9, 1.1, 0.95, stats::Change::Kind::ratio};
  comparison.runs_to_settle = 25;
  EXPECT_EQ(words.to_settle(comparison), "~25 runs");
  comparison.change = {1, 0, infinity, 1, stats::Change::Kind::ratio};
  EXPECT_EQ(words.to_settle(comparison), "≥25 runs") << "what is needed to tell anything";
  EXPECT_EQ(TextWords(Charset::ascii).to_settle(comparison), ">=25 runs");
  comparison.runs_to_settle.reset();
  EXPECT_EQ(words.to_settle(comparison), ">10000 runs");
  comparison.refusal = stats::Refusal::unpaired;
  EXPECT_EQ(words.to_settle(comparison), "");
  comparison.refusal.reset();
  comparison.verdict = Verdict::same;
  EXPECT_EQ(words.to_settle(comparison), "");
}

}  // namespace
}  // namespace benchdiff::report
