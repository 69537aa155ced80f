#include <benchdiff/harness/block_command.h>

#include <algorithm>
#include <set>
#include <utility>

#include <benchdiff/harness/command.h>

namespace benchdiff::harness {
namespace {

constexpr std::string_view machine_line = "benchdiff-machine: ";

std::string replace_all(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// A benchmark's name in Google Benchmark's own options: how often it is repeated, and on how many
/// threads, is part of it there.
bool is_google_benchmark(std::string_view command) {
  return command.find("--benchmark_") != std::string_view::npos;
}

bool is_go_test(std::string_view command) {
  return command.find("test.bench") != std::string_view::npos ||
         command.find("go test") != std::string_view::npos;
}

/// Go's tests match what is between slashes part by part, and the number of CPUs is no part. Those
/// below the first are left to themselves.
std::string go_filter_of_names(std::span<const std::string> names) {
  std::set<std::string> bases;
  for (std::string name : names) {
    const bool has_parts = name.find('/') != std::string::npos;
    name.resize(std::min(name.find('/'), name.size()));
    const std::size_t dash = name.find_last_not_of("0123456789");
    if (!has_parts && dash != std::string::npos && name[dash] == '-') name.resize(dash);
    bases.insert(std::move(name));
  }
  std::string filter = "^Benchmark(";
  for (const std::string& base : bases) filter += (filter.ends_with('(') ? "" : "|") + base;
  return filter + ")$";
}

std::string with_filter(const RunPlan& plan, const std::string& command,
                        std::span<const std::string> undecided) {
  const std::string filter = undecided.empty()     ? plan.filter
                             : is_go_test(command) ? go_filter_of_names(undecided)
                                                   : filter_of_names(undecided);
  if (command.find("{filter}") != std::string::npos) {
    return replace_all(command, "{filter}", shell_quoted(filter.empty() ? "." : filter));
  }
  if (filter.empty() || !takes_filter(command)) return command;
  return command + " " + shell_quoted("--benchmark_filter=" + filter);  // the last one counts
}

/// All that we would do for a child of our own, as a shell on another machine does it.
std::string remote(const RunPlan& plan, const std::string& directory, const std::string& command) {
  std::string script = "printf '" + std::string(machine_line) + "%s\\n' \"$(uname -n)\"; ";
  if (!directory.empty()) script += "cd " + shell_quoted(directory) + " && ";
  for (const std::string& setting : plan.environment) {
    const std::size_t equals = setting.find('=');
    script += "export " + setting.substr(0, equals) + "=" +
              shell_quoted(setting.substr(std::min(equals + 1, setting.size()))) + " && ";
  }
  if (plan.cpu) script += "taskset -c " + std::to_string(*plan.cpu) + " ";
  return script + "sh -c " + shell_quoted(command);
}

}  // namespace

bool takes_filter(std::string_view command) {
  return command.find("{filter}") != std::string_view::npos || is_google_benchmark(command);
}

std::string filter_of_names(std::span<const std::string> names) {
  std::string filter = "^(";
  for (const std::string& name : names) {
    if (filter.size() > 2) filter += '|';
    for (const char c : name) {
      // Google Benchmark's own names have parts that tell how it is run: `/repeats:3`.
      if (c == '/') {
        filter += "/(.*/)?";
        continue;
      }
      // Not ] and }: they are nothing special alone, and POSIX doesn't let them be escaped.
      if (std::string_view("\\^$.|?*+()[{").find(c) != std::string_view::npos) filter += '\\';
      filter += c;
    }
  }
  return filter + ")(/.*)?$";
}

ChildOptions command_of_block(const RunPlan& plan, const Side& side,
                              std::span<const std::string> undecided) {
  const std::string command = with_filter(plan, side.command, undecided);
  const std::string& directory = side.directory.empty() ? plan.directory : side.directory;
  ChildOptions options;
  options.environment = plan.environment;
  options.directory = directory;
  options.timeout = plan.timeout;
  if (plan.launcher.empty()) {
    options.words = words_of_command(command);
    options.cpu = plan.cpu;
    options.keeps_output = !plan.times;
    options.counts_events = plan.times;
    return options;
  }
  options.words = {
      "/bin/sh", "-c",
      replace_all(plan.launcher, "{}", "sh -c " + shell_quoted(remote(plan, directory, command)))};
  options.directory.clear();
  options.grace = 10;
  return options;
}

std::string take_machine(std::string& output) {
  const std::size_t begin =
      output.starts_with(machine_line) ? 0 : output.find("\n" + std::string(machine_line));
  if (begin == std::string::npos) return {};
  const std::size_t name = output.find(machine_line, begin) + machine_line.size();
  const std::size_t end = std::min(output.find('\n', name), output.size());
  std::string machine = output.substr(name, end - name);
  output.erase(0, std::min(end + 1, output.size()));
  return machine;
}

}  // namespace benchdiff::harness
