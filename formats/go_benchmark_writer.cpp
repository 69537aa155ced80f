#include <benchdiff/formats/go_benchmark_writer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include <benchdiff/formats/unicode.h>
#include <benchdiff/formats/unit.h>

namespace benchdiff::formats {
namespace {

/// Text without any white space, which would end it.
std::string one_field(std::string_view text) {
  std::string field;
  while (!text.empty()) {
    const std::size_t space = leading_space(text);
    field += space > 0 ? '_' : text.front();
    text.remove_prefix(std::max<std::size_t>(space, 1));
  }
  std::ranges::replace(field, '\0', '_');
  return field;
}

/// Begins with a lower-case letter, and has no upper-case one, no white space and no colon.
std::string valid_key(std::string_view text) {
  std::string key;
  while (!text.empty()) {
    const CodePoint c = first_code_point(text);
    if (c.value < 0x80 && is_upper(c.value)) {
      key += static_cast<char>(c.value - U'A' + U'a');
    } else if (is_upper(c.value) || is_space(c.value) || c.value < ' ' || c.value == ':') {
      key += '-';
    } else {
      key += text.substr(0, c.length);
    }
    text.remove_prefix(c.length);
  }
  const bool begins_well = !key.empty() && is_lower(first_code_point(key).value);
  return begins_well ? key : "x" + key;
}

/// On one line, and without the blanks at its beginning that a reader passes over.
std::string valid_value(std::string_view text) {
  std::string value(text);
  std::ranges::replace_if(value, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  value.erase(0, std::min(value.find_first_not_of(' '), value.size()));
  return value;
}

void append_number(double value, std::string& out) {
  if (!std::isfinite(value)) {
    out += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    return;
  }
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), end.ptr);
}

}  // namespace

void GoBenchmarkWriter::configure(std::span<const Setting> settings) {
  Configuration wanted;
  for (const Setting& setting : settings) {
    Setting valid{valid_key(setting.key), valid_value(setting.value)};
    if (valid.value.empty()) continue;
    const auto same = std::ranges::find(wanted, valid.key, &Setting::key);
    if (same != wanted.end()) {
      same->value = std::move(valid.value);
    } else {
      wanted.push_back(std::move(valid));
    }
  }
  for (const Setting& old : in_force_) {
    if (std::ranges::find(wanted, old.key, &Setting::key) == wanted.end()) {
      out_ += old.key + ":\n";
    }
  }
  for (const Setting& setting : wanted) {
    if (std::ranges::find(in_force_, setting) == in_force_.end()) {
      out_ += setting.key + ": " + setting.value + "\n";
    }
  }
  in_force_ = std::move(wanted);
}

void GoBenchmarkWriter::unit(const UnitSetting& setting) {
  out_ += "Unit " + one_field(setting.unit) + " " + one_field(setting.key) + "=" +
          one_field(setting.value) + "\n";
}

void GoBenchmarkWriter::direction(const Unit& of) {
  const Better better = known_direction(of.tidy);
  if (better == Better::unknown) return;
  unit({of.written, "better", better == Better::lower ? "lower" : "higher"});
}

void GoBenchmarkWriter::result(std::string_view name, std::int64_t iterations,
                               std::span<const Measurement> measurements) {
  out_ += "Benchmark" + one_field(name) + " " + std::to_string(iterations);
  for (const Measurement& measurement : measurements) {
    out_ += ' ';
    append_number(measurement.value, out_);
    const std::string unit = one_field(measurement.unit);
    out_ += ' ' + (unit.empty() ? "?" : unit);
  }
  out_ += '\n';
}

void GoBenchmarkWriter::comment(std::string_view text) { out_ += "# " + valid_value(text) + "\n"; }

void GoBenchmarkWriter::results(const ResultFile& file) {
  std::vector<Measurement> measurements;
  for (const Result& result : file.results) {
    const Subject& subject = file.subjects[result.subject];
    configure(file.configurations[subject.configuration]);
    measurements.clear();
    const auto values = file.values_of(result);
    const Shape& shape = file.shape_of(result);
    for (std::size_t i = 0; i < values.size(); ++i) {
      measurements.push_back({values[i], file.units[shape[i]].written});
    }
    this->result(subject.name, result.iterations, measurements);
  }
}

void write_go_benchmark(const ResultFile& file, std::string& out) {
  GoBenchmarkWriter writer(out);
  for (const Note& note : file.notes) {
    if (note.kind == Note::Kind::unit_setting) writer.unit(note.unit);
  }
  writer.results(file);
}

}  // namespace benchdiff::formats
