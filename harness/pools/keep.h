#pragma once

namespace benchdiff::harness {

/// Keeps the compiler from seeing what becomes of a value.
template <class T>
inline void keep(T* value) {
  __asm__ volatile("" : : "r"(value) : "memory");
}

}  // namespace benchdiff::harness
