#include <benchdiff/harness/benchmark_main.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <benchdiff/formats/read.h>
#include <benchdiff/harness/benchmark_flags.h>
#include <benchdiff/harness/machine.h>
#include <benchdiff/harness/result_reporter.h>
#include <benchdiff/report/day.h>
#include <benchdiff/report/printable.h>
#include <benchdiff/report/terminal.h>

namespace benchdiff::harness {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_unusable = 2;

int fail(const std::string& message) {
  std::fputs(("benchdiff: " + report::printable_lines(message) + "\n").c_str(), stderr);
  return exit_unusable;
}

formats::Configuration describe(const Build& build) {
  formats::Configuration settings = describe_machine(Sources(), this_process()).settings;
  settings.push_back({"compiler", build.compiler});
  settings.push_back({"build", std::string(build.optimised ? "optimised" : "not optimised") +
                                   (build.assertions ? ", with assertions" : "")});
  settings.push_back({"flags", build.flags});
  settings.push_back({"commit", build.commit});
  std::erase_if(settings, [](const formats::Setting& setting) { return setting.value.empty(); });
  return settings;
}

/// Where results go, beside memory.
class Out {
 public:
  explicit Out(const std::optional<std::string>& path) : path_(path) {
    if (path_) file_.open(*path_, std::ios::binary | std::ios::trunc);
    if (path_ && !file_)
      throw std::runtime_error("writing " + *path_ + ": " + std::strerror(errno));
  }
  void write(std::string_view text) {
    text_ += text;
    if (path_) file_.write(text.data(), static_cast<std::streamsize>(text.size())).flush();
  }
  [[nodiscard]] bool is_whole() const { return !path_ || file_.good(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::optional<std::string> path_;
  std::ofstream file_;
  std::string text_;
};

int compare_with(formats::ResultFile baseline, const std::string& text,
                 const BenchmarkFlags& flags) {
  std::vector<formats::ResultFile> files;
  files.push_back(std::move(baseline));
  files.push_back(formats::read_text(text, "this run"));
  report::Report report = compare_results(std::move(files), flags.compare);
  if (report.counts.total() == 0) {
    return fail("this run and " + *flags.baseline + " have no benchmark in common");
  }
  flags.gate.hold(report, report::today());
  std::string out = "\n";
  report::render_text(report, report::text_options(report::ColorChoice::automatic, false), out);
  std::fputs(out.c_str(), flags.prints_data ? stderr : stdout);
  return report.gate ? report::exit_status(report.gate->result) : 0;
}

int run(int argc, char** argv, const Build& build) {
  const BenchmarkFlags flags = take_benchmark_flags(argc, argv);
  if (flags.help) std::fputs(benchmark_flags_help(), stdout);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return exit_failed;
  formats::ResultFile baseline;
  if (flags.baseline) {
    // Before anything is measured, and before --benchdiff_out may overwrite it.
    baseline =
        formats::read_file({.path = *flags.baseline, .label = *flags.baseline, .labelled = false});
    if (baseline.failure) return fail(*flags.baseline + ": " + *baseline.failure);
  }
  Out out(flags.lists ? std::nullopt : flags.out);
  const auto reporter = make_result_reporter(
      std::unique_ptr<benchmark::BenchmarkReporter>(benchmark::CreateDefaultDisplayReporter()),
      flags.out ? describe(build) : formats::Configuration(),
      [&](std::string_view text) { out.write(text); });
  benchmark::RunSpecifiedBenchmarks(reporter.get());
  benchmark::Shutdown();
  if (!out.is_whole()) return fail("writing " + *flags.out + ": " + std::strerror(errno));
  if (flags.lists || !flags.baseline) return 0;
  return compare_with(std::move(baseline), out.text(), flags);
}

}  // namespace

int run_benchmarks(int argc, char** argv, const Build& build) {
  try {
    return run(argc, argv, build);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace benchdiff::harness
