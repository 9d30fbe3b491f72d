// Draws the charts that stand on the page as JSON. Without it their tables are there.
(() => {
  "use strict";
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = value =>
    value == null ? "–"
      : value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(3)
      : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-US")
      : String(Number(value.toPrecision(4)));
  const axis = (size, values) => ({
    stroke: () => color("--quiet"),
    grid: { stroke: () => color("--rule"), width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
    size: size,
    values: values
  });

  // Axis labels are as wide as they need to be.
  const width = (plot, labels) =>
    labels == null ? 40 : 16 + 7 * Math.max(...labels.map(label => String(label).length));

  const draw = chart => {
    const place = document.getElementById(chart.id);
    const shown = place.parentElement.querySelectorAll(".legend b");
    const last = chart.epochs.length - 1;
    const few = chart.epochs.length <= 30;

    const plot = new uPlot({
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      padding: [8, 12, 0, 0],
      scales: {
        x: {
          time: false,
          // One epoch alone has no width.
          range: (_, from, to) => (from === to ? [from - 1, to + 1] : [from, to])
        },
        y: chart.fromZero ? { range: (_, from, to) => [0, 1.1 * to || 1] } : {}
      },
      axes: [
        Object.assign(axis(28, (_, at) => at.map(x => (Number.isInteger(x) ? x : ""))), { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] }),
        axis(width, (_, at) => at.map(short))
      ],
      cursor: { y: false, drag: { x: true, y: false } },
      series: [{ label: "epoch" }].concat(chart.lines.map(line => ({
        label: line.label,
        stroke: () => color("--line-" + line.style),
        width: line.style === 0 ? 1.5 : 2,
        dash: line.style > 0 && line.style % 2 === 0 ? [6, 4] : undefined,
        points: { show: few, size: 5, fill: () => color("--line-" + line.style) },
        spanGaps: true
      }))),
      hooks: {
        setCursor: [self => (self.cursor.idx == null ? rest() : tell(self.cursor.idx))]
      }
    }, [chart.epochs].concat(chart.lines.map(line => line.values)), place);

    // The last of each line, which may end before the others.
    const ends = Array.from(shown, each => each.textContent);
    const spoken = place.getAttribute("aria-valuetext");
    let at = last;
    function rest() {
      at = last;
      ends.forEach((text, i) => { shown[i].textContent = text; });
      place.setAttribute("aria-valuenow", chart.epochs[last]);
      place.setAttribute("aria-valuetext", spoken);
    }

    function tell(index) {
      at = index;
      const texts = chart.lines.map(line => short(line.values[index]));
      texts.forEach((text, i) => { shown[i].textContent = text; });
      place.setAttribute("aria-valuenow", chart.epochs[index]);
      place.setAttribute("aria-valuetext",
        ["epoch " + chart.epochs[index]].concat(chart.lines.map((line, i) => line.label + " " + texts[i])).join(", "));
    }

    const goTo = index => {
      const left = plot.valToPos(chart.epochs[index], "x");
      const line = chart.lines.find(one => one.values[index] != null);
      plot.setCursor({ left: left, top: line ? plot.valToPos(line.values[index], "y") : 0 });
      tell(index);
    };
    place.addEventListener("keydown", event => {
      const to = {
        ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
        PageDown: at - 10, PageUp: at + 10, Home: 0, End: last
      }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        goTo(Math.min(last, Math.max(0, to)));
      }
    });
    place.addEventListener("focus", () => { if (place.matches(":focus-visible")) { goTo(at); } });
    place.addEventListener("blur", () => { plot.setCursor({ left: -10, top: -10 }); });
    const fit = width => plot.setSize({ width: width || place.clientWidth, height: place.clientHeight });
    new ResizeObserver(() => { if (place.clientWidth > 0) { fit(); } }).observe(place);
    return { redraw: () => plot.redraw(false, true), fit: fit };
  };

  const plots = JSON.parse(document.getElementById("charts").textContent).map(draw);
  // Colors are the page's, which change with the reader's system and on paper.
  const redraw = () => plots.forEach(plot => plot.redraw());
  ["(prefers-color-scheme: dark)", "print"].forEach(query =>
    matchMedia(query).addEventListener("change", redraw));
  // Half of what is between the margins of A4 or letter: paper is not resized to.
  addEventListener("beforeprint", () => { plots.forEach(plot => plot.fit(330)); redraw(); });
  addEventListener("afterprint", () => { plots.forEach(plot => plot.fit()); redraw(); });
})();
