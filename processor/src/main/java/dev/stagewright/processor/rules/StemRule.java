package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.PoolDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import java.util.List;

/** The stem's convolution and pool have possible numbers. */
final class StemRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.stem().ifPresent(stem -> check(stem, report));
  }

  private static void check(StemDeclaration stem, Report report) {
    checkOne("filters", stem.filters(), Fault.STEM_FILTERS, report);
    checkOne("kernel", stem.kernel(), Fault.STEM_KERNEL, report);
    if (stem.stride().value() < 1) {
      report.add(Fault.STEM_STRIDE, stem.stride().site(), stem.stride().value());
    }
    checkPadding(stem, report);
    checkPool(stem.pool(), report);
  }

  private static void checkOne(
      String member, Declared<List<Declared<Integer>>> values, Fault fault, Report report) {
    if (values.value().size() != 1) {
      report.add(Fault.STEM_DEPTH, values.site(), member, Fault.values(values.value().size()));
      return;
    }
    Declared<Integer> only = values.value().get(0);
    if (only.value() < 1) {
      report.add(fault, only.site(), only.value());
    }
  }

  /** A window wholly inside the padding would see nothing of the image. */
  private static void checkPadding(StemDeclaration stem, Report report) {
    List<Declared<Integer>> kernels = stem.kernel().value();
    if (kernels.size() != 1 || kernels.get(0).value() < 1) {
      return;
    }
    int kernel = kernels.get(0).value();
    int padding = stem.padding().value();
    if (padding < 0 || padding >= kernel) {
      report.add(Fault.STEM_PADDING, stem.padding().site(), padding, kernel, kernel - 1);
    }
  }

  private static void checkPool(PoolDeclaration pool, Report report) {
    if (pool.kernel().value() < 0) {
      report.add(Fault.POOL_KERNEL, pool.kernel().site(), pool.kernel().value());
    }
    if (pool.kernel().value() != 0 && pool.stride().value() < 1) {
      report.add(Fault.POOL_STRIDE, pool.stride().site(), pool.stride().value());
    }
  }
}
