#include <benchdiff/report/render_markdown.h>

#include <utility>
#include <vector>

#include <benchdiff/report/markdown_head.h>
#include <benchdiff/report/markdown_notes.h>
#include <benchdiff/report/markdown_tables.h>
#include <benchdiff/report/standouts.h>

namespace benchdiff::report {
namespace {

std::string longer(std::string a, std::string b) { return b.size() > a.size() ? b : a; }

}  // namespace

void render_markdown(const Report& report, const MarkdownOptions& options, std::string& out) {
  constexpr std::size_t share = 8;  // of names, and of notes: one in so many bytes
  const std::vector<Standout> standouts = find_standouts(report);
  const std::string head = markdown_head(report, standouts, options.id, options.max_bytes);
  if (head.empty()) {
    return;
  }
  const std::size_t room = options.max_bytes - head.size();
  std::string names = markdown_one_sided(report, room / share);
  std::string notes = markdown_notes(report, room / share);
  const std::string tables = markdown_tables(report, room - names.size() - notes.size());
  // What the tables leave, these may have.
  notes = longer(std::move(notes), markdown_notes(report, room - names.size() - tables.size()));
  names = longer(std::move(names), markdown_one_sided(report, room - notes.size() - tables.size()));
  out.append(head).append(names).append(tables).append(notes);
}

}  // namespace benchdiff::report
