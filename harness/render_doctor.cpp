#include <benchdiff/harness/render_doctor.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include <benchdiff/harness/sources.h>
#include <benchdiff/report/printable.h>

namespace benchdiff::harness {
namespace {

/// In the order that they are shown in.
enum class Kind { warning, note, unknown, fine };

Kind kind_of(const Check& check) {
  if (check.level == Check::Level::warning) return Kind::warning;
  if (check.level == Check::Level::fine) return Kind::fine;
  return check.known ? Kind::note : Kind::unknown;
}

struct Style {
  std::string_view mark, ascii_mark, code;
};
constexpr std::array styles{Style{"✗", "!", "\x1b[31m"}, Style{"•", "*", "\x1b[33m"},
                            Style{"?", "?", "\x1b[2m"}, Style{"✓", "+", "\x1b[32m"}};

class Renderer {
 public:
  Renderer(const std::vector<Check>& checks, std::size_t width, bool color, bool utf8)
      : checks_(checks), width_(width), color_(color), utf8_(utf8) {
    if (width_ == 0) width_ = std::numeric_limits<std::size_t>::max();
    width_ = std::max<std::size_t>(width_, 20);
    for (const Check& check : checks_) {
      names_ = std::max(names_, report::display_width(printable(check.name)));
    }
  }

  std::string render() {
    paragraph(conclusion(), "", 0);
    for (const Kind kind : {Kind::warning, Kind::note, Kind::unknown, Kind::fine}) {
      bool is_first = true;
      for (const Check& check : checks_) {
        if (kind_of(check) != kind) continue;
        if (is_first) out_ += '\n';
        is_first = false;
        block(check, kind);
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string printable(std::string_view text) const {
    return report::printable(text, utf8_ ? report::Charset::utf8 : report::Charset::ascii);
  }

  [[nodiscard]] std::string conclusion() const {
    std::array<std::size_t, 4> counts{};
    for (const Check& check : checks_) ++counts[static_cast<std::size_t>(kind_of(check))];
    const auto [warnings, notes, unknowns, fines] = counts;
    if (unknowns == checks_.size()) return "Nothing can be told about this machine.";
    std::string text;
    // Only the first of them says what it is about.
    const auto add = [&text](std::size_t count, std::string_view first, std::string_view further) {
      if (count == 0) return;
      if (!text.empty()) {
        text.append(", ").append(std::to_string(count)).append(further);
      } else {
        text.append(std::to_string(count)).append(count == 1 ? " thing" : " things").append(first);
      }
    };
    add(warnings, " will disturb measurements", "");
    add(notes, " may disturb measurements", " may");
    add(unknowns, " can't be told", " can't be told");
    const std::string_view but = text.empty() ? "" : ", but ";
    if (warnings == 0) text.insert(0, but).insert(0, "Fit to measure on");
    return text + '.';
  }

  void block(const Check& check, Kind kind) {
    const Style& style = styles[static_cast<std::size_t>(kind)];
    const std::string name = printable(check.name);
    const std::string head =
        std::string(utf8_ ? style.mark : style.ascii_mark).append(" ").append(name);
    if (color_) out_ += style.code;
    out_ += head;
    if (color_) out_ += "\x1b[0m";

    constexpr std::size_t least = 24, narrow_indent = 4;
    const std::size_t wide_indent = 2 + names_ + 2;
    const bool is_narrow = width_ < wide_indent + least;
    const std::size_t indent = is_narrow ? narrow_indent : wide_indent;
    const std::size_t gap = names_ - report::display_width(name) + 2;
    if (trim(check.finding).empty()) out_ += '\n';
    paragraph(check.finding, is_narrow ? '\n' + std::string(indent, ' ') : std::string(gap, ' '),
              indent);
    const std::string margin(indent, ' ');
    paragraph(check.effect, margin, indent);
    if (!check.remedy.empty()) {
      paragraph(check.remedy, margin + (utf8_ ? "→ " : "> "), indent + 2);
    }
    if (!check.command.empty()) {
      out_.append(margin).append("  ").append(printable(check.command)) += '\n';
    }
  }

  /// A text after `before`, broken where a line would be too wide; further lines are indented.
  void paragraph(std::string_view text, const std::string& before, std::size_t indent) {
    const std::string shown = printable(text);
    const std::vector<std::string_view> parts = words(shown);
    if (parts.empty()) return;
    out_ += before;
    const std::size_t room = width_ - indent;
    std::size_t used = 0;
    for (std::string_view part : parts) {
      if (used > 0 && used + 1 + report::display_width(part) > room) {
        (out_ += '\n').append(indent, ' ');
        used = 0;
      }
      if (used > 0) {
        out_ += ' ';
        ++used;
      }
      used = word(part, used, room, indent);
    }
    out_ += '\n';
  }

  /// Appends a word, in pieces where it is wider than a line; answers how much of the line is used.
  std::size_t word(std::string_view part, std::size_t used, std::size_t room, std::size_t indent) {
    while (!part.empty()) {
      std::size_t length = 1;
      while (length < part.size() && (static_cast<unsigned char>(part[length]) & 0xC0U) == 0x80U) {
        ++length;
      }
      const std::size_t width = report::display_width(part.substr(0, length));
      if (used > 0 && used + width > room) {
        (out_ += '\n').append(indent, ' ');
        used = 0;
      }
      out_ += part.substr(0, length);
      used += width;
      part.remove_prefix(length);
    }
    return used;
  }

  const std::vector<Check>& checks_;
  std::size_t width_;
  bool color_;
  bool utf8_;
  std::size_t names_ = 0;
  std::string out_;
};

}  // namespace

std::string render_doctor(const std::vector<Check>& checks, std::size_t width, bool color,
                          bool utf8) {
  return Renderer(checks, width, color, utf8).render();
}

}  // namespace benchdiff::harness
