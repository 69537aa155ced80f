#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace benchdiff::html_text {

inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos;
       at += part.size()) {
    ++found;
  }
  return found;
}

/// Reads an HTML page, more strictly than a browser would, and keeps what it finds.
class Document {
 public:
  explicit Document(std::string source) : source_(std::move(source)) {
    while (at_ < source_.size()) {
      source_[at_] == '<' ? tag() : text_node();
    }
    for (const std::string& name : open_) fault("never ends: " + name);
  }

  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  /// What is to be read, but for scripts and styles.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The values of all attributes of a name.
  [[nodiscard]] std::vector<std::string> attributes(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : attributes_) {
      if (key == name) values.push_back(value);
    }
    return values;
  }

 private:
  void fault(const std::string& what) {
    if (faults_.size() < 20) faults_.push_back(what + " before " + source_.substr(at_, 60));
  }

  void text_node() {
    const std::size_t end = std::min(source_.find('<', at_), source_.size());
    const std::string raw = source_.substr(at_, end - at_);
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '>') fault("a > in text");
      if (raw[i] != '&') {
        text_ += raw[i];
        continue;
      }
      constexpr std::array<std::pair<std::string_view, char>, 5> references{
          {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
      const auto* at = std::ranges::find_if(references, [&](const auto& reference) {
        return raw.compare(i, reference.first.size(), reference.first) == 0;
      });
      if (at == references.end()) {
        fault("an & that refers to nothing");
        continue;
      }
      text_ += at->second;
      i += at->first.size() - 1;
    }
    at_ = end;
  }

  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
  }
  std::string name() {
    const std::size_t begin = at_;
    while (at_ < source_.size() &&
           (is_name(source_[at_]) || (source_[at_] >= 'A' && source_[at_] <= 'Z'))) {
      ++at_;
    }
    return source_.substr(begin, at_ - begin);
  }

  void tag() {
    if (source_.compare(at_, 15, "<!doctype html>") == 0) {
      at_ += 15;
      return;
    }
    ++at_;
    const bool closes = source_[at_] == '/';
    at_ += closes ? 1 : 0;
    const std::string element = name();
    constexpr std::array known{
        "html",  "meta",    "title",   "style",   "body",       "header", "main",  "h1",    "h2",
        "h3",    "p",       "ul",      "ol",      "li",         "a",      "b",     "i",     "em",
        "small", "span",    "code",    "table",   "caption",    "thead",  "tbody", "tfoot", "tr",
        "th",    "td",      "div",     "section", "svg",        "g",      "defs",  "use",   "path",
        "text",  "details", "summary", "figure",  "figcaption", "script", "br",    "pre"};
    if (std::ranges::find(known, element) == known.end()) fault("unknown element " + element);
    const bool empty = attributes_of_tag();
    if (element == "style" || element == "script") {
      if (!closes) raw_text(element);
      return;
    }
    constexpr std::array needs_no_end{"html",  "meta",  "body", "p",  "li", "thead",
                                      "tbody", "tfoot", "tr",   "th", "td", "br"};
    const bool unpaired = std::ranges::find(needs_no_end, element) != needs_no_end.end();
    if (unpaired || empty) {
      text_ += element == "br" ? "\n" : "";
      return;
    }
    if (!closes) {
      open_.push_back(element);
    } else if (open_.empty() || open_.back() != element) {
      fault("ends without having begun: " + element);
    } else {
      open_.pop_back();
    }
  }

  /// Whether the tag ends the element as well.
  bool attributes_of_tag() {
    while (at_ < source_.size()) {
      while (source_[at_] == ' ' || source_[at_] == '\n') ++at_;
      if (source_[at_] == '>') {
        ++at_;
        return false;
      }
      if (source_.compare(at_, 2, "/>") == 0) {
        at_ += 2;
        return true;
      }
      const std::string key = name();
      constexpr std::array known{"lang", "charset", "name",  "content", "http-equiv", "class",
                                 "id",   "scope",   "href",  "type",    "role",       "d",
                                 "x",    "y",       "width", "height"};
      if (std::ranges::find(known, key) == known.end()) {
        fault("unknown attribute " + key);
        ++at_;
        continue;
      }
      attributes_.emplace_back(key, value());
    }
    fault("a tag doesn't end");
    return false;
  }

  std::string value() {
    if (source_[at_] != '=') return {};
    ++at_;
    const bool quoted = source_[at_] == '"';
    at_ += quoted ? 1 : 0;
    const std::size_t end =
        std::min(source_.find_first_of(quoted ? "\"" : " \n>\"'`=<", at_), source_.size());
    const std::string value = source_.substr(at_, end - at_);
    at_ = end + (quoted ? 1 : 0);
    return value;
  }

  void raw_text(const std::string& element) {
    at_ = source_.find("</" + element, at_);
    if (at_ == std::string::npos) {
      at_ = source_.size();
      fault("never ends: " + element);
    }
  }

  std::string source_;
  std::size_t at_ = 0;
  std::vector<std::string> faults_;
  std::vector<std::string> open_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

}  // namespace benchdiff::html_text
