#include <benchdiff/report/text_fit.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <benchdiff/report/number_text.h>
#include <benchdiff/report/scale.h>
#include <benchdiff/report/text_plot.h>
#include <benchdiff/report/text_words.h>

namespace benchdiff::report {
namespace {

using stats::Growth;

class FitText {
 public:
  FitText(const Fit& fit, const Table& table, std::span<const std::string> headings,
          const TextOptions& options, std::string& out)
      : fit_(fit),
        table_(table),
        headings_(headings),
        options_(options),
        words_(options.charset),
        out_(out) {}

  void render() {
    line((fit_.label.empty() ? "(none)" : fit_.label) + ", " + table_.unit + " by " + fit_.key);
    for (std::size_t i = 0; i < fit_.curves.size(); ++i) {
      const FitCurve& curve = fit_.curves[i];
      line(std::string("  ") + TextPlot::mark(i) + " " + heading(curve) + ": " +
           (curve.complexity ? growth_text(*curve.complexity) : scaling_text(*curve.scalability)));
    }
    difference();
    plot();
  }

 private:
  void line(std::string_view text) { out_.append(printable(text, options_.charset)) += '\n'; }

  [[nodiscard]] std::string heading(const FitCurve& curve) const {
    return headings_[table_.column_places[curve.column]];
  }

  [[nodiscard]] std::string value(double value) const {
    return words_.value(value, common_scale({&value, 1}, formats::unit_class(table_.unit)),
                        table_.unit);
  }

  [[nodiscard]] std::string order(Growth growth) const {
    const bool ascii = options_.charset == Charset::ascii;
    switch (growth) {
      case Growth::constant:
        return "O(1)";
      case Growth::logarithmic:
        return "O(log n)";
      case Growth::square_root:
        return ascii ? "O(sqrt n)" : "O(√n)";
      case Growth::linear:
        return "O(n)";
      case Growth::linearithmic:
        return "O(n log n)";
      case Growth::quadratic:
        return ascii ? "O(n^2)" : "O(n²)";
      case Growth::cubic:
        break;
    }
    return ascii ? "O(n^3)" : "O(n³)";
  }

  [[nodiscard]] static std::string percent(double part) { return fixed(part * 100, 1) + "%"; }

  [[nodiscard]] std::string growth_text(const stats::Complexity& complexity) const {
    using Verdict = stats::Complexity::Verdict;
    const std::string exponent =
        complexity.power_law ? "; some n^" + fixed(complexity.power_law->exponent, 2) : "";
    switch (complexity.verdict) {
      case Verdict::clear:
        break;
      case Verdict::few_sizes:
        return "too few sizes to tell, measure " + std::to_string(stats::fewest_sizes) +
               " or more" + exponent;
      case Verdict::alike:
        return plausible(complexity) + " fit alike, measure larger sizes" + exponent;
      case Verdict::none_fits:
        return "no common growth fits" + exponent;
    }
    const auto& best = complexity.candidates[static_cast<std::size_t>(*complexity.best)];
    std::string text = order(*complexity.best) + ", ";
    if (*complexity.best == Growth::constant) {
      text += value(best.coefficient);
    } else {
      const std::string growth = order(*complexity.best);
      text += value(best.coefficient) + " * " + growth.substr(2, growth.size() - 3);
      text += best.constant > 0 ? " + " + value(best.constant) : "";
    }
    return text + ", off by " + percent(best.residual);
  }

  [[nodiscard]] std::string plausible(const stats::Complexity& complexity) const {
    std::string text;
    for (const auto& candidate : complexity.candidates) {
      if (candidate.plausible) {
        text.append(text.empty() ? "" : " and ").append(order(candidate.growth));
      }
    }
    return text;
  }

  [[nodiscard]] std::string scaling_text(const stats::Scalability& law) const {
    using Verdict = stats::Scalability::Verdict;
    switch (law.verdict) {
      case Verdict::fitted:
        break;
      case Verdict::few_thread_counts:
        return "too few numbers of threads to tell, measure 3 or more";
      case Verdict::no_single_thread:
        return "no law of scalability fits";
    }
    const auto range = [](const stats::Coefficient& coefficient) {
      const auto text = [](double part) { return fixed(part * 100, part < 0.01 ? 2 : 1) + "%"; };
      const std::string high =
          std::isinf(coefficient.high) ? std::string("?") : text(coefficient.high);
      return text(coefficient.estimate) + " [" + text(coefficient.low) + ", " + high + "]";
    };
    std::string text = "contention " + range(law.sigma) + ", coherence " + range(law.kappa);
    text += std::isinf(law.peak)
                ? ", no peak"
                : ", peak at " + fixed(law.peak, law.peak < 10 ? 1 : 0) + " threads (" +
                      fixed(law.peak_throughput / law.lambda.estimate, 1) + " times one)";
    return text + ", off by " + percent(law.residual);
  }

  /// Says where columns grow by different laws.
  void difference() {
    const auto clear = [](const FitCurve& curve) {
      return curve.complexity && curve.complexity->best;
    };
    const FitCurve& first = fit_.curves.front();
    for (std::size_t i = 1; i < fit_.curves.size(); ++i) {
      const FitCurve& other = fit_.curves[i];
      if (!clear(first) || !clear(other) || first.complexity->best == other.complexity->best) {
        continue;
      }
      const bool faster = *other.complexity->best > *first.complexity->best;
      line("  " + heading(other) + " grows " + (faster ? "faster" : "slower") + " than " +
           heading(first));
    }
  }

  void plot() {
    constexpr std::size_t rows = 9;
    constexpr std::size_t widest = 56;
    constexpr std::size_t narrowest = 16;
    std::vector<PlotSeries> series;
    std::vector<double> all_y;
    std::vector<double> all_x;
    for (const FitCurve& curve : fit_.curves) {
      series.push_back(
          {curve.sizes, curve.medians, [&](double size) { return curve.at(size, fit_.measure); }});
      for (std::size_t i = 0; i < curve.sizes.size(); ++i) {
        if (curve.medians[i] > 0 && curve.sizes[i] > 0) {
          all_y.push_back(curve.medians[i]);
          all_x.push_back(curve.sizes[i]);
        }
      }
    }
    if (all_x.empty()) {
      return;
    }
    const auto [low_x, high_x] = std::ranges::minmax(all_x);
    const auto [low_y, high_y] = std::ranges::minmax(all_y);
    if (low_y == high_y || low_x == high_x) {
      return;  // a level line, or a single point
    }
    const std::string top = value(high_y);
    const std::string bottom = value(low_y);
    const std::size_t margin = std::max(display_width(top), display_width(bottom));
    const std::size_t left = margin + 6;
    const std::size_t columns =
        std::clamp(options_.width > left ? options_.width - left : 0, narrowest, widest);
    const auto lines = TextPlot(options_.charset).lines(series, {columns, rows});
    const bool ascii = options_.charset == Charset::ascii;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string& label = i == 0 ? top : i + 1 == lines.size() ? bottom : std::string();
      std::string text = "  " + std::string(margin - display_width(label), ' ') + label +
                         (ascii ? " | " : " │ ") + lines[i];
      text.resize(text.find_last_not_of(' ') + 1);
      line(text);
    }
    std::string axis = "  " + std::string(margin, ' ') + (ascii ? " +-" : " └─");
    for (std::size_t i = 0; i < columns; ++i) {
      axis += ascii ? "-" : "─";
    }
    line(axis);
    const std::string from = shortest(low_x);
    const std::string to = shortest(high_x);
    const std::size_t used = from.size() + to.size();
    line("  " + std::string(margin + 3, ' ') + from +
         std::string(columns > used ? columns - used : 1, ' ') + to);
  }

  const Fit& fit_;
  const Table& table_;
  std::span<const std::string> headings_;
  const TextOptions& options_;
  TextWords words_;
  std::string& out_;
};

}  // namespace

void render_fit(const Fit& fit, const Table& table, std::span<const std::string> headings,
                const TextOptions& options, std::string& out) {
  FitText(fit, table, headings, options, out).render();
}

}  // namespace benchdiff::report
