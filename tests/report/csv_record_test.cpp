#include <benchdiff/report/csv_record.h>

#include <string>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

std::string field(std::string_view text) {
  std::string out;
  CsvRecord record(out);
  record.field(text);
  return out;
}

TEST(CsvRecord, SeparatesFieldsByCommas) {
  std::string out;
  CsvRecord record(out);
  record.field("a");
  record.field("");
  record.field("b");
  record.end();
  record.field("c");
  record.end();
  record.end();
  EXPECT_EQ(out, "a,,b\nc\n\n");
}

TEST(CsvRecord, QuotesWhatNeedsIt) {
  EXPECT_EQ(field("a,b"), "\"a,b\"");
  EXPECT_EQ(field("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(field("\""), "\"\"\"\"");
  EXPECT_EQ(field("a\nb"), "\"a\nb\"");
  EXPECT_EQ(field("a\rb"), "\"a\rb\"");
  EXPECT_EQ(field(" a"), "\" a\"");
  EXPECT_EQ(field("\ta"), "\"\ta\"");
  EXPECT_EQ(field("\u2003a"), "\"\u2003a\"");
  EXPECT_EQ(field("\\."), "\"\\.\"");
}

TEST(CsvRecord, DoesNotQuoteAnythingElse) {
  for (const char* text : {"", "a b ", "a;b", "é", "'", "-1", "=1+1", "\\.x", "a\tb"}) {
    EXPECT_EQ(field(text), text);
  }
}

TEST(CsvRecord, FillsUpWithEmptyFields) {
  std::string out;
  CsvRecord record(out);
  record.fill(2);
  record.field("a");
  record.fill(2);
  record.fill(5);
  record.end();
  EXPECT_EQ(out, ",,a,,\n");
}

TEST(CsvRecord, CountsFieldsAndRecords) {
  std::string out;
  CsvRecord record(out);
  EXPECT_EQ(record.number(), 1U);
  EXPECT_EQ(record.fields(), 0U);
  record.field("a");
  record.field("b");
  EXPECT_EQ(record.fields(), 2U);
  record.end();
  EXPECT_EQ(record.number(), 2U);
  EXPECT_EQ(record.fields(), 0U);
}

TEST(SpreadsheetColumn, GoesOnPastZ) {
  EXPECT_EQ(spreadsheet_column(0), "A");
  EXPECT_EQ(spreadsheet_column(1), "B");
  EXPECT_EQ(spreadsheet_column(25), "Z");
  EXPECT_EQ(spreadsheet_column(26), "AA");
  EXPECT_EQ(spreadsheet_column(27), "AB");
  EXPECT_EQ(spreadsheet_column(51), "AZ");
  EXPECT_EQ(spreadsheet_column(52), "BA");
  EXPECT_EQ(spreadsheet_column(701), "ZZ");
  EXPECT_EQ(spreadsheet_column(702), "AAA");
  EXPECT_EQ(spreadsheet_column(16383), "XFD");
}

}  // namespace
}  // namespace benchdiff::report
