#pragma once

#include <benchdiff/formats/results.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {

/// Reads the Go benchmark format into `file`: what `go test -bench` prints, and what benchmark
/// harnesses of other languages write to be read by the same tools
/// (https://go.dev/design/14313-benchmark-format).
///
/// - `BenchmarkName iterations value unit [value unit]...` is a result. If anything in the line
///   can't be read, the whole line becomes a note of kind `syntax_error`. A line of the name alone
///   is what `go test -v` prints when a benchmark starts, and is passed over.
/// - `key: value` sets, and `key:` removes, a key of the configuration of the results to come. A
///   key begins with a lower-case letter and holds no upper-case letter and no white space.
/// - `Unit unit key=value...` is a note of kind `unit_setting` for each pair.
/// - Everything else is passed over.
///
/// Fields are separated by any white space of Unicode, and a line may end in `\r\n`. Linear in the
/// size of the input; memory grows with the results, and not with what is passed over.
void read_go_benchmark(Text& text, ResultFile& file);

}  // namespace benchdiff::formats
