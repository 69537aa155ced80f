#include <benchdiff/report/csv_record.h>

#include <benchdiff/formats/unicode.h>

namespace benchdiff::report {

void CsvRecord::field(std::string_view text) {
  if (fields_++ > 0) {
    out_ += ',';
  }
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                      formats::leading_space(text) > 0 || text == "\\.";
  if (!quoted) {
    out_ += text;
    return;
  }
  out_ += '"';
  for (const char c : text) {
    out_.append(c == '"' ? 2 : 1, c);
  }
  out_ += '"';
}

void CsvRecord::fill(std::size_t fields) {
  while (fields_ < fields) {
    field({});
  }
}

void CsvRecord::end() {
  out_ += '\n';
  fields_ = 0;
  ++number_;
}

std::string spreadsheet_column(std::size_t column) {
  std::string name;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

}  // namespace benchdiff::report
