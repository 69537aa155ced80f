#include <benchdiff/report/fits.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <benchdiff/report/query_error.h>
#include <benchdiff/report/render_text.h>

#include "reports.h"

namespace benchdiff::report {
namespace {

using Law = FitRequest::Law;

/// The fits of two texts, and the report they are of.
Report fitted(const std::string& old_text, const std::string& new_text,
              const std::vector<FitRequest>& requests) {
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(old_text, "old.txt"));
  files.push_back(formats::read_text(new_text, "new.txt"));
  Filter filter;
  Projections projections({}, filter, ConfigOrder::first_seen);
  const auto samples = tabulate(std::move(files), filter, projections);
  auto report = judge(samples, projections, {}, {});
  report.fits = fit(samples, report, requests);
  return report;
}

std::string sorted_by(double (*nanoseconds)(double), const std::string& name,
                      const std::string& unit = "ns/op") {
  std::string text;
  for (const double size : {16.0, 64.0, 256.0, 1024.0, 4096.0, 16384.0}) {
    const double value = nanoseconds(size);
    text += runs_of(name + std::to_string(static_cast<int>(size)),
                    {value, value * 1.01, value * 0.99}, unit);
  }
  return text;
}

double linear(double n) { return 3 * n + 50; }
double quadratic(double n) { return 0.2 * n * n + 50; }
double scaling(double n) { return 100 / n * (1 + 0.05 * (n - 1) + 0.002 * n * (n - 1)); }

TEST(ParseFit, TakesTheLawFromTheKey) {
  EXPECT_EQ(parse_fit("/size").law, Law::complexity);
  EXPECT_EQ(parse_fit("/size").key, "/size");
  for (const char* key : {"/threads", "/gomaxprocs", "/workers"}) {
    EXPECT_EQ(parse_fit(key).law, Law::scalability) << key;
  }
  EXPECT_EQ(parse_fit("scalability:/n").law, Law::scalability);
  EXPECT_EQ(parse_fit("scalability:/n").key, "/n");
  EXPECT_EQ(parse_fit("complexity:/threads").law, Law::complexity);
}

TEST(ParseFit, SaysWhatItCannotUnderstand) {
  for (const char* text : {"", "/", "size", "linear:/size", "complexity:", ":/size:"}) {
    const bool is_fine = std::string(text) == ":/size:";
    if (is_fine) {
      EXPECT_NO_THROW((void)parse_fit(text));
    } else {
      EXPECT_THROW((void)parse_fit(text), QueryError) << text;
    }
  }
}

TEST(Fits, NameTheGrowthOfEachColumn) {
  const auto report = fitted(sorted_by(linear, "Sort/size="), sorted_by(quadratic, "Sort/size="),
                             {parse_fit("/size")});
  ASSERT_EQ(report.fits.size(), 1U);
  const Fit& fit = report.fits[0];
  EXPECT_EQ(fit.label, "Sort");
  EXPECT_EQ(fit.key, "/size");
  ASSERT_EQ(fit.curves.size(), 2U);
  EXPECT_EQ(fit.curves[0].complexity->best, stats::Growth::linear);
  EXPECT_EQ(fit.curves[1].complexity->best, stats::Growth::quadratic);
  EXPECT_EQ(fit.curves[0].sizes.size(), 6U);
  EXPECT_NEAR(fit.curves[0].at(100, fit.measure), linear(100) * 1e-9, 1e-11);
}

TEST(Fits, TakeFamiliesApartByTheRestOfTheName) {
  const std::string text = sorted_by(linear, "Sort/kind=a/size=") +
                           sorted_by(linear, "Sort/kind=b/size=") + runs_of("Other", {1, 2});
  const auto report = fitted(text, text, {parse_fit("/size")});
  ASSERT_EQ(report.fits.size(), 2U);
  EXPECT_EQ(report.fits[0].label, "Sort/kind=a");
  EXPECT_EQ(report.fits[1].label, "Sort/kind=b");
}

TEST(Fits, FindNumbersByTheirPlaceAndWithPrefixes) {
  const auto by_place =
      fitted(sorted_by(linear, "Sort/x/"), sorted_by(linear, "Sort/x/"), {parse_fit("/2")});
  ASSERT_EQ(by_place.fits.size(), 1U);
  EXPECT_EQ(by_place.fits[0].label, "Sort/x");
  std::string text;
  for (const char* size : {"1KiB", "4KiB", "64KiB", "1MiB"}) {
    text += runs_of("Copy/size=" + std::string(size), {1, 2});
  }
  const auto binary = fitted(text, text, {parse_fit("/size")});
  ASSERT_EQ(binary.fits.size(), 1U);
  EXPECT_EQ(binary.fits[0].curves[0].sizes, (std::vector<double>{1024, 4096, 65536, 1048576}));
}

TEST(Fits, FitScalabilityToTimesAndRatesOnly) {
  std::string text;
  for (const int threads : {1, 2, 4, 8, 16}) {
    const std::string name = "Get/threads=" + std::to_string(threads);
    const double time = scaling(threads);
    text += runs_of(name, {time, time * 1.001}) + runs_of(name, {1e9 / time, 1e9 / time}, "op/s") +
            runs_of(name, {5, 5}, "B/op");
  }
  const auto report = fitted(text, text, {parse_fit("/threads")});
  ASSERT_EQ(report.fits.size(), 2U);
  for (const Fit& fit : report.fits) {
    const auto& law = *fit.curves[0].scalability;
    EXPECT_NEAR(law.sigma.estimate, 0.05, 0.005);
    EXPECT_NEAR(law.kappa.estimate, 0.002, 0.0005);
    const bool rate = fit.measure == stats::ScalingMeasure::throughput;
    EXPECT_NEAR(fit.curves[0].at(4, fit.measure) / (rate ? 1e9 / scaling(4) : scaling(4) * 1e-9), 1,
                0.01);
  }
}

TEST(Fits, SurviveWhateverIsInNamesAndValues) {
  std::string text;
  for (const char* size : {"0", "-5", "1e308", "1e400", "NaN", "Inf", "x", "", "007", "1"}) {
    text += runs_of("A/size=" + std::string(size), {0, 1e308});
    text += "BenchmarkA/size=" + std::string(size) + " 1 -3 u 0 v NaN w\n";
  }
  const auto report = fitted(text, text, {parse_fit("/size"), parse_fit("scalability:/size")});
  std::string out;
  render_text(report, {.width = 40, .fit = true}, out);
  EXPECT_FALSE(out.empty());
}

TEST(Fits, AreDrawnInsideTheLine) {
  const auto report = fitted(sorted_by(linear, "Sort/size="), sorted_by(quadratic, "Sort/size="),
                             {parse_fit("/size")});
  for (const std::size_t width : {60U, 80U, 200U}) {
    std::string out;
    render_text(report, {.width = width, .charset = Charset::ascii}, out);
    const std::size_t begin = out.find("Sort, sec/op by /size");
    ASSERT_NE(begin, std::string::npos);
    const std::string part = out.substr(begin);
    EXPECT_NE(part.find("o old.txt: O(n), 3.0"), std::string::npos) << part;
    EXPECT_NE(part.find("x new.txt: O(n^2), 0.2"), std::string::npos) << part;
    EXPECT_NE(part.find("new.txt grows faster than old.txt"), std::string::npos) << part;
    std::size_t longest = 0;
    for (std::size_t at = part.find(" | "); at != std::string::npos;) {
      const std::size_t end = part.find('\n', at);
      const std::size_t start = part.rfind('\n', at) + 1;
      longest = std::max(longest, end - start);
      at = part.find(" | ", end);
    }
    EXPECT_LE(longest, width);
    EXPECT_GT(longest, 30U);
  }
}

TEST(Fits, SayWhatIsMissing) {
  const std::string text = runs_of("A/size=1", {1, 2}) + runs_of("A/size=2", {2, 3}) +
                           runs_of("B/threads=1", {1, 2}) + runs_of("B/threads=2", {1, 2});
  const auto report = fitted(text, text, {parse_fit("/size"), parse_fit("/threads")});
  std::string out;
  render_text(report, {}, out);
  EXPECT_NE(out.find("too few sizes to tell, measure 4 or more"), std::string::npos) << out;
  EXPECT_NE(out.find("too few numbers of threads to tell, measure 3 or more"), std::string::npos);
}

}  // namespace
}  // namespace benchdiff::report
