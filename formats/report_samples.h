#pragma once

#include <string_view>

#include <benchdiff/formats/results.h>
#include <benchdiff/formats/text.h>

namespace benchdiff::formats {

/// What a page of benchdiff has before the samples that its report is of; it may be written without
/// the quotation marks, and have other attributes.
inline constexpr std::string_view samples_element =
    R"(<script type="application/json" id="benchdiff-samples">)";

/// Reads the samples of a report out of the page that benchdiff wrote, into a file that gives the
/// same report. Where the report has several columns, the setting `side` tells them apart, and
/// split_by_setting makes files of them. Lines are those of the page. A page without samples, or
/// with samples that aren't whole and sound, is a failure, and then there are no results. Linear in
/// the size of the page, whatever it holds.
void read_report_page(Text& text, ResultFile& file);

/// The same out of the JSON that benchdiff wrote, where they are the member `samples`, or of the
/// samples alone.
void read_report_json(Text& text, ResultFile& file);

}  // namespace benchdiff::formats
