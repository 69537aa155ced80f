#include <benchdiff/formats/unit.h>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchdiff::formats {
namespace {

struct Tidied {
  const char* written;
  const char* tidy;
  double factor;
};

TEST(TidyUnit, TurnsNanosecondsAndMegabytesOfTheNumerator) {
  for (const auto& [written, tidy, factor] : {Tidied{"ns/op", "sec/op", 1e-9},
                                              {"ns", "sec", 1e-9},
                                              {"x-ns/op", "x-sec/op", 1e-9},
                                              {"p99-ns", "p99-sec", 1e-9},
                                              {"ns-p99", "sec-p99", 1e-9},
                                              {"MB/s", "B/s", 1e6},
                                              {"MB", "B", 1e6},
                                              {"MB/MB", "B/MB", 1e6},
                                              {"op/ns*MB", "op/ns*B", 1e6},
                                              {"a b-ns", "a b-sec", 1e-9}}) {
    const Unit unit = tidy_unit(written);
    EXPECT_EQ(unit.written, written);
    EXPECT_EQ(unit.tidy, tidy) << written;
    EXPECT_EQ(unit.factor, factor) << written;
  }
}

TEST(TidyUnit, MultipliesTheFactorsOfSeveralParts) {
  EXPECT_EQ(tidy_unit("MB*MB/s").tidy, "B*B/s");
  EXPECT_DOUBLE_EQ(tidy_unit("MB*MB/s").factor, 1e12);
  EXPECT_EQ(tidy_unit("MB-ns").tidy, "B-sec");
  EXPECT_DOUBLE_EQ(tidy_unit("MB-ns").factor, 1e-3);
}

TEST(TidyUnit, LeavesEverythingElseAlone) {
  for (const char* written :
       {"B/op",         "allocs/op", "sec/op", "op/ns",   "op/x-ns", "B/MB",    "us/op", "ms/op",
        "\xC2\xB5s/op", "KB/s",      "GB/s",   "nsec/op", "nS/op",   "NS",      "mb/s",  "ns_p99",
        "xns",          "",          "/",      "*",       "-",       "--ns-x/", "//ns",  "\xFF"}) {
    const Unit unit = tidy_unit(written);
    EXPECT_EQ(unit.written, written);
    if (std::string_view(written) == "--ns-x/") {
      EXPECT_EQ(unit.tidy, "--sec-x/");
      continue;
    }
    EXPECT_EQ(unit.tidy, written);
    EXPECT_EQ(unit.factor, 1) << written;
  }
}

TEST(TidyUnit, DividesPartsAtUnicodeWhiteSpace) {
  const std::string em_space = "\xE2\x80\x83";
  EXPECT_EQ(tidy_unit("x" + em_space + "ns").tidy, "x" + em_space + "sec");
}

TEST(TidyUnit, OfATidyUnitChangesNothing) {
  for (const char* written : {"ns/op", "MB/s", "p99-ns", "MB*MB/s", "allocs/op", "op/ns"}) {
    const Unit once = tidy_unit(written);
    const Unit twice = tidy_unit(once.tidy);
    EXPECT_EQ(twice.tidy, once.tidy);
    EXPECT_EQ(twice.factor, 1) << written;
  }
}

TEST(TidyUnit, ReadsUnitsOfAnyLength) {
  std::string written;
  std::string tidy;
  for (int i = 0; i < 20'000; ++i) {
    written += "x-ns*";
    tidy += "x-sec*";
  }
  const Unit unit = tidy_unit(written);
  EXPECT_EQ(unit.tidy, tidy);
  EXPECT_EQ(unit.factor, 0);  // 10^-180000
}

TEST(UnitClass, IsBinaryForBytesInTheNumerator) {
  for (const char* unit : {"B", "B/op", "B/s", "MB/s", "bytes", "text-bytes", "disk-B/sec",
                           "sec/B*B", "max-bytes", "B-x/op"}) {
    EXPECT_EQ(unit_class(unit), UnitClass::binary) << unit;
  }
}

TEST(UnitClass, IsDecimalForTheRest) {
  for (const char* unit : {"", "sec/op", "sec/B", "sec/disk-B", "KB/s", "b/s", "byte", "allocs/op",
                           "op/bytes", "xB", "Bytes", "BB"}) {
    EXPECT_EQ(unit_class(unit), UnitClass::decimal) << unit;
  }
}

TEST(IsCount, HoldsForWhatAProgramDoesTheSameNumberOfTimes) {
  for (const char* unit :
       {"B/op", "B", "bytes", "bytes/op", "allocs/op", "allocs", "frees/op", "objects", "faults/op",
        "heap-B/op", "max-bytes", "total-allocated-bytes", "B/op-x"}) {
    EXPECT_TRUE(is_count(unit)) << unit;
  }
}

TEST(IsCount, FailsForTimesAndForAmountsASecond) {
  for (const char* unit :
       {"", "sec/op", "sec", "B/s", "B/sec", "B/second", "allocs/s", "heap-B/sec", "B/op/s",
        "sec/B", "op/allocs", "items", "MiB", "alloc", "Allocs/op", "p99-sec", "B/cpu-sec"}) {
    EXPECT_FALSE(is_count(unit)) << unit;
  }
}

TEST(KnownDirection, IsDownwardsForTimesAndAmountsAnOperation) {
  for (const char* unit :
       {"sec/op", "cpu-sec/op", "B/op", "allocs/op", "anything/op", "sec/iter", "sec", "p99-sec",
        "max-bytes", "net-heap-bytes", "heap-B", "MB/s/op", "/op"}) {
    EXPECT_EQ(known_direction(unit), Better::lower) << unit;
  }
}

TEST(KnownDirection, IsUpwardsForAmountsASecond) {
  for (const char* unit :
       {"B/s", "items/s", "op/sec", "ops/second", "sec/s", "max-bytes/s", "/s"}) {
    EXPECT_EQ(known_direction(unit), Better::higher) << unit;
  }
}

TEST(KnownDirection, IsUnknownOtherwise) {
  for (const char* unit : {"", "B", "bytes", "allocs", "items", "op", "s", "/", "ratio", "hit%",
                           "op/x", "secs", "xsec", "sec-p99", "B/ss", "Sec", "sec*B"}) {
    EXPECT_EQ(known_direction(unit), Better::unknown) << unit;
  }
}

TEST(KnownDirection, IsDownwardsForTimesPerAnything) {
  for (const char* unit :
       {"sec", "p99-sec", "sec/ops", "sec/GC", "sec/B", "latency-ms", "us", "µs"}) {
    EXPECT_EQ(known_direction(unit), Better::lower) << unit;
  }
}

TEST(KnownDirection, IsOfTheTidyUnit) {
  EXPECT_EQ(known_direction(tidy_unit("p99-ns").tidy), Better::lower);
  EXPECT_EQ(known_direction(tidy_unit("MB/s").tidy), Better::higher);
}

TEST(WrittenUnit, IsTheWayBackOfTidying) {
  for (const std::string_view unit : {"ns/op", "B/op", "MB/s", "p99-ns", "MB*MB/s", "ns*MB", "x",
                                      "", "sec/op", "ns*ns*ns", "B/ns", "MB ns"}) {
    const Unit tidy = tidy_unit(unit);
    const auto written = written_unit(tidy.tidy, tidy.factor);
    ASSERT_TRUE(written) << unit;
    const Unit again = tidy_unit(*written);
    EXPECT_EQ(again.tidy, tidy.tidy);
    EXPECT_EQ(again.factor, tidy.factor);
  }
  EXPECT_EQ(written_unit("sec/op", 1e-9), "ns/op");
  EXPECT_EQ(written_unit("sec/op", 1), "sec/op");
  EXPECT_FALSE(written_unit("sec/op", 1e-3));
  EXPECT_FALSE(written_unit("x", 2));
  EXPECT_FALSE(
      written_unit("B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B*B", 2));
}

}  // namespace
}  // namespace benchdiff::formats
