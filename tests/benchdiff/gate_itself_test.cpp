// That the gate fails when it should, and stays green when it should: on files whose answer is
// known.

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "program.h"

namespace benchdiff {
namespace {

/// Ten runs of a benchmark, some percent apart, as a file.
std::string ten_runs(std::string_view name, double time, std::string_view rest = " 0 allocs/op",
                     int runs = 10) {
  std::string text;
  for (int i = 0; i < runs; ++i) {
    const int value = static_cast<int>(time * (1000 + i * 7 % 10));
    text += "Benchmark" + std::string(name) + " 100 " + std::to_string(value) + " ns/op" +
            std::string(rest) + "\n";
  }
  return text;
}

TEST(Gate, TestsItself) {
  const std::string old_text = ten_runs("Encode", 1);
  const auto gate = [&](const std::string& new_text, const std::string& rule = "worse",
                        const std::string& baseline = {}) {
    const TemporaryDirectory folder;
    folder.write("old.txt", baseline.empty() ? old_text : baseline);
    folder.write("new.txt", new_text);
    return folder.run({"--fail-on=" + rule, "old.txt", "new.txt"}).status;
  };
  EXPECT_EQ(gate(ten_runs("Encode", 1.1)), 1) << "10 % slower";
  EXPECT_EQ(gate(ten_runs("Encode", 1.1), "worse:5%"), 1);
  EXPECT_EQ(gate(ten_runs("Encode", 1.1), "worse:20%"), 0) << "slower, but not by that much";
  EXPECT_EQ(gate(ten_runs("Encode", 0.9)), 0) << "faster";
  EXPECT_EQ(gate(old_text), 0) << "identical";
  EXPECT_EQ(gate("garbage\n"), 2);
  EXPECT_EQ(gate(""), 2);
  EXPECT_EQ(gate(ten_runs("Decode", 1)), 2) << "no benchmark in common";
  EXPECT_EQ(gate(ten_runs("Encode", 1, " 1 allocs/op")), 1) << "0 -> 1 allocation";
  EXPECT_EQ(gate(ten_runs("Encode", 1, " 1 allocs/op"), "worse:5%"), 1);
  const std::string few = ten_runs("Encode", 1, "", 2);
  EXPECT_EQ(gate(ten_runs("Encode", 1.1, "", 2), "unclear", few), 3) << "too few runs";
  EXPECT_EQ(gate(ten_runs("Encode", 1.1, "", 2), "worse", few), 0);
  EXPECT_EQ(gate(ten_runs("Encode", 1, " 1 allocs/op", 1), "worse",
                 ten_runs("Encode", 1, " 0 allocs/op", 1)),
            1)
      << "0 -> 1 allocation in a single run";
  EXPECT_EQ(gate(ten_runs("Encode", 1.1), "MB/s:5%"), 2) << "a rule about nothing";
  EXPECT_EQ(gate(old_text, "gone", old_text + ten_runs("Decode", 1)), 1) << "a benchmark is gone";
}

TEST(Gate, CantPassAFileAlone) {
  const TemporaryDirectory folder;
  folder.write("old.txt", ten_runs("Encode", 1));
  const Outcome alone = folder.run({"--fail-on=worse", "-o", "-", "-o", "github=-", "old.txt"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_TRUE(contains(alone.out, "gate: nothing to hold against it"));
  EXPECT_TRUE(lacks(alone.out + alone.err, "gate: passed"));
}

}  // namespace
}  // namespace benchdiff
