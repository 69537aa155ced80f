// What the program understands on its command line and of its environment.

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "program.h"

namespace benchdiff {
namespace {

/// A folder with two files: in new.txt, Encode takes longer than before and Decode is as it was.
class CommandLine : public testing::Test {
 protected:
  CommandLine() {
    const std::vector<std::string> before{"100", "101", "102", "103", "104", "105"};
    const std::vector<std::string> after{"200", "202", "204", "206", "208", "210"};
    folder.write("old.txt",
                 "goos: linux\npkg: x/codec\n" + results("Encode/format=json-8", before) +
                     results("Encode/format=gob-8", before) + results("Decode-8", before) +
                     results("Decode-8", {"64", "64"}, "B/op"));
    folder.write("new.txt", "goos: linux\npkg: x/codec\n" + results("Encode/format=json-8", after) +
                                results("Encode/format=gob-8", after) +
                                results("Decode-8", before) +
                                results("Decode-8", {"64", "64"}, "B/op"));
  }

  void write(const std::string& name, std::string_view text) const { folder.write(name, text); }

  [[nodiscard]] Outcome run(const std::vector<std::string>& arguments,
                            RunOptions options = {}) const {
    return folder.run(arguments, std::move(options));
  }

  /// The report of good arguments.
  [[nodiscard]] std::string report(const std::vector<std::string>& arguments,
                                   RunOptions options = {}) const {
    const Outcome good = run(arguments, std::move(options));
    EXPECT_EQ(good.err, "");
    EXPECT_EQ(good.status, 0);
    return good.out;
  }

  const TemporaryDirectory folder;
};

bool has_color(std::string_view text) { return text.find("\x1b[") != std::string_view::npos; }

std::string without_color(const std::string& text) {
  return std::regex_replace(text, std::regex("\x1b\\[[0-9;]*m"), "");
}

TEST_F(CommandLine, HelpTellsTheOptionsWithExamples) {
  for (const char* spelling : {"--help", "-h", "-help"}) {
    const std::string help = report({spelling});
    for (const char* option :
         {"--filter", "--table", "--row", "--col", "--ignore", "--block", "--alpha", "--confidence",
          "--format", "--output", "--color", "--classic", "--version"}) {
      EXPECT_TRUE(contains(help, option));
    }
    EXPECT_TRUE(contains(help, "\nExamples:\n  benchdiff old.txt new.txt "));
    EXPECT_TRUE(contains(help, "Exit status: 0"));
  }
}

TEST_F(CommandLine, HelpFitsAnOrdinaryTerminal) {
  const std::string help = report({"--help"});
  EXPECT_TRUE(contains(help, "Usage: benchdiff"));
  for (std::size_t at = 0; at < help.size();) {
    const std::size_t end = std::min(help.find('\n', at), help.size());
    EXPECT_LE(end - at, 100U) << help.substr(at, end - at);
    at = end + 1;
  }
}

TEST_F(CommandLine, EveryExampleOfTheHelpIsUnderstood) {
  const std::string help = report({"--help"});
  const std::regex example("\n  (?:[^|\n]*\\| )?benchdiff ([^\n]*?)(?:  +[^\n]*)?(?=\n)");
  int examples = 0;
  for (std::sregex_iterator it(help.begin(), help.end(), example), end; it != end; ++it) {
    const TemporaryDirectory own;
    own.write("old.txt", read_file(folder.path() / "old.txt"));
    own.write("new.txt", read_file(folder.path() / "new.txt"));
    const std::string words = (*it)[1];
    const std::filesystem::path program(BENCHDIFF_PROGRAM);
    const Outcome example_run = benchdiff::run(
        "/bin/sh", {"-c", "exec \"$0\" " + words, program.string()},
        {.stdin_text = read_file(folder.path() / "new.txt"), .directory = own.path()});
    EXPECT_EQ(example_run.err, "") << words;
    EXPECT_EQ(example_run.status, contains(words, "--fail-on") ? 1 : 0) << words;
    ++examples;
  }
  EXPECT_GE(examples, 5);
}

TEST_F(CommandLine, VersionIsOneLine) {
  for (const char* spelling : {"--version", "-version"}) {
    EXPECT_TRUE(std::regex_match(report({spelling}), std::regex("benchdiff \\d+\\.\\d+\\.\\d+\n")));
  }
}

TEST_F(CommandLine, WithoutInputsItSaysWhatToGive) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"--classic"}, {"--filter", "*"}}) {
    const Outcome none = run(arguments);
    EXPECT_TRUE(contains(none.err, "benchdiff: no input"));
    EXPECT_TRUE(contains(none.err, "--help"));
    EXPECT_EQ(none.out, "");
    EXPECT_EQ(none.status, 2);
  }
}

TEST_F(CommandLine, AnUnknownOptionIsRefused) {
  for (const char* option : {"--fliter=x", "--nope", "-nope", "-x", "--filters"}) {
    const Outcome unknown = run({option, "old.txt", "new.txt"});
    EXPECT_TRUE(contains(unknown.err, "benchdiff: "));
    EXPECT_EQ(unknown.out, "");
    EXPECT_EQ(unknown.status, 2) << option;
  }
}

TEST_F(CommandLine, AnOptionWithoutItsValueIsRefused) {
  for (const char* option : {"--filter", "--table", "--alpha", "--format", "-o", "--color"}) {
    const Outcome missing = run({"old.txt", option});
    EXPECT_TRUE(contains(missing.err, "benchdiff: "));
    EXPECT_EQ(missing.out, "");
    EXPECT_EQ(missing.status, 2) << option;
  }
}

TEST_F(CommandLine, LongOptionsTakeOneDashOrTwoAndTheirValueEitherWay) {
  const std::string wanted = report({"--filter", ".name:Encode", "old.txt", "new.txt"});
  EXPECT_TRUE(contains(wanted, "Encode/format=json-8"));
  EXPECT_TRUE(lacks(wanted, "Decode"));
  using Words = std::vector<std::string>;
  for (const Words& words : {Words{"-filter", ".name:Encode"}, Words{"-filter=.name:Encode"},
                             Words{"--filter=.name:Encode"}}) {
    Words arguments = words;
    arguments.insert(arguments.end(), {"old.txt", "new.txt"});
    EXPECT_EQ(report(arguments), wanted);
    // Behind the files as well.
    std::rotate(arguments.begin(), arguments.end() - 2, arguments.end());
    EXPECT_EQ(report(arguments), wanted);
  }
}

TEST_F(CommandLine, EveryOptionOfBenchstatTakesOneDash) {
  const std::string wanted =
      report({"--classic", "--table", "pkg", "--row", ".fullname", "--col", ".file", "--ignore",
              "goos", "--filter", ".unit:ns/op", "--alpha", "0.01", "--confidence", "0.9",
              "--format", "csv", "old.txt", "new.txt"});
  EXPECT_EQ(report({"-classic", "-table", "pkg", "-row", ".fullname", "-col", ".file", "-ignore",
                    "goos", "-filter", ".unit:ns/op", "-alpha", "0.01", "-confidence", "0.9",
                    "-format", "csv", "old.txt", "new.txt"}),
            wanted);
  EXPECT_EQ(report({"-classic", "-table=pkg", "-row=.fullname", "-col=.file", "-ignore=goos",
                    "-filter=.unit:ns/op", "-alpha=0.01", "-confidence=0.9", "-format=csv",
                    "old.txt", "new.txt"}),
            wanted);
}

TEST_F(CommandLine, AFilterMayBeginWithADash) {
  using Words = std::vector<std::string>;
  for (const Words& words : {Words{"-filter", "-.name:Encode"}, Words{"--filter", "-.name:Encode"},
                             Words{"--filter=-.name:Encode"}, Words{"-filter", "--.name:Decode"}}) {
    Words arguments = words;
    arguments.emplace_back("old.txt");
    const std::string out = report(arguments);
    EXPECT_TRUE(contains(out, "Decode-8"));
    EXPECT_TRUE(lacks(out, "Encode"));
  }
}

TEST_F(CommandLine, AnEmptyProjectionIsAValueInEverySpelling) {
  using Words = std::vector<std::string>;
  for (const std::string style : {"--color=never", "--classic"}) {
    const std::string with_config = report({style, "old.txt", "new.txt"});
    EXPECT_TRUE(contains(with_config, "pkg: x/codec\n"));
    const std::string wanted = report({style, "--table", "", "old.txt", "new.txt"});
    EXPECT_TRUE(lacks(wanted, "pkg: "));
    EXPECT_TRUE(contains(wanted, "Decode-8"));
    for (const Words& words : {Words{"-table", ""}, Words{"--table="}, Words{"-table="}}) {
      Words arguments{style};
      arguments.insert(arguments.end(), words.begin(), words.end());
      arguments.insert(arguments.end(), {"old.txt", "new.txt"});
      EXPECT_EQ(report(arguments), wanted) << words.front();
    }
  }
}

TEST_F(CommandLine, AnEmptyFilterIsRefusedInEverySpelling) {
  using Words = std::vector<std::string>;
  for (const Words& words : {Words{"--filter", ""}, Words{"--filter="}, Words{"-filter="}}) {
    Words arguments = words;
    arguments.emplace_back("old.txt");
    const Outcome empty = run(arguments);
    EXPECT_TRUE(contains(empty.err, "benchdiff: parsing --filter: syntax error: "));
    EXPECT_EQ(empty.status, 2);
  }
}

TEST_F(CommandLine, BehindTwoDashesAllAreFiles) {
  write("-col", read_file(folder.path() / "new.txt"));
  const std::string out = report({"--", "old.txt", "-col"});
  EXPECT_TRUE(contains(out, "old.txt → -col"));
  EXPECT_TRUE(contains(line_of(out, "Encode/format=json-8"), "worse"));
}

TEST_F(CommandLine, LevelsOutOfRangeAreRefused) {
  for (const std::string option : {"alpha", "confidence"}) {
    for (const char* value : {"1.01", "-0.01", "nan", "NaN", "inf", "-inf"}) {
      const Outcome own = run({"--" + option, value, "old.txt", "new.txt"});
      EXPECT_EQ(own.err, "benchdiff: --" + option + " must be in range [0, 1]\n") << value;
      EXPECT_EQ(own.out, "");
      EXPECT_EQ(own.status, 2);
      const Outcome classic = run({"-classic", "-" + option, value, "old.txt", "new.txt"});
      EXPECT_EQ(classic.err, "benchdiff: -" + option + " must be in range [0, 1]\n") << value;
      EXPECT_EQ(classic.status, 2);
    }
    for (const char* value : {"five", "", "0.05x", "0,05"}) {
      const Outcome no_number = run({"--" + option, value, "old.txt", "new.txt"});
      EXPECT_TRUE(contains(no_number.err, "--" + option + ": must be a number"));
      EXPECT_EQ(no_number.status, 2) << value;
    }
    for (const char* value : {"0", "1"}) {
      EXPECT_EQ(run({"-classic", "-" + option, value, "old.txt", "new.txt"}).status, 0) << value;
      const int status = option == "alpha" ? 2 : 0;  // a test that is never or always wrong is none
      EXPECT_EQ(run({"--" + option, value, "old.txt", "new.txt"}).status, status) << value;
    }
  }
}

TEST_F(CommandLine, AlphaDecidesWhatIsSignificant) {
  // Six values a side, all larger: p = 2/924.
  EXPECT_TRUE(
      contains(line_of(report({"--alpha", "0.0022", "old.txt", "new.txt"}), "Encode/format=json-8"),
               "worse"));
  EXPECT_TRUE(
      contains(line_of(report({"--alpha", "0.0021", "old.txt", "new.txt"}), "Encode/format=json-8"),
               "unclear"));
  EXPECT_TRUE(contains(report({"--alpha", "0.2", "old.txt", "new.txt"}), "change [80%]"));
}

TEST_F(CommandLine, ConfidenceIsTheLevelOfTheIntervalsOfSamples) {
  const std::string out = report({"--confidence", "0.8", "old.txt", "new.txt"});
  EXPECT_TRUE(contains(out, "change [95%]")) << "that of a change goes by alpha";
  EXPECT_TRUE(lacks(out, "need >= 6 samples"));
  // Six values allow 96.9% at most.
  EXPECT_TRUE(contains(report({"--confidence", "0.99", "old.txt", "new.txt"}),
                       "need >= 8 samples for confidence interval at level 0.99"));
}

TEST_F(CommandLine, AUnitThatNoResultHasIsToldOfAMinEffect) {
  const Outcome misspelt = run({"--min-effect", "ns/po:2%", "old.txt", "new.txt"});
  EXPECT_EQ(misspelt.err, "benchdiff: no result has the unit sec/po (--min-effect)\n");
  EXPECT_EQ(misspelt.status, 0);
  EXPECT_EQ(run({"--min-effect", "ns/op:2%", "old.txt", "new.txt"}).err, "");
}

TEST_F(CommandLine, AMinEffectIsSaidOnce) {
  const Outcome twice = run({"--min-effect", "2%", "--min-effect", "3%", "old.txt", "new.txt"});
  EXPECT_TRUE(contains(twice.err, "parsing --min-effect: "));
  EXPECT_TRUE(contains(twice.err, "this was said before"));
  EXPECT_EQ(twice.status, 2);
}

TEST_F(CommandLine, AnUnknownFormatIsRefused) {
  for (const char* format : {"pdf", "TEXT", "", "csv2"}) {
    const Outcome own = run({"--format", format, "old.txt"});
    EXPECT_TRUE(contains(own.err, "benchdiff: --format: must be one of text, csv, markdown, html"));
    EXPECT_EQ(own.status, 2);
  }
  const Outcome classic = run({"-classic", "-format", "html", "old.txt"});
  EXPECT_TRUE(contains(classic.err, "-format must be text or csv"));
  EXPECT_EQ(classic.status, 2);
}

TEST_F(CommandLine, FaultsOfAQueryAreShownWithACaret) {
  const Outcome filter = run({"--filter", "a:(b c)", "old.txt"});
  EXPECT_EQ(filter.err,
            "benchdiff: parsing --filter: syntax error: value list must be separated by OR\n"
            "\ta:(b c)\n"
            "\t     ^\n");
  EXPECT_EQ(filter.out, "");
  EXPECT_EQ(filter.status, 2);
  for (const std::string option : {"table", "row", "col", "ignore", "block"}) {
    const Outcome own = run({"--" + option, "a,,b", "old.txt"});
    EXPECT_EQ(own.err, "benchdiff: parsing --" + option +
                           ": syntax error: expected key\n"
                           "\ta,,b\n"
                           "\t  ^\n");
    EXPECT_EQ(own.status, 2);
    const Outcome classic = run({"-classic", "-" + option, "a,,b", "old.txt"});
    EXPECT_TRUE(contains(classic.err, "parsing -" + option + ": syntax error: expected key\n"));
    EXPECT_EQ(classic.status, 2);
  }
}

TEST_F(CommandLine, ACaretStandsUnderTheFaultBehindWideCharactersToo) {
  const Outcome query = run({"--filter", "größe:x ?", "old.txt"});
  EXPECT_TRUE(contains(query.err, "\n\tgröße:x ?\n\t         ^\n") ||
              contains(query.err, "\n\tgröße:x ?\n\t        ^\n"));
  EXPECT_EQ(query.status, 2);
}

TEST_F(CommandLine, AHostilePatternEndsInAnswerOrMessage) {
  const Outcome hostile = run({"--filter", ".name:/(a*)*(b*)*(.*)*$x/", "old.txt"});
  EXPECT_TRUE(contains(hostile.err, "no result matches"));
  EXPECT_EQ(hostile.status, 2);
  const Outcome broken = run({"--filter", ".name:/a(b[/", "old.txt"});
  EXPECT_TRUE(contains(broken.err, "parsing --filter"));
  EXPECT_EQ(broken.status, 2);
}

TEST_F(CommandLine, QueriesAreCheckedBeforeFilesAreRead) {
  const Outcome both = run({"--row", "a,,b", "nope.txt"});
  EXPECT_TRUE(contains(both.err, "parsing --row"));
  EXPECT_TRUE(lacks(both.err, "nope.txt"));
}

TEST_F(CommandLine, UnderTheNameBenchstatItIsTheClassicView) {
  const std::string classic = report({"--classic", "old.txt", "new.txt"});
  EXPECT_TRUE(contains(classic, "│   vs base") || contains(classic, "vs base"));
  EXPECT_TRUE(lacks(classic, "next:"));
  for (const char* name : {"benchstat", "bin/benchstat", "./benchstat"}) {
    EXPECT_EQ(report({"old.txt", "new.txt"}, {.argv0 = name}), classic);
  }
  for (const char* name : {"benchdiff", "benchstat-old", "benchstat/benchdiff"}) {
    EXPECT_TRUE(contains(report({"old.txt", "new.txt"}, {.argv0 = name}), "next:"));
  }
}

TEST_F(CommandLine, ALinkOfTheNameBenchstatIsTheClassicView) {
  const auto link = folder.path() / "benchstat";
  std::filesystem::create_symlink(BENCHDIFF_PROGRAM, link);
  const Outcome through =
      benchdiff::run(link, {"-col", ".file", "old.txt", "new.txt"}, {.directory = folder.path()});
  EXPECT_EQ(through.out, report({"--classic", "old.txt", "new.txt"}));
  EXPECT_EQ(through.status, 0);
}

TEST_F(CommandLine, ColorIsAsAskedFor) {
  const std::string plain = report({"--color", "never", "old.txt", "new.txt"});
  EXPECT_FALSE(has_color(plain));
  const std::string colored = report({"--color", "always", "old.txt", "new.txt"});
  EXPECT_TRUE(has_color(colored));
  EXPECT_EQ(without_color(colored), plain);
  EXPECT_FALSE(has_color(report({"--color", "auto", "old.txt", "new.txt"})));
  EXPECT_FALSE(has_color(report({"old.txt", "new.txt"})));
  EXPECT_FALSE(has_color(report({"--classic", "--color=always", "old.txt", "new.txt"})));
  EXPECT_FALSE(has_color(report({"--format=csv", "--color=always", "old.txt", "new.txt"})));
}

TEST_F(CommandLine, ColorGoesByTheDirectionOfTheUnit) {
  write("slow.txt",
        results("A", {"1", "1", "1", "1"}, "MB/s") + results("A", {"1", "1", "1", "1"}, "ns/op"));
  write("fast.txt",
        results("A", {"2", "2", "2", "2"}, "MB/s") + results("A", {"2", "2", "2", "2"}, "ns/op"));
  const std::string out =
      report({"--color=always", "slow.txt", "fast.txt"}, {.environment = {{"COLUMNS", "40"}}});
  EXPECT_TRUE(contains(out, "\x1b[32mbetter\x1b[0m"));
  EXPECT_TRUE(contains(out, "\x1b[31mworse\x1b[0m"));
}

TEST_F(CommandLine, AnUnknownWordForColorIsRefused) {
  const Outcome purple = run({"--color", "purple", "old.txt"});
  EXPECT_TRUE(contains(purple.err, "--color: must be auto, always or never"));
  EXPECT_EQ(purple.status, 2);
}

TEST_F(CommandLine, ColorGoesByTheEnvironmentWhereNothingIsAskedFor) {
  const auto color = [&](std::map<std::string, std::string> environment, Output output,
                         const char* choice = "--color=auto") {
    return has_color(report({choice, "old.txt", "new.txt"},
                            {.environment = std::move(environment), .output = output}));
  };
  EXPECT_TRUE(color({{"CLICOLOR_FORCE", "1"}}, Output::pipe));
  EXPECT_TRUE(color({{"FORCE_COLOR", "1"}}, Output::pipe));
  EXPECT_FALSE(color({{"CLICOLOR_FORCE", "0"}}, Output::pipe));
  EXPECT_FALSE(color({{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, Output::pipe));
  EXPECT_FALSE(color({{"CLICOLOR_FORCE", "1"}}, Output::pipe, "--color=never"));
  EXPECT_TRUE(color({{"NO_COLOR", "1"}}, Output::pipe, "--color=always"));
  EXPECT_TRUE(color({{"TERM", "xterm"}}, Output::terminal));
  EXPECT_FALSE(color({{"TERM", "dumb"}}, Output::terminal));
  EXPECT_FALSE(color({{"TERM", "xterm"}, {"NO_COLOR", "1"}}, Output::terminal));
  EXPECT_TRUE(color({{"TERM", "xterm"}, {"NO_COLOR", ""}}, Output::terminal));
}

TEST_F(CommandLine, ATerminalTellsHowWideLinesMayBe) {
  const auto lines = [&](unsigned short columns, std::map<std::string, std::string> environment) {
    return report({"--color=never", "old.txt", "new.txt"}, {.environment = std::move(environment),
                                                            .output = Output::terminal,
                                                            .terminal_columns = columns});
  };
  const auto rows_of_decode = [](const std::string& text) {
    const std::regex row("\nDecode-8 ");
    return std::distance(std::sregex_iterator(text.begin(), text.end(), row), {});
  };
  const std::string wide = lines(250, {});
  EXPECT_EQ(rows_of_decode(wide), 1);  // all units side by side
  EXPECT_EQ(rows_of_decode(lines(70, {})), 2);
  EXPECT_EQ(lines(70, {{"COLUMNS", "250"}}), wide);
}

TEST_F(CommandLine, NamesAreShortenedOnATerminalOnly) {
  const std::string name = "AVeryLongNameIndeed/with=many/parts=that/go=on/and=on/to=the/end=of-8";
  for (const char* file : {"a.txt", "b.txt"}) {
    write(file, results(name, {"1", "2", "3", "4", "5", "6"}));
  }
  const RunOptions terminal{.output = Output::terminal, .terminal_columns = 70};
  const std::string shortened = report({"--color=never", "a.txt", "b.txt"}, terminal);
  EXPECT_TRUE(lacks(shortened, name));
  EXPECT_TRUE(contains(shortened, "AVery"));
  EXPECT_TRUE(contains(shortened, "=of-8"));
  EXPECT_TRUE(contains(report({"a.txt", "b.txt"}, {.environment = {{"COLUMNS", "70"}}}), name));
  EXPECT_TRUE(contains(report({"--classic", "a.txt", "b.txt"}, terminal), name));
}

TEST_F(CommandLine, OutsideUtf8OnlyAsciiIsWritten) {
  for (const char* file : {"ünï.txt", "ünö.txt"}) {
    write(file, results("größe=ü", {"1000", "1001", "1002", "1003"}));
  }
  for (const std::map<std::string, std::string>& locale :
       {std::map<std::string, std::string>{{"LC_ALL", "C"}},
        {{"LC_ALL", ""}, {"LANG", "de_DE.ISO-8859-1"}},
        {{"LC_ALL", ""}, {"LC_CTYPE", "POSIX"}, {"LANG", "de_DE.UTF-8"}},
        {{"LC_ALL", ""}}}) {
    const std::string out = report({"ünï.txt", "ünö.txt"}, {.environment = locale});
    EXPECT_TRUE(std::ranges::all_of(out, [](char c) {
      return c == '\n' || (c >= ' ' && c <= '~');
    })) << out;
    EXPECT_TRUE(contains(out, "us"));
  }
  for (const std::map<std::string, std::string>& locale :
       {std::map<std::string, std::string>{{"LC_ALL", "C.utf8"}},
        {{"LC_ALL", ""}, {"LANG", "de_DE.UTF-8"}},
        {{"LC_ALL", ""}, {"LC_CTYPE", "en_US.UTF-8"}, {"LANG", "C"}}}) {
    const std::string out = report({"ünï.txt", "ünö.txt"}, {.environment = locale});
    EXPECT_TRUE(contains(out, "größe=ü"));
    EXPECT_TRUE(contains(out, "µs"));
  }
}

TEST_F(CommandLine, TheReportGoesToTheFileOfDashO) {
  const std::string wanted = report({"old.txt", "new.txt"});
  for (const char* option : {"-o", "--output", "-output"}) {
    write("out.txt", std::string(100'000, 'x'));  // is replaced
    EXPECT_EQ(report({option, "out.txt", "old.txt", "new.txt"}), "");
    EXPECT_EQ(read_file(folder.path() / "out.txt"), wanted);
  }
  EXPECT_EQ(report({"-o", "out.csv", "--format=csv", "old.txt"}), "");
  EXPECT_TRUE(contains(read_file(folder.path() / "out.csv"), "Decode-8,sec/op,old.txt,6,"));
  EXPECT_EQ(report({"-o", "out.txt", "--classic", "old.txt"}), "");
  EXPECT_EQ(read_file(folder.path() / "out.txt"), report({"--classic", "old.txt"}));
}

TEST_F(CommandLine, AFileHasNoColorsOfATerminal) {
  EXPECT_EQ(report({"-o", "out.txt", "old.txt", "new.txt"},
                   {.environment = {{"TERM", "xterm"}}, .output = Output::terminal}),
            "");
  EXPECT_FALSE(has_color(read_file(folder.path() / "out.txt")));
}

TEST_F(CommandLine, NothingIsWrittenToTheFileOfDashOWhenNothingIsCompared) {
  write("out.txt", "before\n");
  EXPECT_EQ(run({"-o", "out.txt", "old.txt", "nope.txt"}).status, 2);
  EXPECT_EQ(read_file(folder.path() / "out.txt"), "before\n");
}

TEST_F(CommandLine, LabelsNameTheColumns) {
  const std::string out = report({"before=old.txt", "after=new.txt"});
  EXPECT_TRUE(contains(out, "before → after\n"));
  EXPECT_TRUE(lacks(out, ".txt"));
  const std::string classic = report({"--classic", "before=old.txt", "after=new.txt"});
  EXPECT_TRUE(contains(classic, "│   before    │"));
}

TEST_F(CommandLine, ALabelEndsAtTheFirstEqualsSign) {
  write("a=b.txt", read_file(folder.path() / "new.txt"));
  EXPECT_TRUE(contains(report({"old.txt", "x=a=b.txt"}), "old.txt → x\n"));
}

TEST_F(CommandLine, FilesOfOneLabelArePooled) {
  const std::string out = report({"old=old.txt", "old=old.txt", "new=new.txt"});
  EXPECT_TRUE(contains(line_of(out, "Encode/format=json-8"), "12+6"));
  EXPECT_TRUE(
      contains(report({"--classic", "old=old.txt", "old=old.txt", "new=new.txt"}), "n=12+6"));
}

TEST_F(CommandLine, FilesOfOneLabelAreOneColumnInTheFirstLineAsWell) {
  EXPECT_TRUE(report({"old=old.txt", "new=new.txt", "old=old.txt"})
                  .starts_with("2 worse, 0 better, 1 same, 1 unclear · old → new\n"));
  // There is one column, and so nothing to compare and nothing wrong.
  EXPECT_TRUE(report({"a=old.txt", "a=new.txt"}).starts_with("nothing compared · a\n"));
}

/// Runs on a slow and a fast machine; each machine's are of one tenth more with `more`.
std::string on_two_machines(bool more) {
  const auto runs = [&](const char* digits) {
    std::vector<std::string> values;
    for (int run = 0; run < 8; ++run) {
      values.push_back((more ? "11" : "10") + std::to_string(run) + digits);
    }
    return results("A", values);
  };
  return "machine: fast\n" + runs("") + "machine: slow\n" + runs("000");
}

TEST_F(CommandLine, BlocksAreComparedEachByItself) {
  write("before.txt", on_two_machines(false));
  write("after.txt", on_two_machines(true));
  const std::string expected = report({"--block", "machine", "before.txt", "after.txt"});
  EXPECT_TRUE(contains(line_of(expected, "A "), "worse"));
  EXPECT_TRUE(lacks(expected, "machine: "));
  EXPECT_TRUE(lacks(expected, "vary"));
  for (const char* spelling : {"--block=machine", "-block=machine"}) {
    EXPECT_EQ(report({spelling, "before.txt", "after.txt"}), expected);
  }
}

TEST_F(CommandLine, EachMachineMayHaveAFileOfItsOwn) {
  // By itself, a machine that each file has one of would be set aside as what the files differ by.
  const std::string text = on_two_machines(false);
  const auto half = text.find("machine: slow");
  const std::string changed = on_two_machines(true);
  const auto changed_half = changed.find("machine: slow");
  write("a1.txt", text.substr(0, half));
  write("a2.txt", text.substr(half));
  write("b1.txt", changed.substr(0, changed_half));
  write("b2.txt", changed.substr(changed_half));
  const std::vector<std::string> files{"old=a1.txt", "old=a2.txt", "new=b1.txt", "new=b2.txt"};
  const auto with = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), files.begin(), files.end());
    return report(arguments);
  };
  EXPECT_TRUE(contains(line_of(with({"--block", "machine"}), "A "), "worse"));
  EXPECT_TRUE(lacks(with({"--block", "machine"}), "differs"));
  EXPECT_TRUE(contains(with({}), "differs: machine: "));
}

TEST_F(CommandLine, FilesOfOneLabelAreProcessesByTheirPaths) {
  std::vector<std::string> arguments{"--block", ".path", "--test", "two-level"};
  for (int process = 0; process < 4; ++process) {
    const std::string number = std::to_string(process);
    write("a" + number, results("A", {"100" + number, "101" + number, "102" + number}));
    write("b" + number, results("A", {"200" + number, "201" + number, "202" + number}));
    arguments.push_back("old=a" + number);
    arguments.push_back("new=b" + number);
  }
  EXPECT_TRUE(contains(line_of(report(arguments), "A "), "worse"));
}

TEST_F(CommandLine, FiltersKnowThePathsOfFilesOfOneLabel) {
  const std::string csv = report({"--format", "csv", "--filter", ".path:old.txt .name:Decode",
                                  "x=old.txt", "x=new.txt", "x=old.txt"});
  EXPECT_TRUE(contains(csv, ",Decode-8,sec/op,x,12,"));
}

TEST_F(CommandLine, NoKeysAreNoBlocks) {
  const std::string expected = report({"old.txt", "new.txt"});
  for (const char* nothing : {"", " ", "\t"}) {
    EXPECT_EQ(report({"--block", nothing, "old.txt", "new.txt"}), expected);
  }
}

TEST_F(CommandLine, ADashIsStandardInput) {
  const std::string text = read_file(folder.path() / "new.txt");
  const std::string out = report({"old.txt", "-"}, {.stdin_text = text});
  EXPECT_TRUE(contains(out, "old.txt → -\n"));
  EXPECT_TRUE(contains(line_of(out, "Encode/format=json-8"), "worse"));
  EXPECT_EQ(report({"old.txt", "new.txt=-"}, {.stdin_text = text}), report({"old.txt", "new.txt"}));
  EXPECT_TRUE(contains(report({"--classic", "-", "old.txt"}, {.stdin_text = text}), "│      -"));
}

TEST_F(CommandLine, TheLastOfAnOptionGivenTwiceCounts) {
  EXPECT_EQ(report({"--filter", ".name:Nope", "--filter", ".name:Encode", "old.txt"}),
            report({"--filter", ".name:Encode", "old.txt"}));
  EXPECT_EQ(report({"-classic", "-alpha", "0.5", "-alpha=0.01", "old.txt", "new.txt"}),
            report({"-classic", "-alpha=0.01", "old.txt", "new.txt"}));
}

TEST_F(CommandLine, TheSameInputGivesTheSameOutput) {
  write("third.txt", read_file(folder.path() / "old.txt"));
  for (const char* style : {"--color=always", "--format=csv", "--classic"}) {
    const std::string once = report({style, "old.txt", "new.txt", "third.txt"});
    EXPECT_TRUE(contains(once, "\nDecode-8") || contains(once, ",Decode-8,"));
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(report({style, "old.txt", "new.txt", "third.txt"}), once);
    }
  }
}

TEST_F(CommandLine, TheValueOfAnOptionMayLookLikeAnotherOne) {
  // As with Go's flags, -filter takes what follows.
  const Outcome classic = run({"-classic", "-filter", "-row", "old.txt"});
  EXPECT_TRUE(contains(classic.err, "parsing -filter: syntax error: expected key:value\n\t-row\n"));
  EXPECT_EQ(classic.status, 2);
  EXPECT_EQ(report({"--filter", "-goos:windows", "old.txt", "new.txt"}),
            report({"old.txt", "new.txt"}));
}

TEST_F(CommandLine, AFileWhoseNameLooksLikeStandardInputIsAFile) {
  write("b=-", results("A", {"1"}));
  const Outcome good = run({"a=b=-", "-"}, {.stdin_text = results("A", {"2"})});
  EXPECT_EQ(good.err, "");
  EXPECT_EQ(good.status, 0);
}

TEST_F(CommandLine, AnOutputOfADashIsStandardOutput) {
  EXPECT_EQ(report({"-o", "-", "old.txt", "new.txt"}), report({"old.txt", "new.txt"}));
  (void)report({"-o=out.txt", "old.txt", "new.txt"});
  EXPECT_EQ(read_file(folder.path() / "out.txt"), report({"old.txt", "new.txt"}));
}

TEST_F(CommandLine, AForcedColorIsNotForFiles) {
  const RunOptions forced{.environment = {{"FORCE_COLOR", "1"}}};
  EXPECT_TRUE(contains(report({"old.txt", "new.txt"}, forced), "\x1b["));
  (void)report({"-o", "out.txt", "old.txt", "new.txt"}, forced);
  EXPECT_TRUE(lacks(read_file(folder.path() / "out.txt"), "\x1b["));
  (void)report({"-o", "out.txt", "--color=always", "old.txt", "new.txt"});
  EXPECT_TRUE(contains(read_file(folder.path() / "out.txt"), "\x1b["));
}

TEST_F(CommandLine, ASettingThatIsComparedIsNoDifferenceBesides) {
  write("linux.txt", "goos: linux\n" + results("A", {"1", "2"}));
  write("windows.txt", "goos: windows\n" + results("A", {"1", "2"}));
  EXPECT_TRUE(contains(report({"linux.txt", "windows.txt"}), "differs: goos: linux"));
  EXPECT_TRUE(lacks(report({"--col", "goos", "linux.txt", "windows.txt"}), "differs:"));
}

TEST_F(CommandLine, TheCsvTellsOnStandardErrorWhatDiffers) {
  write("linux.txt", "goos: linux\n" + results("A", {"1", "2"}));
  write("windows.txt", "goos: windows\n" + results("A", {"1", "2"}));
  const Outcome csv = run({"--format", "csv", "linux.txt", "windows.txt"});
  EXPECT_EQ(csv.err, "benchdiff: differs: goos: linux -> windows\n");
  EXPECT_EQ(csv.status, 0);
}

}  // namespace
}  // namespace benchdiff
