#pragma once

#include <string>
#include <utility>
#include <vector>

namespace benchdiff {

/// The shell steps of a workflow, by name in their order.
///
/// A step is a block scalar (`run: |`, or `- |` under `script:` and `after_script:`), named by the
/// `name:` above it or by the list that it is in.
using Steps = std::vector<std::pair<std::string, std::string>>;

/// The lines of each block of docs/ci.md that is in a language.
[[nodiscard]] std::vector<std::vector<std::string>> blocks_of_ci_page(const std::string& language);

/// The steps of each workflow of docs/ci.md: of GitHub and of GitLab.
[[nodiscard]] std::vector<Steps> workflows();

}  // namespace benchdiff
