#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <benchdiff/report/printable.h>

#include "output.h"
#include "progress.h"

namespace benchdiff {
namespace {

constexpr std::string_view clear_line = "\r\x1b[K";

bool can_write_over() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

/// As much of a line as surely fits: a line that is broken can't be written over.
std::string fitting(const std::string& line) {
  constexpr std::size_t usual_width = 80;
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  const std::size_t width = (known ? size.ws_col : usual_width) - 1;
  const std::string text = report::printable(line, report::Charset::ascii);
  return text.substr(0, width);
}

}  // namespace

Progress::Progress() : is_terminal_(can_write_over()) {}

Progress::~Progress() {
  end();
  {
    const std::scoped_lock lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Progress::begin(std::string what) { begin(std::move(what), nullptr); }

void Progress::begin_reading(const formats::Reading& reading) { begin("reading", &reading); }

void Progress::begin(std::string what, const formats::Reading* reading) {
  if (!is_terminal_) return;
  {
    const std::scoped_lock lock(mutex_);
    what_ = std::move(what);
    reading_ = reading;
  }
  if (!thread_.joinable()) try {
      thread_ = std::thread([this] { show_now_and_then(); });
    } catch (const std::system_error&) {
      return;  // it is only a decoration
    }
}

void Progress::end() {
  const std::scoped_lock lock(mutex_);
  what_.clear();
  reading_ = nullptr;
  if (std::exchange(is_shown_, false)) write_error(clear_line);
}

void Progress::show_now_and_then() {
  constexpr std::chrono::milliseconds patience(400);
  constexpr std::chrono::milliseconds between(100);
  std::unique_lock lock(mutex_);
  for (auto wait = patience; !changed_.wait_for(lock, wait, [this] { return is_over_; });
       wait = between) {
    if (what_.empty()) continue;
    write_error(std::string(clear_line) + fitting(line()));
    is_shown_ = true;
  }
}

std::string Progress::line() const {
  if (reading_ == nullptr) return what_ + " ...";
  constexpr double mega = 1e6;
  const std::uint64_t bytes = reading_->bytes;
  const std::uint64_t all = reading_->all;
  const auto text = [&](std::uint64_t count) {
    return std::to_string(static_cast<std::uint64_t>(static_cast<double>(count) / mega)) + " MB";
  };
  // The size of a pipe isn't known.
  return what_ + " " + text(bytes) + (all > bytes ? " of " + text(all) : "") + " ...";
}

}  // namespace benchdiff
