// A program to be measured whose speed nobody can trust: it gets slower from run to run, every
// seventh run is disturbed, and all have 1 % of noise.
//
//   subject sleep|spin STATE [FACTOR]
//
// STATE is a file that counts the runs, of all sides alike. `sleep` sleeps for 4 ms, `spin` works
// for about as long and prints how long it took in the Go benchmark format. FACTOR makes it really
// slower.

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <string_view>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace {

constexpr double drift_of_a_run = 0.003;
constexpr double disturbance = 0.05;

/// How many runs there were before this one.
long count_run(const char* path) {
  const int file = open(path, O_RDWR | O_CREAT, 0666);
  if (file < 0 || flock(file, LOCK_EX) != 0) return 0;
  long count = 0;
  (void)!pread(file, &count, sizeof count, 0);
  const long next = count + 1;
  (void)!pwrite(file, &next, sizeof next, 0);
  close(file);
  return count;
}

double noise() {
  std::random_device entropy;
  std::mt19937_64 random(entropy());
  std::normal_distribution<double> logarithm(0, 0.01);
  return std::exp(logarithm(random));
}

double trouble_of_run(long run) {
  return (1 + drift_of_a_run * static_cast<double>(run)) * (run % 7 == 3 ? 1 + disturbance : 1);
}

void spin(double amount) {
  volatile std::uint64_t value = 1;
  for (auto left = static_cast<std::uint64_t>(amount * 3e6); left > 0; --left) {
    value = value * 6364136223846793005U + left;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const double real = argc > 3 ? std::atof(argv[3]) : 1;
  const std::string_view kind = argv[1];
  const double factor =
      real * noise() * (kind == "steady" ? 1 : trouble_of_run(count_run(argv[2])));
  if (kind == "sleep") {
    std::this_thread::sleep_for(std::chrono::duration<double>(4e-3 * factor));
    return 0;
  }
  const auto start = std::chrono::steady_clock::now();
  spin(factor);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("BenchmarkSpin 1 %.0f ns/op\n", taken.count() * 1e9);
  return 0;
}
