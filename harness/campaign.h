#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/harness/block.h>
#include <benchdiff/harness/run_file.h>
#include <benchdiff/harness/run_plan.h>
#include <benchdiff/harness/run_progress.h>
#include <benchdiff/harness/signals.h>
#include <benchdiff/stats/looks.h>

namespace benchdiff::harness {

/// How a campaign ended.
struct CampaignEnd {
  enum class Why {
    all_runs,     ///< everything was measured
    clear,        ///< nothing is unclear any more
    out_of_time,  ///< the time is over
    interrupted,  ///< by the signal `signal`
    failed,       ///< by `message`: a side can't be run
  };
  Why why = Why::all_runs;
  std::string message;
  int signal = 0;
  double alpha = 0;  ///< of the verdicts: that of the last look, where looks were planned
  /// How many runs a side the verdicts are of: those of the last look, where looks were planned, as
  /// what came later is for the next one; otherwise none is left out.
  std::optional<std::size_t> rounds;
};

/// Measures the sides of a plan in rounds. A round runs each side once, in a random order, so that
/// what the machine does meanwhile hits all alike; a run is one process.
///
/// With `until_clear` it looks at the measurements at planned times (stats::plan_looks), leaves out
/// from then on what is clear, and ends when all is. A run that fails is made again, so that all
/// sides have the same number; a side that fails in its first run, or three times in a row, is the
/// end.
class Campaign {
 public:
  Campaign(const RunPlan& plan, RunFile& file, RunProgress& progress, Signals& signals);

  /// Throws std::runtime_error where the file can't be written.
  [[nodiscard]] CampaignEnd run();

 private:
  [[nodiscard]] bool warm_up();
  [[nodiscard]] bool run_round(std::size_t round);
  [[nodiscard]] bool run_side(std::size_t side);
  [[nodiscard]] std::vector<std::size_t> order_of(std::size_t round) const;
  /// Looks if it is time; whether all is clear.
  [[nodiscard]] bool is_clear_after(std::size_t rounds, bool last);
  void show_standing();
  /// Whether there is something to compare, after the first round; says what is amiss.
  [[nodiscard]] bool has_common_benchmarks();
  void tell_notes(const Side& side, const Block& block);
  [[nodiscard]] bool was_clear_after(std::size_t rounds);
  [[nodiscard]] bool look_at(std::string_view text, std::size_t rounds, bool is_new);
  bool end(CampaignEnd::Why why, std::string message = {});

  const RunPlan& plan_;
  RunFile& file_;
  RunProgress& progress_;
  Signals& signals_;
  std::vector<stats::Look> looks_;
  std::size_t next_look_ = 0;
  std::set<std::string> undecided_;
  std::set<std::string> told_;
  bool filters_ = false;
  std::vector<std::size_t> failures_in_a_row_;
  CampaignEnd end_;
};

}  // namespace benchdiff::harness
