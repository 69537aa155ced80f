#include <benchdiff/report/name.h>

#include <algorithm>

namespace benchdiff::report {
namespace {

/// Where the `-N` at the end of a name begins; the name's size if it has none.
std::size_t gomaxprocs_begin(std::string_view name) {
  const std::size_t last = name.find_last_not_of("0123456789");
  const bool found = last != std::string_view::npos && last + 1 < name.size() && name[last] == '-';
  return found ? last : name.size();
}

}  // namespace

NameParts::NameParts(std::string_view full_name) {
  const std::size_t end = gomaxprocs_begin(full_name);
  gomaxprocs = full_name.substr(end);
  std::string_view rest = full_name.substr(0, end);
  std::size_t slash = rest.find('/');
  base = rest.substr(0, slash);
  while (slash != std::string_view::npos) {
    rest.remove_prefix(slash);
    slash = rest.find('/', 1);
    parts.push_back(rest.substr(0, slash));
  }
}

std::string_view base_name(std::string_view full_name) {
  const std::size_t slash = full_name.find('/');
  return full_name.substr(0, slash != std::string_view::npos ? slash : gomaxprocs_begin(full_name));
}

std::string_view name_value(std::string_view full_name, std::string_view key) {
  const std::size_t end = gomaxprocs_begin(full_name);
  if (key == "/gomaxprocs" && end < full_name.size()) {
    return full_name.substr(end + 1);
  }
  std::string_view rest = full_name.substr(0, end);
  for (std::size_t slash = rest.find('/'); slash != std::string_view::npos;) {
    rest.remove_prefix(slash);
    slash = rest.find('/', 1);
    const std::string_view part = rest.substr(0, slash);
    if (part.size() > key.size() && part.starts_with(key) && part[key.size()] == '=') {
      return part.substr(key.size() + 1);
    }
  }
  return {};
}

void NameReduction::remove(std::string_view key) {
  if (key == ".name") {
    base_ = true;
    return;
  }
  prefixes_.push_back(std::string(key) + "=");
  gomaxprocs_ = gomaxprocs_ || key == "/gomaxprocs";
}

std::string_view NameReduction::apply(std::string_view full_name, std::string& scratch) const {
  if (empty()) {
    return full_name;
  }
  const NameParts name(full_name);
  scratch = base_ ? std::string_view("*") : name.base;
  for (const std::string_view part : name.parts) {
    if (std::ranges::none_of(prefixes_, [&](const auto& p) { return part.starts_with(p); })) {
      scratch += part;
    }
  }
  if (!gomaxprocs_) {
    scratch += name.gomaxprocs;
  }
  return scratch;
}

}  // namespace benchdiff::report
