#pragma once

#include <cstddef>
#include <mutex>
#include <source_location>
#include <unordered_map>

#include <benchdiff/pools/sanitizers.h>
#include <benchdiff/pools/stop.h>

namespace benchdiff::pools {

/// Whether pools check how they are used, if they aren't told otherwise: in debug builds, or as
/// BENCHDIFF_POOLS_CHECKED says.
#if defined(BENCHDIFF_POOLS_CHECKED)
inline constexpr bool checked_if_not_told = BENCHDIFF_POOLS_CHECKED;
#elif defined(NDEBUG)
inline constexpr bool checked_if_not_told = false;
#else
inline constexpr bool checked_if_not_told = true;
#endif

/// Whose the objects of all checked pools are. A misuse stops the program, with the name of the
/// pool and the places in the source. All functions may be called by any thread.
class Checks {
 public:
  using Place = std::source_location;

  /// An object goes out: one that is new to the pool, or an idle one, which is as new if
  /// `is_clean`.
  static void lend(const void* pool, const char* name, void* object, bool is_clean,
                   const Place& place) {
    const std::lock_guard hold(shared().mutex);
    Record& record = shared().records[object];
    if (!is_clean) {
      stop(
          "pool '%s': an object that was lent at %s:%u is not as new: something wrote to it after "
          "it was given back, or recycle() leaves something behind",
          name, record.place.file_name(), static_cast<unsigned>(record.place.line()));
    }
    record = {pool, name, true, place};
  }

  /// A holder gives back what was lent to it.
  static void give_back(const void* pool, const char* name, void* object) {
    const std::lock_guard hold(shared().mutex);
    const auto at = shared().records.find(object);
    if (at == shared().records.end())
      stop("pool '%s': an object that is no pool's came back", name);
    Record& record = at->second;
    if (!record.out) stop_for_twice(name, record, record.place);
    if (record.pool != pool) stop_for_stranger(name, record, record.place);
    record.out = false;
  }

  /// Somebody gives an object of its own.
  static void adopt(const void* pool, const char* name, void* object, const Place& place) {
    const std::lock_guard hold(shared().mutex);
    const auto [at, is_new] =
        shared().records.try_emplace(object, Record{pool, name, false, place});
    if (is_new) return;
    if (!at->second.out) stop_for_twice(name, at->second, place);
    stop_for_stranger(name, at->second, place);
  }

  /// The object is no longer any pool's.
  static void forget(const void* object) {
    const std::lock_guard hold(shared().mutex);
    shared().records.erase(object);
  }

 private:
  struct Record {
    const void* pool = nullptr;
    const char* name = "";
    bool out = false;
    Place place{};  // where it was lent or adopted last
  };
  struct Shared {
    std::mutex mutex;
    std::unordered_map<const void*, Record> records;
  };
  static Shared& shared() {
    static Shared& shared = *new Shared;
    return shared;
  }

  [[noreturn]] static void stop_for_twice(const char* name, const Record& record,
                                          const Place& place) {
    stop(
        "pool '%s': an object is put back twice, at %s:%u; it is idle in pool '%s' already, and "
        "came "
        "there from %s:%u",
        name, place.file_name(), static_cast<unsigned>(place.line()), record.name,
        record.place.file_name(), static_cast<unsigned>(record.place.line()));
  }
  [[noreturn]] static void stop_for_stranger(const char* name, const Record& record,
                                             const Place& place) {
    stop(
        "pool '%s': an object is put at %s:%u that pool '%s' lent at %s:%u; release() it there "
        "first",
        name, place.file_name(), static_cast<unsigned>(place.line()), record.name,
        record.place.file_name(), static_cast<unsigned>(record.place.line()));
  }
};

}  // namespace benchdiff::pools
