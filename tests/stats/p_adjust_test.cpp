#include <benchdiff/stats/p_adjust.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "near.h"
#include "vectors.h"

namespace benchdiff::stats {
namespace {

using Values = std::vector<double>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Correction all_corrections[] = {Correction::none, Correction::holm,
                                          Correction::benjamini_hochberg,
                                          Correction::benjamini_yekutieli};

double uniform(std::mt19937_64& engine) { return static_cast<double>(engine() >> 11) * 0x1p-53; }

TEST(Adjust, MatchesTheVectors) {
  const auto vectors = read_vectors("p_adjust");
  for (const auto& c : vectors["cases"].array()) {
    const auto p = c["p"].numbers();
    EXPECT_EQ(adjust(p, Correction::none), p);
    for (const auto& [correction, name] :
         {std::pair(Correction::holm, "holm"), std::pair(Correction::benjamini_hochberg, "bh"),
          std::pair(Correction::benjamini_yekutieli, "by")}) {
      const auto expect = c["expect"][name].numbers();
      const auto adjusted = adjust(p, correction);
      const auto unknown = adjust(p, Values(p.size(), nan), 0.05, correction);
      ASSERT_EQ(adjusted.size(), expect.size());
      for (std::size_t i = 0; i < p.size(); ++i) {
        EXPECT_TRUE(near(adjusted[i], expect[i])) << c["name"].text() << ' ' << name << ' ' << i;
        EXPECT_EQ(unknown[i], adjusted[i]) << c["name"].text() << ' ' << name << ' ' << i;
      }
    }
  }
}

TEST(Adjust, LeavesOutWhatWasNotTested) {
  for (const auto correction : all_corrections) {
    const auto some = adjust(Values{nan, 0.01, nan, 0.04, 0.03, nan}, correction);
    const auto all = adjust(Values{0.01, 0.04, 0.03}, correction);
    EXPECT_TRUE(std::isnan(some[0]) && std::isnan(some[2]) && std::isnan(some[5]));
    EXPECT_EQ((Values{some[1], some[3], some[4]}), all);
    EXPECT_TRUE(adjust({}, correction).empty());
    EXPECT_TRUE(adjust({}, {}, 0.05, correction).empty());
    EXPECT_TRUE(std::isnan(adjust(Values{nan}, correction)[0]));
    EXPECT_TRUE(std::isnan(adjust(Values{nan}, Values{0.1}, 0.05, correction)[0]));
  }
}

TEST(Adjust, NeitherLowersAPNorChangesTheirOrder) {
  std::mt19937_64 engine(35);
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 35, round " << round);
    Values p(1 + engine() % 40);
    for (double& value : p) value = std::round(std::pow(uniform(engine), 3) * 50) / 50;
    for (const auto correction : all_corrections) {
      const auto adjusted = adjust(p, correction);
      for (std::size_t i = 0; i < p.size(); ++i) {
        ASSERT_TRUE(p[i] <= adjusted[i] && adjusted[i] <= 1);
        for (std::size_t j = 0; j < p.size(); ++j) {
          ASSERT_TRUE(p[i] > p[j] || adjusted[i] <= adjusted[j]);
        }
      }
    }
  }
}

// Step by step as in the papers: Tarone's K of the rows that are left, until no row is rejected.
std::vector<bool> rejected_by_tarone(const Values& p, const Values& smallest, double alpha) {
  std::vector<bool> rejected(p.size(), false);
  for (bool more = true; more;) {
    more = false;
    for (double k = 1;; ++k) {
      double reaching = 0;
      for (std::size_t i = 0; i < p.size(); ++i) {
        reaching += !rejected[i] && !std::isnan(p[i]) && k * smallest[i] <= alpha;
      }
      if (reaching > k) continue;
      for (std::size_t i = 0; i < p.size(); ++i) {
        if (rejected[i] || !(k * p[i] <= alpha)) continue;
        rejected[i] = true;
        more = true;
      }
      break;
    }
  }
  return rejected;
}

struct Rows {
  Values p, smallest;
};

// Rows of few values: each p is a multiple of the smallest its row can have.
Rows draw_rows(std::mt19937_64& engine) {
  Rows rows;
  const std::size_t count = 1 + engine() % 30;
  for (std::size_t i = 0; i < count; ++i) {
    const double smallest = std::pow(0.5, static_cast<double>(1 + engine() % 12));
    rows.smallest.push_back(smallest);
    const double p = std::pow(uniform(engine), 4);
    rows.p.push_back(engine() % 10 == 0 ? nan : smallest * std::max(1.0, std::floor(p / smallest)));
  }
  return rows;
}

TEST(Adjust, RejectsByHolmWhatTaroneStepByStepRejects) {
  std::mt19937_64 engine(36);
  int rejections = 0;
  int gained = 0;
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 36, round " << round);
    const auto [p, smallest] = draw_rows(engine);
    const double alpha = round % 2 == 0 ? 0.05 : 0.25;
    const auto expect = rejected_by_tarone(p, smallest, alpha);
    const auto adjusted = adjust(p, smallest, alpha, Correction::holm);
    const auto plain = adjust(p, Correction::holm);
    for (std::size_t i = 0; i < p.size(); ++i) {
      ASSERT_EQ(adjusted[i] <= alpha, expect[i]) << i;
      ASSERT_TRUE(std::isnan(p[i]) || (p[i] <= adjusted[i] && adjusted[i] <= plain[i])) << i;
      rejections += expect[i];
      gained += expect[i] && !(plain[i] <= alpha);
    }
  }
  EXPECT_GT(rejections, 1000);
  EXPECT_GT(gained, 100);
}

TEST(Adjust, RejectsByTheOthersAsWithoutRowsThatCannotReachAlpha) {
  std::mt19937_64 engine(37);
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 37, round " << round);
    const auto [p, smallest] = draw_rows(engine);
    for (const auto correction :
         {Correction::benjamini_hochberg, Correction::benjamini_yekutieli}) {
      auto able = p;
      for (std::size_t i = 0; i < p.size(); ++i) {
        if (smallest[i] > 0.05) able[i] = nan;
      }
      const auto expect = adjust(able, correction);
      const auto adjusted = adjust(p, smallest, 0.05, correction);
      for (std::size_t i = 0; i < p.size(); ++i) {
        if (std::isnan(p[i])) {
          ASSERT_TRUE(std::isnan(adjusted[i]));
        } else if (smallest[i] > 0.05) {
          ASSERT_EQ(adjusted[i], p[i]);
          ASSERT_GT(adjusted[i], 0.05);
        } else {
          ASSERT_EQ(adjusted[i], expect[i]);
        }
      }
    }
    ASSERT_TRUE(near(adjust(p, smallest, 0.05, Correction::none)[0], p[0], 0));
  }
}

// One false alarm at most in 5 % of tables of true rows, and not much fewer: five rows of p in
// steps of 1/100, among 45 that can't reach 0.05.
TEST(Adjust, KeepsItsLevelWithRowsLeftOut) {
  std::mt19937_64 engine(38);
  Values smallest(50, 0.1);
  std::fill_n(smallest.begin(), 5, 0.01);
  const int tables = 20'000;
  int alarms = 0;
  int plain_alarms = 0;
  for (int table = 0; table < tables; ++table) {
    Values p;
    for (const double step : smallest) p.push_back(step * std::ceil(uniform(engine) / step));
    const auto count = [](const Values& adjusted) {
      return std::ranges::any_of(adjusted, [](double value) { return value <= 0.05; });
    };
    alarms += count(adjust(p, smallest, 0.05, Correction::holm));
    plain_alarms += count(adjust(p, Correction::holm));
  }
  // 1 - 0.99^5 is 4.9 %.
  EXPECT_NEAR(alarms / static_cast<double>(tables), 0.049, 0.006);
  EXPECT_EQ(plain_alarms, 0);
}

TEST(Adjust, HoldsARowThatCanReachExactlyAlpha) {
  for (const auto correction : all_corrections) {
    EXPECT_EQ(adjust(Values{0.05}, Values{0.05}, 0.05, correction)[0], 0.05);
  }
  EXPECT_EQ(adjust(Values{0.05, 0.5}, Values{0.05, 0.05}, 0.05, Correction::benjamini_hochberg)[0],
            0.1);
  // Three rows that reach just a third of alpha, as rounded.
  const Values thirds(3, 0.05 / 3);
  EXPECT_EQ(adjust(thirds, thirds, 0.05, Correction::holm)[0] <= 0.05, 3 * thirds[0] <= 0.05);
  // A smallest p above p itself is a mistake of the last digit, or of somebody: p is reached.
  EXPECT_EQ(adjust(Values{0.04}, Values{0.06}, 0.05, Correction::benjamini_hochberg)[0], 0.04);
  EXPECT_EQ(adjust(Values(3, 0.04), Values(3, 0.06), 0.05, Correction::holm)[0], 0.08);
}

TEST(Adjust, TakesManyRows) {
  Values p(100'000), smallest(100'000);
  for (std::size_t i = 0; i < p.size(); ++i) {
    p[i] = static_cast<double>(i) / 1e5;
    smallest[i] = i % 2 == 0 ? 0.0 : 1.0;
  }
  EXPECT_TRUE(near(adjust(p, Correction::benjamini_hochberg)[1], 0.5));
  EXPECT_TRUE(near(adjust(p, Correction::holm)[1], 0.99999));
  // Half of the rows, those of p = 0, 2e-5, ...: the second has 49,999 rows left with it.
  EXPECT_TRUE(near(adjust(p, smallest, 0.05, Correction::holm)[2], 0.99998));
}

TEST(ExpectedFalseAlarms, AddUpWhatTestsReallyHave) {
  const Values p{0.5, nan, 0.01, 1, 0.2};
  EXPECT_TRUE(near(expected_false_alarms(p, {}, 0.05), 0.2));
  EXPECT_TRUE(near(expected_false_alarms(p, Values{0.03, 0.05, nan, 0, 0.9}, 0.05), 0.13));
  EXPECT_EQ(expected_false_alarms({}, {}, 0.05), 0);
  EXPECT_EQ(expected_false_alarms(Values{nan}, {}, 0.05), 0);
}

}  // namespace
}  // namespace benchdiff::stats
