package dev.stagewright.processor.topology;

import java.util.List;

/** One block of a stage. */
public interface Block {

  /** Stage and block as they stand in layers' names, for example {@code 2a}. */
  String id();

  /** What its layers have in common in their names. */
  String title();

  /** By how much it makes a map smaller. */
  int stride();

  /** Its layers in the order of computation. */
  List<Node> nodes();

  /** The layer that ends it. */
  String output();
}
