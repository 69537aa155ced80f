#include <benchdiff/report/markdown_tables.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchdiff/report/footnotes.h>
#include <benchdiff/report/markdown_rows.h>
#include <benchdiff/report/markdown_writer.h>
#include <benchdiff/report/standouts.h>

namespace benchdiff::report {
namespace {

/// What a row is counted as where there is no room for it.
/// A table shows them in this order.
enum class Kind : std::uint8_t { worse, better, changed, unclear, same, one_sided, value };
constexpr std::array<std::string_view, 7> kind_words{"worse", "better",    "changed", "unclear",
                                                     "same",  "one-sided", "values"};
using Counts = std::array<std::size_t, kind_words.size()>;

/// A row of a table, of which there is one for each comparison.
struct Entry {
  std::uint32_t table = 0;
  Kind kind = Kind::same;
  Standout place;
};

constexpr std::size_t longest_footnote = 300;
// What has no mark of three digits has no footnote: a reader wouldn't find it.
constexpr std::size_t most_footnotes = 999;
constexpr std::string_view widest_mark = "⁹⁹⁹ ";

/// `300 same, 12 unclear`: what there would be less of first.
std::string list(const Counts& counts) {
  std::string text;
  for (std::size_t i = counts.size(); i-- > 0;) {
    if (counts[i] > 0) {
      text.append(text.empty() ? "" : ", ").append(std::to_string(counts[i])).append(" ");
      text.append(kind_words[i]);
    }
  }
  return text;
}

std::size_t total(const Counts& counts) {
  std::size_t sum = 0;
  for (const std::size_t count : counts) {
    sum += count;
  }
  return sum;
}

std::string more_line(const Counts& left_out) {
  const std::size_t rows = total(left_out);
  if (rows == 0) {
    return {};
  }
  const auto kind = std::ranges::find(left_out, rows);  // where all are of one
  const std::string count = "\n… and " + std::to_string(rows) + " more";
  return kind == left_out.end()
             ? count + ": " + list(left_out) + "\n"
             : count + " " +
                   std::string(kind_words[static_cast<std::size_t>(kind - left_out.begin())]) +
                   "\n";
}

std::string left_out_sentence(const Counts& left_out, bool narrow) {
  constexpr std::string_view of_narrow =
      "of rows that are the same all but the change and its interval";
  std::string text = "\n**left out for want of room:** " + list(left_out);
  text.append(narrow && total(left_out) > 0 ? "; " : "").append(narrow ? of_narrow : "");
  return text + "\n";
}

std::string opening_of(std::string_view what, std::size_t shown, std::size_t all) {
  return "\n<details><summary>" + (shown < all ? std::to_string(shown) + " of " : std::string()) +
         std::to_string(all) + " " + std::string(what) + "</summary>\n";
}
constexpr std::string_view closing = "\n</details>\n";

std::vector<std::span<const Warning>> warnings_of(const Standout& place) {
  std::vector<std::span<const Warning>> warnings;
  if (place.cell->comparison) {
    warnings.emplace_back(place.baseline().warnings);
    warnings.emplace_back(place.cell->warnings);
    warnings.emplace_back(place.comparison().warnings);
  } else {
    warnings.emplace_back(place.cell->warnings);
  }
  return warnings;
}

struct Footnote {
  std::string text;
  bool is_written = false;
};

/// A table on its way.
struct TableText {
  std::string opening;                                       // empty while no row of it is kept
  std::string geomeans;                                      // behind its rows
  std::unordered_map<std::string_view, Footnote> footnotes;  // by the texts of warnings
  Counts left_out{};
};

class Tables {
 public:
  explicit Tables(const Report& report) : report_(report), rows_(report) {
    collect();
    texts_.resize(entries_.size());
  }

  [[nodiscard]] std::string render(std::size_t most_bytes) {
    if (entries_.empty()) {
      return {};
    }
    if (keep(most_bytes, false) < entries_.size()) {
      const Counts all = counts_from(0);
      const std::size_t sentence = left_out_sentence(all, true).size();
      if (sentence > most_bytes) {
        const std::string short_sentence =
            "\n… and " + std::to_string(entries_.size()) + " more rows\n";
        return short_sentence.size() > most_bytes ? std::string() : short_sentence;
      }
      keep(most_bytes - sentence, true);
    }
    return text();
  }

 private:
  /// Puts all rows into the order in which they are kept.
  void collect() {
    constexpr std::size_t most_worse = 50;
    constexpr std::size_t most_better = 20;
    std::vector<Standout> worse;
    std::vector<Standout> better;
    std::array<std::vector<Standout>, 5> others;
    auto& [changed, leaning, unclear, same, lone] = others;
    const auto list_for = [&](const Cell& cell) -> std::vector<Standout>& {
      if (!cell.comparison) {
        return lone;
      }
      switch (cell.comparison->gate.state == Gated::failed ? Verdict::worse
                                                           : cell.comparison->verdict) {
        case Verdict::worse:
          return worse;
        case Verdict::better:
          return better;
        case Verdict::changed:
          return changed;
        case Verdict::same:
          return same;
        case Verdict::unclear:
          break;
      }
      return cell.comparison->leaning == Verdict::worse ? leaning : unclear;
    };
    for (const Table& table : report_.tables) {
      for (const Row& row : table.rows) {
        const Cell* baseline = table.baseline_of(row);
        for (const Cell& cell : table.cells_of(row)) {
          // The baseline of a comparison stands in its row.
          if (&cell != baseline || row.cell_count == 1) {
            list_for(cell).push_back(
                {&table, &row, &cell,
                 cell.comparison ? urgency_of(*cell.comparison) : Urgency::none});
          }
        }
      }
    }
    sort_by_urgency(worse);
    sort_by_urgency(better);
    const auto add = [&](const std::vector<Standout>& places, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < std::min(end, places.size()); ++i) {
        add_entry(places[i]);
      }
    };
    add(worse, 0, most_worse);
    add(better, 0, most_better);
    add(changed, 0, changed.size());
    add(worse, most_worse, worse.size());
    add(leaning, 0, leaning.size());
    add(unclear, 0, unclear.size());
    add(better, most_better, better.size());
    first_same_ = entries_.size();
    add(same, 0, same.size());
    end_of_same_ = entries_.size();
    add(lone, 0, lone.size());
  }

  void add_entry(const Standout& place) {
    const auto kind_of = [&] {
      if (!place.cell->comparison) {
        return report_.counts.total() == 0 ? Kind::value : Kind::one_sided;
      }
      switch (place.comparison().verdict) {
        case Verdict::better:
          return Kind::better;
        case Verdict::worse:
          return Kind::worse;
        case Verdict::same:
          return Kind::same;
        case Verdict::changed:
          return Kind::changed;
        case Verdict::unclear:
          break;
      }
      return Kind::unclear;
    };
    const auto table = static_cast<std::uint32_t>(place.table - report_.tables.data());
    entries_.push_back({table, kind_of(), place});
  }

  [[nodiscard]] Counts counts_from(std::size_t begin) const {
    Counts counts{};
    for (std::size_t i = begin; i < entries_.size(); ++i) {
      ++counts[static_cast<std::size_t>(entries_[i].kind)];
    }
    return counts;
  }

  /// Keeps as many rows as fit, and answers how many. Where they are `cut`, rows that are the same
  /// are narrow, and there is room for how many more each table has.
  std::size_t keep(std::size_t most_bytes, bool cut) {
    tables_.assign(report_.tables.size(), {});
    cut_ = cut;
    if (cut) {
      for (const Entry& entry : entries_) {
        ++tables_[entry.table].left_out[static_cast<std::size_t>(entry.kind)];
      }
      for (std::size_t i = first_same_; i < end_of_same_; ++i) {
        texts_[i].clear();
      }
    }
    std::size_t size =
        opening_of(what(), entries_.size() - 1, entries_.size()).size() + closing.size();
    for (kept_ = 0; kept_ < entries_.size(); ++kept_) {
      size += add(kept_);
      if (size > most_bytes) {
        break;
      }
    }
    for (TableText& table : tables_) {
      table.left_out = {};
    }
    for (std::size_t i = kept_; i < entries_.size(); ++i) {
      ++tables_[entries_[i].table].left_out[static_cast<std::size_t>(entries_[i].kind)];
    }
    return kept_;
  }

  /// Writes a row, and what its table needs for it that is not there yet. Answers their size.
  std::size_t add(std::size_t at) {
    const Entry& entry = entries_[at];
    TableText& table = tables_[entry.table];
    const Table& of = *entry.place.table;
    std::size_t size = 0;
    if (table.opening.empty()) {
      table.opening = rows_.opening(of);
      table.geomeans = rows_.geomeans(of);
      size += table.opening.size() + table.geomeans.size() + 1;
      size += cut_ ? more_line(table.left_out).size() : 0;
    }
    if (texts_[at].empty()) {
      const bool narrow = cut_ && entry.kind == Kind::same;
      texts_[at] = rows_.row(of, *entry.place.row, *entry.place.cell, narrow);
    }
    size += texts_[at].size() + std::string_view("| |\n").size();
    if (cut_ && entry.kind == Kind::same) {
      return size;
    }
    for (const auto warnings : warnings_of(entry.place)) {
      for (const Warning& warning : warnings) {
        size += widest_mark.size() + add_footnote(warning.text, table);
      }
    }
    return size;
  }

  static std::size_t add_footnote(std::string_view text, TableText& table) {
    if (table.footnotes.size() >= most_footnotes || table.footnotes.contains(text)) {
      return 0;
    }
    std::string line(widest_mark);
    MarkdownWriter(line, MarkdownWriter::Place::line).words(text, longest_footnote);
    table.footnotes[text].text = line.substr(widest_mark.size());
    return line.size() + std::string_view("  \n").size();
  }

  [[nodiscard]] std::string text() {
    std::string out;
    const Counts left_out = counts_from(kept_);
    const bool narrow = cut_ && std::min(kept_, end_of_same_) > first_same_;
    if (total(left_out) > 0 || narrow) {
      out += left_out_sentence(left_out, narrow);
    }
    if (kept_ == 0) {
      return out;
    }
    out += opening_of(what(), kept_, entries_.size());
    std::vector<std::vector<std::size_t>> by_table(tables_.size());
    for (std::size_t i = 0; i < kept_; ++i) {
      by_table[entries_[i].table].push_back(i);
    }
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      std::sort(by_table[i].begin(), by_table[i].end(), [&](std::size_t a, std::size_t b) {
        return std::pair(entries_[a].kind, a) < std::pair(entries_[b].kind, b);
      });
      if (!by_table[i].empty()) {
        append(tables_[i], by_table[i], out);
      }
    }
    return out.append(closing);
  }

  void append(TableText& table, const std::vector<std::size_t>& rows, std::string& out) {
    out += table.opening;
    const std::vector<std::span<const Warning>> no_warnings;
    Footnotes footnotes;
    std::string lines;
    for (const std::size_t row : rows) {
      out.append(texts_[row]).append("| ");
      const bool narrow = cut_ && entries_[row].kind == Kind::same;
      for (const auto warnings : narrow ? no_warnings : warnings_of(entries_[row].place)) {
        for (const Warning& warning : warnings) {
          append_mark(warning, table, footnotes, lines, out);
        }
      }
      out += "|\n";
    }
    out.append(table.geomeans).append(more_line(table.left_out));
    out.append(lines.empty() ? "" : "\n").append(lines);
  }

  /// The mark of a warning, and its footnote where there is none yet.
  static void append_mark(const Warning& warning, TableText& table, Footnotes& footnotes,
                          std::string& lines, std::string& out) {
    const auto at = table.footnotes.find(warning.text);
    if (at == table.footnotes.end()) {
      return;  // there are too many
    }
    const std::string mark = footnotes.marks({&warning, 1});
    out.append(mark).append(" ");
    if (!at->second.is_written) {
      lines.append(mark).append(" ").append(at->second.text).append("  \n");
      at->second.is_written = true;
    }
  }

  [[nodiscard]] std::string_view what() const {
    return report_.counts.total() == 0                 ? "values"
           : entries_.size() == report_.counts.total() ? "comparisons"
                                                       : "comparisons and values";
  }

  const Report& report_;
  MarkdownRows rows_;
  std::vector<Entry> entries_;      // in the order in which they are kept
  std::vector<std::string> texts_;  // by entry
  std::size_t first_same_ = 0;
  std::size_t end_of_same_ = 0;
  std::vector<TableText> tables_;
  bool cut_ = false;
  std::size_t kept_ = 0;
};

}  // namespace

std::string markdown_tables(const Report& report, std::size_t most_bytes) {
  return Tables(report).render(most_bytes);
}

}  // namespace benchdiff::report
