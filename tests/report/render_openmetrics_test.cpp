#include <benchdiff/report/render_openmetrics.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

std::string metrics_of(const Report& report) {
  std::string out;
  render_openmetrics(report, out);
  return out;
}

/// What a strict parser reads from it: `*read` stays as it is where there is none.
void read_strictly(const std::string& text, std::string* read) {
  const std::string path = testing::TempDir() + "benchdiff_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string log = path + ".log";
  std::ofstream(path, std::ios::binary) << text;
  // Debian's Python goes first: it is the one that has Debian's modules.
  const std::string command = "PATH=/usr/bin:$PATH python3 '" BENCHDIFF_TESTS
                              "/read_openmetrics.py' '" +
                              path + "' > '" + log + "' 2>&1";
  const int status = std::system(command.c_str());
  constexpr int skipped = 77;
  constexpr int not_found = 127;
  if (status == skipped << 8 || status == not_found << 8) {
    GTEST_SKIP() << "there is no parser (Debian: python3-prometheus-client)";
  }
  std::ifstream file(log);
  *read = std::string{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(status, 0) << *read << text;
}

std::string exact(std::string_view name, double value, std::string_view unit = "B/op") {
  return runs_of(name, {value, value}, unit);
}

TEST(RenderOpenmetrics, HasOnlyAnEndForNothing) { EXPECT_EQ(metrics_of(report_of("")), "# EOF\n"); }

TEST(RenderOpenmetrics, HasALineForEachBenchmarkOfTheNewSide) {
  const std::string header = "goos: linux\npkg: a\n";
  const std::string text = metrics_of(
      compare_texts(header + exact("A", 1) + exact("Gone", 1) + exact("A", 1, "old/op"),
                    header + exact("A", 2) + exact("New", 3) + runs_of("A", {1, 1, 1, 1, 1, 1})));
  EXPECT_EQ(text,
            "# TYPE benchmark_bytes_per_op gauge\n"
            "# UNIT benchmark_bytes_per_op bytes_per_op\n"
            "# HELP benchmark_bytes_per_op Medians of B/op, rounded to the width of their "
            "intervals.\n"
            "benchmark_bytes_per_op{benchmark=\"A\",pkg=\"a\"} 2\n"
            "benchmark_bytes_per_op{benchmark=\"New\",pkg=\"a\"} 3\n"
            "# TYPE benchmark_seconds_per_op gauge\n"
            "# UNIT benchmark_seconds_per_op seconds_per_op\n"
            "# HELP benchmark_seconds_per_op Medians of sec/op, rounded to the width of their "
            "intervals.\n"
            "benchmark_seconds_per_op{benchmark=\"A\",pkg=\"a\"} 1e-09\n"
            "# EOF\n");
}

TEST(RenderOpenmetrics, IsReadByAStrictParser) {
  std::vector<formats::ResultFile> files;
  for (int i = 1; i <= 3; ++i) {
    std::string text;
    for (const char* pkg : {"pkg: a\n", "pkg: b\n"}) {
      text += pkg + exact("A", i) + runs_of("A", {i + 0.123, i + 0.124}, "%");
    }
    files.push_back(formats::read_text(text, "f" + std::to_string(i)));
  }
  std::string read;
  read_strictly(metrics_of(make_report(std::move(files))), &read);
  if (!read.empty()) {
    EXPECT_EQ(read, R"(benchmark_bytes_per_op gauge bytes_per_op benchmark=A column=f2 pkg=a 2
benchmark_bytes_per_op gauge bytes_per_op benchmark=A column=f3 pkg=a 3
benchmark_bytes_per_op gauge bytes_per_op benchmark=A column=f2 pkg=b 2
benchmark_bytes_per_op gauge bytes_per_op benchmark=A column=f3 pkg=b 3
benchmark_percent gauge percent benchmark=A column=f2 pkg=a 2.123
benchmark_percent gauge percent benchmark=A column=f3 pkg=a 3.123
benchmark_percent gauge percent benchmark=A column=f2 pkg=b 2.123
benchmark_percent gauge percent benchmark=A column=f3 pkg=b 3.123
)");
  }
}

TEST(RenderOpenmetrics, IsReadByAStrictParserWhateverNamesAre) {
  const std::string evil = "A\"}\\ #\x01\u202e\xff漢{x=\"y\"} 1\\n";
  std::string text = "column: " + evil + "\na-b: b\na_b: c\n";
  for (const char* unit : {"a-b", "a_b", "{}", "\"\"", "total", "1", "sec", "seconds"}) {
    text += exact("A\xff", 1, unit) + exact("A\\xff", 2, unit);
  }
  text += exact(std::string(10'000, 'x') + "1" + std::string(10'000, 'x'), 1);
  text += exact(std::string(10'000, 'x') + "2" + std::string(10'000, 'x'), 1);
  text += "pkg: " + evil + "\na_b: d\n" + exact("A", 1, "u\"}\\\\{x\xff");
  std::string read;
  read_strictly(metrics_of(report_of(text)), &read);
  if (!read.empty()) {
    EXPECT_NE(read.find("benchmark_a_b gauge a_b a_b_=c again=2 benchmark=A\\xff"),
              std::string::npos)
        << read;
    EXPECT_NE(read.find("benchmark_2_a_b gauge a_b a_b_=c benchmark=A\\xff"), std::string::npos)
        << read;
    EXPECT_NE(read.find("a_b_=d"), std::string::npos) << read;
  }
}

std::string value_of(const Report& report) {
  const std::string text = metrics_of(report);
  const std::size_t begin = text.find("} ") + 2;
  return text.substr(begin, text.find('\n', begin) - begin);
}

TEST(RenderOpenmetrics, RoundsAMedianToTheWidthOfItsInterval) {
  const auto rounded = [](std::initializer_list<double> values) {
    return value_of(report_of(runs_of("A", values, "u")));
  };
  EXPECT_EQ(rounded({123.4, 123.5, 123.6, 123.7, 123.8, 123.9}), "123.5");
  EXPECT_EQ(rounded({1234.4, 1234.5, 1234.52, 1234.53, 1234.54, 1234.6}), "1234.6");
  EXPECT_EQ(rounded({100, 900, 1000, 1100, 1900, 2000}), "1000");
  EXPECT_EQ(rounded({123.456, 123.456}), "123.456") << "nothing to round";
  EXPECT_EQ(rounded({123.456, 123.459}), "123.46") << "too few for an interval";
  EXPECT_EQ(rounded({123.456}), "120");
  EXPECT_EQ(rounded({-123.4, -123.5, -123.6, -123.7, -123.8, -123.9}), "-123.5");
  EXPECT_EQ(rounded({0, 0, 0, 1, 2, 3}), "0.5");
}

TEST(RenderOpenmetrics, DoesNotRoundWhatIsKnownExactly) {
  EXPECT_EQ(value_of(report_of(exact("A", 123456789))), "1.23456789e+08");
  EXPECT_EQ(value_of(report_of(exact("A", 9007199254740991))), "9.007199254740991e+15");
}

TEST(RenderOpenmetrics, PrintsNoMoreDigitsThanAValueHas) {
  for (int i = 1; i < 1000; ++i) {
    const std::string text = value_of(report_of(exact("A", i, "ns/op")));
    EXPECT_LE(text.size(), std::string_view("1.23e-07").size()) << text;
    EXPECT_DOUBLE_EQ(std::strtod(text.c_str(), nullptr), i * 1e-9);
  }
  const auto runs = runs_of("A", {99.1, 99.6, 100, 100.2, 100.4, 100.9});
  EXPECT_EQ(value_of(report_of(runs)), "1e-07");
}

TEST(RenderOpenmetrics, RoundsToStepsOfOneTwoAndFive) {
  const auto rounded = [](double center, double width) {
    const double half = width / 2;
    return value_of(report_of(runs_of("A", {center - half, center + half}, "u")));
  };
  EXPECT_EQ(rounded(1233, 10), "1230");
  EXPECT_EQ(rounded(1233, 11), "1240") << "20";
  EXPECT_EQ(rounded(1233, 20), "1240");
  EXPECT_EQ(rounded(1233, 21), "1250") << "50";
  EXPECT_EQ(rounded(1233, 51), "1200");
  EXPECT_EQ(rounded(1233, 2000), "1000") << "a digit stays";
  EXPECT_EQ(rounded(1733, 1e9), "2000");
}

TEST(RenderOpenmetrics, NumbersWhatIsAlike) {
  std::string text;
  const std::string same(400, 'x');
  for (const char* middle : {"a", "b", "c"}) text += exact(same + middle + same, 1);
  text += exact("a\xff", 1) + exact("a\\xff", 1);
  const std::string metrics = metrics_of(report_of(text));
  const auto count = [&](std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = metrics.find(part); at != std::string::npos;
         at = metrics.find(part, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("{benchmark=\""), 5U);
  EXPECT_EQ(count(",again=\"2\"}"), 2U) << metrics;
  EXPECT_EQ(count(",again=\"3\"}"), 1U) << metrics;
  EXPECT_EQ(count(",again=\""), 3U) << metrics;
}

TEST(RenderOpenmetrics, NumbersMetricsThatAreAlike) {
  const std::string metrics = metrics_of(report_of(exact("A", 1, "2-a-b") + exact("A", 1, "a-b") +
                                                   exact("A", 1, "a_b") + exact("A", 1, "a.b")));
  for (const char* name :
       {"benchmark_2_a_b", "benchmark_a_b", "benchmark_3_a_b", "benchmark_4_a_b"}) {
    const std::string line = "# TYPE " + std::string(name) + " gauge\n";
    const std::size_t at = metrics.find(line);
    EXPECT_NE(at, std::string::npos) << name << metrics;
    EXPECT_EQ(metrics.find(line, at + 1), std::string::npos) << name;
  }
}

// Measured twice, most lines are the same; without rounding, none would be.
TEST(RenderOpenmetrics, HidesNoise) {
  std::mt19937_64 engine(8);
  int same = 0;
  constexpr int rounds = 1000;
  for (int round = 0; round < rounds; ++round) {
    const double center = std::uniform_real_distribution<>(1, 1000)(engine);
    const double noise = std::uniform_real_distribution<>(0.002, 0.1)(engine);
    std::lognormal_distribution<> factor(0, noise);
    std::string measured[2];
    for (std::string& value : measured) {
      std::vector<double> values(10);
      for (double& run : values) run = center * factor(engine);
      value = value_of(report_of(runs_of("A", values, "u")));
    }
    same += measured[0] == measured[1] ? 1 : 0;
  }
  EXPECT_GT(same, rounds * 2 / 3);
}

}  // namespace
}  // namespace benchdiff::report
