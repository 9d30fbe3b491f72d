package dev.stagewright.data;

/** How much of the pictures is read before the first step. Nothing is decoded. */
public enum Preflight {
  /** Everything, from the first byte to the end: kind, size, header, all parts up to the end. */
  WHOLE,
  /** Headers and the last bytes, a few kilobytes of most files, for slow disks. */
  HEADERS
}
