#include <benchdiff/formats/results.h>

#include <algorithm>
#include <utility>

namespace benchdiff::formats {

std::uint32_t ResultFileBuilder::intern(std::string_view text) {
  auto at = texts_.find(text);
  if (at == texts_.end()) {
    at = texts_.emplace(std::string(text), static_cast<std::uint32_t>(texts_.size())).first;
  }
  return at->second;
}

bool ResultFileBuilder::is_allowed(std::string_view key) {
  if (keys_.find(key) != keys_.end()) {
    return true;
  }
  return keys_.size() < max_settings && keys_.emplace(key).second;
}

bool ResultFileBuilder::set(std::string_view key, std::string_view value) {
  const auto at = std::ranges::find(current_, key, &Setting::key);
  if (at != current_.end() && at->value == value) {
    return true;
  }
  if (at != current_.end()) {
    at->value = value;
    current_ids_[2 * static_cast<std::size_t>(at - current_.begin()) + 1] = intern(value);
  } else if (is_allowed(key)) {
    current_.push_back({std::string(key), std::string(value)});
    current_ids_.push_back(intern(key));
    current_ids_.push_back(intern(value));
  } else {
    return false;
  }
  configuration_ = none;
  return true;
}

void ResultFileBuilder::unset(std::string_view key) {
  const auto at = std::ranges::find(current_, key, &Setting::key);
  if (at == current_.end()) {
    return;
  }
  const auto place = 2 * static_cast<std::size_t>(at - current_.begin());
  current_ids_[place] = current_ids_[current_ids_.size() - 2];
  current_ids_[place + 1] = current_ids_.back();
  current_ids_.resize(current_ids_.size() - 2);
  std::swap(*at, current_.back());
  current_.pop_back();
  configuration_ = none;
}

void ResultFileBuilder::clear_configuration() {
  current_.clear();
  current_ids_.clear();
  configuration_ = none;
}

std::uint32_t ResultFileBuilder::configuration() {
  if (configuration_ == none) {
    // By numbers, since a text may be long, and another setting may change with every result.
    scratch_.assign(reinterpret_cast<const char*>(current_ids_.data()),
                    current_ids_.size() * sizeof(std::uint32_t));
    const auto next = static_cast<std::uint32_t>(file_.configurations.size());
    const auto [at, is_new] = configurations_.try_emplace(scratch_, next);
    if (is_new) {
      file_.configurations.push_back(current_);
      settings_held_ += current_.size();
      for (const Setting& setting : current_) {
        settings_held_ += (setting.key.size() + setting.value.size()) / sizeof(Setting);
      }
    }
    configuration_ = at->second;
    last_subject_ = none;
  }
  return configuration_;
}

std::uint32_t ResultFileBuilder::subject() {
  const std::uint32_t under = configuration();
  const std::uint32_t in = shape();
  auto& subjects = file_.subjects;
  // Benchmarks come round in the same order, so the one that followed last time mostly follows now.
  const std::uint32_t guess = last_subject_ == none ? none : successor_[last_subject_];
  if (guess != none && subjects[guess].shape == in && subjects[guess].name == name_) {
    return guess;
  }
  scratch_.assign(reinterpret_cast<const char*>(&under), sizeof under);
  scratch_.append(reinterpret_cast<const char*>(&in), sizeof in).append(name_);
  const auto next = static_cast<std::uint32_t>(subjects.size());
  const auto [at, is_new] = subjects_.try_emplace(scratch_, next);
  if (is_new) {
    subjects.push_back({std::string(name_), under, in});
    successor_.push_back(none);
  }
  if (last_subject_ != none) {
    successor_[last_subject_] = at->second;
  }
  return at->second;
}

std::uint32_t ResultFileBuilder::unit(std::string_view written) {
  auto at = units_.find(written);
  if (at == units_.end()) {
    at = units_.emplace(std::string(written), static_cast<std::uint32_t>(file_.units.size())).first;
    file_.units.push_back(tidy_unit(written));
  }
  return at->second;
}

std::uint32_t ResultFileBuilder::shape() {
  if (last_shape_ == none || file_.shapes[last_shape_] != shape_in_progress_) {
    const auto next = static_cast<std::uint32_t>(file_.shapes.size());
    scratch_.assign(reinterpret_cast<const char*>(shape_in_progress_.data()),
                    shape_in_progress_.size() * sizeof(std::uint32_t));
    const auto [at, is_new] = shapes_.try_emplace(scratch_, next);
    if (is_new) {
      file_.shapes.push_back(shape_in_progress_);
    }
    last_shape_ = at->second;
  }
  return last_shape_;
}

void ResultFileBuilder::begin(std::string_view name) {
  name_ = name;
  shape_in_progress_.clear();
}

void ResultFileBuilder::measure(double value, std::string_view written) {
  // The units of a line are mostly those of the line before, in the same order.
  const std::size_t position = shape_in_progress_.size();
  std::uint32_t id = none;
  if (last_shape_ != none && position < file_.shapes[last_shape_].size()) {
    const std::uint32_t guess = file_.shapes[last_shape_][position];
    if (file_.units[guess].written == written) {
      id = guess;
    }
  }
  shape_in_progress_.push_back(id != none ? id : unit(written));
  file_.values.push_back(value);
}

bool ResultFileBuilder::commit(std::int64_t iterations, std::uint64_t line) {
  const std::uint32_t what = subject();
  file_.results.push_back({.subject = what,
                           .line = line,
                           .iterations = iterations,
                           .first_value = file_.values.size() - shape_in_progress_.size()});
  last_subject_ = what;
  shape_in_progress_.clear();
  if (settings_held_ > max_settings_held) {
    file_.failure = "the configuration changes with nearly every result; the rest is not read";
    file_.failure_line = line;
    return false;
  }
  return true;
}

void ResultFileBuilder::drop() {
  file_.values.resize(file_.values.size() - shape_in_progress_.size());
  shape_in_progress_.clear();
}

void ResultFileBuilder::expect_rest(double share_read) {
  constexpr double most = 1 << 22U;  // more is not reserved for a guess
  const auto enough = [&](std::size_t held) {
    return static_cast<std::size_t>(std::min(most, static_cast<double>(held) / share_read * 1.1));
  };
  if (share_read > 0) {
    file_.results.reserve(enough(file_.results.size()));
    file_.values.reserve(enough(file_.values.size()));
  }
}

void ResultFileBuilder::syntax_error(std::uint64_t line, std::string text) {
  file_.notes.push_back({Note::Kind::syntax_error, line, std::move(text), {}});
}

void ResultFileBuilder::skipped(std::uint64_t line, std::string text) {
  file_.notes.push_back({Note::Kind::skipped, line, std::move(text), {}});
}

void ResultFileBuilder::name_clash(std::uint64_t line, std::string text) {
  file_.notes.push_back({Note::Kind::name_clash, line, std::move(text), {}});
}

void ResultFileBuilder::unit_setting(std::uint64_t line, UnitSetting setting) {
  file_.notes.push_back({Note::Kind::unit_setting, line, {}, std::move(setting)});
}

}  // namespace benchdiff::formats
