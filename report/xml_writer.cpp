#include <benchdiff/report/xml_writer.h>

#include <benchdiff/report/entities.h>
#include <benchdiff/report/printable.h>

namespace benchdiff::report {
namespace {

// U+FFFE and U+FFFF, which are no characters, in UTF-8.
constexpr std::string_view reversed_mark = "\xEF\xBF\xBE";
constexpr std::string_view last_of_plane = "\xEF\xBF\xBF";

}  // namespace

XmlWriter::XmlWriter(std::string& out) : out_(out) {
  out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
}

void XmlWriter::append(std::string_view text) {
  std::string_view rest = printable(text, Charset::utf8, scratch_);
  while (!rest.empty()) {
    if (rest.starts_with(reversed_mark) || rest.starts_with(last_of_plane)) {
      out_ += "\xEF\xBF\xBD";
      rest.remove_prefix(reversed_mark.size());
      continue;
    }
    if (const std::string_view entity = entity_of(rest.front()); !entity.empty()) {
      out_ += entity;
    } else {
      out_ += rest.front();
    }
    rest.remove_prefix(1);
  }
}

void XmlWriter::close_tag() {
  out_ += in_tag_ ? ">" : "";
  in_tag_ = false;
}

void XmlWriter::begin(std::string_view element) {
  const bool inside = in_tag_;
  close_tag();
  out_.append(inside ? "\n" : "").append(2 * open_.size(), ' ').append("<").append(element);
  open_.push_back(element);
  in_tag_ = true;
  has_text_ = false;
}

void XmlWriter::attribute(std::string_view name, std::string_view value) {
  out_.append(" ").append(name).append("=\"");
  append(value);
  out_ += '"';
}

void XmlWriter::attribute(std::string_view name, std::size_t value) {
  attribute(name, std::string_view(std::to_string(value)));
}

void XmlWriter::text(std::string_view text) {
  close_tag();
  append(text);
  has_text_ = true;
}

void XmlWriter::end() {
  const std::string_view element = open_.back();
  open_.pop_back();
  if (in_tag_) {
    out_ += "/>\n";
  } else {
    out_.append(has_text_ ? 0 : 2 * open_.size(), ' ').append("</").append(element).append(">\n");
  }
  in_tag_ = false;
  has_text_ = false;
}

}  // namespace benchdiff::report
