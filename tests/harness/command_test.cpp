#include <benchdiff/harness/command.h>

#include <gtest/gtest.h>

#include <benchdiff/harness/child.h>

#include "scripts.h"

namespace benchdiff::harness {
namespace {

using Words = std::vector<std::string>;

Words of_shell(const std::string& command) { return {"/bin/sh", "-c", command}; }

TEST(Command, OfPlainWordsIsSplitAtBlanks) {
  EXPECT_EQ(words_of_command("prog"), Words{"prog"});
  EXPECT_EQ(words_of_command("  prog\t-x  --y=1,2 a/b.c "),
            (Words{"prog", "-x", "--y=1,2", "a/b.c"}));
  EXPECT_EQ(words_of_command("prog \xC3\xA4 %d @x a:b ^"),
            (Words{"prog", "\xC3\xA4", "%d", "@x", "a:b", "^"}));
}

TEST(Command, MayHoldQuotedWords) {
  EXPECT_EQ(words_of_command(R"(prog 'a b' "c  d" e'f'"g" '' "")"),
            (Words{"prog", "a b", "c  d", "efg", "", ""}));
  EXPECT_EQ(words_of_command(R"(prog '$x`y`\"*|' "it's|*~")"),
            (Words{"prog", R"($x`y`\"*|)", "it's|*~"}));
  EXPECT_EQ(words_of_command("'my prog' x"), (Words{"my prog", "x"}));
  EXPECT_EQ(words_of_command("prog 'a\nb'"), (Words{"prog", "a\nb"}));
}

TEST(Command, IsForAShellWhereAnyCharacterIs) {
  for (const char* command :
       {"a | b", "a & b", "a; b", "a < b", "a > b", "(a)", "a $x", "a `b`", "a *", "a ?", "a [b]",
        "a #b", "~/a", "{ a; }", "! a", "a \\ b", "a \"$x\"", "a \"`b`\"", "a \"\\\\\""}) {
    EXPECT_EQ(words_of_command(command), of_shell(command));
  }
}

TEST(Command, ThatIsAShellsOwnIsForAShell) {
  for (const char* command : {"exit 3", "exec prog", ". ./script", ":", "cd there"}) {
    EXPECT_EQ(words_of_command(command), of_shell(command));
  }
  EXPECT_EQ(words_of_command("echo exit"), (Words{"echo", "exit"}));
}

TEST(Command, OfSeveralLinesIsForAShell) {
  for (const char* command : {"a\nb", "a \n b c", "\na", "a\n"}) {
    EXPECT_EQ(words_of_command(command), of_shell(command));
  }
}

TEST(Command, ThatSetsAVariableFirstIsForAShell) {
  EXPECT_EQ(words_of_command("X=1 prog"), of_shell("X=1 prog"));
  EXPECT_EQ(words_of_command("X='a b' prog"), of_shell("X='a b' prog"));
  EXPECT_EQ(words_of_command("env X=1 prog"), (Words{"env", "X=1", "prog"}));
}

TEST(Command, WithAQuotationMarkThatIsNotClosedIsForAShell) {
  for (const char* command : {"a 'b", "a \"b", "'", "a b\"c 'd'"}) {
    EXPECT_EQ(words_of_command(command), of_shell(command));
  }
}

TEST(Command, OfNothingIsForAShell) {
  for (const char* command : {"", " ", "\t \t"}) {
    EXPECT_EQ(words_of_command(command), of_shell(command));
  }
}

/// Commands that are split here come to the same words in a shell.
TEST(Command, IsSplitAsAShellWould) {
  Signals signals;
  const std::string show = "for word; do printf '<%s>' \"$word\"; done";
  for (const char* command :
       {"p a  b", "p 'a b'c\"d e\" ''", "p \"it's\" 'say \"x\"'", "p a=b 'c=d'"}) {
    std::string expected;
    const Words words = words_of_command(command);
    ASSERT_EQ(words.front(), "p");
    for (std::size_t i = 1; i < words.size(); ++i) expected += "<" + words[i] + ">";
    EXPECT_EQ(run_child(script("p() { " + show + "; }; " + command), signals).output, expected);
  }
}

TEST(QuotedWord, IsTheSameTextForAShell) {
  Signals signals;
  for (const char* text : {"", "a", "it's", "''", "'", "\"$x\" `y` \\ \\\\ * ~ ! #", "two\nlines\n",
                           "-n", "\xC3\xA4", "\x1b[31m\x7f", "$(touch /)", "a'; echo b; '"}) {
    const ChildResult echoed = run_child(script("printf %s " + shell_quoted(text)), signals);
    EXPECT_EQ(echoed.output, text);
    EXPECT_EQ(run_child(script("printf %s " + shell_quoted(shell_quoted(text))), signals).output,
              shell_quoted(text));
  }
}

}  // namespace
}  // namespace benchdiff::harness
