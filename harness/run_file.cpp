#include <benchdiff/harness/run_file.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <benchdiff/formats/read.h>

namespace benchdiff::harness {
namespace {

constexpr std::string_view end_of_block = "# end of run ";
constexpr std::string_view first_line = "# benchdiff run: ";
constexpr std::string_view look = "# looked after ";

[[noreturn]] void fail(const std::string& what, const std::string& path) {
  throw std::runtime_error(what + " " + path + ": " + std::strerror(errno));
}

std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

std::string line_of_side(const Side& side) {
  return "# side " + side.name + ": " + one_line(side.command) +
         (side.commit.empty() ? "" : " at commit " + side.commit) + "\n";
}

std::string line_of_how(const RunPlan& plan) { return "# with " + one_line(plan.how) + "\n"; }

std::string header_of(const RunPlan& plan) {
  std::string text =
      std::string(first_line) + "compare with `benchdiff FILE`, or `benchstat -col side FILE`\n";
  for (const Side& side : plan.sides) text += line_of_side(side);
  return text + line_of_how(plan);
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

bool holds_no_run(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  return text.starts_with(first_line) && text.find("\n" + std::string(end_of_block)) == text.npos &&
         text.find("\nBenchmark") == text.npos;
}

/// Behind the whole lines from a place on that tell of looks.
std::size_t end_of_looks(std::string_view text, std::size_t at) {
  while (text.substr(at).starts_with(look) && text.find('\n', at) != text.npos) {
    at = text.find('\n', at) + 1;
  }
  return at;
}

/// No two campaigns may add to one file.
void lock(const Descriptor& file, const std::string& path) {
  if (flock(file.number(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  throw std::runtime_error(path + " is being written by another benchdiff run");
}

/// Where the last whole line that ends a block ends, and looks behind it; or the header.
std::size_t end_of_whole(std::string_view text) {
  const std::string beginning = "\n" + std::string(end_of_block);
  for (std::size_t at = text.rfind(beginning); at != text.npos;
       at = text.rfind(beginning, at - 1)) {
    const std::size_t end = text.find('\n', at + 1);
    if (end != text.npos) return end_of_looks(text, end + 1);
    if (at == 0) break;
  }
  std::size_t whole = 0;
  while (whole < text.size() && text[whole] == '#' && text.find('\n', whole) != text.npos) {
    whole = text.find('\n', whole) + 1;
  }
  return whole;
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
  pending_ = header_of(plan);
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
    // So may one of ours that came to nothing: without a run in it.
    const bool is_ours = S_ISREG(there.st_mode) && holds_no_run(path);
    if (S_ISREG(there.st_mode) && there.st_size > 0 && !is_ours) {
      throw std::runtime_error(
          path + " exists; --resume goes on with it, --force begins it anew, or name another one");
    }
    made =
        Descriptor(open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | (is_ours ? O_TRUNC : 0)));
  }
  if (made.number() < 0) fail("opening", path);
  lock(made, path);
  RunFile file(path, std::move(made), settings);
  file.begin(plan);
  return file;
}

RunFile RunFile::resume(const std::string& path, const RunPlan& plan,
                        const formats::Configuration& settings) {
  Descriptor descriptor(open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
  if (descriptor.number() < 0) fail("opening", path);
  lock(descriptor, path);
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  // One that was broken off in its first moment.
  if (const std::string header = header_of(plan); header.starts_with(text) && text != header) {
    if (ftruncate(descriptor.number(), 0) != 0) fail("cutting", path);
    RunFile file(path, std::move(descriptor), settings);
    file.begin(plan);
    return file;
  }
  if (text.find("\n# with ") != text.npos && text.find("\n" + line_of_how(plan)) == text.npos) {
    const std::size_t begin = text.find("\n# with ") + 1;
    throw std::runtime_error("--resume: " + path + " was measured " +
                             text.substr(begin + 2, text.find('\n', begin) - begin - 2) +
                             ", and not with " + plan.how);
  }
  for (const Side& side : plan.sides) {
    if (text.find("\n" + line_of_side(side)) == std::string::npos) {
      throw std::runtime_error("--resume: " + path + " is not of a side " + side.name +
                               " with this command");
    }
  }
  if (count(text, "\n# side ") != plan.sides.size()) {
    throw std::runtime_error("--resume: " + path + " has other sides besides");
  }
  text.resize(end_of_whole(text));
  RunFile file(path, std::move(descriptor), settings);
  if (ftruncate(file.file_.number(), static_cast<off_t>(text.size())) != 0) fail("cutting", path);
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
    runs_[side.name] = count(text_, "\n" + std::string(end_of_block) + side.name + " ");
  }
}

void RunFile::tell_look(std::size_t rounds, const std::string& level, const std::string& standing) {
  pending_ = std::string(look) + std::to_string(rounds) + " runs a side, with intervals at " +
             level + ": " + standing + "\n";
  flush();
}

std::size_t RunFile::rounds_of_last_look() const {
  const std::size_t at = text_.rfind("\n" + std::string(look));
  std::size_t rounds = 0;
  if (at != std::string::npos) {
    const char* const begin = text_.data() + at + 1 + look.size();
    (void)std::from_chars(begin, text_.data() + text_.size(), rounds);
  }
  return rounds;
}

std::size_t RunFile::looks() const { return count(text_, "\n" + std::string(look)); }

void RunFile::take_up(std::string text, const RunPlan& plan) {
  text_ = std::move(text);
  count_runs(plan);
  const formats::ResultFile read = formats::read_text(text_);
  for (const formats::Note& note : read.notes) {
    if (note.kind == formats::Note::Kind::unit_setting) described_.insert(note.unit.unit);
  }
  if (read.results.empty()) return;
  // What holds at the end, and what is the campaign's own: all but what a block says.
  const auto& last = read.configurations[read.subjects[read.results.back().subject].configuration];
  in_force_ = last;
  // What disturbs at the moment is said of the whole, as it was when it began.
  constexpr std::string_view passing = "disturbed-by";
  std::erase_if(settings_, [&](const formats::Setting& setting) { return setting.key == passing; });
  const auto begun = std::ranges::find(last, passing, &formats::Setting::key);
  if (begun != last.end()) settings_.push_back(*begun);
  count_machines(read);
}

void RunFile::count_machines(const formats::ResultFile& results) {
  for (const auto& configuration : results.configurations) {
    for (const auto& setting : configuration) {
      if (setting.key == "machine") machines_.insert(setting.value);
    }
  }
}

/// The campaign's own and the program's, which knows better but for whose it is and where it ran.
formats::Configuration RunFile::settings_of(const Side& side, const Block& block,
                                            const formats::Configuration& of_program) const {
  formats::Configuration whole{{"side", side.name}};
  if (!block.machine.empty()) whole.push_back({"machine", block.machine});
  const std::size_t fixed = whole.size();
  whole.insert(whole.end(), settings_.begin(), settings_.end());
  for (const formats::Setting& setting : of_program) {
    const auto known = std::ranges::find(whole, setting.key, &formats::Setting::key);
    if (known == whole.end()) {
      whole.push_back(setting);
    } else if (known - whole.begin() >= static_cast<std::ptrdiff_t>(fixed)) {
      known->value = setting.value;
    }
  }
  return whole;
}

void RunFile::append(const Side& side, const Block& block) {
  formats::GoBenchmarkWriter writer(pending_, in_force_);
  for (const formats::Unit& unit : block.results.units) {
    if (described_.insert(unit.written).second) writer.direction(unit);
  }
  formats::ResultFile results = block.results;
  for (formats::Configuration& configuration : results.configurations) {
    configuration = settings_of(side, block, configuration);
  }
  writer.results(results);
  for (const std::string& note : block.notes) writer.comment("side " + side.name + ": " + note);
  const bool failed = !block.failure.empty();
  if (failed) {
    writer.comment("a run of " + side.name + " failed: " + block.failure);
  } else {
    pending_ +=
        std::string(end_of_block) + side.name + " " + std::to_string(runs_of(side.name) + 1) + "\n";
  }
  flush();
  if (failed) return;
  in_force_ = writer.in_force();
  ++runs_[side.name];
  count_machines(results);
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
