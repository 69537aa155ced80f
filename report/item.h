#pragma once

#include <string>
#include <string_view>

#include <benchdiff/formats/results.h>

namespace benchdiff::report {

/// What filters and projections look at: the subject of some results, and the file it stands in.
struct Item {
  const formats::ResultFile& file;
  const formats::Subject& subject;

  [[nodiscard]] const formats::Configuration& configuration() const {
    return file.configurations[subject.configuration];
  }
};

/// The value of one key of an item; empty where it has none. Keys are `.name`, `.fullname`,
/// `.file` (its label), `.path`, `/key` for a part of the name, and everything else is a key of the
/// configuration.
[[nodiscard]] std::string_view value_of(const Item& item, std::string_view key);

}  // namespace benchdiff::report
