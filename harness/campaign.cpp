#include <benchdiff/harness/campaign.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <utility>

#include <benchdiff/harness/block.h>
#include <benchdiff/harness/run_standing.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/stats/random.h>

namespace benchdiff::harness {
namespace {

using Clock = std::chrono::steady_clock;
using Why = CampaignEnd::Why;
constexpr std::size_t most_failures_in_a_row = 3;

std::string describe_failure(const Side& side, const Block& block) {
  std::string text = "side " + side.name + ": " + block.failure;
  constexpr std::size_t most = 2000;
  std::string_view errors = block.errors;
  while (errors.ends_with('\n')) errors.remove_suffix(1);
  if (errors.size() > most) errors.remove_prefix(errors.size() - most);
  if (!errors.empty()) text += "; it said:\n" + std::string(errors);
  return text;
}

stats::Design design_of(const RunPlan& plan) {
  return plan.judge.test == stats::Test::signed_rank ? stats::Design::pairs
                                                     : stats::Design::two_samples;
}

std::string percent(double share) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.6g%%", share * 100);
  return text.data();
}

}  // namespace

Campaign::Campaign(const RunPlan& plan, RunFile& file, RunProgress& progress, Signals& signals)
    : plan_(plan),
      file_(file),
      progress_(progress),
      signals_(signals),
      failures_in_a_row_(plan.sides.size()) {
  if (plan.until_clear) looks_ = stats::plan_looks(plan.runs, plan.judge.alpha, design_of(plan));
  end_.alpha = plan.judge.alpha;
}

bool Campaign::end(Why why, std::string message) {
  end_.why = why;
  end_.message = std::move(message);
  end_.signal = signals_.asked_to_end();
  return false;
}

CampaignEnd Campaign::run() {
  const auto start = Clock::now();
  std::size_t round = file_.runs_of(plan_.sides.front().name);
  for (const Side& side : plan_.sides) round = std::min(round, file_.runs_of(side.name));
  if (was_clear_after(round)) {
    end_.why = Why::clear;
    return end_;
  }
  if (!warm_up()) return end_;
  for (; round < plan_.runs; ++round) {
    const double taken = std::chrono::duration<double>(Clock::now() - start).count();
    if (plan_.most_seconds > 0 && taken >= plan_.most_seconds) {
      end_.why = Why::out_of_time;
      if (is_clear_after(round, true)) end_.why = Why::clear;
      return end_;
    }
    if (!run_round(round)) return end_;
    if (round == 0 && !has_common_benchmarks()) return end_;
    if (is_clear_after(round + 1, false)) {
      end_.why = Why::clear;
      return end_;
    }
    show_standing();
  }
  return end_;
}

bool Campaign::has_common_benchmarks() {
  const report::Report report =
      judge_run(file_.text(), plan_, plan_.judge.alpha, file_.has_several_machines());
  if (report.counts.total() == 0) {
    return end(Why::failed, "the sides have no benchmark and unit in common: nothing to compare");
  }
  if (!plan_.gates_are_told) return true;
  for (const std::string& unit : plan_.gated_units) {
    if (std::ranges::find(report.tables, unit, &report::Table::unit) == report.tables.end()) {
      return end(Why::failed, "--gate: no result has the unit " + unit);
    }
  }
  return true;
}

/// What a program says of a benchmark that failed is told once.
void Campaign::tell_notes(const Side& side, const Block& block) {
  for (const std::string& note : block.notes) {
    std::string text = "side " + side.name + ": " + note;
    if (!told_.insert(text).second) continue;
    progress_.say(text);
  }
}

/// Only to be looked at: nothing is decided by it.
void Campaign::show_standing() {
  if (!progress_.wants_standing()) return;
  progress_.stand(
      describe_standing(
          judge_run(file_.text(), plan_, plan_.judge.alpha, file_.has_several_machines()), plan_),
      false);
}

bool Campaign::warm_up() {
  for (std::size_t i = 0; i < plan_.warm_ups; ++i) {
    for (const Side& side : plan_.sides) {
      progress_.begin("warming up " + side.name, i + 1, plan_.warm_ups);
      const Block block = run_block(plan_, side, {}, signals_);
      if (block.interrupted || signals_.asked_to_end() != 0) return end(Why::interrupted);
      if (!block.failure.empty()) return end(Why::failed, describe_failure(side, block));
    }
  }
  return true;
}

std::vector<std::size_t> Campaign::order_of(std::size_t round) const {
  std::vector<std::size_t> order(plan_.sides.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (round == 0) return order;  // a file begins with its baseline
  stats::Random random(plan_.seed + 0x9E3779B97F4A7C15U * round);
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[random.below(left)]);
  }
  return order;
}

bool Campaign::run_round(std::size_t round) {
  for (const std::size_t side : order_of(round)) {
    // It may have been run before this was taken up; and what failed is run again.
    while (file_.runs_of(plan_.sides[side].name) <= round) {
      if (!run_side(side)) return false;
    }
  }
  return true;
}

bool Campaign::run_side(std::size_t index) {
  // A run that is over when its signal is seen counts; but there is no other.
  if (signals_.asked_to_end() != 0) return end(Why::interrupted);
  const Side& side = plan_.sides[index];
  std::size_t number = 1;
  for (const Side& each : plan_.sides) number += file_.runs_of(each.name);
  progress_.begin(side.name, number, plan_.runs * plan_.sides.size());
  Block block = run_prepare(plan_, side, signals_);
  if (signals_.asked_to_end() != 0) return end(Why::interrupted);
  if (block.failure.empty()) {
    const std::vector<std::string> wanted(undecided_.begin(), undecided_.end());
    block = run_block(plan_, side, filters_ ? wanted : std::vector<std::string>(), signals_);
  }
  if (block.interrupted) return end(Why::interrupted);
  progress_.end(block.seconds);
  const bool is_first = file_.runs_of(side.name) == 0;
  if (block.failure.empty() || !is_first) file_.append(side, block);
  tell_notes(side, block);
  if (block.failure.empty()) {
    failures_in_a_row_[index] = 0;
    return true;
  }
  if (is_first || ++failures_in_a_row_[index] >= most_failures_in_a_row) {
    return end(Why::failed, describe_failure(side, block));
  }
  progress_.say("a run of " + describe_failure(side, block) + "\nit is left out, and made again");
  return true;
}

bool Campaign::is_clear_after(std::size_t rounds, bool last) {
  const bool is_look = next_look_ < looks_.size() && (last || looks_[next_look_].runs == rounds);
  if (!is_look) return false;
  end_.alpha = looks_[next_look_++].alpha;
  return look_at(file_.text(), rounds, true);
}

/// What was clear when a campaign was broken off is clear when it is taken up. A look may have come
/// before its time, where the time was over.
bool Campaign::was_clear_after(std::size_t rounds) {
  while (next_look_ < looks_.size() &&
         (looks_[next_look_].runs <= rounds || next_look_ < file_.looks())) {
    ++next_look_;
  }
  if (next_look_ == 0) return false;
  end_.alpha = looks_[next_look_ - 1].alpha;
  const std::size_t runs =
      file_.looks() < next_look_ ? looks_[next_look_ - 1].runs : file_.rounds_of_last_look();
  return look_at(file_.text_after(runs, plan_), runs, false);
}

bool Campaign::look_at(std::string_view text, std::size_t rounds, bool is_new) {
  end_.rounds = rounds;
  const report::Report report = judge_run(text, plan_, end_.alpha, file_.has_several_machines());
  undecided_ = undecided(report, plan_);
  filters_ = true;
  const std::string standing = describe_standing(report, plan_);
  progress_.stand(standing, is_new);
  if (file_.looks() < next_look_) file_.tell_look(rounds, percent(1 - end_.alpha), standing);
  return report.counts.total() > 0 && undecided_.empty();
}

}  // namespace benchdiff::harness
