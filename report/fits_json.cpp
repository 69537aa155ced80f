#include <benchdiff/report/fits_json.h>

#include <string_view>
#include <vector>

#include <benchdiff/report/json_words.h>

namespace benchdiff::report {
namespace {

class FitsWriter {
 public:
  FitsWriter(const Report& report, JsonWriter& json) : report_(report), json_(json) {}

  void write() {
    json_.begin_array();
    for (const Fit& fit : report_.fits) write(fit);
    json_.end_array();
  }

 private:
  void text(std::string_view name, std::string_view value) {
    json_.key(name);
    json_.text(value);
  }
  void number(std::string_view name, double value) {
    json_.key(name);
    json_.number(value);
  }
  void count(std::string_view name, std::size_t value) {
    json_.key(name);
    json_.count(value);
  }
  void numbers(std::string_view name, const std::vector<double>& values) {
    json_.key(name);
    json_.begin_array();
    for (const double value : values) json_.number(value);
    json_.end_array();
  }

  void write(const Fit& fit) {
    const Table& table = report_.tables[fit.table];
    json_.new_line();
    json_.begin_object();
    count("table", fit.table);
    text("name", fit.label);
    text("key", fit.key);
    text("unit", table.unit);
    text("measure", word(measure_words, fit.measure));
    json_.key("curves");
    json_.begin_array();
    for (const FitCurve& curve : fit.curves) {
      json_.begin_object();
      count("column", table.column_places[curve.column]);
      numbers("sizes", curve.sizes);
      numbers("medians", curve.medians);
      if (curve.complexity) write(*curve.complexity);
      if (curve.scalability) write(*curve.scalability);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void write(const stats::Complexity& complexity) {
    json_.key("complexity");
    json_.begin_object();
    text("verdict", word(complexity_words, complexity.verdict));
    json_.key("best");
    if (complexity.best) {
      json_.text(word(growth_words, *complexity.best));
    } else {
      json_.null();
    }
    count("sizes", complexity.sizes);
    count("runs", complexity.runs);
    json_.key("candidates");
    json_.begin_array();
    for (const stats::GrowthFit& candidate : complexity.candidates) {
      json_.begin_object();
      text("growth", word(growth_words, candidate.growth));
      number("coefficient", candidate.coefficient);
      number("constant", candidate.constant);
      number("residual", candidate.residual);
      number("prediction_error", candidate.prediction_error);
      json_.key("plausible");
      json_.boolean(candidate.plausible);
      json_.end_object();
    }
    json_.end_array();
    if (complexity.power_law) write(*complexity.power_law);
    json_.end_object();
  }

  void write(const stats::PowerLaw& law) {
    json_.key("power_law");
    json_.begin_object();
    number("exponent", law.exponent);
    number("low", law.low);
    number("high", law.high);
    number("level", law.level);
    number("factor", law.factor);
    number("residual", law.residual);
    json_.end_object();
  }

  void write(const stats::Scalability& scalability) {
    json_.key("scalability");
    json_.begin_object();
    text("verdict", word(scalability_words, scalability.verdict));
    write("lambda", scalability.lambda);
    write("sigma", scalability.sigma);
    write("kappa", scalability.kappa);
    number("level", scalability.level);
    number("peak", scalability.peak);
    number("peak_throughput", scalability.peak_throughput);
    number("residual", scalability.residual);
    count("thread_counts", scalability.thread_counts);
    count("runs", scalability.runs);
    json_.end_object();
  }

  void write(std::string_view name, const stats::Coefficient& coefficient) {
    json_.key(name);
    json_.begin_object();
    number("estimate", coefficient.estimate);
    number("low", coefficient.low);
    number("high", coefficient.high);
    json_.end_object();
  }

  const Report& report_;
  JsonWriter& json_;
};

}  // namespace

void append_fits(const Report& report, JsonWriter& json) { FitsWriter(report, json).write(); }

}  // namespace benchdiff::report
