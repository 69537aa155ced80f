#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

#include <benchdiff/harness/sources.h>

namespace benchdiff::harness {

/// A folder that stands for the root of a machine. It starts empty, and is gone in the end.
class FakeTree {
 public:
  FakeTree() {
    std::string name = (std::filesystem::temp_directory_path() / "benchdiff-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::filesystem::filesystem_error(name, {});
    root_ = name;
  }
  FakeTree(const FakeTree&) = delete;
  FakeTree& operator=(const FakeTree&) = delete;
  ~FakeTree() {
    std::error_code error;
    std::filesystem::remove_all(root_, error);
  }

  /// Writes a file, given by its path on the machine.
  void put(std::string_view path, std::string_view text) const {
    std::filesystem::create_directories(place(path).parent_path());
    std::ofstream(place(path), std::ios::binary) << text;
  }
  void folder(std::string_view path) const { std::filesystem::create_directories(place(path)); }
  void remove(std::string_view path) const { std::filesystem::remove_all(place(path)); }

  [[nodiscard]] std::filesystem::path place(std::string_view path) const {
    return root_ / path.substr(1);
  }
  [[nodiscard]] Sources sources() const { return {root_}; }

 private:
  std::filesystem::path root_;
};

}  // namespace benchdiff::harness
