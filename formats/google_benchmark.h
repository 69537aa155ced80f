#pragma once

#include <benchdiff/formats/results.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {

/// Reads Google Benchmark's JSON, one document or several in a row, into `file`
/// (https://github.com/google/benchmark/blob/main/docs/user_guide.md#output-formats).
///
/// - An entry of run type `iteration` is a result. Aggregates and fits (BigO, RMS) are passed over:
///   they are made of the results. Entries of 2019 and before have no type, and are aggregates
///   when they are named like one (`BM_X_mean`) and `BM_X` or `BM_X_median` is there as well.
/// - `real_time` is measured in `ns/op` and `cpu_time` in `cpu-ns/op`: a time in `us` or `ms` is
///   multiplied, with one rounding. A time in `s` stays as it is, in `sec/op` and `cpu-sec/op`.
/// - User counters keep their names as units, but `X_per_second` is `X/s`, and `bytes_per_second`
///   is `B/s`. What a MemoryManager counts is `allocs/op`, `max-bytes`, `total-allocated-bytes` and
///   `net-heap-bytes`; it is left out, with a note, where Google Benchmark gets it wrong.
/// - `/key:value` in a name becomes `/key=value`, and the settings of the run are taken off
///   (see `GoogleBenchmarkEntry::subject`).
/// - What is a single value in `context` becomes configuration, but for what differs from run to
///   run anyway (`date`, `load_avg`, `mhz_per_cpu`).
/// - An entry that failed or was skipped is a note of kind `skipped`. One that lacks a name or a
///   time is a `syntax_error`, and so is text between documents.
/// - Where benchmarks of one name have different indices (`family_index`), a note tells that they
///   are put together.
/// - JSON that is malformed, cut off or of another tool ends the reading with `file.failure`.
///
/// What is printed before the first document is passed over, with a note. Bare `NaN` and `Infinity`
/// are read. Linear in the size of the input; memory grows with the results.
void read_google_benchmark(Text& text, ResultFile& file);

}  // namespace benchdiff::formats
