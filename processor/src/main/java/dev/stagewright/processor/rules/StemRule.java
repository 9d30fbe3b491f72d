package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.PoolDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Border;
import java.util.List;

/** The stem's convolution and pool have possible numbers. */
final class StemRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.stem().ifPresent(stem -> check(stem, report));
  }

  private static void check(StemDeclaration stem, Report report) {
    checkEach(stem.filters(), Problem.STEM_FILTERS, report);
    checkEach(stem.kernel(), Problem.STEM_KERNEL, report);
    checkDepth(stem, report);
    if (stem.stride().value() < 1) {
      report.add(Problem.STEM_STRIDE, stem.stride().site(), stem.stride().value());
    }
    checkPadding(stem, report);
    checkPool(stem.pool(), report);
  }

  private static void checkEach(
      Declared<List<Declared<Integer>>> values, Problem problem, Report report) {
    for (Declared<Integer> value : values.value()) {
      if (value.value() < 1) {
        report.add(problem, value.site(), value.value());
      }
    }
  }

  /** Every convolution has filters and a kernel. */
  private static void checkDepth(StemDeclaration stem, Report report) {
    int filters = stem.filters().value().size();
    int kernels = stem.kernel().value().size();
    if (filters == 0 || filters != kernels) {
      Declared<?> site = stem.kernel().explicit() ? stem.kernel() : stem.filters();
      report.add(Problem.STEM_DEPTH, site.site(), Problem.values(filters), Problem.values(kernels));
    }
  }

  /** A window wholly inside the padding would see nothing of the image. */
  private static void checkPadding(StemDeclaration stem, Report report) {
    int padding = stem.padding().value();
    int kernel = stem.kernel().value().stream().mapToInt(Declared::value).min().orElse(0);
    if (kernel >= 1 && (padding < 0 || padding >= kernel)) {
      report.add(
          Problem.STEM_PADDING, stem.padding().site(), padding, kernel, kernel - 1, kernel / 2);
    }
  }

  private static void checkPool(PoolDeclaration pool, Report report) {
    if (pool.kernel().value() < 0) {
      report.add(Problem.POOL_KERNEL, pool.kernel().site(), pool.kernel().value());
    }
    if (pool.kernel().value() != 0 && pool.stride().value() < 1) {
      report.add(Problem.POOL_STRIDE, pool.stride().site(), pool.stride().value());
    }
    int padding = pool.padding().value();
    int most = Math.max(0, pool.kernel().value() / 2);
    if (padding < 0 || padding > most) {
      report.add(Problem.POOL_PADDING, pool.padding().site(), padding, pool.kernel().value(), most);
    } else if (most > 0
        && padding == 0
        && pool.border().explicit()
        && pool.border().value() == Border.ZERO) {
      report.add(Problem.POOL_BORDER_UNUSED, pool.border().site());
    }
  }
}
