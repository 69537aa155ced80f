#include <benchdiff/harness/machine.h>
namespace benchdiff::harness {
std::vector<MachineSetting> describe_machine() { return {}; }
}  // namespace benchdiff::harness
