#include <benchdiff/harness/run_file.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

#include <benchdiff/formats/read.h>
#include <benchdiff/formats/unit.h>

namespace benchdiff::harness {
namespace {

constexpr std::string_view end_of_block = "# end of run ";

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  throw std::runtime_error(what + " " + path + ": " + std::strerror(errno));
}

std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

std::string line_of_side(const Side& side) {
  return "# side " + side.name + ": " + one_line(side.command) + "\n";
}

/// Writes all of it, or throws with the file as long as it was.
void write_whole(int descriptor, std::string_view text, const std::string& path) {
  struct stat before{};
  if (fstat(descriptor, &before) != 0) fail("writing", path);
  int error = 0;
  while (!text.empty() && error == 0) {
    const ssize_t count = write(descriptor, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (error == 0 && fdatasync(descriptor) != 0 && errno != EINVAL && errno != EROFS) error = errno;
  if (error == 0) return;
  if (S_ISREG(before.st_mode)) (void)!ftruncate(descriptor, before.st_size);
  errno = error;
  fail("writing", path);
}

}  // namespace

void RunFile::begin(const RunPlan& plan) {
  pending_ = "# benchdiff run: compare with `benchdiff FILE`, or `benchstat -col side FILE`\n";
  for (const Side& side : plan.sides) pending_ += line_of_side(side);
  flush();
}

RunFile RunFile::in_memory(const RunPlan& plan, const formats::Configuration& settings) {
  RunFile file({}, Descriptor(), settings);
  file.begin(plan);
  return file;
}

RunFile RunFile::create(const std::string& path, const RunPlan& plan,
                        const formats::Configuration& settings) {
  Descriptor made(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (made.number() < 0 && errno == EEXIST) {
    // What isn't a file, such as a pipe, and what is empty may be written to.
    struct stat there{};
    if (stat(path.c_str(), &there) != 0) fail("opening", path);
    if (S_ISREG(there.st_mode) && there.st_size > 0) {
      throw std::runtime_error(path + " exists; --resume goes on with it, or name another one");
    }
    made = Descriptor(open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  }
  if (made.number() < 0) fail("opening", path);
  RunFile file(path, std::move(made), settings);
  file.begin(plan);
  return file;
}

RunFile RunFile::resume(const std::string& path, const RunPlan& plan,
                        const formats::Configuration& settings) {
  Descriptor descriptor(open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
  if (descriptor.number() < 0) fail("opening", path);
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  for (const Side& side : plan.sides) {
    if (text.find("\n" + line_of_side(side)) == std::string::npos) {
      throw std::runtime_error("--resume: " + path + " is not of a side " + side.name +
                               " with this command");
    }
  }
  // Behind the last line that ends a block; or behind the header.
  const std::size_t last = text.rfind("\n" + std::string(end_of_block));
  std::size_t whole = last;
  if (last == std::string::npos) {
    whole = 0;
    while (whole < text.size() && text[whole] == '#' && text.find('\n', whole) != text.npos) {
      whole = text.find('\n', whole) + 1;
    }
  } else {
    const std::size_t end = text.find('\n', last + 1);
    // The line itself may be cut off; its block is whole.
    if (end == std::string::npos) text += '\n';
    whole = std::min(end, text.size() - 1) + 1;
  }
  text.resize(whole);

  RunFile file(path, std::move(descriptor), settings);
  if (ftruncate(file.file_.number(),
                static_cast<off_t>(last == std::string::npos ? whole : last + 1)) != 0) {
    fail("cutting", path);
  }
  if (last != std::string::npos) {
    write_whole(file.file_.number(), std::string_view(text).substr(last + 1), path);
  }
  file.take_up(std::move(text), plan);
  return file;
}

std::string_view RunFile::text_after(std::size_t rounds, const RunPlan& plan) const {
  std::size_t left = rounds * plan.sides.size();
  std::size_t at = 0;
  while (left > 0 && at < text_.size()) {
    const std::size_t end = text_.find('\n', at);
    if (std::string_view(text_).substr(at).starts_with(end_of_block)) --left;
    at = end == std::string::npos ? text_.size() : end + 1;
  }
  return std::string_view(text_).substr(0, at);
}

void RunFile::count_runs(const RunPlan& plan) {
  for (const Side& side : plan.sides) {
    const std::string end = "\n" + std::string(end_of_block) + side.name + " ";
    for (std::size_t at = text_.find(end); at != std::string::npos; at = text_.find(end, at + 1)) {
      ++runs_[side.name];
    }
  }
}

void RunFile::take_up(std::string text, const RunPlan& plan) {
  text_ = std::move(text);
  count_runs(plan);
  const formats::ResultFile read = formats::read_text(text_);
  for (const formats::Note& note : read.notes) {
    if (note.kind == formats::Note::Kind::unit_setting) described_[note.unit.unit] = true;
  }
  if (read.results.empty()) return;
  // What holds at the end, and what is the campaign's own: all but what a block says.
  const auto& last = read.configurations[read.subjects[read.results.back().subject].configuration];
  in_force_ = last;
  for (const auto& configuration : read.configurations) {
    for (const auto& setting : configuration) {
      if (setting.key == "machine") ++machines_[setting.value];
    }
  }
}

void RunFile::append(const Side& side, const Block& block) {
  formats::GoBenchmarkWriter writer(pending_, in_force_);
  for (const formats::Unit& unit : block.results.units) {
    const formats::Better better = formats::known_direction(unit.tidy);
    if (better == formats::Better::unknown || !described_.emplace(unit.written, true).second) {
      continue;
    }
    writer.unit({unit.written, "better", better == formats::Better::lower ? "lower" : "higher"});
  }
  formats::ResultFile results = block.results;
  for (formats::Configuration& configuration : results.configurations) {
    formats::Configuration whole{{"side", side.name}};
    whole.insert(whole.end(), settings_.begin(), settings_.end());
    if (!block.machine.empty()) whole.push_back({"machine", block.machine});
    whole.insert(whole.end(), configuration.begin(), configuration.end());
    configuration = std::move(whole);
  }
  writer.results(results);
  const bool failed = !block.failure.empty();
  if (failed) {
    writer.comment("a run of " + side.name + " failed: " + one_line(block.failure));
  } else {
    pending_ +=
        std::string(end_of_block) + side.name + " " + std::to_string(runs_of(side.name) + 1) + "\n";
  }
  flush();
  if (failed) return;
  in_force_ = writer.in_force();
  ++runs_[side.name];
  if (!block.machine.empty()) ++machines_[block.machine];
}

void RunFile::comment(std::string_view text) {
  formats::GoBenchmarkWriter(pending_).comment(text);
  flush();
}

std::size_t RunFile::runs_of(const std::string& side) const {
  const auto found = runs_.find(side);
  return found == runs_.end() ? 0 : found->second;
}

void RunFile::flush() {
  const std::string text = std::exchange(pending_, {});
  if (file_.number() >= 0) write_whole(file_.number(), text, path_);
  text_ += text;
}

}  // namespace benchdiff::harness
