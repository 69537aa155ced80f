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
    json_.count("table", fit.table);
    json_.text("name", fit.label);
    json_.text("key", fit.key);
    json_.text("unit", table.unit);
    json_.text("measure", word(measure_words, fit.measure));
    json_.key("curves");
    json_.begin_array();
    for (const FitCurve& curve : fit.curves) {
      json_.begin_object();
      json_.count("column", table.column_places[curve.column]);
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
    json_.text("verdict", word(complexity_words, complexity.verdict));
    json_.key("best");
    if (complexity.best) {
      json_.text(word(growth_words, *complexity.best));
    } else {
      json_.null();
    }
    json_.count("sizes", complexity.sizes);
    json_.count("runs", complexity.runs);
    json_.key("candidates");
    json_.begin_array();
    for (const stats::GrowthFit& candidate : complexity.candidates) {
      json_.begin_object();
      json_.text("growth", word(growth_words, candidate.growth));
      json_.number("coefficient", candidate.coefficient);
      json_.number("constant", candidate.constant);
      json_.number("residual", candidate.residual);
      json_.number("prediction_error", candidate.prediction_error);
      json_.boolean("plausible", candidate.plausible);
      json_.end_object();
    }
    json_.end_array();
    if (complexity.power_law) write(*complexity.power_law);
    json_.end_object();
  }

  void write(const stats::PowerLaw& law) {
    json_.key("power_law");
    json_.begin_object();
    json_.number("exponent", law.exponent);
    json_.number("low", law.low);
    json_.number("high", law.high);
    json_.number("level", law.level);
    json_.number("factor", law.factor);
    json_.number("residual", law.residual);
    json_.end_object();
  }

  void write(const stats::Scalability& scalability) {
    json_.key("scalability");
    json_.begin_object();
    json_.text("verdict", word(scalability_words, scalability.verdict));
    write("lambda", scalability.lambda);
    write("sigma", scalability.sigma);
    write("kappa", scalability.kappa);
    json_.number("level", scalability.level);
    json_.number("peak", scalability.peak);
    json_.number("peak_throughput", scalability.peak_throughput);
    json_.number("residual", scalability.residual);
    json_.count("thread_counts", scalability.thread_counts);
    json_.count("runs", scalability.runs);
    json_.end_object();
  }

  void write(std::string_view name, const stats::Coefficient& coefficient) {
    json_.key(name);
    json_.begin_object();
    json_.number("estimate", coefficient.estimate);
    json_.number("low", coefficient.low);
    json_.number("high", coefficient.high);
    json_.end_object();
  }

  const Report& report_;
  JsonWriter& json_;
};

}  // namespace

void append_fits(const Report& report, JsonWriter& json) { FitsWriter(report, json).write(); }

}  // namespace benchdiff::report
