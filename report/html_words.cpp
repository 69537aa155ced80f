#include <benchdiff/report/html_words.h>

namespace benchdiff::report {

VerdictLook look_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::worse:
      return {"w", "✕"};
    case Verdict::better:
      return {"b", "✓"};
    case Verdict::same:
      return {"s", "="};
    case Verdict::changed:
      return {"c", "≠"};
    case Verdict::unclear:
      break;
  }
  return {"u", "?"};
}

VerdictLook look_of(Verdict verdict, Verdict leaning) {
  VerdictLook look = look_of(verdict);
  if (verdict == Verdict::unclear) {
    look.css_class = leaning == Verdict::worse     ? "lw"_html
                     : leaning == Verdict::better  ? "lb"_html
                     : leaning == Verdict::changed ? "lc"_html
                                                   : "u"_html;
  }
  return look;
}

std::string_view shown_name(std::string_view label) { return label.empty() ? "(none)" : label; }

void render_gate_mark(const GateMark& mark, HtmlWriter& html) {
  switch (mark.state) {
    case Gated::not_gated:
    case Gated::passed:
      return;
    case Gated::failed:
      html.markup(" <em class=w>gate failed: ");
      break;
    case Gated::inconclusive:
      html.markup(" <em class=c>gate inconclusive: ");
      break;
    case Gated::muted:
      html.markup(" <em>muted: ");
      break;
    case Gated::waived:
      html.markup(" <em>waived: ");
      break;
  }
  html.text(mark.why).markup("</em>");
}

}  // namespace benchdiff::report
