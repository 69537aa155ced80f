#include <benchdiff/harness/preload/preload_file.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace benchdiff::harness {

namespace fs = std::filesystem;

namespace {

/// What is preloaded already, such as another allocator, which is to stay.
std::string preloaded(const std::vector<std::string>& environment) {
  constexpr std::string_view key = "LD_PRELOAD=";
  for (auto setting = environment.rbegin(); setting != environment.rend(); ++setting) {
    if (setting->starts_with(key)) return setting->substr(key.size());
  }
  const char* const ours = std::getenv("LD_PRELOAD");
  return ours ? ours : "";
}

}  // namespace

PreloadFile::PreloadFile(const std::string& library, std::vector<std::string>& environment) {
  path_ = (fs::temp_directory_path() / "benchdiff-allocations-XXXXXX").string();
  const int descriptor = mkstemp(path_.data());
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path_);
  close(descriptor);
  const std::string others = preloaded(environment);
  environment.push_back("LD_PRELOAD=" + library + (others.empty() ? "" : ":" + others));
  environment.push_back("BENCHDIFF_PRELOAD_OUT=" + path_);
}

PreloadFile::~PreloadFile() { unlink(path_.c_str()); }

PreloadCounts PreloadFile::counts() const {
  std::ifstream file(path_, std::ios::binary);
  return sum_of(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::string find_preload_library() {
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  if (none) return {};
  constexpr const char* name = "libbenchdiff_preload.so";
  const fs::path folder = program.parent_path();
  for (const fs::path& place : {folder / "../lib", folder / "../lib64", folder / "../harness",
                                folder / "../lib" / BENCHDIFF_MULTIARCH}) {
    fs::path found = fs::weakly_canonical(place / name, none);
    if (fs::is_regular_file(found, none)) return found.string();
  }
  return {};
}

}  // namespace benchdiff::harness
