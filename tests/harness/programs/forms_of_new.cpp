// Every form of operator new and delete, 32 bytes each.

#include <cstddef>
#include <new>

namespace {

void* volatile block;

template <class New, class Delete>
void use(New make, Delete destroy) {
  block = make();
  destroy(block);
}

}  // namespace

int main() {
  constexpr std::size_t size = 32;
  constexpr const std::nothrow_t& nothing = std::nothrow;
  constexpr std::align_val_t wide{64};
  constexpr std::size_t wide_size = 64;
  use([] { return operator new(size); }, [](void* at) { operator delete(at); });
  use([] { return operator new(size); }, [](void* at) { operator delete(at, size); });
  use([] { return operator new[](size); }, [](void* at) { operator delete[](at); });
  use([] { return operator new[](size); }, [](void* at) { operator delete[](at, size); });
  use([] { return operator new(size, nothing); }, [](void* at) { operator delete(at, nothing); });
  use([] { return operator new[](size, nothing); },
      [](void* at) { operator delete[](at, nothing); });
  use([] { return operator new(wide_size, wide); }, [](void* at) { operator delete(at, wide); });
  use([] { return operator new(wide_size, wide); },
      [](void* at) { operator delete(at, wide_size, wide); });
  use([] { return operator new[](wide_size, wide); },
      [](void* at) { operator delete[](at, wide); });
  use([] { return operator new[](wide_size, wide); },
      [](void* at) { operator delete[](at, wide_size, wide); });
  use([] { return operator new(wide_size, wide, nothing); },
      [](void* at) { operator delete(at, wide, nothing); });
  use([] { return operator new[](wide_size, wide, nothing); },
      [](void* at) { operator delete[](at, wide, nothing); });
}
