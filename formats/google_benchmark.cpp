#include <benchdiff/formats/google_benchmark.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

// RapidJSON's stack, while it is empty, adds to a null pointer.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <benchdiff/formats/foreign_json.h>
#include <benchdiff/formats/google_benchmark_entry.h>
#include <benchdiff/formats/google_benchmark_run.h>
#include <benchdiff/formats/json_stream.h>

namespace benchdiff::formats {
namespace {

/// Takes the parser's events of one document, and hands its context and its entries to a run.
///
/// Where an event belongs is told by its depth: 1 is inside the outermost object, 2 inside one of
/// its members, and 3 inside an element of `benchmarks`.
class Document : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Document> {
 public:
  Document(JsonStream& stream, ResultFile& file, ResultFileBuilder& builder, bool is_first)
      : stream_(stream),
        file_(file),
        first_line_(is_first ? 0 : stream.line()),
        run_(file, builder) {}

  /// Ends the document. `error` says why it could not be read to its end.
  void finish(std::optional<std::string> error) {
    run_.finish(!error && !too_deep_);
    if (file_.failure) {
      return;
    }
    const bool is_foreign = foreign_.is_known() || !(has_benchmarks_ || error || too_deep_);
    if (is_foreign && !run_.has_outcomes()) {
      fail(foreign_.describe(), first_line_);
    } else if (too_deep_) {
      fail("JSON nested so deep is not Google Benchmark's", stream_.line());
    } else if (error) {
      file_.failure = std::move(error);
      file_.failure_line = stream_.line();
    } else if (run_.has_names_alone()) {
      fail("lists benchmarks, and holds no results; run them without --benchmark_list_tests",
           first_line_);
    }
  }

  /// What it held, of which no result may have come.
  [[nodiscard]] const GoogleBenchmarkRun& run() const { return run_; }

  bool StartObject() {
    if (!enter()) {
      return false;
    }
    if (depth_ == 2) {
      section_ = !is_array_ && key_ == "context" ? Section::context : Section::other;
    } else if (depth_ == 3 && section_ == Section::benchmarks) {
      in_entry_ = true;
      entry_.begin(stream_.line());
    }
    return true;
  }

  bool EndObject(rapidjson::SizeType /*members*/) {
    stream_.begin_token();
    --depth_;
    if (depth_ == 2 && in_entry_) {
      in_entry_ = false;
      return run_.add(entry_);
    }
    return !(depth_ == 1 && is_array_);  // one element shows what they are
  }

  bool StartArray() {
    if (!enter()) {
      return false;
    }
    if (depth_ == 1) {
      is_array_ = true;
      foreign_.set_array();
    } else if (depth_ == 2) {
      section_ = key_ == "benchmarks" ? Section::benchmarks : Section::other_array;
      has_benchmarks_ = has_benchmarks_ || section_ == Section::benchmarks;
    } else if (depth_ == 3 && section_ == Section::benchmarks) {
      run_.add_stray(stream_.line());
    }
    return !(depth_ == 2 && is_array_);
  }

  bool EndArray(rapidjson::SizeType /*elements*/) {
    stream_.begin_token();
    --depth_;
    return true;
  }

  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    if (depth_ > 3) {
      return true;
    }
    key_.assign(text, length);
    if (depth_ == 1) {
      foreign_.add_key(key_);
    } else if (is_element_member()) {
      foreign_.add_element_key(key_);
    }
    return true;
  }

  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    const std::string_view value(text, length);
    if (is_entry_member()) {
      entry_.add_text(key_, value);
    } else if (is_context_member()) {
      run_.add_context(stream_.line(), key_, value);
    }
    return Default();
  }

  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    const std::string_view number(text, length);
    if (is_entry_member()) {
      entry_.add_number(key_, number);
    } else if (is_context_member()) {
      run_.add_context_number(stream_.line(), key_, number);
    }
    return Default();
  }

  bool Bool(bool value) {
    if (is_entry_member()) {
      entry_.add_flag(key_, value);
    } else if (is_context_member()) {
      run_.add_context(stream_.line(), key_, value ? "true" : "false");
    }
    return Default();
  }

  bool Null() {
    if (is_entry_member()) {
      entry_.add_other();
    }
    return Default();
  }

  /// What holds for every value that isn't an object or an array.
  bool Default() {
    stream_.begin_token();
    if (depth_ == 2 && section_ == Section::benchmarks) {
      run_.add_stray(stream_.line());
    }
    return !(depth_ == 1 && is_array_);
  }

 private:
  enum class Section { other, other_array, context, benchmarks };

  [[nodiscard]] bool is_entry_member() const { return depth_ == 3 && in_entry_; }
  [[nodiscard]] bool is_context_member() const {
    return depth_ == 2 && section_ == Section::context;
  }

  /// Whether what an array holds can tell whose JSON it is. Of entries the first is enough.
  [[nodiscard]] bool is_element_member() const {
    if (is_array_) {
      return depth_ == 2;
    }
    return depth_ == 3 && (section_ == Section::other_array || (in_entry_ && run_.entries() == 0));
  }

  /// Enters an object or array. The depth is limited as the parser keeps a record of each level.
  bool enter() {
    constexpr unsigned max_depth = 100;
    stream_.begin_token();
    if (is_entry_member()) {
      entry_.add_other();
    }
    ++depth_;
    too_deep_ = depth_ > max_depth;
    return !too_deep_;
  }

  void fail(std::string why, std::uint64_t line) {
    if (!run_.has_outcomes()) {
      run_.forget_notes();
    }
    file_.failure = std::move(why);
    file_.failure_line = line;
  }

  JsonStream& stream_;
  ResultFile& file_;
  const std::uint64_t first_line_;
  GoogleBenchmarkRun run_;
  GoogleBenchmarkEntry entry_;
  ForeignJson foreign_;

  unsigned depth_ = 0;
  bool too_deep_ = false;
  bool is_array_ = false;  // and no object
  bool has_benchmarks_ = false;
  Section section_ = Section::other;  // what is inside at depth 2
  bool in_entry_ = false;
  std::string key_;
};

/// Whether a line is a result in the Go benchmark format, and no line of a table for people.
bool is_other_result(std::string_view line) {
  return line.starts_with("Benchmark") && line.find("/op") != std::string_view::npos;
}

/// Goes to where the next document begins. Text between documents is what the program prints
/// besides its results, and gets a note; results of another format among it are a failure.
bool find_document(JsonStream& stream, ResultFile& file, ResultFileBuilder& builder) {
  constexpr std::string_view space = " \t\r\n";
  const auto next_is = [&](std::string_view any) {
    return !stream.at_end() && any.find(stream.Peek()) != std::string_view::npos;
  };
  while (next_is(space)) {
    stream.begin_token();
    stream.Take();
  }
  if (!stream.at_end() && !next_is("{[")) {
    builder.syntax_error(stream.line(), "text outside the JSON is passed over");
    do {
      stream.begin_token();
      const std::uint64_t line = stream.line();
      if (is_other_result(stream.take_line()) && !file.failure) {
        file.failure =
            "results behind Google Benchmark's JSON are not read; give them as a file of their own";
        file.failure_line = line;
      }
    } while (!stream.at_end() && !next_is("{"));
  }
  if (stream.before_document()) {
    stream.enter_document();
  }
  return !stream.at_end();
}

/// What is wrong with a file, set aside so that what comes behind it can be read.
class FirstFailure {
 public:
  explicit FirstFailure(ResultFile& file) : file_(file) {}
  FirstFailure(const FirstFailure&) = delete;
  FirstFailure& operator=(const FirstFailure&) = delete;

  /// The first stands for the file, and those behind it are notes.
  void set_aside(ResultFileBuilder& builder) {
    if (text_) {
      builder.syntax_error(file_.failure_line, *std::move(file_.failure));
    } else {
      text_ = std::move(file_.failure);
      line_ = file_.failure_line;
    }
    file_.failure.reset();
  }
  ~FirstFailure() {
    if (text_) {
      file_.failure = std::move(text_);
      file_.failure_line = line_;
    }
  }

 private:
  ResultFile& file_;
  std::optional<std::string> text_;
  std::uint64_t line_ = 0;
};

/// What is wrong with a document, and what to do about it; nothing if the reading was ended by us.
std::optional<std::string> syntax_error(const rapidjson::ParseResult& result, JsonStream& stream) {
  if (!result.IsError() || result.Code() == rapidjson::kParseErrorTermination) {
    return std::nullopt;
  }
  if (stream.token_too_long()) {
    return "not Google Benchmark's JSON: it has a text of more than " +
           std::to_string(JsonStream::max_token >> 20U) + " MiB";
  }
  std::string what = rapidjson::GetParseError_En(result.Code());  // "Invalid value."
  what.front() = static_cast<char>(what.front() - 'A' + 'a');
  what.pop_back();
  return "not valid JSON: " + what +
         (stream.at_end() ? " (is the file cut off? run the benchmark again)"
                          : " (does the program print to the same file? write the results with "
                            "--benchmark_out=FILE --benchmark_out_format=json)");
}

/// Why no result came of documents that are in order.
std::string explain_no_results(std::uint64_t entries, std::uint64_t aggregates) {
  if (entries == 0) {
    return "holds no results; did the benchmark's filter match anything?";
  }
  if (aggregates == entries) {
    return "holds aggregates only, and every repetition is needed; run the benchmark without "
           "--benchmark_report_aggregates_only";
  }
  return "holds no results that can be used: its benchmarks failed, were skipped or can't be read";
}

}  // namespace

void read_google_benchmark(Text& text, ResultFile& file) {
  // Numbers are taken as they are written, so that those of all formats are read by one function.
  // The iterative parser can't overflow the stack.
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag |
                             rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseNanAndInfFlag;
  JsonStream stream(text);
  ResultFileBuilder builder(file);
  rapidjson::Reader reader;
  bool is_first = true;
  std::uint64_t entries = 0;
  std::uint64_t aggregates = 0;
  {
    FirstFailure first(file);
    while (find_document(stream, file, builder)) {
      if (file.failure) {
        first.set_aside(builder);
      }
      Document document(stream, file, builder, is_first);
      const rapidjson::ParseResult result = reader.Parse<flags>(stream, document);
      const bool is_full = file.failure.has_value();
      document.finish(syntax_error(result, stream));
      is_first = false;
      entries += document.run().entries();
      aggregates += document.run().aggregates();
      if (file.failure) {
        first.set_aside(builder);
        if (is_full || !stream.skip_to_document()) break;
      }
    }
    if (file.failure) {
      first.set_aside(builder);
    }
  }
  if (!file.failure && file.results.empty() && !is_first) {
    file.failure = explain_no_results(entries, aggregates);
    file.failure_kind = ResultFile::FailureKind::no_results;
  }
}

}  // namespace benchdiff::formats
