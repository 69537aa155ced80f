#pragma once

// The one place where CLI11 is included, which takes longer to compile than all of the program.

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace benchdiff {

/// CLI11 would take an empty text for 0.
inline std::string find_no_number(const std::string& word) {
  double number = 0;
  const bool is_number = !word.empty() && CLI::detail::lexical_cast(word, number);
  return is_number ? std::string() : "must be a number, not '" + word + "'";
}

/// An option that takes a word for what `find` finds in it.
template <class Find, class Value>
CLI::Option* add_word(CLI::App& app, const char* name, Find find, Value& value,
                      const std::string& words, const char* help) {
  const auto check = [=, &value](std::string& word) {
    const auto found = find(word);
    if (!found) {
      return "must be " + words + ", not '" + word + "'";
    }
    value = *found;
    return std::string();
  };
  return app.add_option_function<std::string>(
                name, [](const std::string&) {}, help)
      ->check(CLI::Validator(check, ""));
}

/// An option that can be given many times, with one value each time.
inline CLI::Option* add_repeatable(CLI::App& app, const char* name,
                                   std::vector<std::string>& values, const char* help) {
  return app.add_option(name, values, help)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->expected(1)
      ->allow_extra_args(false);
}

}  // namespace benchdiff
