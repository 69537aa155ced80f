#include <benchdiff/formats/number.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string hex(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%a", value);
  return text.data();
}

/// What a text is read as: the number in hexadecimal, bit for bit, or `syntax` or `range`.
std::string read_double(std::string_view text) {
  double value = 0;
  switch (parse_double(text, value)) {
    case NumberError::none:
      return hex(value);
    case NumberError::syntax:
      return "syntax";
    case NumberError::range:
      return "range";
  }
  return "no such error";
}

std::string read_integer(std::string_view text) {
  std::int64_t value = 0;
  switch (parse_integer(text, value)) {
    case NumberError::none:
      return std::to_string(value);
    case NumberError::syntax:
      return "syntax";
    case NumberError::range:
      return "range";
  }
  return "no such error";
}

/// What the C library reads in a decimal, with its overflow as the error it is to us.
std::string expected_double(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (*end != '\0') return "syntax";
  return std::isinf(value) ? "range" : hex(value);
}

TEST(ParseDouble, ReadsDecimals) {
  for (const auto& [text, value] : {std::pair<const char*, double>{"0", 0},
                                    {"1", 1},
                                    {"007", 7},
                                    {"1718", 1718},
                                    {"44.3", 44.3},
                                    {"00.50", 0.5},
                                    {".5", 0.5},
                                    {"5.", 5},
                                    {"+5", 5},
                                    {"-5", -5},
                                    {"-.5", -0.5},
                                    {"1e3", 1e3},
                                    {"1E+3", 1e3},
                                    {"1.e-3", 1e-3},
                                    {".5e1", 5},
                                    {"9007199254740993", 9007199254740992.},
                                    {"9999999999999999999999999999999", 1e31}}) {
    EXPECT_EQ(read_double(text), hex(value)) << text;
  }
}

TEST(ParseDouble, KeepsTheSignOfZero) {
  EXPECT_EQ(read_double("0"), "0x0p+0");
  EXPECT_EQ(read_double("0.000"), "0x0p+0");
  EXPECT_EQ(read_double("-0"), "-0x0p+0");
  EXPECT_EQ(read_double("-0.0e5"), "-0x0p+0");
}

TEST(ParseDouble, ReadsHexadecimalFloats) {
  for (const auto& [text, value] : {std::pair<const char*, double>{"0x1p-2", 0.25},
                                    {"0X1P-2", 0.25},
                                    {"-0x1p+1", -2},
                                    {"0x.8p1", 1},
                                    {"0x1.p1", 2},
                                    {"0xfFp0", 255},
                                    {"0x0p9999", 0},
                                    {"0x1p-1074", 0x1p-1074},
                                    {"0x1.fffffffffffff7p1023", 0x1.fffffffffffffp1023},
                                    {"0x1.00000000000008p0", 1},
                                    {"0x1.000000000000080000000000001p0", 0x1.0000000000001p0},
                                    {"0x1.00000000000018p0", 0x1.0000000000002p0}}) {
    EXPECT_EQ(read_double(text), hex(value)) << text;
  }
}

TEST(ParseDouble, WantsABinaryExponentInAHexadecimalFloat) {
  for (const char* text : {"0x", "0x1", "0x1.8", "0xp1", "0x.p1", "0x1p", "0x1p+", "0x1e", "0x-1p1",
                           "0x+1p1", "0x0x1p1", "0xinfp1", "0xnanp1", "x1p1", "0x1.8p1f"}) {
    EXPECT_EQ(read_double(text), "syntax") << text;
  }
}

TEST(ParseDouble, ReadsInfinityAndNanInAnyCase) {
  for (const char* text :
       {"inf", "Inf", "INF", "+inf", "+Inf", "infinity", "iNfInItY", "+INFINITY"}) {
    EXPECT_EQ(read_double(text), hex(infinity)) << text;
  }
  for (const char* text : {"-inf", "-Inf", "-INFINITY"}) {
    EXPECT_EQ(read_double(text), hex(-infinity)) << text;
  }
  for (const char* text : {"nan", "NaN", "NAN"}) {
    double value = 0;
    EXPECT_EQ(parse_double(text, value), NumberError::none) << text;
    EXPECT_TRUE(std::isnan(value)) << text;
  }
}

TEST(ParseDouble, KnowsNoOtherWords) {
  for (const char* text :
       {"+nan", "-nan", "nan(1)", "infinit", "infinityy", "in", "1inf", "--inf", "+-inf", "i_nf"}) {
    EXPECT_EQ(read_double(text), "syntax") << text;
  }
}

TEST(ParseDouble, ReadsUnderscoresBetweenDigits) {
  for (const auto& [text, value] : {std::pair<const char*, double>{"1_0", 10},
                                    {"0_1", 1},
                                    {"-1_000.5", -1000.5},
                                    {"1.5_0", 1.5},
                                    {"1e1_0", 1e10},
                                    {"1_23.50_0_0e+1_2", 1.235e14},
                                    {"0x_1p0", 1},
                                    {"0x1_fp0", 31}}) {
    EXPECT_EQ(read_double(text), hex(value)) << text;
  }
  for (const char* text : {"_1", "1_", "1__0", "1_.5", "1._5", "1_e5", "1e_5", "-_1", "_", "0_x1p0",
                           "0x1_p0", "0x1p_0", "0x__1p0"}) {
    EXPECT_EQ(read_double(text), "syntax") << text;
  }
}

TEST(ParseDouble, ReadsUnderscoresInHexadecimalFloatsWithASign) {
  EXPECT_EQ(read_double("-0x_1p0"), hex(-1));
  EXPECT_EQ(read_double("+0x1_fp0"), hex(31));
}

TEST(ParseDouble, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"",      " ",     "-",   "+",     ".",   "-.",  "e5",       ".e5", "1e",  "1e+",
        "1e+-5", "1e5e5", "+-5", "--5",   "++5", "- 1", " 1",       "1 ",  "1,5", "1.5f",
        "1d",    "1.2.3", "abc", "ns/op", "0b1", "1%",  "\xD9\xA3", "\xFF"}) {
    EXPECT_EQ(read_double(text), "syntax") << '"' << text << '"';
  }
  EXPECT_EQ(read_double(std::string_view("1\0", 2)), "syntax");
  EXPECT_EQ(read_double(std::string_view("1\0"
                                         "2",
                                         3)),
            "syntax");
}

TEST(ParseDouble, TellsWhatIsTooLarge) {
  for (const char* text : {"1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999",
                           "0x1p1024", "-0x1p99999", "0x1.fffffffffffff8p1023"}) {
    EXPECT_EQ(read_double(text), "range") << text;
  }
  EXPECT_EQ(read_double("1" + std::string(400, '0')), "range");
  EXPECT_EQ(read_double("1.7976931348623158e308"), hex(std::numeric_limits<double>::max()));
}

TEST(ParseDouble, RoundsWhatIsTooSmallToZero) {
  for (const char* text :
       {"1e-400", "2.4e-324", "1e-99999999999999999999", "0x1p-1075", "0x1p-99999"}) {
    EXPECT_EQ(read_double(text), "0x0p+0") << text;
    EXPECT_EQ(read_double("-" + std::string(text)), "-0x0p+0") << text;
  }
  EXPECT_EQ(read_double("0." + std::string(400, '0') + "1"), "0x0p+0");
  EXPECT_EQ(read_double("2.5e-324"), hex(0x1p-1074));
}

TEST(ParseDouble, TellsTooLargeFromTooSmallByTheWholeNumber) {
  const std::string zeros(400, '0');
  EXPECT_EQ(read_double("1" + zeros + "e-10"), "range");
  EXPECT_EQ(read_double(zeros + "1" + zeros), "range");
  EXPECT_EQ(read_double("0." + zeros + "1e10"), "0x0p+0");
  EXPECT_EQ(read_double("0." + zeros + "1e+10"), "0x0p+0");
  EXPECT_EQ(read_double("0x1" + zeros + "p-10"), "range");
  EXPECT_EQ(read_double("0x0." + zeros + "1p10"), "0x0p+0");
}

TEST(ParseDouble, ReadsLongNumbersExactly) {
  // 1 + 2^-53 lies halfway between 1 and the next double.
  const std::string halfway = "1.00000000000000011102230246251565404236316680908203125";
  EXPECT_EQ(read_double(halfway), hex(1));
  EXPECT_EQ(read_double(halfway + std::string(1000, '0')), hex(1));
  EXPECT_EQ(read_double(halfway + std::string(1000, '0') + "1"), hex(0x1.0000000000001p0));
  EXPECT_EQ(read_double(std::string(100'000, '0') + "1." + std::string(100'000, '0')), hex(1));
}

/// Decimals of every kind, drawn by an engine of a fixed seed.
class Decimals {
 public:
  explicit Decimals(std::uint64_t seed) : engine_(seed) {}

  /// As a benchmark writes it: a few digits, and perhaps a point.
  std::string brief() {
    const std::size_t before = 1 + up_to(8);
    const std::size_t after = up_to(7);
    return digits(before) + (after > 0 || chance(8) ? "." + digits(after) : "");
  }
  /// Few digits a long way behind the point.
  std::string tiny() { return "0." + std::string(up_to(40), '0') + digits(1 + up_to(15)); }
  /// Around the number of digits that a double holds, and far beyond.
  std::string lengthy() {
    const std::size_t before = up_to(chance(20) ? 400 : 25);
    const std::size_t after = up_to(chance(20) ? 900 : 25) + (before == 0 ? 1 : 0);
    return sign() + digits(before) + "." + digits(after);
  }
  std::string scientific() {
    const std::size_t after = up_to(20);
    const auto exponent = static_cast<int>(up_to(680)) - 345;
    return sign() + digits(1 + up_to(3)) + (after > 0 ? "." + digits(after) : "") +
           (chance(2) ? "e" : "E") + (exponent >= 0 && chance(2) ? "+" : "") +
           std::to_string(exponent);
  }
  /// Any double, with as many digits as it takes to tell it, or a few less.
  std::string printed() { return print("%.*e", 13 + static_cast<int>(up_to(5)), any()); }
  std::string subnormal() {
    const std::uint64_t bits = engine_() >> (12 + up_to(51));
    return print("%.*e", 1 + static_cast<int>(up_to(25)), std::bit_cast<double>(bits));
  }
  /// The exact middle between two doubles, and numbers right beside it.
  std::string halfway() {
    const double low = std::abs(any());
    const double high = std::nextafter(low, infinity);
    if (low < 1e-200 || std::isinf(high)) return brief();
    // A long double has room for the middle where it has 64 bits; elsewhere this is only near it.
    const long double middle = low + (static_cast<long double>(high) - low) / 2;
    std::array<char, 1200> text{};
    std::snprintf(text.data(), text.size(), "%.780Le", middle);
    std::string number = text.data();
    if (chance(2)) number.insert(number.find('e'), chance(2) ? "1" : "0001");
    return number;
  }

  std::size_t up_to(std::size_t most) { return engine_() % (most + 1); }

 private:
  bool chance(std::size_t one_in) { return engine_() % one_in == 0; }
  std::string sign() { return chance(4) ? "-" : chance(8) ? "+" : ""; }
  std::string digits(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + engine_() % 10);
    return text;
  }
  double any() {
    double value = 0;
    do {
      value = std::bit_cast<double>(engine_());
    } while (!std::isfinite(value));
    return value;
  }
  static std::string print(const char* format, int precision, double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, precision, value);
    return text.data();
  }

  std::mt19937_64 engine_;
};

struct Kind {
  const char* name;
  std::string (Decimals::*draw)();

  friend void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }
};

class ParseDoubleAgainstTheCLibrary : public testing::TestWithParam<Kind> {};

TEST_P(ParseDoubleAgainstTheCLibrary, AgreesToTheLastBit) {
  constexpr std::uint64_t seed = 20'260'729;
  SCOPED_TRACE("seed " + std::to_string(seed));
  Decimals decimals(seed);
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = (decimals.*GetParam().draw)();
    ASSERT_EQ(read_double(text), expected_double(text)) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Random, ParseDoubleAgainstTheCLibrary,
    testing::Values(Kind{"Brief", &Decimals::brief}, Kind{"Tiny", &Decimals::tiny},
                    Kind{"Lengthy", &Decimals::lengthy}, Kind{"Scientific", &Decimals::scientific},
                    Kind{"Printed", &Decimals::printed}, Kind{"Subnormal", &Decimals::subnormal},
                    Kind{"Halfway", &Decimals::halfway}),
    [](const auto& instance) { return std::string(instance.param.name); });

TEST(ParseDouble, AgreesWithTheCLibraryOnHexadecimalFloats) {
  constexpr std::uint64_t seed = 20'260'730;
  SCOPED_TRACE("seed " + std::to_string(seed));
  Decimals random(seed);
  const auto hex_digits = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "0123456789abcdefABCDEF"[random.up_to(21)];
    return text;
  };
  for (int i = 0; i < 10'000; ++i) {
    const std::size_t before = 1 + random.up_to(20);
    const auto exponent = static_cast<int>(random.up_to(2400)) - 1200;
    const std::string text = "0x" + hex_digits(before) + "." + hex_digits(random.up_to(20)) + "p" +
                             std::to_string(exponent);
    ASSERT_EQ(read_double(text), expected_double(text)) << text;
  }
}

TEST(ParseInteger, ReadsAnOptionalSignAndDecimalDigits) {
  for (const auto& [text, value] : {std::pair<const char*, const char*>{"0", "0"},
                                    {"1", "1"},
                                    {"007", "7"},
                                    {"+5", "5"},
                                    {"-5", "-5"},
                                    {"-0", "0"},
                                    {"9223372036854775807", "9223372036854775807"},
                                    {"-9223372036854775808", "-9223372036854775808"}}) {
    EXPECT_EQ(read_integer(text), value) << text;
  }
}

TEST(ParseInteger, RefusesWhatIsNoInteger) {
  for (const char* text : {"", "+", "-", "+-5", "-+5", "--5", " 5", "5 ", "1.0", "1e3", "1_0",
                           "0x1", "abc", "Inf", "NaN"}) {
    EXPECT_EQ(read_integer(text), "syntax") << '"' << text << '"';
  }
}

TEST(ParseInteger, TellsWhatIsOutOfRange) {
  for (const char* text : {"9223372036854775808", "+9223372036854775808", "-9223372036854775809",
                           "9999999999999999999999999999999"}) {
    EXPECT_EQ(read_integer(text), "range") << text;
  }
}

TEST(ParseDouble, RoundsHexadecimalsThatAreTooSmallToZero) {
  double value = 1;
  EXPECT_EQ(parse_double("0x1p-1100", value), NumberError::none);
  EXPECT_EQ(value, 0);
  EXPECT_EQ(parse_double("0x0.00001p1030", value), NumberError::none);
  EXPECT_EQ(value, 0x1p1010);
  // Both exponents are beyond a double's; the digits before or behind the point decide.
  EXPECT_EQ(parse_double("0x1000000000p-1200", value), NumberError::none);
  EXPECT_EQ(value, 0);
  EXPECT_EQ(parse_double("0x1000000000p1000", value), NumberError::range);
}

}  // namespace
}  // namespace benchdiff::formats
