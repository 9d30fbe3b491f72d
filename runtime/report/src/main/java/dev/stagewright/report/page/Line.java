package dev.stagewright.report.page;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param label what it is
 * @param style its number among the styles of lines; 0 is the quiet one
 * @param values one for each place on the chart's axis; NaN where there is none
 */
record Line(String label, int style, List<Double> values) {

  Line {
    values = List.copyOf(values);
  }

  double last() {
    for (int i = values.size() - 1; i >= 0; i--) {
      if (!Double.isNaN(values.get(i))) {
        return values.get(i);
      }
    }
    return Double.NaN;
  }
}
