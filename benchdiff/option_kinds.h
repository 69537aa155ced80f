#pragma once

// The one place where CLI11 is included, which takes longer to compile than all of the program.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "gate_options.h"

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

/// What a gate is made of.
inline void add_gate_options(CLI::App& app, GateOptions& gate) {
  add_repeatable(app, "--fail-on", gate.fail_on,
                 "Fail on what is worse, worse:5%, ns/op:5%, allocs/op:0,\n"
                 "leaning (to worse), unclear or gone, of all benchmarks or\n"
                 "those of a query before it; any number")
      ->type_name("RULE");
  add_repeatable(app, "--mute", gate.mute, "Measure and show what matches, but don't fail on it")
      ->type_name("QUERY");
  add_repeatable(app, "--waivers", gate.waivers,
                 "A file of what may fail, with a reason and a last day each")
      ->type_name("FILE");
}

/// Where options come from that the command line doesn't give.
inline void add_config_options(CLI::App& app, std::optional<std::string>& path, bool& none) {
  CLI::Option* file =
      app.add_option("--config", path, "Options from FILE, not the next benchdiff.toml")
          ->type_name("FILE");
  app.add_flag("--no-config", none, "No options from any file")->excludes(file);
}

}  // namespace benchdiff
