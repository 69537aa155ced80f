#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include <benchdiff/stats/change.h>
#include <benchdiff/stats/power.h>

namespace benchdiff::stats {

/// Beyond this many runs a side another way to measure is better than more runs.
inline constexpr std::size_t most_runs_to_settle = 10'000;

/// What samples could have shown, from the interval that a comparison came to and whatever its
/// noise; keeps points of Student's t for the next call, one a thread.
///
/// An interval is taken for a t interval as long, of n1 + n2 - 2 degrees of freedom, which gives
/// its standard error s, on logarithms for a ratio.
class Detectability {
 public:
  /// The smallest change that samples like these find with the power asked for: the ratio
  /// exp((t_(1-alpha/2) + t_power) s), which and whose inverse are found alike, or the shift
  /// (t_(1-alpha/2) + t_power) s, up or down.
  ///
  /// Infinity where the interval has no ends; NaN for an interval or a level that is none, and for
  /// fewer than three values. O(1).
  [[nodiscard]] double smallest_change(const Change& change, std::size_t n1, std::size_t n2,
                                       PowerOptions options = {});

  /// The runs a side with which a change would be clear if the estimate stays: its interval either
  /// within the band or beyond it.
  ///
  /// The interval's ends draw near the estimate like t / sqrt(n), t of 2n - 2 degrees of freedom;
  /// n is 2 n1 n2 / (n1 + n2) so far. The band is [1 / (1 + band), 1 + band] for a ratio and
  /// [-band, band] for a shift; a band of 0 asks for no change to be excluded. Never fewer than
  /// runs_to_detect(alpha), nor than one more than the smaller side has, which of both is more is
  /// the answer for an interval without ends; the larger side's count where all is clear already.
  /// Nothing where more than most_runs_to_settle would be needed, for the estimate lies too near
  /// the band's edge; where no number of runs reaches alpha; and for NaN, a band < 0 or an empty
  /// side. O(1).
  ///
  /// Were the truth what was estimated, about every second sample of so many runs would be clear,
  /// so take the answer as an order of magnitude.
  [[nodiscard]] std::optional<std::size_t> runs_to_settle(const Change& change, std::size_t n1,
                                                          std::size_t n2, double band,
                                                          double alpha = 0.05);

 private:
  double upper_point(double tail, std::size_t degrees);

  std::map<std::pair<double, std::size_t>, double> points_;
};

/// The same for one call.
[[nodiscard]] double smallest_detectable_change(const Change& change, std::size_t n1,
                                                std::size_t n2, PowerOptions options = {});
[[nodiscard]] std::optional<std::size_t> runs_to_settle(const Change& change, std::size_t n1,
                                                        std::size_t n2, double band,
                                                        double alpha = 0.05);

}  // namespace benchdiff::stats
