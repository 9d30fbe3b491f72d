package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Window;
import java.math.BigInteger;

/**
 * Stem and head read every cell. A 1 x 1 convolution with a stride is how a block gets smaller, and
 * an edge narrower than a window's step is lost in most networks: nothing is said of these.
 */
final class UnreadCellsRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    MapSizes.of(declaration)
        .ifPresent(
            sizes -> {
              for (int step = 0; step < sizes.path().steps().size() && sizes.fits(step); step++) {
                check(declaration, sizes, step, report);
              }
            });
  }

  private static void check(
      NetworkDeclaration declaration, MapSizes sizes, int step, Report report) {
    Window window = sizes.path().steps().get(step).window();
    int height = sizes.heightInto(step);
    int width = sizes.widthInto(step);
    long cells = (long) height * width;
    long read = window.same() ? cells : window.read(height) * window.read(width);
    boolean skips = window.stride() > window.kernel();
    StemDeclaration stem = declaration.stem().orElseThrow();
    switch (sizes.path().steps().get(step).place()) {
      case STEM_CONVOLUTION -> {
        if (skips) {
          report.add(
              Problem.STEM_STRIDE_SKIPS,
              site(stem.stride(), stem.kernel().value().get(step)),
              window.stride(),
              window.kernel(),
              read,
              cells,
              window.kernel());
        }
      }
      case STEM_POOL -> {
        if (skips) {
          report.add(
              Problem.POOL_STRIDE_SKIPS,
              site(stem.pool().stride(), stem.pool().kernel()),
              window.stride(),
              window.kernel(),
              read,
              cells,
              height,
              width,
              window.kernel());
        }
      }
      case HEAD_POOL -> {
        if (read < cells) {
          Declared<Integer> pool = declaration.head().orElseThrow().pool();
          report.add(
              Problem.HEAD_POOL_CUTS,
              pool.site(),
              pool.value(),
              sizes.height(),
              sizes.width(),
              height,
              width,
              read,
              cells,
              poolThatReadsAll(height, width));
        }
      }
      case STAGE -> {
        // The stages' convolutions pad, or skip by design.
      }
    }
  }

  /** The place of the stride, or of the kernel if only that is written. */
  private static Site site(Declared<Integer> stride, Declared<Integer> kernel) {
    return stride.explicit() ? stride.site() : kernel.site();
  }

  private static int poolThatReadsAll(int height, int width) {
    int side = BigInteger.valueOf(height).gcd(BigInteger.valueOf(width)).intValue();
    return side == 1 ? 0 : side;
  }
}
