#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>

#include <benchdiff/pools/options.h>

namespace benchdiff::pools {

/// A bounded stack of pointers; not for several threads. Memory that is never filled is never
/// touched.
class BoundedStack {
 public:
  explicit BoundedStack(std::size_t capacity)
      : objects_(std::make_unique_for_overwrite<void*[]>(capacity)), capacity_(capacity) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool full() const noexcept { return size_ == capacity_; }
  [[nodiscard]] std::size_t room() const noexcept { return capacity_ - size_; }
  void push(void* object) noexcept { objects_[size_++] = object; }
  [[nodiscard]] void* pop() noexcept { return size_ == 0 ? nullptr : objects_[--size_]; }

 private:
  std::unique_ptr<void*[]> objects_;
  std::size_t size_ = 0;
  std::size_t capacity_;
};

/// What all CPUs share: idle objects by the batch, and the victims of the last trim, which nobody
/// has asked for yet. Everything but the lock wants the lock held, and nothing here runs code of a
/// user but the weighing.
class Depot {
 public:
  /// Room for the `local` objects of all CPUs among the victims, as a trim makes victims of them.
  Depot(const Options& options, std::size_t local)
      : idle_(options.depot), victims_(options.depot + local), max_bytes_(options.max_bytes) {}

  [[nodiscard]] std::unique_lock<std::mutex> lock() noexcept { return std::unique_lock(mutex_); }
  [[nodiscard]] std::mutex& mutex() noexcept { return mutex_; }

  /// An idle object, else a victim, else nullptr. `weight` is called with the object.
  template <class Weight>
  [[nodiscard]] void* take(Weight weight) noexcept {
    void* object = idle_.pop();
    if (object != nullptr) {
      bytes_ -= weight(object);
      return object;
    }
    object = victims_.pop();
    if (object != nullptr) {
      bytes_ -= weight(object);
      ++victim_hits;
    }
    return object;
  }

  /// An idle object, else nullptr: one by one, so that victims age out as Go's do.
  template <class Weight>
  [[nodiscard]] void* take_idle(Weight weight) noexcept {
    void* object = idle_.pop();
    if (object != nullptr) bytes_ -= weight(object);
    return object;
  }

  /// False if there is no room for an object, by number or by bytes.
  template <class Weight>
  [[nodiscard]] bool give(void* object, Weight weight) noexcept {
    const std::size_t bytes = weight(object);
    if (idle_.full() || bytes > max_bytes_ - std::min(bytes_, max_bytes_)) return false;
    idle_.push(object);
    bytes_ += bytes;
    return true;
  }
  [[nodiscard]] std::size_t room() const noexcept { return idle_.room(); }

  /// Makes victims of all idle objects. There must be none before.
  void age() noexcept {
    while (void* object = idle_.pop()) victims_.push(object);
  }
  /// Makes a victim of an object of a CPU.
  template <class Weight>
  void age(void* object, Weight weight) noexcept {
    bytes_ += weight(object);
    victims_.push(object);
  }

  /// Takes up to `most` victims, and says how many.
  template <class Weight>
  [[nodiscard]] std::size_t take_victims(void** into, std::size_t most, Weight weight) noexcept {
    std::size_t taken = 0;
    while (taken < most && victims_.size() > 0) {
      into[taken] = victims_.pop();
      bytes_ -= weight(into[taken++]);
    }
    return taken;
  }
  [[nodiscard]] bool has_victims() const noexcept { return victims_.size() > 0; }
  [[nodiscard]] std::size_t size() const noexcept { return idle_.size() + victims_.size(); }

  // Under the lock as well:
  std::uint64_t hits = 0;  ///< without the victims
  std::uint64_t victim_hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t refills = 0;
  std::uint64_t refilled = 0;  ///< objects that went to a CPU
  std::uint64_t spills = 0;
  std::uint64_t spilled = 0;   ///< objects that came from one
  std::uint64_t returned = 0;  ///< objects that came from a holder

 private:
  std::mutex mutex_;
  BoundedStack idle_;
  BoundedStack victims_;
  std::size_t bytes_ = 0;
  std::size_t max_bytes_;
};

}  // namespace benchdiff::pools
