#include <benchdiff/stats/findings.h>

#include <algorithm>
#include <cmath>

namespace benchdiff::stats {
namespace {

using Kind = Finding::Kind;
using Side = Finding::Side;

void add_findings(const Diagnosis& diagnosis, Side side, std::vector<Finding>& findings) {
  const auto add = [&](Kind kind, double amount) { findings.push_back({kind, side, amount}); };
  if (diagnosis.drift) add(Kind::drift, diagnosis.drift->slope.relative);
  if (diagnosis.autocorrelation) {
    add(Kind::autocorrelation, diagnosis.autocorrelation->correlation);
  }
  if (diagnosis.warm_up) {
    add(Kind::warm_up, static_cast<double>(diagnosis.warm_up->warm_up.runs));
  }
  if (diagnosis.two_modes) {
    add(Kind::two_modes, diagnosis.two_modes->modes.high / diagnosis.two_modes->modes.low);
  }
  if (diagnosis.outliers) {
    add(Kind::outliers, static_cast<double>(diagnosis.outliers->outliers.severe()));
  }
  if (diagnosis.quantised) add(Kind::quantised, diagnosis.quantised->relative);
}

}  // namespace

std::vector<Finding> findings_of(const Diagnosis& diagnosis) {
  std::vector<Finding> findings;
  add_findings(diagnosis, Side::only, findings);
  return findings;
}

std::vector<Finding> findings_of(const PairDiagnosis& diagnosis) {
  std::vector<Finding> findings;
  add_findings(diagnosis.x, Side::old_side, findings);
  std::vector<Finding> of_new;
  add_findings(diagnosis.y, Side::new_side, of_new);
  for (const Finding& found : of_new) {
    const auto same = std::ranges::find(findings, found.kind, &Finding::kind);
    if (same == findings.end()) {
      findings.push_back(found);
      continue;
    }
    same->side = Side::both;
    if (std::abs(found.amount) > std::abs(same->amount)) same->amount = found.amount;
  }
  if (diagnosis.warm_up) {
    const auto known = std::ranges::find(findings, Kind::warm_up, &Finding::kind);
    const Finding found{Kind::warm_up, Side::both, static_cast<double>(diagnosis.warm_up->runs)};
    if (known == findings.end()) {
      findings.push_back(found);
    } else {
      *known = found;
    }
  }
  if (diagnosis.drift_across) {
    const DriftAcross& across = *diagnosis.drift_across;
    findings.push_back({Kind::drift_across, Side::both, across.drifted / across.difference});
  }
  return findings;
}

}  // namespace benchdiff::stats
