#include <array>
#include <charconv>
#include <filesystem>
#include <optional>
#include <sched.h>
#include <stdexcept>
#include <string>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include <benchdiff/harness/campaign.h>
#include <benchdiff/harness/command.h>
#include <benchdiff/harness/doctor.h>
#include <benchdiff/harness/preload/preload_file.h>
#include <benchdiff/harness/run_standing.h>
#include <benchdiff/harness/worktrees.h>
#include <benchdiff/report/day.h>
#include <benchdiff/report/gate.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/query_error.h>
#include <benchdiff/report/render_text.h>

#include "compare.h"
#include "gate_options.h"
#include "output.h"
#include "run.h"
#include "test_options.h"

namespace benchdiff {
namespace {

using harness::CampaignEnd;

void say(const std::string& line) {
  write_error("benchdiff: " + report::printable_lines(line) + "\n");
}

harness::RunFile open_file(const RunOptions& options) {
  const auto settings =
      options.plan.launcher.empty() ? harness::describe_conditions() : formats::Configuration();
  if (options.resume) return harness::RunFile::resume(options.output, options.plan, settings);
  if (options.force) {
    std::error_code none;
    std::filesystem::remove(options.output, none);
  }
  return harness::RunFile::create(options.output, options.plan, settings);
}

/// Writes the comparison; the exit status by the gate.
int report_on(const harness::RunFile& file, const RunOptions& options, const report::Gate& gate,
              const CampaignEnd& end) {
  const std::string_view text =
      end.rounds ? file.text_after(*end.rounds, options.plan) : std::string_view(file.text());
  report::Report report =
      harness::judge_run(text, options.plan, end.alpha, file.has_several_machines());
  if (report.counts.total() == 0) {
    say("there is nothing to compare yet in " + options.output);
    return exit_unusable;
  }
  gate.hold(report, report::today());
  std::string out;
  report::render_text(report, report::text_options(options.color, false), out);
  if (const auto fault = write_output(std::nullopt, out)) {
    say(*fault);
    return exit_unusable;
  }
  return report.gate ? report::exit_status(report.gate->result) : exit_compared;
}

/// As a word of a command, in apostrophes where it needs them.
std::string word_of(const std::string& text) {
  const bool is_plain = harness::words_of_command(text) == std::vector<std::string>{text};
  return is_plain ? text : harness::shell_quoted(text);
}

std::string again(const harness::RunFile& file, const RunOptions& options, double alpha) {
  const report::JudgeOptions& judge = options.plan.judge;
  std::string command = "benchdiff ";
  if (alpha != report::JudgeOptions().alpha) {
    std::array<char, 32> number{};
    command += "--alpha " +
               std::string(number.data(),
                           std::to_chars(number.data(), number.data() + number.size(), alpha).ptr) +
               " ";
  }
  if (options.plan.judge.test == stats::Test::signed_rank) command += "--paired ";
  for (const std::string& effect : options.min_effects) {
    command += "--min-effect " + word_of(effect) + " ";
  }
  if (judge.correction != report::JudgeOptions().correction) {
    command += "--correction " + std::string(word_for(judge.correction)) + " ";
  }
  if (file.has_several_machines()) command += "--block machine ";
  return "the results are in " + options.output + "; the same comparison: " + command +
         word_of(options.output);
}

/// How wide the terminal is that standard error goes to.
std::size_t width_of_errors(std::size_t otherwise) {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : otherwise;
}

int run_campaign(const RunOptions& options, const report::Gate& gate, harness::Signals& signals) {
  harness::RunFile file = open_file(options);
  const report::TextOptions terminal = report::text_options(options.color, false);
  harness::RunProgress progress(isatty(STDERR_FILENO) != 0, width_of_errors(terminal.width));
  harness::Campaign campaign(options.plan, file, progress, signals);
  const CampaignEnd end = campaign.run();
  switch (end.why) {
    case CampaignEnd::Why::failed:
      progress.say(end.message);
      return exit_unusable;
    case CampaignEnd::Why::interrupted:
      progress.say(file.runs_of(options.plan.sides.front().name) == 0
                       ? "interrupted before anything was measured"
                       : "interrupted; what was measured is in " + options.output +
                             ", and --resume goes on with it");
      return 128 + end.signal;
    case CampaignEnd::Why::out_of_time:
      progress.say("the time is over");
      break;
    case CampaignEnd::Why::clear:
    case CampaignEnd::Why::all_runs:
      break;
  }
  progress.clear();
  const int status = report_on(file, options, gate, end);
  if (end.rounds && file.runs_of(options.plan.sides.front().name) > *end.rounds) {
    progress.say("the verdicts are those of the last look, after " + std::to_string(*end.rounds) +
                 " runs a side; what was measured since is in " + options.output +
                 ", for the next one");
  } else {
    progress.say(again(file, options, end.alpha));
  }
  return status;
}

/// What can't be, before anything is begun.
void check_place(const harness::RunPlan& plan) {
  std::error_code none;
  if (!plan.launcher.empty()) return;
  if (!plan.directory.empty() && !std::filesystem::is_directory(plan.directory, none)) {
    throw std::runtime_error("-C " + plan.directory + ": there is no such folder");
  }
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (plan.cpu && sched_getaffinity(0, sizeof allowed, &allowed) == 0 &&
      !CPU_ISSET(static_cast<unsigned>(*plan.cpu), &allowed)) {
    throw std::runtime_error("--pin " + std::to_string(*plan.cpu) +
                             ": there is no such CPU, or not for this process");
  }
}

void check_out(RunOptions& options, harness::Signals& signals,
               std::optional<harness::Worktrees>& worktrees) {
  say("checking out " + options.git);
  worktrees.emplace(harness::Worktrees::Options{.repository = options.plan.directory,
                                                .range = options.git,
                                                .build = options.build,
                                                .say = say},
                    signals);
  const std::array commits{&worktrees->old_side(), &worktrees->new_side()};
  for (std::size_t i = 0; i < commits.size(); ++i) {
    options.plan.sides[i].directory = commits[i]->directory;
    options.plan.sides[i].commit = commits[i]->hash;
  }
}

}  // namespace

int run(RunOptions options) {
  harness::Signals signals;
  std::optional<harness::Worktrees> worktrees;
  try {
    const report::Gate gate = make_gate(options.gate);
    check_place(options.plan);
    if (options.counts_allocations) {
      options.plan.preload = harness::find_preload_library();
      if (options.plan.preload.empty()) {
        throw std::runtime_error(
            "--allocations: libbenchdiff_preload.so is not beside this program");
      }
    }
    if (!options.git.empty()) check_out(options, signals, worktrees);
    return run_campaign(options, gate, signals);
  } catch (const report::QueryError& error) {
    say("parsing --" + error.option() + ": " + error.what());
    return exit_unusable;
  } catch (const std::runtime_error& error) {
    say(error.what());
    const int signal = signals.asked_to_end();
    return signal != 0 ? 128 + signal : exit_unusable;
  }
}

}  // namespace benchdiff
