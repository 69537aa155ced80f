// Where reports go, and as what.

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"

namespace benchdiff {
namespace {

class Outputs : public testing::Test {
 protected:
  Outputs() {
    folder.write("old.txt", results("Encode", {"100", "101", "102", "103", "104", "105"}));
    folder.write("new.txt", results("Encode", {"200", "202", "204", "206", "208", "210"}));
  }

  [[nodiscard]] Outcome run(std::vector<std::string> arguments, RunOptions options = {}) const {
    arguments.insert(arguments.end(), {"old.txt", "new.txt"});
    return folder.run(arguments, std::move(options));
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    return read_file(folder.path() / name);
  }

  const TemporaryDirectory folder;
};

/// What each format begins with.
const std::vector<std::pair<std::string, std::string>> beginnings{
    {"text", "1 worse"},
    {"csv", "benchmark,"},
    {"markdown", "<!-- benchdiff:report:benchdiff -->\n"},
    {"html", "<!doctype html>"},
    {"json", "{"},
    {"junit", "<?xml version="},
    {"github", "::"},
    {"openmetrics", "# "},
    {"codequality", "["},
};

TEST_F(Outputs, AreOfTheFormatThatIsSaid) {
  for (const auto& [format, beginning] : beginnings) {
    const Outcome said = run({"--format", format});
    EXPECT_EQ(said.status, 0);
    const std::string& text = format == "github" ? said.err : said.out;
    EXPECT_TRUE(text.starts_with(beginning)) << format << ": " << text.substr(0, 60);
    EXPECT_EQ(format == "github" ? said.out : said.err, "") << format;
  }
}

TEST_F(Outputs, AreOfTheFormatThatTheirNamesEndWith) {
  const std::vector<std::pair<std::string, std::string>> endings{
      {"r.txt", "text"},        {"r", "text"},           {"r.csv", "csv"},
      {"r.md", "markdown"},     {"r.HTML", "html"},      {"r.json", "json"},
      {"r.xml", "junit"},       {"a.html/r.csv", "csv"}, {".html", "html"},
      {"r.prom", "openmetrics"}};
  std::filesystem::create_directory(folder.path() / "a.html");
  std::vector<std::string> arguments;
  for (const auto& [name, format] : endings) arguments.insert(arguments.end(), {"-o", name});
  const Outcome all = run(arguments);
  EXPECT_EQ(all.status, 0);
  EXPECT_EQ(all.out, "");
  for (const auto& [name, format] : endings) {
    for (const auto& [known, beginning] : beginnings) {
      if (known != format) continue;
      EXPECT_TRUE(file(name).starts_with(beginning)) << name;
    }
  }
}

TEST_F(Outputs, CanBeGivenTheirFormatOneByOne) {
  EXPECT_EQ(run({"-o", "openmetrics=metrics.txt", "-o", "codequality=gl.json", "-o", "md=r"}).err,
            "");
  EXPECT_TRUE(file("metrics.txt").ends_with("# EOF\n"));
  EXPECT_TRUE(file("gl.json").starts_with("["));
  EXPECT_TRUE(file("r").starts_with("<!--"));
}

TEST_F(Outputs, GoToAStandardStreamAsADash) {
  const Outcome text = run({"-o", "-", "-o", "report.md"});
  EXPECT_TRUE(text.out.starts_with("1 worse"));
  EXPECT_TRUE(file("report.md").starts_with("<!--"));
  const Outcome log = run({"-o", "github=-"});
  EXPECT_EQ(log.out, "");
  EXPECT_TRUE(contains(log.err, "::warning title=Encode (sec/op)::"));
}

TEST_F(Outputs, AreAllWrittenThoughOneCantBe) {
  const Outcome one = run({"-o", "nowhere/r.md", "-o", "report.md"});
  EXPECT_EQ(one.status, 2);
  EXPECT_TRUE(contains(one.err, "writing nowhere/r.md: No such file or directory"));
  EXPECT_TRUE(file("report.md").starts_with("<!--"));
}

TEST_F(Outputs, NeverOverwriteAnInputOrOneAnother) {
  EXPECT_TRUE(contains(run({"-o", "report.md", "-o", "new.txt"}).err,
                       "-o new.txt would overwrite what is read"));
  EXPECT_TRUE(contains(run({"-o", "r.md", "-o", "r.md"}).err, "-o r.md is there twice"));
  EXPECT_TRUE(contains(run({"-o", ""}).err, "-o needs the name of a file"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "r.md"));
}

TEST_F(Outputs, AddToTheSummaryOfAStep) {
  folder.write("summary", "# Tests\nall pass\n");
  const std::string summary = (folder.path() / "summary").string();
  const RunOptions job{.environment = {{"GITHUB_STEP_SUMMARY", summary}}};
  EXPECT_EQ(run({"-o", summary}, job).status, 0);
  EXPECT_TRUE(
      file("summary").starts_with("# Tests\nall pass\n\n<!-- benchdiff:report:benchdiff -->\n"));
  EXPECT_EQ(run({"--id", "again", "-o", summary}, job).status, 0);
  EXPECT_TRUE(contains(file("summary"), "<!-- benchdiff:report:again -->"));
  EXPECT_TRUE(contains(file("summary"), "<!-- benchdiff:report:benchdiff -->"));
}

TEST_F(Outputs, KeepASummaryWithinWhatGitHubTakes) {
  const std::string summary = (folder.path() / "summary").string();
  const RunOptions job{.environment = {{"GITHUB_STEP_SUMMARY", summary}}};
  constexpr std::size_t most = 1 << 20;
  folder.write("summary", std::string(most - 1500, 'x'));
  EXPECT_EQ(run({"-o", summary}, job).status, 0);
  EXPECT_LE(file("summary").size(), most);
  EXPECT_TRUE(contains(file("summary"), "1 worse"));
  folder.write("summary", std::string(most - 1000, 'x'));
  const Outcome full = run({"-o", summary}, job);
  EXPECT_EQ(full.status, 0);
  EXPECT_TRUE(contains(full.err, "is full: GitHub takes 1 MiB"));
  EXPECT_EQ(file("summary").size(), most - 1000);
}

TEST_F(Outputs, KeepMarkdownWithinWhatIsAllowed) {
  std::string old_text;
  std::string new_text;
  for (int i = 0; i < 2000; ++i) {
    const std::string name = "Encode/size=" + std::to_string(i);
    old_text += results(name, {"10", "10"}, "allocs/op");
    new_text += results(name, {"11", "11"}, "allocs/op");
  }
  folder.write("many-old.txt", old_text);
  folder.write("many-new.txt", new_text);
  const auto size = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--format", "markdown", "many-old.txt", "many-new.txt"});
    return folder.run(arguments).out.size();
  };
  EXPECT_LE(size({}), 65536U);
  EXPECT_LE(size({"--max-bytes", "2000"}), 2000U);
  EXPECT_GT(size({"--max-bytes", "200000"}), 65536U);
}

TEST_F(Outputs, AreReadBack) {
  EXPECT_EQ(run({"-o", "report.html", "-o", "report.json"}).status, 0);
  const std::string text = run({}).out;
  for (const char* name : {"report.html", "report.json"}) {
    const Outcome again = folder.run({name});
    EXPECT_EQ(again.err, "") << name;
    EXPECT_EQ(again.out, text) << name;
  }
}

TEST_F(Outputs, ThatCantBeAreRefused) {
  EXPECT_TRUE(
      contains(run({"-o", "jnit=report.xml"}).err, "there is no format jnit, but text, csv"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "jnit=report.xml"));
  EXPECT_EQ(run({"-o", "./jnit=report.txt"}).status, 0);
  EXPECT_TRUE(contains(run({"-o", "a.md", "-o", "./a.md"}).err, "-o a.md is there twice"));
  EXPECT_TRUE(contains(run({"-o", "-", "-o", "json=-"}).err, "two reports can't share"));
  EXPECT_EQ(run({"-o", "-", "-o", "github=-"}).status, 0);
  folder.write("waivers.toml", "");
  EXPECT_EQ(run({"--waivers", "waivers.toml", "-o", "text=waivers.toml"}).status, 2);
  EXPECT_EQ(file("waivers.toml"), "");
}

TEST_F(Outputs, CantCommandTheLogOfAJobOnGitHub) {
  folder.write("new.txt", results("::error::pwned", {"1", "2"}) + results("##[error]x", {"1"}));
  const RunOptions job{.environment = {{"GITHUB_ACTIONS", "true"}}};
  const Outcome told = folder.run({"new.txt"}, job);
  EXPECT_TRUE(contains(told.out, "\n\\x3a:error::pwned"));
  EXPECT_TRUE(lacks(told.out, "\n::"));
  EXPECT_TRUE(contains(told.out, "#\\x23[error]x"));
  EXPECT_TRUE(lacks(told.out, "##["));
  EXPECT_TRUE(contains(folder.run({"new.txt"}).out, "\n::error::pwned")) << "as it is elsewhere";
  const Outcome none = folder.run({"--explain", "\n::error::x", "new.txt"}, job);
  EXPECT_TRUE(lacks(none.err, "\n::"));
}

TEST_F(Outputs, AreToldApartByAnIdThatCantEndTheLine) {
  EXPECT_TRUE(contains(run({"--format", "markdown", "--id", "linux.x86_64-2"}).out,
                       "<!-- benchdiff:report:linux.x86_64-2 -->"));
  for (const char* id : {"", "a b", "-->", "a--b", "ä"}) {
    EXPECT_EQ(run({"--format", "markdown", "--id", id}).status, 2) << id;
  }
}

TEST_F(Outputs, ExplainInPlaceOfTheText) {
  const Outcome told = run({"--explain", "Encode", "-o", "-", "-o", "report.md"});
  EXPECT_EQ(told.status, 0);
  EXPECT_TRUE(told.out.starts_with("Encode · sec/op · old.txt → new.txt: worse\n"));
  EXPECT_TRUE(contains(told.out, "\n  verdict "));
  EXPECT_TRUE(file("report.md").starts_with("<!--"));
  EXPECT_TRUE(run({"--explain", "Encode", "-o", "report.md"}).out.starts_with("Encode · sec/op"));
  const Outcome none = run({"--explain", "Decode"});
  EXPECT_EQ(none.status, 2);
  EXPECT_TRUE(contains(none.err, "--explain: no benchmark is called Decode; there are Encode"));
}

}  // namespace
}  // namespace benchdiff
