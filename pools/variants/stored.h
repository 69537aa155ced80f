#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>

#include <benchdiff/pools/options.h>
#include <benchdiff/pools/policy.h>

namespace benchdiff::pools::variants {

/// Where idle objects wait, in one of the ways people write. take() gives one or nullptr; put()
/// keeps one, or gives back what there is no room for: that one or another.
template <class S>
concept Store = requires(S& store, void* object) {
  { S::name } -> std::convertible_to<const char*>;
  { store.take() } noexcept -> std::same_as<void*>;
  { store.put(object) } noexcept -> std::same_as<void*>;
};

/// A pool on a store: makes where the store has none, recycles what comes back. Nothing more: no
/// epochs, no counters, no checks.
template <class T, class P, Store S>
class Stored {
 public:
  using Object = T;
  static constexpr const char* name = S::name;

  explicit Stored(const Options& options = {}, P policy = {})
      : store_(options), policy_(std::move(policy)) {}
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;
  /// Destroys what is idle, as far as this thread can get at it.
  ~Stored() {
    if constexpr (requires { store_.end(); }) store_.end();
    trim();
  }

  /// Holds an object and gives it back.
  class Lease {
   public:
    Lease() = default;
    Lease(T* object, Stored& pool) noexcept : object_(object), pool_(&pool) {}
    Lease(Lease&& other) noexcept
        : object_(std::exchange(other.object_, nullptr)), pool_(other.pool_) {}
    Lease& operator=(Lease&& other) noexcept {
      std::swap(object_, other.object_);
      std::swap(pool_, other.pool_);
      return *this;
    }
    ~Lease() {
      if (object_ != nullptr) pool_->give_back(object_);
    }
    T& operator*() const noexcept { return *object_; }
    T* operator->() const noexcept { return object_; }
    [[nodiscard]] T* get() const noexcept { return object_; }

   private:
    T* object_ = nullptr;
    Stored* pool_ = nullptr;
  };

  [[nodiscard]] Lease get() {
    void* const idle = store_.take();
    if (idle != nullptr) [[likely]]
      return {static_cast<T*>(idle), *this};
    return {policy_.make().release(), *this};
  }

  /// Destroys all that is idle: there is one epoch only.
  std::size_t trim() noexcept {
    std::size_t destroyed = 0;
    while (void* object = store_.take()) {
      delete static_cast<T*>(object);
      ++destroyed;
    }
    return destroyed;
  }

 private:
  // NOLINTNEXTLINE(bugprone-exception-escape): as one would write it, this ends with the program
  void give_back(T* object) noexcept {
    if (policy_.recycle(*object) == Verdict::drop) [[unlikely]] {
      delete object;
    } else if (void* excess = store_.put(object); excess != nullptr) [[unlikely]] {
      delete static_cast<T*>(excess);
    }
  }

  S store_;
  [[no_unique_address]] P policy_;
};

}  // namespace benchdiff::pools::variants
