#pragma once

#include <memory>
#include <utility>

namespace benchdiff::pools {

/// An object of a pool, for as long as this lives: 16 bytes, to be moved and not copied. Gives the
/// object back by itself, made as new. It mustn't outlive the pool, and no pointer or reference to
/// the object may be kept. An empty lease holds nothing.
template <class Pool>
class Lease {
 public:
  using Object = typename Pool::Object;

  Lease() = default;
  Lease(Lease&& other) noexcept
      : object_(std::exchange(other.object_, nullptr)), pool_(other.pool_) {}
  Lease& operator=(Lease&& other) noexcept {
    Lease moved(std::move(other));
    std::swap(object_, moved.object_);
    std::swap(pool_, moved.pool_);
    return *this;
  }
  ~Lease() {
    if (object_ != nullptr) pool_->give_back(object_);
  }

  /// Whether there is an object, as there always is but after try_get() and after it was moved
  /// away.
  [[nodiscard]] explicit operator bool() const noexcept { return object_ != nullptr; }
  [[nodiscard]] Object* get() const noexcept { return object_; }
  Object& operator*() const noexcept { return *object_; }
  Object* operator->() const noexcept { return object_; }

  /// Takes the object out of the pool for good, as it is.
  [[nodiscard]] std::unique_ptr<Object> release() noexcept {
    if (object_ == nullptr) return nullptr;
    pool_->note_release(object_);
    return std::unique_ptr<Object>(std::exchange(object_, nullptr));
  }

  /// Destroys the object instead of giving it back.
  void discard() noexcept {
    if (object_ != nullptr) pool_->destroy_of_holder(std::exchange(object_, nullptr));
  }

 private:
  friend Pool;
  Lease(Object* object, Pool& pool) noexcept : object_(object), pool_(&pool) {}

  Object* object_ = nullptr;
  Pool* pool_ = nullptr;
};

}  // namespace benchdiff::pools
