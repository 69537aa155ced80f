#include <benchdiff/report/column_headings.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Names = std::vector<std::string>;

TEST(ColumnHeadings, LeaveOutTheFoldersThatAllNamesBeginWith) {
  EXPECT_EQ(column_headings(Names{"a/b/old.txt", "a/b/new.txt"}), (Names{"old.txt", "new.txt"}));
  EXPECT_EQ(column_headings(Names{"/tmp/a/x", "/tmp/b/x", "/tmp/c"}), (Names{"a/x", "b/x", "c"}));
}

TEST(ColumnHeadings, LeaveOutWholeFoldersOnly) {
  EXPECT_EQ(column_headings(Names{"runs1/x", "runs2/x"}), (Names{"runs1/x", "runs2/x"}));
  EXPECT_EQ(column_headings(Names{"old.txt", "old.txt.2"}), (Names{"old.txt", "old.txt.2"}));
}

TEST(ColumnHeadings, KeepARootThatIsAllTheyShare) {
  EXPECT_EQ(column_headings(Names{"/old", "/new"}), (Names{"/old", "/new"}));
}

TEST(ColumnHeadings, KeepASingleName) {
  EXPECT_EQ(column_headings(Names{"a/b/old.txt"}), Names{"a/b/old.txt"});
  EXPECT_EQ(column_headings(Names{}), Names{});
}

TEST(ColumnHeadings, KeepNamesOfWhichNothingWouldBeLeft) {
  EXPECT_EQ(column_headings(Names{"a/", "a/b"}), (Names{"a/", "a/b"}));
}

TEST(ColumnHeadings, SayThatANameIsEmpty) {
  EXPECT_EQ(column_headings(Names{"", "a/b"}), (Names{"(none)", "a/b"}));
  EXPECT_EQ(column_headings(Names{""}), Names{"(none)"});
}

TEST(ColumnHeadings, StayAlikeForNamesThatAre) {
  EXPECT_EQ(column_headings(Names{"a/x", "a/x"}), (Names{"x", "x"}));
}

}  // namespace
}  // namespace benchdiff::report
