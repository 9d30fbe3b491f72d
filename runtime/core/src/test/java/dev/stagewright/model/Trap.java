package dev.stagewright.model;

import org.nd4j.linalg.activations.impl.ActivationCube;

/** Says that it was initialized, as a class would do worse that somebody plants in a file. */
public final class Trap extends ActivationCube {

  static final String PROPERTY = "stagewright.test.trap";

  static {
    System.setProperty(PROPERTY, "sprung");
  }
}
