#include <benchdiff/report/projection.h>

#include <algorithm>
#include <utility>

namespace benchdiff::report {
namespace {

using Order = ProjectionField::Order;

constexpr std::string_view config_key = ".config";
constexpr std::string_view full_name_key = ".fullname";

}  // namespace

Projection::Projection(std::vector<ProjectionField> fields, const Exclusions& exclusions,
                       ConfigOrder config_order)
    : fields_(std::move(fields)), exclusions_(exclusions), config_order_(config_order) {
  texts_.push_back(&text_ids_.emplace("", 0).first->first);
  for (std::size_t field = 0; field < fields_.size(); ++field) {
    if (fields_[field].key == config_key) {
      continue;
    }
    Column& column = columns_[add_column(fields_[field].key, field)];
    for (std::uint32_t place = 0; place < fields_[field].fixed.size(); ++place) {
      column.rank[intern(fields_[field].fixed[place])] = place;
    }
  }
}

std::uint32_t Projection::intern(std::string_view text) {
  auto at = text_ids_.find(text);
  if (at == text_ids_.end()) {
    at = text_ids_.emplace(std::string(text), static_cast<std::uint32_t>(texts_.size())).first;
    texts_.push_back(&at->first);
  }
  return at->second;
}

std::size_t Projection::add_column(std::string name, std::size_t field) {
  const std::size_t index = columns_.size();
  columns_.push_back({.name = std::move(name), .field = field, .rank = {}});
  if (!keys_.empty()) {
    columns_.back().rank.emplace(0, 0);  // the keys before it have nothing in the new column
  }
  const auto behind = std::ranges::find_if(
      order_, [&](std::size_t other) { return columns_[other].field > field; });
  order_.insert(behind, index);
  row_.resize(columns_.size());
  return index;
}

void Projection::project_config(std::size_t field, const Item& item) {
  for (const formats::Setting& setting : item.configuration()) {
    if (std::ranges::find(exclusions_.settings, setting.key) != exclusions_.settings.end()) {
      continue;
    }
    const auto at = std::ranges::find_if(columns_, [&](const Column& column) {
      return column.field == field && column.name == setting.key;
    });
    const auto index = at != columns_.end() ? static_cast<std::size_t>(at - columns_.begin())
                                            : add_column(setting.key, field);
    row_[index] = intern(setting.value);
  }
}

bool Projection::depends_on_name() const {
  return std::ranges::any_of(fields_, [](const ProjectionField& field) {
    return field.key == ".name" || field.key == full_name_key || field.key.starts_with('/');
  });
}

KeyId Projection::project(const Item& item) {
  std::ranges::fill(row_, 0);
  std::size_t column = 0;  // columns of single fields were added first, in order
  for (std::size_t field = 0; field < fields_.size(); ++field) {
    if (fields_[field].key == config_key) {
      project_config(field, item);
    } else if (fields_[field].key == full_name_key) {
      row_[column++] = intern(exclusions_.name.apply(item.subject.name, scratch_));
    } else {
      row_[column++] = intern(value_of(item, fields_[field].key));
    }
  }
  return intern_row();
}

KeyId Projection::intern_row() {
  std::span<const std::uint32_t> row = row_;
  while (!row.empty() && row.back() == 0) {
    row = row.first(row.size() - 1);
  }
  KeyId& id = key_id(row);
  if (id == no_key) {
    id = static_cast<KeyId>(keys_.size());
    keys_.emplace_back(row.begin(), row.end());
    remember_order();
  }
  return id;
}

KeyId& Projection::key_id(std::span<const std::uint32_t> row) {
  if (row.size() < 2) {  // a single value tells the key by itself
    const std::uint32_t value = row.empty() ? 0 : row.front();
    if (value >= single_ids_.size()) {
      single_ids_.resize(texts_.size(), no_key);
    }
    return single_ids_[value];
  }
  scratch_.assign(reinterpret_cast<const char*>(row.data()), row.size_bytes());
  return key_ids_.try_emplace(scratch_, no_key).first->second;
}

void Projection::remember_order() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    const ProjectionField& field = fields_[column.field];
    const bool unordered = field.key == config_key && config_order_ == ConfigOrder::by_value;
    if (field.order == Order::first_seen && !unordered) {
      column.rank.try_emplace(row_[i], static_cast<std::uint32_t>(column.rank.size()));
    }
  }
}

const std::string& Projection::column_name(std::size_t column) const {
  return columns_[order_[column]].name;
}

std::uint32_t Projection::value_id(KeyId key, std::size_t column) const {
  const auto& row = keys_[key];
  const std::size_t index = order_[column];
  return index < row.size() ? row[index] : 0;
}

const std::string& Projection::value(KeyId key, std::size_t column) const {
  return *texts_[value_id(key, column)];
}

std::string Projection::label(KeyId key) const {
  std::string label;
  for (std::size_t column = 0; column < columns(); ++column) {
    const std::string& text = value(key, column);
    if (!text.empty()) {
      label.append(label.empty() ? "" : " ").append(text);
    }
  }
  return label;
}

}  // namespace benchdiff::report
