#include <benchdiff/report/classic_layout.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Lines = std::vector<std::string>;

Report with_settings(std::vector<std::vector<formats::Setting>> settings) {
  Report report;
  for (auto& own : settings) {
    report.tables.emplace_back().settings =
        std::make_shared<const std::vector<formats::Setting>>(std::move(own));
  }
  return report;
}

TEST(ClassicHeading, ShowsAllSettingsFirst) {
  const auto report = with_settings({{{"goos", "linux"}, {"pkg", ""}}});
  EXPECT_EQ(classic_heading(report, 0), (Lines{"goos: linux", "pkg: "}));
}

TEST(ClassicHeading, ShowsOnlyWhatChangesLater) {
  const auto report = with_settings({{{"goos", "linux"}, {"pkg", "a"}},
                                     {{"goos", "linux"}, {"pkg", "a"}},
                                     {{"goos", "linux"}, {"pkg", ""}},
                                     {{"goos", "linux"}, {"pkg", "b"}}});
  EXPECT_EQ(classic_heading(report, 1), Lines{""});
  EXPECT_EQ(classic_heading(report, 2), (Lines{"", "pkg: "}));
  EXPECT_EQ(classic_heading(report, 3), (Lines{"", "pkg: b"}));
}

TEST(ClassicHeading, IsEmptyWithoutSettings) {
  EXPECT_EQ(classic_heading(with_settings({{}}), 0), Lines{});
}

}  // namespace
}  // namespace benchdiff::report
