#include <benchdiff/formats/report_samples.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

// RapidJSON's stack, while it is empty, adds to a null pointer.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <benchdiff/formats/json_stream.h>
#include <benchdiff/formats/json_tree.h>
#include <benchdiff/formats/number.h>
#include <benchdiff/formats/samples_decoder.h>

namespace benchdiff::formats {
namespace {

/// Takes the parser's events, and hands those of the samples to a tree: the whole object where
/// its version says that it is them, or else its member `samples`.
class SamplesFilter : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, SamplesFilter> {
 public:
  SamplesFilter(JsonStream& stream, JsonTree& tree, std::uint64_t lines_before)
      : stream_(stream), tree_(tree), lines_before_(lines_before) {}

  [[nodiscard]] bool found() const { return found_; }
  [[nodiscard]] bool complete() const { return complete_; }
  /// Why the reading was ended before that; empty where it was not.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] std::uint64_t line() { return lines_before_ + stream_.line(); }
  /// The lines of the elements of `rows`.
  [[nodiscard]] std::vector<std::uint64_t> take_lines() { return std::move(lines_); }

  bool StartObject() {
    if (!enter()) return false;
    if (inside() && in_rows_ && depth_ == outside_ + 3) lines_.push_back(line());
    if (inside()) tree_.begin_object();
    return true;
  }
  bool EndObject(rapidjson::SizeType /*members*/) { return leave(); }
  bool StartArray() {
    if (!enter()) return false;
    if (inside()) tree_.begin_array();
    return true;
  }
  bool EndArray(rapidjson::SizeType /*elements*/) { return leave(); }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    const std::string_view key(text, length);
    if (depth_ == 1 && !has_version_) {
      if (is_version_ || key != "benchdiff") return fail("it doesn't begin with its version");
      is_version_ = true;
    }
    samples_next_ = depth_ == 1 && key == "samples";
    if (depth_ == outside_ + 1) in_rows_ = key == "rows";
    if (inside()) tree_.add_text(key);
    return true;
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    const std::string_view value(text, length);
    if (is_version_ && !has_version_ && depth_ == 1) {
      has_version_ = true;
      found_ = value.starts_with("samples/");
      outside_ = found_ ? 0 : 1;
      if (found_) {  // what came before it was not handed on
        tree_.begin_object();
        tree_.add_text("benchdiff");
      }
    }
    if (inside()) tree_.add_text(value);
    return true;
  }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    stream_.begin_token();
    if (!inside()) return true;
    double value = 0;
    const bool is_number = parse_double({text, length}, value) == NumberError::none;
    tree_.add_number(value);
    return is_number || fail("a number in them is too large");
  }
  bool Bool(bool value) {
    stream_.begin_token();
    if (inside()) tree_.add_flag(value);
    return true;
  }
  bool Null() {
    stream_.begin_token();
    if (inside()) tree_.add_null();
    return true;
  }

 private:
  [[nodiscard]] bool inside() const { return found_ && depth_ > outside_; }

  bool enter() {
    constexpr unsigned max_depth = 100;
    stream_.begin_token();
    if (depth_ == 1 && !has_version_) return fail("it doesn't begin with its version");
    found_ = found_ || (depth_ == 1 && samples_next_);
    return ++depth_ <= max_depth || fail("they are nested too deep");
  }
  /// The end of the samples is the end of the reading.
  bool leave() {
    stream_.begin_token();
    if (inside()) tree_.end();
    --depth_;
    complete_ = found_ && depth_ == outside_;
    return !complete_;
  }
  bool fail(const char* why) {
    fault_ = why;
    return false;
  }

  JsonStream& stream_;
  JsonTree& tree_;
  const std::uint64_t lines_before_;
  unsigned depth_ = 0;
  unsigned outside_ = 1;  // the depth at which the samples stand
  bool is_version_ = false;
  bool has_version_ = false;
  bool samples_next_ = false;
  bool found_ = false;
  bool complete_ = false;
  bool in_rows_ = false;
  std::vector<std::uint64_t> lines_;
  std::string fault_;
};

void read_samples(Text& text, std::uint64_t lines_before, ResultFile& file) {
  // As for Google Benchmark's JSON: all numbers are read by one function, and no stack overflows.
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag |
                             rapidjson::kParseNumbersAsStringsFlag |
                             rapidjson::kParseValidateEncodingFlag;
  JsonStream stream(text);
  JsonTree samples;
  SamplesFilter filter(stream, samples, lines_before);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<flags>(stream, filter);
  if (filter.complete()) {
    decode_samples(samples.root(), filter.take_lines(), stream.Tell(), file);
    if (!file.failure && file.results.empty()) {
      file.failure = "a report of benchdiff, but it holds no results";
      file.failure_kind = ResultFile::FailureKind::no_results;
    }
    return;
  }
  file.failure_line = filter.line();
  if (!filter.fault().empty()) {
    file.failure = "the samples of this report can't be read: " + filter.fault();
  } else if (result.IsError()) {
    file.failure = stream.at_end()
                       ? std::string("the samples of this report are cut off; write it again")
                       : std::string("the samples of this report are not valid JSON: ") +
                             rapidjson::GetParseError_En(result.Code());
  } else {
    file.failure = "a report of benchdiff without the samples that it is of; give their files";
    file.failure_line = 0;
  }
}

constexpr std::string_view script = "<script";
constexpr std::size_t longest_tag = 256;

/// Where a script element begins, or may begin where the text breaks off; else the end.
std::size_t find_script(std::string_view text) {
  const std::size_t at = text.find(script);
  if (at != text.npos) return at;
  std::size_t held = std::min(text.size(), script.size() - 1);
  while (held > 0 && !script.starts_with(text.substr(text.size() - held))) --held;
  return text.size() - held;
}

/// A tag at the start of a text; of one that is too long only its first bytes. Empty where the text
/// breaks off before its end.
std::string_view tag_at(std::string_view text) {
  const std::size_t end = text.substr(0, longest_tag).find('>');
  if (end != text.npos) return text.substr(0, end + 1);
  return text.size() >= longest_tag ? text.substr(0, script.size()) : std::string_view();
}

/// Whether a script element is the one with the samples, with or without quotation marks.
bool is_of_samples(std::string_view tag) {
  std::string words;
  std::ranges::copy_if(tag, std::back_inserter(words),
                       [](char c) { return c != '"' && c != '\''; });
  constexpr std::string_view id = " id=benchdiff-samples";
  const std::size_t at = words.find(id);
  return at != words.npos && (words[at + id.size()] == ' ' || words[at + id.size()] == '>');
}

}  // namespace

void read_report_page(Text& text, ResultFile& file) {
  std::uint64_t lines = 0;
  const auto take = [&](std::size_t count) {
    lines += static_cast<std::uint64_t>(std::ranges::count(text.buffered().substr(0, count), '\n'));
    text.take(count);
  };
  do {
    // What may yet become a tag is kept for the next look.
    std::size_t at = 0;
    while ((at = find_script(text.buffered())) < text.buffered().size()) {
      const std::string_view tag = tag_at(text.buffered().substr(at));
      if (tag.empty()) break;
      take(at + tag.size());
      if (is_of_samples(tag)) {
        read_samples(text, lines, file);
        return;
      }
    }
    take(at);
  } while (text.more());
  file.failure =
      "a web page, but no report of benchdiff: it holds no samples; give the files that the "
      "benchmark runs printed";
}

void read_report_json(Text& text, ResultFile& file) { read_samples(text, 0, file); }

}  // namespace benchdiff::formats
