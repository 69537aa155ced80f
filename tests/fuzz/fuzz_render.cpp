// Any bytes as a pair of files in the Go benchmark format, compared and marked as by a gate:
// whatever names and values are, every renderer writes what its readers take for what it is.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <benchdiff/formats/json_tree.h>
#include <benchdiff/formats/read.h>
#include <benchdiff/formats/unicode.h>
#include <benchdiff/report/differences.h>
#include <benchdiff/report/filter.h>
#include <benchdiff/report/judge.h>
#include <benchdiff/report/projection.h>
#include <benchdiff/report/render_codequality.h>
#include <benchdiff/report/render_csv.h>
#include <benchdiff/report/render_github.h>
#include <benchdiff/report/render_html.h>
#include <benchdiff/report/render_json.h>
#include <benchdiff/report/render_junit.h>
#include <benchdiff/report/render_markdown.h>
#include <benchdiff/report/render_openmetrics.h>
#include <benchdiff/report/render_text.h>
#include <benchdiff/report/tabulate.h>

namespace {

using namespace benchdiff;
using namespace benchdiff::report;

void require(bool holds, const char* what, std::string_view text) {
  if (!holds) {
    std::fprintf(stderr, "doesn't hold: %s\n%.*s\n", what, static_cast<int>(text.size()),
                 text.data());
    std::abort();
  }
}

/// Texts of characters that are seen, line by line.
void check_characters(std::string_view text) {
  for (std::string_view rest = text; !rest.empty();) {
    const formats::CodePoint c = formats::first_code_point(rest);
    require(c.length > 1 || c.value < 0x80, "UTF-8", text);
    require(c.value == '\n' || (c.value >= 0x20 && !(c.value >= 0x7F && c.value < 0xA0)),
            "no control characters", text);
    require(!(c.value >= 0x202A && c.value <= 0x202E), "one direction", text);
    rest.remove_prefix(c.length);
  }
  require(text.empty() || text.back() == '\n', "lines have an end", text);
}

template <class Check>
void each_line(std::string_view text, Check check) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    check(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
}

std::size_t count_cells(std::string_view row) {
  std::size_t bars = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    i += row[i] == '\\' ? 1 : 0;
    bars += i < row.size() && row[i] == '|' && (i == 0 || row[i - 1] != '\\') ? 1 : 0;
  }
  return bars;
}

void check_markdown(const Report& report, std::size_t budget) {
  std::string text;
  render_markdown(report, {.max_bytes = budget}, text);
  require(text.size() <= budget, "Markdown keeps to its budget", text);
  check_characters(text);
  std::size_t cells = 0;
  int open = 0;
  each_line(text, [&](std::string_view line) {
    if (line.starts_with('|')) {
      cells = cells == 0 ? count_cells(line) : cells;
      require(line.ends_with('|') && count_cells(line) == cells, "rows have as many cells", line);
      return;
    }
    cells = 0;
    open += line.starts_with("<details>") ? 1 : line == "</details>" ? -1 : 0;
    require(open == 0 || open == 1, "what is folded is closed", text);
    require(!line.starts_with('#') && !line.starts_with('>') && !line.starts_with("    "),
            "no line is a heading, a quote or code", line);
  });
  require(open == 0, "what is folded is closed", text);
}

void check_github(const Report& report) {
  std::string text;
  render_github(report, text);
  check_characters(text);
  std::size_t lines = 0;
  each_line(text, [&](std::string_view line) {
    ++lines;
    const bool known = line.starts_with("::error title=") || line.starts_with("::warning title=") ||
                       line.starts_with("::notice title=");
    require(known, "a line is a command", line);
    const std::size_t title = line.find('=') + 1;
    const std::size_t end = line.find_first_of(",:", title);
    require(end != std::string_view::npos && line.substr(end).starts_with("::"),
            "a title is escaped", line);
    for (std::size_t at = line.find('%'); at != std::string_view::npos;
         at = line.find('%', at + 1)) {
      const std::string_view code = line.substr(at + 1, 2);
      require(code == "25" || code == "3A" || code == "2C", "`%` is escaped", line);
    }
  });
  require(lines >= 1 && lines <= 6, "five commands and one that sums up", text);
}

/// Elements are closed in order, `<` and `&` stand for markup only.
void check_junit(const Report& report) {
  std::string text;
  render_junit(report, text);
  check_characters(text);
  require(text.find("\xEF\xBF\xBE") == std::string::npos, "characters of XML", text);
  require(text.find("\xEF\xBF\xBF") == std::string::npos, "characters of XML", text);
  std::vector<std::string> open;
  for (std::size_t at = text.find('<', 1); at != std::string::npos; at = text.find('<', at + 1)) {
    const std::size_t end = text.find('>', at);
    require(end != std::string::npos, "a tag ends", text);
    const std::string_view tag = std::string_view(text).substr(at + 1, end - at - 1);
    require(tag.find('<') == std::string_view::npos, "a tag holds none", tag);
    require(std::ranges::count(tag, '"') % 2 == 0, "quotes are closed", tag);
    if (tag.starts_with('/')) {
      require(!open.empty() && open.back() == tag.substr(1), "elements are nested", tag);
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.emplace_back(tag.substr(0, tag.find(' ')));
    }
  }
  require(open.empty(), "elements are closed", text);
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) {
    const std::string_view entity = std::string_view(text).substr(at, 6);
    require(entity.starts_with("&amp;") || entity.starts_with("&lt;") ||
                entity.starts_with("&gt;") || entity == "&quot;" || entity.starts_with("&#39;"),
            "entities are known", entity);
  }
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void check_sample(std::string_view line) {
  const std::size_t brace = line.find('{');
  require(brace != std::string_view::npos && is_name(line.substr(0, brace)), "a metric", line);
  std::string_view rest = line.substr(brace + 1);
  for (;;) {
    const std::size_t equals = rest.find("=\"");
    require(equals != std::string_view::npos && is_name(rest.substr(0, equals)), "a label", line);
    rest.remove_prefix(equals + 2);
    while (!rest.starts_with('"')) {
      require(rest.size() > 2, "a label's value ends", line);
      rest.remove_prefix(rest.front() == '\\' ? 2 : 1);
    }
    rest.remove_prefix(1);
    if (!rest.starts_with(',')) break;
    rest.remove_prefix(1);
  }
  require(rest.starts_with("} "), "labels end", line);
  const std::string value(rest.substr(2));
  char* end = nullptr;
  (void)std::strtod(value.c_str(), &end);
  require(!value.empty() && *end == 0, "a value", line);
}

void check_openmetrics(const Report& report) {
  std::string text;
  render_openmetrics(report, text);
  check_characters(text);
  std::size_t ends = 0;
  each_line(text, [&](std::string_view line) {
    require(ends == 0, "nothing follows the end", text);
    if (line == "# EOF") {
      ++ends;
    } else if (line.starts_with('#')) {
      require(
          line.starts_with("# TYPE ") || line.starts_with("# UNIT ") || line.starts_with("# HELP "),
          "a comment is known", line);
    } else {
      check_sample(line);
    }
  });
  require(ends == 1, "there is an end", text);
}

void check_codequality(const Report& report) {
  std::string text;
  render_codequality(report, text);
  check_characters(text);
  const auto document = formats::parse_json(text);
  require(document && document->root().is_array(), "JSON", text);
}

void check_json(const Report& report) {
  std::string text;
  render_json(report, text);
  check_characters(text);
  const auto document = formats::parse_json(text);
  require(document && document->root().is_object(), "JSON", text);
}

/// Whether an element has no content, and no end.
bool is_void(std::string_view element) {
  return element == "!doctype" || element == "!DOCTYPE" || element == "meta" || element == "br" ||
         element == "input" || element == "link" || element == "col" || element == "hr";
}

/// Whether the end of an element may be left out.
bool ends_by_itself(std::string_view element) {
  constexpr std::string_view elements[] = {"p",  "li", "tr",   "td",   "th",   "thead", "tbody",
                                           "dt", "dd", "html", "body", "head", "tfoot", "option"};
  return std::ranges::find(elements, element) != std::end(elements);
}

/// Elements are nested, and nothing but the page's own scripts and styles is taken for one.
void check_html(const Report& report) {
  std::string text;
  render_html(report, {}, text);
  check_characters(text);
  std::vector<std::string_view> open;
  const std::string_view page = text;
  std::size_t scripts = 0;
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    require(end != std::string_view::npos, "a tag ends", page.substr(at));
    const std::string_view tag = page.substr(at + 1, end - at - 1);
    const std::string_view element = tag.substr(0, tag.find_first_of(" /\n", 1));
    if (tag.starts_with('/')) {
      while (!open.empty() && open.back() != tag.substr(1) && ends_by_itself(open.back())) {
        open.pop_back();
      }
      require(!open.empty() && open.back() == tag.substr(1), "elements are nested", tag);
      open.pop_back();
    } else if (!is_void(element) && !tag.ends_with('/')) {
      open.push_back(element);
    }
    if (element == "script" || element == "style") {
      scripts += element == "script" ? 1 : 0;
      at = page.find(element == "script" ? "</script" : "</style", at) - 1;
    }
  }
  require(std::ranges::all_of(open, ends_by_itself), "elements are closed", page);
  require(scripts <= 2, "there are no scripts but the page's own", page);
}

/// Marks the comparisons in turns, and takes a name for a reason where there is one.
void mark(Report& report, std::string_view bytes) {
  GateOutcome gate;
  gate.result = static_cast<GateResult>(bytes.size() % 4);
  gate.rules = {std::string(bytes.substr(0, 20))};
  gate.remarks = {std::string(bytes.substr(bytes.size() / 2, 200))};
  std::size_t at = bytes.size();
  for (Table& table : report.tables) {
    for (const Row& row : table.rows) {
      for (std::size_t i = row.first_cell; i < row.first_cell + row.cell_count; ++i) {
        if (const auto& comparison = table.cells[i].comparison; comparison != nullptr) {
          comparison->gate = {static_cast<Gated>(at++ % 6), std::string(row.label)};
          gate.failed += comparison->gate.state == Gated::failed ? 1U : 0U;
        }
      }
    }
  }
  if (bytes.size() % 4 != 0) {
    report.gate = std::move(gate);
  }
}

Report read_pair(std::string_view bytes) {
  const std::size_t half = std::min(bytes.find('\0'), bytes.size());
  std::vector<formats::ResultFile> files;
  files.push_back(formats::read_text(bytes.substr(0, half), "old.txt"));
  if (half < bytes.size()) {
    files.push_back(formats::read_text(bytes.substr(half + 1), std::string(bytes.substr(0, 30))));
  }
  Filter filter("*");
  Projections projections({}, filter, ConfigOrder::first_seen);
  auto differences = set_differences_aside(files, projections);
  auto samples = tabulate(std::move(files), filter, projections);
  Report report = judge(samples, projections, {}, {});
  keep_samples(std::move(samples), report);
  report.differences = std::move(differences);
  report.wants_comparison = half < bytes.size();
  return report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Report report = read_pair(bytes);
  mark(report, bytes);
  std::string text;
  render_text(report, {}, text);
  render_csv(report, text);
  for (const std::size_t budget : {std::size_t{0}, size % 400, std::size_t{300}, size % 5000,
                                   std::size_t{2500}, std::size_t{1} << 30U}) {
    check_markdown(report, budget);
  }
  check_github(report);
  check_junit(report);
  check_openmetrics(report);
  check_codequality(report);
  check_json(report);
  check_html(report);
  return 0;
}
