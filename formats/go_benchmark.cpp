#include <benchdiff/formats/go_benchmark.h>

#include <bit>
#include <cstring>
#include <optional>
#include <string>

#include <benchdiff/formats/number.h>
#include <benchdiff/formats/unicode.h>

namespace benchdiff::formats {
namespace {

constexpr std::string_view result_prefix = "Benchmark";
// After so many lines it is clear what the rest of a file is like.
constexpr std::uint64_t lines_to_judge_by = 2048;

/// How many bytes at the start of a text are surely no white space: printable ASCII, looked at
/// eight at a time. It may be fewer than there are.
std::size_t plain_prefix(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  std::size_t length = 0;
  while (length + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + length, 8);
    // The high bit of each byte that is a blank, a control character or no ASCII; a borrow can set
    // those of bytes behind the first such one as well.
    const std::uint64_t found = ((word - ones * 0x21) | word) & (ones * 0x80);
    if (found != 0) {
      const bool little = std::endian::native == std::endian::little;
      return length + (little ? static_cast<std::size_t>(std::countr_zero(found)) / 8 : 0);
    }
    length += 8;
  }
  return length;
}

/// Takes the first field off a line, and the white space behind it.
std::string_view take_field(std::string_view& line) {
  std::size_t end = plain_prefix(line);
  std::size_t space = 0;
  while (end < line.size()) {
    space = leading_space(line.substr(end));
    if (space > 0) {
      break;
    }
    ++end;
  }
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(end);
  while (space > 0) {
    line.remove_prefix(space);
    space = leading_space(line);
  }
  return field;
}

std::string number_error(std::string_view what, NumberError error) {
  return "parsing " + std::string(what) +
         (error == NumberError::range ? ": value out of range" : ": invalid syntax");
}

/// Reads a result from a line behind the word `Benchmark`; answers what is wrong with it.
std::optional<std::string> read_measurements(std::string_view line, ResultFileBuilder& builder,
                                             std::int64_t& iterations) {
  std::string_view field = take_field(line);
  if (field.empty()) {
    return "missing iteration count";
  }
  if (const auto error = parse_integer(field, iterations); error != NumberError::none) {
    return number_error("iteration count", error);
  }
  while (true) {
    field = take_field(line);
    if (field.empty()) {
      if (builder.has_measurements()) {
        return std::nullopt;
      }
      return "missing measurements";
    }
    double value = 0;
    if (const auto error = parse_double(field, value); error != NumberError::none) {
      return number_error("measurement", error);
    }
    const std::string_view unit = take_field(line);
    if (unit.empty()) {
      return "missing units";
    }
    builder.measure(value, unit);
  }
}

/// False when the rest of the file is not to be read.
bool read_result(std::string_view line, std::uint64_t number, ResultFileBuilder& builder) {
  line.remove_prefix(result_prefix.size());
  const std::size_t length = line.size();
  const std::string_view name = take_field(line);
  if (name.size() == length) {
    return true;
  }
  builder.begin(name);
  std::int64_t iterations = 0;
  if (auto error = read_measurements(line, builder, iterations)) {
    builder.drop();
    builder.syntax_error(number, *std::move(error));
    return true;
  }
  return builder.commit(iterations, number);
}

void read_unit_settings(std::string_view line, std::uint64_t number, ResultFileBuilder& builder) {
  const std::string_view unit = take_field(line);
  if (unit.empty()) {
    builder.syntax_error(number, "missing unit");
    return;
  }
  while (true) {
    const std::string_view pair = take_field(line);
    if (pair.empty()) {
      return;
    }
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string_view::npos) {
      builder.syntax_error(number, "expected key=value");
      continue;
    }
    builder.unit_setting(number, {std::string(unit), std::string(pair.substr(0, equals)),
                                  std::string(pair.substr(equals + 1))});
  }
}

/// The length of the key that a configuration line begins with, or 0 if the line isn't one.
std::size_t key_length(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    const CodePoint c = first_code_point(line.substr(at));
    if (at == 0 ? !is_lower(c.value) : (is_space(c.value) || is_upper(c.value))) {
      return 0;
    }
    if (c.value == ':') {
      return at;
    }
    at += c.length;
  }
  return 0;
}

/// `told` is whether the file's note on too many keys is written.
void read_setting(std::string_view line, std::uint64_t number, ResultFileBuilder& builder,
                  bool& told) {
  const std::size_t length = key_length(line);
  if (length == 0) {
    return;
  }
  const std::string_view key = line.substr(0, length);
  std::string_view value = line.substr(length + 1);
  const std::size_t blanks = std::min(value.find_first_not_of(" \t"), value.size());
  if (blanks == 0 && !value.empty()) {
    return;
  }
  value.remove_prefix(blanks);
  if (value.empty()) {
    builder.unset(key);
  } else if (!builder.set(key, value) && !told) {
    told = true;
    builder.syntax_error(number,
                         "more than " + std::to_string(ResultFileBuilder::max_settings) +
                             " configuration keys; this one and further new ones are ignored");
  }
}

}  // namespace

void read_go_benchmark(Text& text, ResultFile& file) {
  ResultFileBuilder builder(file);
  std::uint64_t number = 0;
  bool told = false;
  while (const auto next = text.line()) {
    std::string_view line = *next;
    ++number;
    if (line.starts_with(result_prefix)) {
      if (!read_result(line, number, builder)) {
        return;
      }
      if (number == lines_to_judge_by) {
        builder.expect_rest(text.progress());
      }
      continue;
    }
    if (line.starts_with("Unit")) {
      std::string_view rest = line;
      if (take_field(rest) == "Unit") {
        read_unit_settings(rest, number, builder);
        continue;
      }
    }
    read_setting(line, number, builder, told);
  }
}

}  // namespace benchdiff::formats
