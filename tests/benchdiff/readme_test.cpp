// Runs the blocks of commands in README.md and docs/, so that they stay true.
//
// In a ```console block, a line that begins with `$ ` is a command for the shell, run in the folder
// of the project with the benchdiff that was built first in PATH, LC_ALL=C.UTF-8 and COLUMNS=100;
// the lines up to the next one are all that it prints, standard error included.
//
// A ```sh block shows what a user may type, with files that are not there. Its syntax is checked by
// the shell, and each of its lines that begins with `benchdiff`, or pipes a file into it, is run in
// a folder where every FILE.txt and FILE.json that it reads is a sample, and must succeed.
//
// A `./dev` command is not run in either, but must be one that `./dev help` lists.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "line_diff.h"
#include "program.h"

namespace benchdiff {
namespace {

namespace fs = std::filesystem;

fs::path source() { return BENCHDIFF_SOURCE; }

/// A fenced block of a document.
struct Block {
  std::string place;  ///< file:line
  std::string language;
  std::vector<std::string> lines;
};

std::vector<fs::path> documents() {
  std::vector<fs::path> documents;
  for (const auto& entry : fs::directory_iterator(source() / "docs")) {
    if (entry.path().extension() == ".md") {
      documents.push_back(entry.path());
    }
  }
  documents.push_back(source() / "README.md");
  std::ranges::sort(documents);
  return documents;
}

std::vector<Block> blocks(const std::string& language) {
  std::vector<Block> blocks;
  for (const fs::path& document : documents()) {
    std::istringstream text(read_file(document));
    std::size_t number = 0;
    bool inside = false;
    Block block;
    for (std::string line; std::getline(text, line);) {
      ++number;
      if (line.starts_with("```")) {
        if (inside && block.language == language) {
          blocks.push_back(block);
        }
        block = {fs::relative(document, source()).string() + ":" + std::to_string(number),
                 line.substr(3),
                 {}};
        inside = !inside;
      } else if (inside) {
        block.lines.push_back(line);
      }
    }
    EXPECT_FALSE(inside) << block.place << ": a block without an end";
  }
  return blocks;
}

/// Runs a command in the shell, with the benchdiff that was built.
Outcome run_shell(const std::string& command, const fs::path& folder) {
  const char* path = std::getenv("PATH");
  return run("/bin/sh", {"-c", "exec 2>&1\n" + command},
             {.environment = {{"PATH", fs::path(BENCHDIFF_PROGRAM).parent_path().string() + ":" +
                                           (path != nullptr ? path : "/usr/bin:/bin")},
                              {"COLUMNS", "100"},
                              {"GITHUB_STEP_SUMMARY", "summary"}},
              .directory = folder});
}

/// The words that ./dev knows as commands. It is run in a folder of its own as it leaves things
/// where it is.
std::vector<std::string> dev_commands() {
  const TemporaryDirectory folder;
  fs::copy_file(source() / "dev", folder.path() / "dev");
  const Outcome help = run("/bin/sh", {"dev", "help"}, {.directory = folder.path()});
  EXPECT_EQ(help.status, 0) << help.err;
  std::vector<std::string> commands;
  const std::regex entry("(?:^|\n)  ([a-z-]+) ");
  for (std::sregex_iterator it(help.out.begin(), help.out.end(), entry), end; it != end; ++it) {
    commands.push_back((*it)[1]);
  }
  return commands;
}

void check_dev(const std::string& command, const std::string& place) {
  static const std::vector<std::string> commands = dev_commands();
  std::smatch match;
  if (std::regex_search(command, match, std::regex("^\\./dev ([^ ]+)"))) {
    EXPECT_NE(std::ranges::find(commands, match[1].str()), commands.end())
        << place << ": ./dev knows no " << match[1];
  }
}

struct Command {
  std::string text;
  std::string output;
};

std::vector<Command> commands_of(const Block& block) {
  std::vector<Command> commands;
  for (const std::string& line : block.lines) {
    if (line.starts_with("$ ")) {
      commands.push_back({line.substr(2), ""});
    } else if (!commands.empty() && commands.back().text.ends_with('\\')) {
      commands.back().text.append("\n").append(line);
    } else if (!commands.empty()) {
      commands.back().output.append(line).append("\n");
    } else {
      ADD_FAILURE() << block.place << ": a console block begins with a command: " << line;
    }
  }
  return commands;
}

TEST(Readme, ConsoleBlocksShowWhatTheirCommandsPrint) {
  const auto console = blocks("console");
  EXPECT_FALSE(console.empty()) << "no block with a command and what it prints";
  for (const Block& block : console) {
    for (const Command& command : commands_of(block)) {
      if (command.text.starts_with("./dev")) {
        check_dev(command.text, block.place);
        continue;
      }
      const Outcome run = run_shell(command.text, source());
      EXPECT_TRUE(command.output == run.out)
          << block.place << ": $ " << command.text << " (- is in the document, + is what came)\n"
          << line_diff(command.output, run.out);
    }
  }
}

TEST(Readme, ShellBlocksAreInOrder) {
  const auto shell = blocks("sh");
  EXPECT_FALSE(shell.empty());
  for (const Block& block : shell) {
    std::string script;
    for (const std::string& line : block.lines) {
      script += line + "\n";
      check_dev(line, block.place);
    }
    const Outcome checked = run("/bin/sh", {"-n", "-c", script});
    EXPECT_EQ(checked.status, 0) << block.place << ": " << checked.err << script;
  }
}

/// Uses of other commands than the comparison, which need programs that aren't there: their options
/// have to be in the command's help.
bool is_of_another_command(const std::string& line, const std::string& place) {
  const bool runs = line.starts_with("benchdiff run ");
  if (!runs && !line.starts_with("benchdiff doctor")) return false;
  const std::string help =
      run_shell("benchdiff " + std::string(runs ? "run" : "doctor") + " --help", source()).out;
  const std::regex option(" (--[a-z-]+|-[A-Za-z])(?= |$)");
  // What is in quotation marks is of other programs.
  const std::string own = std::regex_replace(line, std::regex("'[^']*'"), "_");
  for (std::sregex_iterator it(own.begin(), own.end(), option), end; it != end; ++it) {
    EXPECT_TRUE(help.find((*it)[1].str()) != std::string::npos)
        << place << ": " << line << ": there is no option " << (*it)[1];
  }
  return true;
}

/// A report for those uses that read one.
void write_page(const TemporaryDirectory& folder) {
  const std::string inputs = (source() / "tests/golden/inputs").string();
  (void)run_shell("benchdiff -o report.html " + inputs + "/old.txt " + inputs + "/new.txt",
                  folder.path());
}

TEST(Readme, TheUsesOfBenchdiffInShellBlocksSucceed) {
  const fs::path samples = source() / "tests/golden/inputs";
  const std::regex input("([A-Za-z0-9_-]+)\\.(txt|json)");
  std::size_t uses = 0;
  for (const Block& block : blocks("sh")) {
    for (const std::string& line : block.lines) {
      const bool into_pipe = line.starts_with("cat ") && line.find("| benchdiff ") != line.npos;
      if ((!line.starts_with("benchdiff ") && !into_pipe) ||
          is_of_another_command(line, block.place)) {
        continue;
      }
      ++uses;
      const TemporaryDirectory folder;
      for (std::sregex_iterator it(line.begin(), line.end(), input), end; it != end; ++it) {
        const bool is_new = (*it)[1].str().starts_with("new") || (*it)[1].str() == "after";
        const std::string sample = (is_new ? "new." : "old.") + (*it)[2].str();
        folder.write((*it)[0], read_file(samples / sample));
      }
      if (line.find(" report.html") != line.npos && line.find("-o report.html") == line.npos) {
        write_page(folder);
      }
      const Outcome run = run_shell(line, folder.path());
      // Something got worse in the samples.
      const bool gates = line.find("--fail-on") != line.npos;
      EXPECT_EQ(run.status, gates ? 1 : 0) << block.place << ": $ " << line << "\n" << run.out;
    }
  }
  EXPECT_GT(uses, 0U) << "no use of benchdiff is shown";
}

}  // namespace
}  // namespace benchdiff
