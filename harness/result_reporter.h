#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <benchdiff/formats/results.h>

namespace benchmark {
class BenchmarkReporter;
}

namespace benchdiff::harness {

/// Makes a reporter for Google Benchmark that shows what `display` shows, and gives each
/// benchmark's results on as text in the Go benchmark format when it has ended, repetition by
/// repetition.
///
/// The text is what formats::read_file() makes of Google Benchmark's JSON of the same run, so both
/// compare alike. `settings` come behind those of the JSON's context.
[[nodiscard]] std::unique_ptr<benchmark::BenchmarkReporter> make_result_reporter(
    std::unique_ptr<benchmark::BenchmarkReporter> display, formats::Configuration settings,
    std::function<void(std::string_view)> give_on);

}  // namespace benchdiff::harness
