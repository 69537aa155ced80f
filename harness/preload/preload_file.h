#pragma once

#include <string>
#include <vector>

#include <benchdiff/harness/preload/preload_report.h>

namespace benchdiff::harness {

/// Where one run of a program writes what it allocates: a file for this run alone.
class PreloadFile {
 public:
  /// Has the program preload `library`, by adding to its environment. Throws std::system_error
  /// where no file can be made.
  PreloadFile(const std::string& library, std::vector<std::string>& environment);
  PreloadFile(const PreloadFile&) = delete;
  PreloadFile& operator=(const PreloadFile&) = delete;
  ~PreloadFile();

  /// Of all processes of the run.
  [[nodiscard]] PreloadCounts counts() const;

 private:
  std::string path_;
};

/// The library, where it lies beside this program as it was built or installed; empty if it
/// doesn't.
[[nodiscard]] std::string find_preload_library();

}  // namespace benchdiff::harness
