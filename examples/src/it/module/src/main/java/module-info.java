module org.example.module {
  requires dev.stagewright.dsl;
  requires dev.stagewright.runtime;
  requires dev.stagewright.networks;
  requires dev.stagewright.onednn;
  requires deeplearning4j.nn;
  requires nd4j.api;
}
