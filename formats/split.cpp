#include <benchdiff/formats/split.h>

#include <algorithm>
#include <list>
#include <string>

namespace benchdiff::formats {
namespace {

/// A file that is being filled, which the builder holds on to.
struct Part {
  ResultFile file;
  ResultFileBuilder builder{file};
  std::uint32_t configuration = UINT32_MAX;  // of the whole, which is set in the builder
};

const Setting* find(const Configuration& configuration, std::string_view key) {
  const auto found = std::ranges::find(configuration, key, &Setting::key);
  return found == configuration.end() ? nullptr : &*found;
}

Part& part_of(std::list<Part>& parts, const std::string& label) {
  for (Part& part : parts) {
    if (part.file.label == label) return part;
  }
  Part& part = parts.emplace_back();
  part.file.label = label;
  return part;
}

void configure(Part& part, const ResultFile& whole, std::uint32_t configuration,
               std::string_view key) {
  if (part.configuration == configuration) return;
  part.configuration = configuration;
  part.builder.clear_configuration();
  for (const Setting& setting : whole.configurations[configuration]) {
    if (setting.key != key) (void)part.builder.set(setting.key, setting.value);
  }
}

}  // namespace

std::vector<ResultFile> split_by_setting(const ResultFile& file, std::string_view key) {
  const auto has_key = [&](const Subject& subject) {
    return find(file.configurations[subject.configuration], key) != nullptr;
  };
  if (!std::ranges::all_of(file.subjects, has_key)) return {};
  std::list<Part> parts;
  for (const Result& result : file.results) {
    const Subject& subject = file.subjects[result.subject];
    Part& part = part_of(parts, find(file.configurations[subject.configuration], key)->value);
    configure(part, file, subject.configuration, key);
    part.builder.begin(subject.name);
    const auto values = file.values_of(result);
    const Shape& shape = file.shape_of(result);
    for (std::size_t i = 0; i < values.size(); ++i) {
      part.builder.measure(values[i], file.units[shape[i]].written);
    }
    (void)part.builder.commit(result.iterations, result.line);
  }
  if (parts.size() < 2) return {};
  std::vector<ResultFile> files;
  for (Part& part : parts) {
    part.file.path = file.path;
    files.push_back(std::move(part.file));
  }
  files.front().notes = file.notes;
  files.front().failure = file.failure;
  files.front().failure_line = file.failure_line;
  files.front().failure_kind = file.failure_kind;
  return files;
}

}  // namespace benchdiff::formats
