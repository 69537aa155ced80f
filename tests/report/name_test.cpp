#include <benchdiff/report/name.h>

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace benchdiff::report {
namespace {

using Parts = std::vector<std::string_view>;

std::string reduce(std::string_view name, std::initializer_list<std::string_view> keys) {
  NameReduction reduction;
  for (const auto key : keys) reduction.remove(key);
  std::string scratch;
  return std::string(reduction.apply(name, scratch));
}

TEST(NameParts, AreTheBaseThePartsAndTheNumberAtTheEnd) {
  const NameParts name("Encode/format=json/text/n=1-48");
  EXPECT_EQ(name.base, "Encode");
  EXPECT_EQ(name.parts, (Parts{"/format=json", "/text", "/n=1"}));
  EXPECT_EQ(name.gomaxprocs, "-48");
}

TEST(NameParts, MayAllBeMissing) {
  const NameParts empty("");
  EXPECT_EQ(empty.base, "");
  EXPECT_TRUE(empty.parts.empty());
  EXPECT_EQ(empty.gomaxprocs, "");
  const NameParts bare("Encode");
  EXPECT_EQ(bare.base, "Encode");
  EXPECT_EQ(bare.gomaxprocs, "");
  const NameParts slashes("//");
  EXPECT_EQ(slashes.base, "");
  EXPECT_EQ(slashes.parts, (Parts{"/", "/"}));
}

TEST(NameParts, TakeANumberBehindADashAtTheEndForGomaxprocs) {
  EXPECT_EQ(NameParts("A-8").gomaxprocs, "-8");
  EXPECT_EQ(NameParts("A-8").base, "A");
  EXPECT_EQ(NameParts("A/100").gomaxprocs, "");
  EXPECT_EQ(NameParts("A-").gomaxprocs, "");
  EXPECT_EQ(NameParts("A-8x").gomaxprocs, "");
  EXPECT_EQ(NameParts("A-1-2").gomaxprocs, "-2");
  EXPECT_EQ(NameParts("A-1-2").base, "A-1");
  EXPECT_EQ(NameParts("-8").base, "");
  EXPECT_EQ(NameParts("-8").gomaxprocs, "-8");
  EXPECT_EQ(NameParts("123").gomaxprocs, "");
}

TEST(NameParts, TakeANegativeValueForGomaxprocsAsTheReferenceDoes) {
  const NameParts name("A/n=-5");
  EXPECT_EQ(name.parts, Parts{"/n="});
  EXPECT_EQ(name.gomaxprocs, "-5");
  EXPECT_EQ(name_value("A/n=-5", "/n"), "");
  EXPECT_EQ(name_value("A/n=-5", "/gomaxprocs"), "5");
}

TEST(NameParts, PutTogetherAreTheName) {
  for (const std::string_view full : {"", "/", "A", "A-1", "A/b=c-1", "//x/-7", "A/b-2/c", "-",
                                      "--9", "é/ü=☃-12", "A/-1", "1-1/1-1"}) {
    const NameParts name(full);
    std::string together(name.base);
    for (const auto part : name.parts) together += part;
    EXPECT_EQ(together.append(name.gomaxprocs), full);
  }
}

TEST(BaseName, EndsAtTheFirstSlashOrAtTheNumber) {
  EXPECT_EQ(base_name("Encode/a=1-8"), "Encode");
  EXPECT_EQ(base_name("Encode-8"), "Encode");
  EXPECT_EQ(base_name("Encode"), "Encode");
  EXPECT_EQ(base_name("En-8/x"), "En-8");
  EXPECT_EQ(base_name("/x"), "");
  EXPECT_EQ(base_name(""), "");
}

TEST(NameValue, IsThatOfTheFirstPartWithTheKey) {
  EXPECT_EQ(name_value("A/k=1/k=2", "/k"), "1");
  EXPECT_EQ(name_value("A/kk=1/k=2", "/k"), "2");
  EXPECT_EQ(name_value("A/k=a=b", "/k"), "a=b");
  EXPECT_EQ(name_value("A/k", "/k"), "");
  EXPECT_EQ(name_value("A/k=", "/k"), "");
  EXPECT_EQ(name_value("A/x/k=1-8", "/k"), "1");
  EXPECT_EQ(name_value("k=1", "/k"), "");
  EXPECT_EQ(name_value("", "/k"), "");
  EXPECT_EQ(name_value("A/=5", "/"), "5");
}

TEST(NameValue, FindsGomaxprocsAtTheEndOrElseInAPart) {
  EXPECT_EQ(name_value("A/gomaxprocs=4-8", "/gomaxprocs"), "8");
  EXPECT_EQ(name_value("A/gomaxprocs=4", "/gomaxprocs"), "4");
  EXPECT_EQ(name_value("A", "/gomaxprocs"), "");
}

TEST(NameReduction, LeavesTheNameAloneWithoutKeys) {
  EXPECT_TRUE(NameReduction().empty());
  EXPECT_EQ(reduce("A/b=1-8", {}), "A/b=1-8");
}

TEST(NameReduction, PutsAStarForTheBase) {
  EXPECT_EQ(reduce("Name", {".name"}), "*");
  EXPECT_EQ(reduce("Name/a=1/b=2-8", {".name"}), "*/a=1/b=2-8");
  EXPECT_EQ(reduce("", {".name"}), "*");
}

TEST(NameReduction, TakesOutEveryPartWithTheKey) {
  EXPECT_EQ(reduce("Encode/format=json-48", {"/format"}), "Encode-48");
  EXPECT_EQ(reduce("A/k=1/x/k=2-8", {"/k"}), "A/x-8");
  EXPECT_EQ(reduce("A/kk=1/k", {"/k"}), "A/kk=1/k");
  EXPECT_EQ(reduce("A/a=1/b=2/c=3", {"/a", "/c", ".name"}), "*/b=2");
  EXPECT_EQ(reduce("A", {"/k"}), "A");
}

TEST(NameReduction, TakesOutGomaxprocsInBothPlaces) {
  EXPECT_EQ(reduce("A/gomaxprocs=4/b-8", {"/gomaxprocs"}), "A/b");
  EXPECT_EQ(reduce("A/n=-5", {"/gomaxprocs"}), "A/n=");
  EXPECT_EQ(reduce("A-8", {".name", "/gomaxprocs"}), "*");
}

}  // namespace
}  // namespace benchdiff::report
