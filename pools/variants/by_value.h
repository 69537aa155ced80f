#pragma once

#include <any>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include <benchdiff/pools/options.h>
#include <benchdiff/pools/policy.h>
#include <benchdiff/pools/stop.h>

namespace benchdiff::pools::variants {

/// A list of the objects themselves, in a box each: `Box` is T, or std::any, which allocates for
/// every object that comes back, as Go does where a value and not a pointer is put. THE BOXING
/// MISTAKE.
template <class T, class P, class Box>
class ByValue {
 public:
  using Object = T;
  static constexpr const char* name = std::is_same_v<Box, T> ? "by_value" : "by_any";

  explicit ByValue(const Options& = {}, P policy = {}) : policy_(std::move(policy)) {}

  class Lease {
   public:
    Lease() = default;
    explicit Lease(ByValue& pool, T object) : object_(std::move(object)), pool_(&pool) {}
    Lease(Lease&& other) noexcept
        : object_(std::move(other.object_)), pool_(std::exchange(other.pool_, nullptr)) {}
    Lease& operator=(Lease&& other) noexcept {
      std::swap(object_, other.object_);
      std::swap(pool_, other.pool_);
      return *this;
    }
    ~Lease() {
      if (pool_ != nullptr) pool_->give_back(std::move(object_));
    }
    T& operator*() noexcept { return object_; }
    T* operator->() noexcept { return &object_; }
    [[nodiscard]] T* get() noexcept { return &object_; }

   private:
    T object_;
    ByValue* pool_ = nullptr;
  };

  [[nodiscard]] Lease get() {
    {
      const std::lock_guard hold(mutex_);
      if (!boxes_.empty()) {
        Box box = std::move(boxes_.back());
        boxes_.pop_back();
        return Lease(*this, unbox(std::move(box)));
      }
    }
    return Lease(*this, std::move(*policy_.make()));
  }
  std::size_t trim() noexcept {
    const std::lock_guard hold(mutex_);
    const std::size_t destroyed = boxes_.size();
    boxes_.clear();
    return destroyed;
  }

 private:
  /// std::any holds what can be copied, and copies nothing that it is moved.
  struct Copyable {
    T object;
    explicit Copyable(T from) : object(std::move(from)) {}
    Copyable(Copyable&&) = default;
    Copyable(const Copyable&) { stop("a boxed object is copied"); }
    Copyable& operator=(const Copyable&) = delete;
  };

  static T unbox(Box box) {
    if constexpr (std::is_same_v<Box, T>) {
      return box;
    } else {
      return std::move(std::any_cast<Copyable&>(box).object);
    }
  }
  static Box box(T object) {
    if constexpr (std::is_same_v<Box, T>) {
      return object;
    } else {
      return Box(Copyable(std::move(object)));
    }
  }
  void give_back(T object) {
    if (policy_.recycle(object) == Verdict::drop) return;
    Box boxed = box(std::move(object));
    const std::lock_guard hold(mutex_);
    boxes_.push_back(std::move(boxed));
  }

  std::mutex mutex_;
  std::vector<Box> boxes_;
  P policy_;
};

/// Objects of a pool in a std::shared_ptr that gives them back: a control block for every get.
template <class Pool>
class Shared {
 public:
  using Object = typename Pool::Object;
  static constexpr const char* name = "shared_ptr";
  template <class... Arguments>
  explicit Shared(Arguments&&... arguments) : pool_(std::forward<Arguments>(arguments)...) {}
  using Lease = std::shared_ptr<Object>;
  [[nodiscard]] Lease get() {
    auto lease = std::make_shared<typename Pool::Lease>(pool_.get());
    Object* const object = lease->get();
    return Lease(std::move(lease), object);
  }
  std::size_t trim() noexcept { return pool_.trim(); }

 private:
  Pool pool_;
};

/// Objects of a pool in a std::unique_ptr that calls a std::function to give them back.
template <class Pool>
class Function {
 public:
  using Object = typename Pool::Object;
  static constexpr const char* name = "function";
  template <class... Arguments>
  explicit Function(Arguments&&... arguments) : pool_(std::forward<Arguments>(arguments)...) {}
  using Lease = std::unique_ptr<Object, std::function<void(Object*)>>;
  [[nodiscard]] Lease get() {
    return Lease(pool_.get().release().release(),
                 [this](Object* object) { pool_.put(std::unique_ptr<Object>(object)); });
  }
  std::size_t trim() noexcept { return pool_.trim(); }

 private:
  Pool pool_;
};

}  // namespace benchdiff::pools::variants
