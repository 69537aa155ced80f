#include <benchdiff/harness/result_reporter.h>

#include <optional>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <benchdiff/formats/go_benchmark_writer.h>
#include <benchdiff/formats/read.h>

namespace benchdiff::harness {
namespace {

using benchmark::BenchmarkReporter;

class ResultReporter : public BenchmarkReporter {
 public:
  ResultReporter(std::unique_ptr<BenchmarkReporter> display, formats::Configuration settings,
                 std::function<void(std::string_view)> give_on)
      : display_(std::move(display)),
        settings_(std::move(settings)),
        give_on_(std::move(give_on)) {}

  bool ReportContext(const Context& context) override {
    context_.emplace(context);
    return display_->ReportContext(context);
  }

  void ReportRuns(const std::vector<Run>& runs) override {
    display_->ReportRuns(runs);
    write(formats::read_text(to_json(runs)));
    give_on_(text_);
    text_.clear();
  }

  void Finalize() override { display_->Finalize(); }

 private:
  std::string to_json(const std::vector<Run>& runs) const {
    std::ostringstream json;
    std::ostringstream errors;
    benchmark::JSONReporter reporter;
    reporter.SetOutputStream(&json);
    reporter.SetErrorStream(&errors);
    reporter.ReportContext(*context_);
    reporter.ReportRuns(runs);
    reporter.Finalize();
    return std::move(json).str();
  }

  void write(formats::ResultFile file) {
    describe_units(file);
    for (formats::Configuration& configuration : file.configurations) {
      configuration.insert(configuration.end(), settings_.begin(), settings_.end());
    }
    for (const formats::Note& note : file.notes) writer_.comment(note.text);
    writer_.results(file);
  }

  /// A unit's direction is said once, before its first value.
  void describe_units(const formats::ResultFile& file) {
    for (const formats::Unit& unit : file.units) {
      if (described_.insert(unit.tidy).second) writer_.direction(unit);
    }
  }

  std::unique_ptr<BenchmarkReporter> display_;
  formats::Configuration settings_;
  std::function<void(std::string_view)> give_on_;
  std::optional<Context> context_;
  std::set<std::string> described_;
  std::string text_;
  formats::GoBenchmarkWriter writer_{text_};
};

}  // namespace

std::unique_ptr<BenchmarkReporter> make_result_reporter(
    std::unique_ptr<BenchmarkReporter> display, formats::Configuration settings,
    std::function<void(std::string_view)> give_on) {
  return std::make_unique<ResultReporter>(std::move(display), std::move(settings),
                                          std::move(give_on));
}

}  // namespace benchdiff::harness
