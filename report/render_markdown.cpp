#include <benchdiff/report/render_markdown.h>

#include <vector>

#include <benchdiff/report/markdown_head.h>
#include <benchdiff/report/markdown_notes.h>
#include <benchdiff/report/markdown_tables.h>
#include <benchdiff/report/standouts.h>

namespace benchdiff::report {

void render_markdown(const Report& report, const MarkdownOptions& options, std::string& out) {
  constexpr std::size_t share_of_names = 8;
  constexpr std::size_t share_of_notes = 8;
  const std::vector<Standout> standouts = find_standouts(report);
  std::string head = markdown_head(report, standouts, options.id, options.max_bytes);
  if (head.empty()) {
    return;
  }
  const std::size_t room = options.max_bytes - head.size();
  head += markdown_one_sided(report, room / share_of_names);
  const std::string notes = markdown_notes(report, room / share_of_notes);
  head += markdown_tables(report, options.max_bytes - head.size() - notes.size());
  out.append(head).append(notes);
}

}  // namespace benchdiff::report
