package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ModuleNetTest {

  /** What is compiled as a module runs on the class path. */
  @Test
  void isBuiltOnTheClassPath() {
    assertFalse(ModuleNetNetwork.class.getModule().isNamed());
    assertEquals(2, ModuleNetNetwork.builder().build().options().classes());
  }
}
