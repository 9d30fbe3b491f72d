package dev.stagewright.processor.topology;

/**
 * The stem's max pool.
 *
 * @param window with its padding
 * @param border what the pool sees in its padding
 */
public record StemPool(Window window, Border border) {

  void addTo(Chain chain, LayerNames names) {
    if (border == Border.ZERO && window.padding() > 0) {
      chain.zeroPadding(names.stemBorder(), window.padding());
      addTo(chain, names, Window.valid(window.kernel(), window.stride()));
    } else {
      addTo(chain, names, window);
    }
  }

  private static void addTo(Chain chain, LayerNames names, Window window) {
    chain.pool(names.stemPool(), Node.PoolKind.MAX, window);
  }
}
