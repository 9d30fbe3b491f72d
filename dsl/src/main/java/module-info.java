/** The annotations that declare a residual network. */
module dev.stagewright.dsl {
  exports dev.stagewright.dsl;
}
