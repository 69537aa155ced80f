#include <benchdiff/report/metric_name.h>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

TEST(MetricUnit, IsInBaseUnits) {
  EXPECT_EQ(metric_unit("sec/op"), "seconds_per_op");
  EXPECT_EQ(metric_unit("B/op"), "bytes_per_op");
  EXPECT_EQ(metric_unit("B/s"), "bytes_per_second");
  EXPECT_EQ(metric_unit("allocs/op"), "allocs_per_op");
  EXPECT_EQ(metric_unit("p99-sec"), "p99_seconds");
  EXPECT_EQ(metric_unit("op/sec"), "op_per_second");
  EXPECT_EQ(metric_unit("s"), "s");
}

TEST(MetricUnit, HasNoOtherCharacters) {
  EXPECT_EQ(metric_unit("a\n b{}\"漢/"), "a_b_per");
  EXPECT_EQ(metric_unit("%"), "percent");
  EXPECT_EQ(metric_unit("{}"), "");
  EXPECT_EQ(metric_unit(""), "");
}

TEST(LabelName, BeginsWithALetter) {
  EXPECT_EQ(label_name("pkg"), "pkg");
  EXPECT_EQ(label_name("a-b"), "a_b");
  EXPECT_EQ(label_name("__name__"), "name__");
  EXPECT_EQ(label_name("1a"), "_1a");
  EXPECT_EQ(label_name("漢"), "_");
}

}  // namespace
}  // namespace benchdiff::report
