#include <benchdiff/harness/run_progress.h>

#include <cmath>
#include <cstdio>
#include <utility>

#include <benchdiff/report/printable.h>

namespace benchdiff::harness {
namespace {

void write(const std::string& text) {
  (void)std::fputs(text.c_str(), stderr);
  (void)std::fflush(stderr);
}

std::string duration(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

}  // namespace

std::string RunProgress::line() const {
  std::string text = "run " + std::to_string(number_) + " of " + std::to_string(most_) + " (" +
                     report::printable(side_) + ")";
  if (ended_ > 0) {
    const double left = static_cast<double>(most_ - number_ + 1);
    text += ", at most " + duration(seconds_ / static_cast<double>(ended_) * left) + " left";
  }
  if (!standing_.empty()) text += "; " + standing_;
  return text;
}

void RunProgress::begin(std::string_view side, std::size_t number, std::size_t most) {
  side_ = side;
  number_ = number;
  most_ = most;
  if (is_terminal_) {
    std::string text = line();
    if (width_ > 1 && text.size() >= width_) text.resize(width_ - 1);
    write("\r\x1b[K" + text);
    is_shown_ = true;
    return;
  }
  const auto now = Clock::now();
  if (now - told_ >= std::chrono::seconds(10)) {
    told_ = now;
    write("benchdiff: " + line() + "\n");
  }
}

void RunProgress::end(double seconds) {
  ++ended_;
  seconds_ += seconds;
}

bool RunProgress::wants_standing() const {
  return is_terminal_ && Clock::now() - stood_ >= std::chrono::seconds(1);
}

void RunProgress::stand(std::string standing, bool is_look) {
  standing_ = std::move(standing);
  stood_ = Clock::now();
  if (!is_terminal_ && is_look) {
    told_ = Clock::now();
    write("benchdiff: after run " + std::to_string(number_) + " of " + std::to_string(most_) +
          " at most: " + standing_ + "\n");
  }
}

void RunProgress::say(std::string_view text) {
  clear();
  write("benchdiff: " + report::printable_lines(text) + "\n");
}

void RunProgress::clear() {
  if (is_shown_) write("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace benchdiff::harness
